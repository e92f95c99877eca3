/** Whatever bundles the library, an error bears its own name: in its fields, in print, and where it ends a program. */
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { build as tsup } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as source from '../../src/index.ts';
import shipped from '../../tsup.config.ts';

type Library = typeof source;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, '.cache', `names-${process.pid}`);

const request = { method: 'GET', url: 'https://chat.example.com/v2/room' };
const where = { chain: 'hc.rooms', step: [3, 8] } as const;

/** One error of each class that the library exports. */
function errorsOf(library: Library): readonly Error[] {
  const own: readonly Error[] = [
    new library.HypchatError('x'),
    new library.AbortError('x', where),
    new library.AnswerError('x', request),
    new library.BudgetError({ budget: 1, sent: 0, needed: 2 }, where),
    new library.ItemsError([], 1, where),
    new library.NetworkError('x', request, { cause: 'x', timedOut: false, nothingSent: true }),
    new library.OriginError('x', request),
    new library.RateLimitError({ waitMs: 1, longestWaitMs: 0, of: undefined }, request),
    new library.SignatureError('missing', 'x'),
    new library.StepError('noSuchLink', 'x', where),
    new library.TimeoutError(1, where),
  ];
  const facts = { api: 'HipChat', status: 400, serverMessage: 'x', request };
  const isRefusal = (value: unknown): value is typeof source.ApiError =>
    value === library.ApiError ||
    (typeof value === 'function' && value.prototype instanceof library.ApiError);
  return [
    ...own,
    ...Object.values(library)
      .filter(isRefusal)
      .map((Class) => new Class(facts)),
  ];
}

/** The exported names of the classes of errors. */
const NAMES = Object.entries(source)
  .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
  .map(([name]) => name)
  .sort();

/** The words that begin each way in which an error shows itself. */
function shown(error: Error): readonly string[] {
  const start = (text: string | undefined): string => /^[\w$]*/.exec(text ?? '')?.[0] ?? '';
  return [
    error.name,
    error.constructor.name,
    start(String(error)),
    start(Error.prototype.toString.call(error)),
    start(error.stack),
    start(inspect(error)),
    start(inspect(error, { colors: true })),
  ];
}

const common: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: ['ky', 'temporal-polyfill', 'hypchat-server'],
  logLevel: 'silent',
};

/** How the library comes to its users, by the file that holds it then. */
const BUNDLES: Readonly<Record<string, () => Promise<string>>> = {
  'the main entry as it is shipped': async () => {
    await ship();
    return join(FOLDER, 'shipped/index.js');
  },
  '`hypchat/native` as it is shipped': async () => {
    await ship();
    return join(FOLDER, 'shipped/native.js');
  },
  'the bundle of the command': async () => {
    const outdir = join(FOLDER, 'command');
    const entryPoints = { main: 'src/cli/main.ts', library: 'src/index.ts' };
    await build({ ...common, entryPoints, outdir, splitting: true, target: 'node22' });
    return join(outdir, 'library.js');
  },
  'a bundle of a user’s own, minified': () => bundled('minified.js', { minify: true }),
  'a minified bundle of the shipped files': async () => {
    await ship();
    const entry = join(FOLDER, 'shipped/index.js');
    return bundled('again.js', { minify: true, entryPoints: [entry] });
  },
  'a minified bundle for browsers of 2020': () =>
    bundled('old.js', { minify: true, target: 'es2020' }),
  'a bundle that keeps names by itself': () =>
    bundled('kept.js', { minify: true, keepNames: true }),
};

let shipping: Promise<unknown> | undefined;
function ship(): Promise<unknown> {
  const [library] = shipped;
  const outDir = join(FOLDER, 'shipped');
  shipping ??= tsup({ ...library, config: false, dts: false, silent: true, outDir });
  return shipping;
}

async function bundled(name: string, options: BuildOptions): Promise<string> {
  const outfile = join(FOLDER, name);
  await build({ ...common, entryPoints: ['src/index.ts'], outfile, ...options });
  return outfile;
}

describe('the name of an error', () => {
  beforeAll(() => {
    mkdirSync(FOLDER, { recursive: true });
  });
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  it('is tried of every class that is exported', () => {
    expect(errorsOf(source).map((error) => error.constructor.name)).toHaveLength(NAMES.length);
    expect(NAMES.length).toBeGreaterThan(35);
  });

  it('is its own in the source, and that of its copies', () => {
    for (const error of errorsOf(source)) {
      expect(new Set(shown(error)).size, error.name).toBe(1);
      const copy = error instanceof source.HypchatError ? error.at(where) : error;
      expect([copy.name, copy.constructor]).toEqual([error.name, error.constructor]);
    }
  });

  it('of a class that a user derives is that of the class', () => {
    class MoodError extends source.HypchatError {}

    expect(new Set(shown(new MoodError('x')))).toEqual(new Set(['MoodError']));
  });

  it.for(Object.keys(BUNDLES))('is its own in %s', { timeout: 60_000 }, async (bundle) => {
    const file = (await BUNDLES[bundle]?.()) ?? '';
    const library = (await import(pathToFileURL(file).href)) as Library;

    const found = errorsOf(library).map(shown);
    expect(found.map(([name]) => name).sort()).toEqual(NAMES);
    for (const each of found) expect(new Set(each).size, each.join()).toBe(1);
  });

  it('is what a program ends with that a minified bundle throws it in', async () => {
    const file = await bundled('thrown.js', { minify: true });
    const program = join(FOLDER, 'program.mjs');
    const lines = [
      `import { OriginError } from ${JSON.stringify(pathToFileURL(file).href)};`,
      "throw new OriginError('elsewhere', { method: 'GET', url: 'https://chat.example.com' });",
    ];
    writeFileSync(program, lines.join('\n'));

    const printed = await new Promise<string>((resolve) => {
      execFile(process.execPath, [program], (_error, _out, err) => resolve(err));
    });
    expect(printed.split('\n')).toContain('OriginError: elsewhere');
  });
});
