/** What docs/comparison.md says of other libraries: its blocks are run with them, and what each weighs is measured. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { liveServer } from '../helpers/live.ts';
import { examplesOf, runExample } from './examples.ts';

// What Traverson calls of Node is deprecated. The warning would look like one of ours, which the output of the tests has none of.
const { noDeprecation = false } = process;
process.noDeprecation = true;
afterAll(() => {
  process.noDeprecation = noDeprecation;
});

const RUNNERS = new URL('../runners/', import.meta.url);
const PAGE = readFileSync(new URL('../../docs/comparison.md', import.meta.url), 'utf8');
const require = createRequire(new URL('package.json', RUNNERS));
const PEERS = ['ketting', 'traverson', '@octokit/core', 'stripe'] as const;
/** What a page imports of each. */
const IMPORTED: Readonly<Record<(typeof PEERS)[number], string>> = {
  ketting: 'Client',
  traverson: 'default',
  '@octokit/core': 'Octokit',
  stripe: 'default',
};
const isHere = PEERS.every((name) => existsSync(new URL(`node_modules/${name}`, RUNNERS)));

type Module = Readonly<Record<string, unknown>>;
const load = async (name: string): Promise<Module> =>
  import(pathToFileURL(require.resolve(name)).href);

/** Stripe's charges on two pages, for a client that sends nothing elsewhere. */
function fakeCharges() {
  const requests: string[] = [];
  const charge = (id: string, email: string) => ({
    id,
    object: 'charge',
    customer: { id: `cus_${id}`, object: 'customer', email },
  });
  const first = [charge('ch_1', 'ann@example.com'), charge('ch_2', 'bo@example.com')];
  const fetch = async (input: string | URL): Promise<Response> => {
    const url = new URL(input);
    requests.push(`${url.pathname}${decodeURIComponent(url.search)}`);
    const isFirst = !url.searchParams.has('starting_after');
    const data = isFirst ? first : [charge('ch_3', 'dana@example.com')];
    return Response.json({ object: 'list', url: '/v1/charges', has_more: isFirst, data });
  };
  return { requests, fetch };
}

/** What the page takes as given: the other libraries, by the names under which its blocks import them. */
async function given(): Promise<object> {
  const [octokit, stripe] = await Promise.all([load('@octokit/core'), load('stripe')]);
  const { Client, bearerAuth } = require('ketting') as Module;
  return {
    Client,
    bearerAuth,
    traverson: require('traverson'),
    Octokit: octokit.Octokit,
    Stripe: stripe.default,
    fake: fakeCharges(),
  };
}

/** What a library weighs that a page bundles whole, in kilobytes. */
async function weightOf(name: (typeof PEERS)[number]): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${IMPORTED[name]} } from '${name}';`,
      resolveDir: fileURLToPath(RUNNERS),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    // Modules of Node that ketting brings no replacement for.
    external: ['events', 'querystring'],
    logLevel: 'silent',
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
  return `${Math.ceil(bytes / 1000)} kB`;
}

describe('docs/comparison.md', () => {
  const here = (name: string, test: () => Promise<void>): void =>
    it(name, { timeout: 300_000 }, async ({ skip }) => {
      if (!isHere && process.env.EVERY_RUNTIME !== '1') {
        skip('the others are not installed: npm ci --prefix test/runners');
      }
      await test();
    });

  describe.each(examplesOf('docs/comparison.md'))('$title', (example) => {
    const live = liveServer();

    here('gives and sends what it says', async () => {
      await runExample(example, live, await given());
    });
  });

  here('says what the others weigh', async () => {
    const [, ...cells] =
      /^\| in a bundle.*$/m
        .exec(PAGE)?.[0]
        .split('|')
        .map((cell) => cell.trim()) ?? [];

    expect(cells.slice(2, 6)).toEqual(await Promise.all(PEERS.map(weightOf)));
  });

  here('names the versions that were run', async () => {
    for (const name of PEERS) {
      const { dependencies } = JSON.parse(
        readFileSync(new URL('package.json', RUNNERS), 'utf8'),
      ) as { readonly dependencies: Readonly<Record<string, string>> };
      expect(PAGE.replace(/\s+/g, ' ')).toContain(`${name} ${dependencies[name]}`);
    }
  });

  it('says of this library what the README says', () => {
    const { size } = JSON.parse(
      readFileSync(new URL('../../limits.json', import.meta.url), 'utf8'),
    ) as { readonly size: Readonly<Record<string, number>> };
    const kilobytes = (name: string): string => `${Math.ceil((size[name] ?? 0) / 1000)} kB`;

    const [said] = /\d+ kB, or \d+ kB with `Temporal`/.exec(PAGE) ?? [];
    expect(said).toBe(
      `${kilobytes('hypchat/native, with ky')}, or ${kilobytes('hypchat, with ky and Temporal')} with \`Temporal\``,
    );
  });
});
