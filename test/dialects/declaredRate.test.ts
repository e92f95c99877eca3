/** What servers declare of their rate, in the ways that they have for it. */
import { describe, expect, it } from 'vitest';
import { declaredRate } from '../../src/dialects/declaredRate.ts';

const DATE = 'Sat, 28 Nov 2026 10:00:00 GMT';
const allowed = (headers: Readonly<Record<string, string>>) =>
  declaredRate.allowances(
    {
      status: 200,
      headers: new Headers({ date: DATE, ...headers }),
      url: 'https://api.test',
      json: {},
    },
    undefined,
  );

describe('a rate that a server declares', () => {
  it.each([
    {
      name: 'as the draft has it by now',
      headers: { ratelimit: '"minute";r=7;t=30' },
      left: [{ left: 7, forMs: 30_000 }],
    },
    {
      name: 'of several, the one of which the least is left',
      headers: { ratelimit: '"day";r=900;t=40000, "minute";r=3;t=12' },
      left: [{ left: 3, forMs: 12_000 }],
    },
    {
      name: 'as the draft had it once',
      headers: { 'ratelimit-limit': '100', 'ratelimit-remaining': '7', 'ratelimit-reset': '30' },
      left: [{ left: 7, limit: 100, forMs: 30_000 }],
    },
    {
      name: 'as nobody ever agreed upon, with a moment',
      headers: { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '1795860030' },
      left: [{ left: 7, forMs: Math.max(0, 1795860030_000 - Date.parse(DATE)) }],
    },
    { name: 'not at all', headers: {}, left: [] },
    { name: 'in words', headers: { 'ratelimit-remaining': 'many', ratelimit: 'some' }, left: [] },
    { name: 'without an end', headers: { 'x-ratelimit-remaining': '7' }, left: [] },
  ])('is read $name', ({ headers, left }) => {
    expect(allowed(headers)).toEqual(left);
  });
});
