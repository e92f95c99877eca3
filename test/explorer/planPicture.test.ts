import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanMessage } from '../../src/explorer/messages.ts';
import { needsOf, planPicture } from '../../src/explorer/planPicture.ts';
import { explain, HypChat } from '../../src/index.ts';

const hc = new HypChat('none', { endpoint: 'https://chat.example.com' });
const plan: PlanMessage = explain(hc.rooms.items[0].owner.message('hi'));

/** The texts of a picture, as whoever looks at it reads them. */
const wordsOf = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');

describe('the picture of a plan', () => {
  it('shows its requests, why they are sent, and what they cost', () => {
    const words = wordsOf(planPicture(plan));

    expect(words).toContain('1  GET');
    expect(words).toContain('2  POST');
    expect(words).toContain("the owner is not in a room's stub".replace("'", "'"));
    expect(words.at(-1)).toBe('2 requests');
  });

  it('has a line from each answer to what is filled in with it', () => {
    const lines = planPicture(plan).match(/<path d="M[^"]*" fill="none"/g);

    expect(plan.requests.map(needsOf)).toEqual([[], [1]]);
    expect(lines).toHaveLength(1);
  });

  it('is text in which no name of a server is markup', () => {
    const outside = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('</text><script>', '"&\u0000\ud800'),
    );
    fc.assert(
      fc.property(outside, outside, outside, (chain, url, reason) => {
        const request = { number: 1, round: 1, method: 'GET', url, reason, body: { [chain]: url } };
        const svg = planPicture({
          chain,
          requests: [request],
          bill: { least: 1, most: 1 },
          openEnd: reason,
        });
        const tags = new Set([...svg.matchAll(/<([^\s>/]*)/g)].map((match) => match[1]));

        expect([...tags].sort()).toEqual(['', 'rect', 'svg', 'text']);
        expect(svg).not.toMatch(/[^\P{Cc}\n\t]|[\p{Cs}\uFFFE\uFFFF]/u);
        expect(svg.replace(/&(?:amp|lt|gt|quot);/g, '')).not.toContain('&');
      }),
    );
  });
});
