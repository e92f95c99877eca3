/**
 * Every block of code in the README and the pages, and what runs each of them.
 *
 * A block of TypeScript is run by `pages.test.ts`, unless its page has a test of its own. Whatever is no TypeScript stands in one of the
 * lists below, by its first line: a block that is in none of them fails `everyBlock.test.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One block of code on a page. */
export interface Block {
  /** From the root of the project. */
  readonly page: string;
  /** The heading above it; of a second one below the same heading, with its number. */
  readonly title: string;
  /** What stands behind the three backticks, such as `ts` or `sh`; may be empty. */
  readonly language: string;
  readonly code: string;
}

/** Every page that shows code to its readers. Decisions are left out: what they show was so when they were made. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'server/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('docs', file))
    .filter((file) => file.endsWith('.md') && !file.startsWith('docs/decisions/'))
    .sort(),
];

/** Pages with a test of their own, which runs all their TypeScript. */
export const HAVE_OWN_TEST: Readonly<Record<string, string>> = {
  'docs/hypchat.md': 'test/docs/hypchat.test.ts',
  'docs/comparison.md': 'test/docs/comparison.test.ts',
  'docs/guides/bun.md': 'test/runtimes/guides.test.ts',
  'docs/guides/deno.md': 'test/runtimes/guides.test.ts',
  'docs/guides/dialect-reference.md': 'test/docs/dialects.test.ts',
  'docs/guides/dialects.md': 'test/docs/dialects.test.ts',
  'docs/guides/hal.md': 'test/docs/otherApis.test.ts',
  'docs/guides/json-api.md': 'test/docs/otherApis.test.ts',
  'docs/guides/odata.md': 'test/docs/otherApis.test.ts',
  'docs/guides/linting.md': 'test/runners/linting.test.ts',
  'docs/guides/rest.md': 'test/docs/apis.test.ts',
  'docs/guides/self-signed.md': 'test/runtimes/selfSigned.test.ts',
  'docs/guides/stripe.md': 'test/docs/apis.test.ts',
  'docs/guides/telemetry.md': 'test/docs/telemetry.test.ts',
  'docs/guides/testing.md': 'test/docs/testing.test.ts',
};

/** Pages whose TypeScript is compiled, by a test of their own, and not run: why not. */
export const ONLY_COMPILED: Readonly<Record<string, string>> = {};

/** Languages of programs for one run-time or API, on pages that have other programs as well: which test runs them. */
export const FOR_ONE: Readonly<Record<string, string>> = {
  'ts worker': 'test/runtimes/guides.test.ts',
  'ts stripe': 'test/docs/apis.test.ts',
};

/** What a program prints, or answers, is shown in a block of its own below it: in which languages. */
export const SHOWN: ReadonlySet<string> = new Set(['text', 'json']);

/** Blocks that are no TypeScript and are run, by their first line: which test does that. */
export const RUN_BY: Readonly<Record<string, string>> = {
  "npx hypchat --demo 'rooms.items[0].owner.name'": 'test/docs/shell.test.ts',
  'npx hypchat --demo                                   # a console, on sample data: Tab, .explain, .trace, Ctrl-C':
    'test/docs/shell.test.ts',
  "hypchat 'rooms.items[0].owner.name'": 'test/docs/shell.test.ts',
  'hypchat \'room("Ops").message("a"); room("Lobby").message("b")\'      # two messages':
    'test/docs/shell.test.ts',
  '$ npx hypchat --demo': 'test/docs/shell.test.ts',
  '[HipChat]': 'test/docs/shell.test.ts',
  'hypchat-server token --data chat.db --user @ann --scope view_room,send_message --name backup':
    'test/docs/shell.test.ts',
  'npx hypchat-server --sample': 'test/docs/shell.test.ts',
  'HipChat answered 404 Not Found: Room nope not found': 'test/docs/shown.test.ts',
  "1  round 1   +0 ms  12 ms  GET   /v2/room?start-index=0&max-results=1&expand=items  200 · the owner is not in a room's stub":
    'test/docs/shown.test.ts',
  "hypchat: → GET https://chat.example.com/v2/room/Ops (#1, round 1, hc.room('Ops').name)":
    'test/docs/shown.test.ts',
  "expected hc.rooms.items[0].owner.message('hi') to cost 1 request, and its plan is:":
    'test/docs/testing.test.ts',
  '{ "_url": { "self": "/v1/tools/1", "loans": "/v1/tools/1/loans", "borrower": "/v1/tools/1/borrower" },':
    'test/docs/dialects.test.ts',
  '// eslint.config.js': 'test/runners/linting.test.ts',
  '// vitest.config.js': 'scripts/checkRunners.ts',
  '// jest.config.js': 'scripts/checkRunners.ts',
};

/** Blocks that no test runs, by their first line: why not. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  'npx hypchat explore --demo                     # on sample data (npm install hypchat-server)':
    'serves a page until it is ended; test/explorer opens that in a browser',
  'npm ci && npm pack && npm pack --workspace server   # hypchat-0.1.0.tgz and hypchat-server-0.1.0.tgz':
    'installs; scripts/check-package.ts packs both and installs them, in .ci/run',
  'npm ci && npm run demo      # the main job, on the embedded server':
    'installs, and runs the tests themselves: it is what .ci/run does',
  'npm ci             # installs, and builds':
    'installs, and runs the tests themselves: it is what .ci/run does',
  'HYPCHAT_TRACE=trace.json node bot.ts':
    'bot.ts is the program of whoever reads; test/http/traceFile.test.ts runs programs of its own so',
  'npm ci --prefix test/everywhere/machines    # Node 22 and 24, workerd, the driver of the browser':
    'installs, from the registry and the system; .ci/run does it',
};

/** The blocks of a page, in their order. */
export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  let title = '';
  let count = 0;
  let open: { language: string; lines: string[] } | undefined;
  for (const line of readFileSync(join(ROOT, page), 'utf8').split('\n')) {
    const fence = /^```(.*)$/.exec(line);
    if (open !== undefined && fence === null) open.lines.push(line);
    else if (open !== undefined) {
      count += 1;
      const code = open.lines.map((each) => `${each}\n`).join('');
      const named = count === 1 ? title : `${title}, ${count}`;
      blocks.push({ page, title: named, language: open.language, code });
      open = undefined;
    } else if (fence !== null) open = { language: fence[1] ?? '', lines: [] };
    else if (/^#+ /.test(line)) {
      title = line.replace(/^#+ /, '');
      count = 0;
    }
  }
  if (open !== undefined) throw new Error(`${page}: the block below "${title}" is not closed`);
  return blocks;
}

/** The first line of a block, by which the lists name it. */
export const firstLine = ({ code }: Block): string => code.split('\n', 1)[0] ?? '';

/** Whether `pages.test.ts` runs a block. */
export const isRunWithPages = ({ page, language }: Block): boolean =>
  language === 'ts' && HAVE_OWN_TEST[page] === undefined && ONLY_COMPILED[page] === undefined;

/** The block whose first line begins so. */
export function shownBlock(page: string, start: string): Block {
  const found = blocksOf(page).filter(({ code }) => code.startsWith(start));
  const [block] = found;
  if (block === undefined || found.length > 1) {
    throw new Error(`${page} has ${found.length} blocks that begin with ${start}`);
  }
  return block;
}
