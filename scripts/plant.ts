/**
 * Plants faults into copies of this tree, one at a time, and tells which test falls for each.
 *
 * A fault is a piece of text in a source file and what stands there instead. What is planted, and which tests have to
 * fall, is said by `mutate.ts` (the kernel's guards) and `faults.ts` (the planner).
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fault, by the text that it replaces. */
export interface Fault {
  /** What goes wrong with it. */
  readonly name: string;
  readonly file: string;
  /** It has to stand there exactly once. */
  readonly search: string;
  readonly replace: string;
}

/** What came of a run of tests. */
export interface Result {
  readonly code: number;
  /** The first test that fell. */
  readonly by: string;
}

const COPIED = [
  'src',
  'test',
  'server',
  'docs',
  'scripts',
  'package.json',
  'vitest.config.ts',
  'tsconfig.json',
];
const RUNS_AT_ONCE = 2;
/** A guard that is gone may make a test run for ever. */
const LONGEST_MS = 60_000;

/**
 * Plants each fault and runs the tests with it. A line a fault is printed; the process fails where one survives, and
 * where the text of one is no longer found: then it moved, and the list has to follow.
 *
 * @param untouched - Runs all tests that matter in a tree without a fault: they have to pass.
 * @param run - Runs the tests for a fault in the tree that bears it.
 */
export async function plantEach<F extends Fault>(
  faults: readonly F[],
  untouched: (tree: string) => Promise<Result>,
  run: (tree: string, fault: F) => Promise<Result>,
): Promise<void> {
  const only = process.argv[2];
  const chosen = faults.filter(({ name }) => only === undefined || name.includes(only));
  const start = performance.now();
  const trees = await Promise.all(Array.from({ length: RUNS_AT_ONCE }, copyTree));
  const failed: string[] = [];
  try {
    const before = await untouched(trees[0] ?? '');
    if (before.code !== 0) throw new Error(`the tests fall as they are: ${before.by}`);
    const waiting = [...chosen];
    const width = Math.max(...chosen.map(({ name }) => name.length));
    await Promise.all(
      trees.map(async (tree) => {
        for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
          const result = await plant(tree, fault, run);
          const survived = result === 'not found' || result.code === 0;
          if (survived) failed.push(fault.name);
          const said = result === 'not found' ? result : result.code === 0 ? 'SURVIVED' : result.by;
          console.log(`${fault.name.padEnd(width)}  ${said.slice(0, 110)}`);
        }
      }),
    );
  } finally {
    await Promise.all(trees.map((tree) => rm(tree, { recursive: true, force: true })));
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`\n${chosen.length - failed.length} of ${chosen.length} caught, in ${seconds} s`);
  if (failed.length > 0) {
    console.error(`not caught:\n${failed.map((name) => `  ${name}`).join('\n')}`);
    process.exitCode = 1;
  }
}

/** Runs vitest in a tree, without the types' tests, until the first test falls. */
export function runTests(
  tree: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  longestMs: number = LONGEST_MS,
): Promise<Result> {
  const words = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--typecheck.enabled=false',
    '--bail=1',
    '--reporter=dot',
    ...args,
  ];
  return new Promise((resolve) => {
    const options = {
      cwd: tree,
      env: { ...process.env, NO_COLOR: '1', ...env },
      timeout: longestMs,
      maxBuffer: 2 ** 26,
    };
    const child = execFile(process.execPath, words, options, (_error, stdout, stderr) => {
      // What the test says of it is worth more than its title.
      const all = stdout + stderr;
      const by =
        /^(?:Assertion)?Error: (.*)/m.exec(all)?.[1] ?? /FAIL\s+(?:\S+ > )?(.*)/.exec(all)?.[1];
      resolve({ code: child.exitCode ?? 1, by: by ?? (child.exitCode === 0 ? '' : 'no end') });
    });
  });
}

async function plant<F extends Fault>(
  tree: string,
  fault: F,
  run: (tree: string, fault: F) => Promise<Result>,
): Promise<Result | 'not found'> {
  const path = join(tree, fault.file);
  const text = await readFile(path, 'utf8');
  if (text.split(fault.search).length !== 2) return 'not found';
  await writeFile(
    path,
    text.replace(fault.search, () => fault.replace),
  );
  try {
    return await run(tree, fault);
  } finally {
    await writeFile(path, text);
  }
}

async function copyTree(): Promise<string> {
  const tree = await mkdtemp(join(tmpdir(), 'hypchat-plant-'));
  const own = (path: string): boolean => !/node_modules|\/dist$/.test(path);
  await Promise.all(
    COPIED.map((path) => cp(path, join(tree, path), { recursive: true, filter: own })),
  );
  await symlink(join(process.cwd(), 'node_modules'), join(tree, 'node_modules'));
  return tree;
}
