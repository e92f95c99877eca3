/**
 * The guides to other APIs, stripe.md and rest.md, and what README.md shows of Stripe: each is one program, run from its first block to its last against a made-up server of that
 * API, and compiled as its reader has it.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { githubMap } from '../../examples/maps/github.ts';
import { stripeMap } from '../../examples/maps/stripe.ts';
import { connect } from '../../src/index.ts';
import { answerBlog, answerGithub } from '../dialects/madeUpRest.ts';
import { answerStripe } from '../dialects/madeUpStripe.ts';
import { show } from '../types/languageServer.ts';
import { blocksOf } from './blocks.ts';
import { examplesOf, runExample } from './examples.ts';

const HERE = fileURLToPath(import.meta.url);

/** The pages, each with what answers it: by the host that is asked. */
const GUIDES: Readonly<
  Record<string, Readonly<Record<string, (request: Request) => Promise<Response>>>>
> = {
  'docs/guides/stripe.md': { 'api.stripe.com': answerStripe },
  'README.md': { 'api.stripe.com': answerStripe },
  'docs/guides/rest.md': { 'blog.example.com': answerBlog, 'api.github.com': answerGithub },
};

/** Where the maps lie that the pages tell to copy. */
const MAPS: Readonly<Record<string, string>> = {
  './stripeMap.ts': '../../examples/maps/stripe.ts',
  './githubMap.ts': '../../examples/maps/github.ts',
};

describe.each(Object.entries(GUIDES))('%s', (page, servers) => {
  const ofStripe = blocksOf(page).filter(({ language }) => language === 'ts stripe');
  const blocks = ofStripe.length > 0 ? ofStripe : examplesOf(page);

  it('gives and sends what it says', async () => {
    const requests: string[] = [];
    const fetching: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      const { host, pathname, search } = new URL(request.url);
      requests.push(`${request.method} ${decodeURIComponent(pathname + search)}`);
      const answer = servers[host];
      if (answer === undefined) throw new Error(`nobody is at ${host}`);
      return answer(request);
    };
    const given = {
      ...{ stripeMap, githubMap },
      connect: (...[dialect, map, options, shortcuts]: Parameters<typeof connect>) =>
        connect(dialect, map, { ...options, fetch: fetching }, shortcuts),
    };
    const against = { token: 'sk_test_1', url: '', requests: () => requests };
    await runExample({ code: blocks.map(({ code }) => code).join('\n') }, against, given);
  });

  it.each(blocks)('claims something of itself in $title', ({ code }) => {
    expect(code).toMatch(/\/\/(?:=>| GET | POST | throws )/);
  });

  it('compiles', { timeout: 300_000 }, async () => {
    const code = blocks.map((block) => block.code).join('\n');
    const program = Object.entries(MAPS).reduce(
      (text, [name, path]) => text.replaceAll(`'${name}'`, `'${path}'`),
      `declare const token: string;\n${code}`,
    );
    const { errors } = await show(HERE, program, []);

    expect(errors).toEqual([]);
  });
});
