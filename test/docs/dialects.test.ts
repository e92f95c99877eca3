/**
 * The guide to other APIs, dialects.md, and its reference, dialect-reference.md: each is one program, run from its first block to its last, and compiled as
 * its reader has it. The guide's is run against the server that the guide shows.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shedMap } from '../../examples/maps/shed.ts';
import { connect, type Dialect } from '../../src/index.ts';
import { SAMPLES } from '../../src/testing/dialect/Sample.ts';
import { checkDialect, DialectError, type FetchSample } from '../../src/testing.ts';
import { temporaryFolder } from '../helpers/command.ts';
import { openShed } from '../helpers/openShed.ts';
import { shedDialect } from '../helpers/shedDialect.ts';
import { SHED_SAMPLES } from '../testing/shedSamples.ts';
import { type Block, firstLine } from './blocks.ts';
import { examplesOf, runExample } from './examples.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GUIDE = 'docs/guides/dialects.md';
const REFERENCE = 'docs/guides/dialect-reference.md';
const SHED = 'http://localhost:8025';

/** Blocks that the reader saves as files, and where these stand here. */
const FILES: Readonly<Record<string, string>> = {
  '// shed.ts': '../../examples/servers/shed.ts',
  '// shedMap.ts': '../../examples/maps/shed.ts',
  '// shedDialect.ts': '../helpers/shedDialect.ts',
};
const isTest = (block: Block): boolean => firstLine(block) === '// shed.test.ts';
const isFile = (block: Block): boolean => Object.hasOwn(FILES, firstLine(block));

let origin = '';
let close = async (): Promise<void> => {};
beforeAll(async () => {
  ({ origin, close } = await openShed());
});
afterAll(() => close());

describe.each([GUIDE, REFERENCE])('%s', (page) => {
  const all = examplesOf(page);
  const blocks = all.filter((block) => !isFile(block));

  it('gives and sends what it says', async () => {
    const requests: string[] = [];
    const counting = (own: typeof fetch): typeof fetch => {
      return async (input, init) => {
        const request = new Request(input, init);
        const { pathname, search } = new URL(request.url);
        requests.push(`${request.method} ${decodeURIComponent(pathname + search)}`);
        return own(request);
      };
    };
    const test = (_title: string, run: () => unknown): unknown => run();
    const given = {
      ...{ shedDialect, shedMap, test, expect },
      connect: (...[dialect, map, options, shortcuts]: Parameters<typeof connect>) =>
        connect(dialect, map, { ...options, fetch: counting(options?.fetch ?? fetch) }, shortcuts),
    };
    const code = blocks.map((block) => block.code).join('\n');
    const against = { token: '', url: '', requests: () => requests };
    await runExample({ code: code.replaceAll(SHED, origin) }, against, given);
  });

  // The first one of the reference is what the others are written with.
  const [first] = blocks;
  const claiming = page === REFERENCE ? blocks.filter((block) => block !== first) : blocks;
  it.each(claiming)('claims something of itself in $title', ({ title, code }) => {
    // A step may be written in two blocks, of which the second claims what comes of both.
    const own = blocks.filter((block) => block.title.split(', ')[0] === title.split(', ')[0]);
    expect([code, ...own.map((block) => block.code)].join('\n')).toMatch(
      /\/\/(?:=>| GET | POST | PATCH | throws | prints)|expect\(/,
    );
  });

  it('compiles as its reader has it', { timeout: 300_000 }, () => {
    const folder = readersFolder();
    const walk = blocks.filter((block) => !isTest(block)).map(({ code }) => code);
    const files = { ...SAVED, 'walk.ts': walk.join('\n') };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const tsc = join(ROOT, 'node_modules/typescript-7/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });

    expect(stdout).toBe('');
  });
});

/** What the reader saves, by name. */
const SAVED: Readonly<Record<string, string>> = Object.fromEntries(
  examplesOf(GUIDE)
    .filter((block) => isFile(block) || isTest(block))
    .map((block) => [firstLine(block).slice(3), block.code]),
);

/** An empty folder with the package installed, as its reader has it. */
function readersFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  symlinkSync(ROOT, join(folder, 'node_modules/hypchat'));
  for (const name of ['vitest', '@types/node', 'temporal-polyfill']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const compilerOptions = {
    ...{ target: 'es2024', module: 'nodenext', types: ['node'], skipLibCheck: true },
    ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
    ...{ noEmit: true, allowImportingTsExtensions: true, erasableSyntaxOnly: true },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  return folder;
}

describe(GUIDE, () => {
  it.each(Object.entries(FILES))('shows the file that its reader saves: %s', (line, path) => {
    const block = examplesOf(GUIDE).find((each) => firstLine(each) === line);
    const file = readFileSync(new URL(path, import.meta.url), 'utf8');

    expect(block?.code).toBe(`${line}\n${file.replace('../../src/index.ts', 'hypchat')}`);
  });

  it('shows what the server answers', async () => {
    const [, shown = ''] =
      /^```json\n(.*?)^```/ms.exec(
        readFileSync(new URL(`../../${GUIDE}`, import.meta.url), 'utf8'),
      ) ?? [];
    const headers = { 'x-shed-key': 'open-sesame', 'x-shed-version': '2' };
    const answer = await fetch(`${origin}/v1/tools/1`, { headers });

    expect(await answer.json()).toEqual(JSON.parse(shown));
  });

  it('shows the failure that there is', async () => {
    const text = readFileSync(new URL(`../../${GUIDE}`, import.meta.url), 'utf8');
    const wrong: Dialect = {
      ...shedDialect,
      expand: (paths) => (paths.length === 0 ? [] : [['with', paths.join(',')]]),
    };
    const fetchSample: FetchSample = (sample, init) =>
      fetch(new URL(SHED_SAMPLES[sample] ?? sample, origin), init);
    const options = { map: shedMap, kind: 'tool', endpoint: `${origin}/v1`, token: 'open-sesame' };
    const error = await checkDialect(wrong, fetchSample, options).catch((thrown: Error) => thrown);

    expect(error).toBeInstanceOf(DialectError);
    expect(text).toContain(
      `\`\`\`text\n${(error as DialectError).message.replaceAll(origin, SHED)}\`\`\``,
    );
  });

  it('leads to nothing that is not in the package or on the site', () => {
    const text = readFileSync(new URL(`../../${GUIDE}`, import.meta.url), 'utf8');

    expect(text).not.toMatch(/\]\((?:\.\.\/)+(?:src|test|examples)\//);
  });
});

describe(REFERENCE, () => {
  const read = (path: string): string =>
    readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const code = examplesOf(REFERENCE)
    .map((block) => block.code)
    .join('\n');

  it('has an example of each function of a dialect', () => {
    const [, seam = ''] =
      /^export interface Dialect \{\n(.*?)^\}/ms.exec(read('src/dialects/Dialect.ts')) ?? [];
    const names = [...seam.matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)].map(([, name]) => name);
    const shown = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(read(REFERENCE));

    expect(names).toContain('silence');
    expect(names.filter((name = '') => !shown(name))).toEqual([]);
    const functions = [
      'document',
      'page',
      'refusal',
      'expand',
      'window',
      'many',
      'write',
      'headers',
      'silence',
    ];
    for (const name of [...functions, 'templates', 'credentials']) {
      expect(code, name).toMatch(new RegExp(`^ *${name}[:(]|\\b${name}: `, 'm'));
    }
  });

  it('has an example of each helper of a map', () => {
    const helpers = [...read('src/types/members.ts').matchAll(/^export function (\w+)/gm)];

    expect(helpers.length).toBeGreaterThan(5);
    for (const [, name] of helpers) expect(code).toContain(`member.${name}(`);
  });

  it('names each sort of sample, each option of the check, and nothing else', () => {
    const [, section = ''] = /^## `checkDialect`\n(.*?)^## /ms.exec(read(REFERENCE)) ?? [];
    const rows = [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, names = '']) =>
      names.split(', ').map((name) => name.replaceAll('`', '')),
    );
    const [, options = ''] =
      /^export interface CheckOptions \{\n(.*?)^\}/ms.exec(read('src/testing/checkDialect.ts')) ??
      [];
    const named = [...options.matchAll(/^ {2}readonly (\w+)\?/gm)].map(([, name]) => name);

    expect(rows.toSorted()).toEqual([...Object.keys(SAMPLES), ...named].toSorted());
  });
});
