/** Chains, snapshots and moments in test runners, with `hypchat/testing` and without. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HypChat } from '../../src/index.ts';
import { register } from '../../src/testing.ts';
import { CASES, type Outcomes } from './cases.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = fileURLToPath(new URL('./', import.meta.url));
const FOLDER = join(ROOT, '.cache', `runners-${process.pid}`);
/** Where every runner has to be there, none may be skipped. */
const ALL = process.env.EVERY_RUNTIME === '1';

interface Runner {
  readonly name: string;
  readonly command: string;
  readonly format: 'esm' | 'cjs';
  readonly spec: string;
  readonly imports: string;
  args(folder: string): readonly string[];
}

const RUNNERS: readonly Runner[] = [
  {
    name: 'vitest',
    command: join(ROOT, 'node_modules/vitest/vitest.mjs'),
    format: 'esm',
    spec: 'cases.spec.mjs',
    imports: `import { afterAll, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { run } from './cases.mjs';`,
    args: (folder) => ['run', '--root', folder, '--config', join(folder, 'vitest.config.mjs')],
  },
  {
    name: 'Jest',
    command: join(HERE, 'node_modules/jest/bin/jest.js'),
    format: 'cjs',
    spec: 'cases.spec.cjs',
    imports: `const { writeFileSync } = require('node:fs');
const { run } = require('./cases.cjs');`,
    args: (folder) => [
      '--rootDir',
      folder,
      '--config',
      JSON.stringify({ testMatch: ['**/*.spec.cjs'], transform: {}, watchman: false }),
      '--cacheDirectory',
      join(folder, 'cache'),
      '--ci=false',
    ],
  },
];

/** What came of the cases in a runner, and the snapshots that it wrote. */
interface Ran {
  readonly outcomes: Outcomes;
  readonly snapshots: string;
}

/** Runs the cases in a process of the runner's own. */
async function run(runner: Runner, isRegistered: boolean): Promise<Ran> {
  const { name, command, format, spec, imports, args } = runner;
  const folder = join(FOLDER, `${name}-${isRegistered}`);
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(HERE, 'cases.ts')],
    outfile: join(folder, format === 'esm' ? 'cases.mjs' : 'cases.cjs'),
    bundle: true,
    platform: 'node',
    format,
    logLevel: 'warning',
  });
  const out = join(folder, 'outcomes.json');
  const write = `(outcomes) => writeFileSync(${JSON.stringify(out)}, JSON.stringify(outcomes))`;
  const program = `${imports}\nrun({ test, afterAll, expect }, ${isRegistered}, ${write});\n`;
  await writeFile(join(folder, spec), program);
  const config = "export default { test: { include: ['*.spec.mjs'] } };\n";
  await writeFile(join(folder, 'vitest.config.mjs'), config);
  const printed = await new Promise<string>((resolve) => {
    const { VITEST: _in, ...env } = process.env;
    execFile(
      process.execPath,
      [command, ...args(folder)],
      { cwd: folder, env: { ...env, NODE_OPTIONS: '', CI: '' } },
      (_error, stdout, stderr) => resolve(stdout + stderr),
    );
  });
  if (!existsSync(out)) throw new Error(`${name} ended without outcomes:\n${printed}`);
  return {
    outcomes: JSON.parse(await readFile(out, 'utf8')) as Outcomes,
    snapshots: await readFile(join(folder, '__snapshots__', `${spec}.snap`), 'utf8'),
  };
}

const passedIn = (outcomes: Outcomes): readonly string[] =>
  Object.keys(outcomes).filter((name) => outcomes[name] === 'passed');

/** Cases that fail on purpose, to see what they print. */
const FAILURES = Object.keys(CASES).filter(
  (name) => name.startsWith('a failure') || name === 'a chain is no mock',
);

/** What no runner is told of, by the runner: what has to be done by hand, or by `register`. */
const CANNOT: Readonly<
  Record<string, Readonly<Record<'plain' | 'registered', readonly string[]>>>
> = {
  vitest: {
    plain: [
      'a chain equals one that is written the same',
      'a cost is held by the plan',
      'a cost that is another fails with the plan',
      'what `explain` and `trace` give is held as well',
      'a snapshot has no cost',
      'a snapshot with another moment is another: toMatchObject',
    ],
    registered: [],
  },
  Jest: {
    plain: [
      'a chain equals one that is written the same',
      'a cost is held by the plan',
      'a cost that is another fails with the plan',
      'what `explain` and `trace` give is held as well',
      'a snapshot has no cost',
      'a snapshot with another moment is another: toEqual',
      'a snapshot with another moment is another: toStrictEqual',
      'a snapshot with another moment is another: toMatchObject',
      'a snapshot with another moment is another: in a list',
      'a moment equals no other',
      'a moment equals no other: within',
      'resolves tells moments apart',
      'resolves awaits a chain',
    ],
    // It calls whatever is callable, and a chain is.
    registered: ['resolves awaits a chain'],
  },
};

describe.each(RUNNERS)('in $name', (runner) => {
  const isHere = existsSync(runner.command);
  let plain: Ran;
  let registered: Ran;
  beforeAll(async () => {
    if (!isHere && !ALL) return;
    plain = await run(runner, false);
    registered = await run(runner, true);
  }, 120_000);
  afterAll(() => rm(FOLDER, { recursive: true, force: true }));

  const here = (name: string, test: () => void): void =>
    it(name, ({ skip }) => {
      if (!isHere && !ALL) skip(`${runner.name} is not installed: npm ci --prefix test/runners`);
      test();
    });

  here('all of it holds with `register`, but for what is listed', () => {
    const expected = Object.keys(CASES).filter(
      (name) => !FAILURES.includes(name) && !CANNOT[runner.name]?.registered.includes(name),
    );
    expect(passedIn(registered.outcomes)).toEqual(expected);
  });

  here('what holds without it is known', () => {
    const { outcomes } = plain;
    const expected = Object.keys(CASES).filter(
      (name) => !FAILURES.includes(name) && !CANNOT[runner.name]?.plain.includes(name),
    );
    expect(passedIn(outcomes)).toEqual(expected);
  });

  here('a failure prints the chain, and not its name', () => {
    for (const { outcomes } of [plain, registered]) {
      for (const name of FAILURES) {
        expect(outcomes[name], name).toMatch(/hc\.(?:room|user)\(1\)/);
        expect(outcomes[name], name).not.toContain('.name');
      }
    }
  });

  here('a chain is written into snapshots as it was written', () => {
    for (const { snapshots } of [plain, registered]) {
      expect(snapshots).toContain('[Chain: hc.room(1).owner]');
      expect(snapshots).toContain('"at": [Chain: hc.rooms.items[0]],');
    }
  });

  here('a resource is written into snapshots as JSON, or with `register` as what it is', () => {
    expect(plain.snapshots).toContain('"created": "2013-11-07T17:57:11+00:00"');
    expect(registered.snapshots).toContain(
      [
        'Room {',
        '  "created": Temporal.Instant 2013-11-07T17:57:11Z,',
        '  "id": 1,',
        '  "links": {',
        '    "mood": "https://api.hipchat.com/v2/room/1/mood",',
        '    "self": "https://api.hipchat.com/v2/room/1",',
        '  },',
        '  "name": "Ops",',
        '  "owner": User {',
        '    "id": 7,',
      ].join('\n'),
    );
    expect(registered.snapshots).toContain('`Temporal.Instant 2013-11-07T17:57:11Z`');
  });
});

describe('what compares deeply by itself', () => {
  const require = createRequire(new URL('package.json', import.meta.url));
  const isHere = existsSync(join(HERE, 'node_modules/lodash'));
  const here = (name: string, test: () => Promise<void>): void =>
    it(name, async ({ skip }) => {
      if (!isHere && !ALL) skip('lodash is not installed: npm ci --prefix test/runners');
      await test();
    });
  type Equal = (a: unknown, b: unknown) => boolean;
  const lodash = (): Equal => require('lodash/isEqual') as Equal;
  const fast = (): Equal => require('fast-deep-equal') as Equal;

  /** A room that was made then, from a client of its own. */
  const roomOf = (created: string) => {
    const room = { id: 1, name: 'Ops', created, links: {}, owner: { id: 7, links: {} } };
    const fetch = async (): Promise<Response> => Response.json(room);
    const hc = new HypChat('token', { fetch, on: { unsent() {} } });
    return { hc, room: hc.room(1), stub: hc.room(1).owner };
  };

  here('takes a chain for itself alone, in lodash and fast-deep-equal', async () => {
    const { hc } = roomOf('2013-11-07T17:57:11Z');
    const chain = hc.room(1);
    for (const isEqual of [lodash(), fast()]) {
      expect([isEqual(chain, chain), isEqual({ chain }, { chain })]).toEqual([true, true]);
      for (const other of [hc.room(1), hc.room(2), {}, () => {}, null]) {
        expect(isEqual(chain, other)).toBe(false);
        expect(isEqual({ chain }, { chain: other })).toBe(false);
      }
    }
  });

  here('takes snapshots without moments for equal where their data is', async () => {
    const [one, same] = [
      await roomOf('2013-11-07T17:57:11Z').stub,
      await roomOf('2014-11-07T17:57:11Z').stub,
    ];
    for (const isEqual of [lodash(), fast()]) {
      expect([isEqual(one, same), isEqual(one, { ...one, id: 8 })]).toEqual([true, false]);
    }
  });

  here('takes no two moments for equal in lodash, not even the same', async () => {
    const isEqual = lodash();
    const moment = Temporal.Instant.from('2013-11-07T17:57:11Z');
    const [one, same, later] = [
      await roomOf('2013-11-07T17:57:11Z').room,
      await roomOf('2013-11-07T17:57:11Z').room,
      await roomOf('2014-11-07T17:57:11Z').room,
    ];

    expect(isEqual(moment, moment)).toBe(true);
    expect([isEqual(one, later), isEqual(one.created, later.created)]).toEqual([false, false]);
    expect([isEqual(one, same), isEqual(one.created, same.created)]).toEqual([false, false]);
  });

  here('throws at two moments in fast-deep-equal, so that none passes for another', async () => {
    const isEqual = fast();
    const [one, later] = [
      await roomOf('2013-11-07T17:57:11Z').room,
      await roomOf('2014-11-07T17:57:11Z').room,
    ];

    expect(() => isEqual(one, later)).toThrow(TypeError);
    expect(() => isEqual(one.created, later.created)).toThrow(TypeError);
  });

  here('agrees on the JSON of snapshots, as the guide says', async () => {
    const json = async (created: string): Promise<unknown> =>
      JSON.parse(JSON.stringify(await roomOf(created).room));
    const [one, same, later] = [
      await json('2013-11-07T17:57:11Z'),
      await json('2013-11-07T17:57:11Z'),
      await json('2014-11-07T17:57:11Z'),
    ];
    for (const isEqual of [lodash(), fast()]) {
      expect([isEqual(one, same), isEqual(one, later)]).toEqual([true, false]);
    }
  });
});

describe('`register`', () => {
  it('takes the `expect` of a runner, and says so', () => {
    expect(() => register({})).toThrow('`register` takes the `expect` of a test runner');
    // @ts-expect-error -- it is nothing
    expect(() => register(undefined)).toThrow(TypeError);
  });
});

// A skipped test is easily overlooked.
afterAll(() => {
  for (const { name, command } of RUNNERS) {
    if (!ALL && !existsSync(command)) console.warn(`SKIPPED: ${name} is not installed`);
  }
});
