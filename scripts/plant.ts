/**
 * Plants faults into copies of this tree, one at a time, and tells which test falls for each.
 *
 * A fault is a piece of text in a source file and what stands there instead. What is planted, and which tests have to
 * fall, is said by `mutate.ts` (the kernel's guards) and `faults.ts` (the planner).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import type { Result, ToRun } from './testRunner.ts';

/** A fault, by the text that it replaces. */
export interface Fault {
  /** What goes wrong with it. */
  readonly name: string;
  readonly file: string;
  /** It has to stand there exactly once. */
  readonly search: string;
  readonly replace: string;
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
/** What is told of tests that came to no end. */
export const NO_END = 'no end';

/**
 * Plants each fault and runs the tests with it. A line a fault is printed; the process fails where one survives, and
 * where the text of one is no longer found: then it moved, and the list has to follow.
 *
 * @param untouched - Runs all tests that matter in a tree without a fault: they have to pass.
 * @param run - Runs the tests for a fault in the tree that bears it.
 */
export async function plantEach<F extends Fault>(
  faults: readonly F[],
  untouched: (tree: Tree) => Promise<Result>,
  run: (tree: Tree, fault: F) => Promise<Result>,
): Promise<void> {
  const only = process.argv[2];
  const chosen = faults.filter(({ name }) => only === undefined || name.includes(only));
  const start = performance.now();
  const trees = await Promise.all(Array.from({ length: RUNS_AT_ONCE }, () => Tree.copy()));
  const failed: string[] = [];
  try {
    const before = await untouched(trees[0] as Tree);
    if (before.code !== 0) throw new Error(`the tests fall as they are: ${before.by}`);
    const waiting = [...chosen];
    const width = Math.max(...chosen.map(({ name }) => name.length));
    await Promise.all(
      trees.map(async (tree) => {
        for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
          const unplant = await tree.plant(fault);
          const result = unplant && (await run(tree, fault));
          await unplant?.();
          if (!result?.code) failed.push(fault.name);
          const said = result === undefined ? 'not found' : result.by;
          const survived = result?.code === 0 ? 'SURVIVED ' : '';
          console.log(`${fault.name.padEnd(width)}  ${survived}${said.slice(0, 110)}`);
        }
      }),
    );
  } finally {
    await Promise.all(trees.map((tree) => tree.remove()));
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`\n${chosen.length - failed.length} of ${chosen.length} caught, in ${seconds} s`);
  if (failed.length > 0) {
    console.error(`not caught:\n${failed.map((name) => `  ${name}`).join('\n')}`);
    process.exitCode = 1;
  }
}

/** A copy of this tree, in which faults are planted, and the process that runs its tests. */
export class Tree {
  readonly #path: string;
  #runner: ChildProcess | undefined;
  readonly #changed = new Set<string>();

  private constructor(path: string) {
    this.#path = path;
  }

  static async copy(): Promise<Tree> {
    const tree = await mkdtemp(join(tmpdir(), 'hypchat-plant-'));
    const own = (path: string): boolean => !/node_modules|\/dist$/.test(path);
    await Promise.all(
      COPIED.map((path) => cp(path, join(tree, path), { recursive: true, filter: own })),
    );
    await symlink(join(process.cwd(), 'node_modules'), join(tree, 'node_modules'));
    return new Tree(tree);
  }

  /** Runs tests, until the first one falls. */
  async run(tests: Omit<ToRun, 'changed'>, longestMs: number = LONGEST_MS): Promise<Result> {
    this.#runner ??= fork(join(this.#path, 'scripts/testRunner.ts'), [], {
      cwd: this.#path,
      env: { ...process.env, NO_COLOR: '1' },
      // What tests print is of no interest here.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const runner = this.#runner;
    const changed = [...this.#changed];
    this.#changed.clear();
    const ended = new AbortController();
    const { signal } = ended;
    try {
      runner.send({ ...tests, changed } satisfies ToRun);
      const answer = once(runner, 'message', { signal }).then(([said]): Result => said);
      const noEnd = { code: 1, by: NO_END };
      return await Promise.race([
        answer,
        once(runner, 'exit', { signal }).then(() => this.#lose(noEnd)),
        setTimeout(longestMs, noEnd, { signal }).then(() => this.#lose(noEnd)),
      ]);
    } finally {
      ended.abort();
    }
  }

  /** Plants a fault. @returns What takes it out; `undefined` where its text is not there, or more than once. */
  async plant({ file, search, replace }: Fault): Promise<(() => Promise<void>) | undefined> {
    const path = join(this.#path, file);
    const text = await readFile(path, 'utf8');
    if (text.split(search).length !== 2) return undefined;
    const write = (changed: string): Promise<void> => {
      this.#changed.add(path);
      return writeFile(path, changed);
    };
    await write(text.replace(search, () => replace));
    return () => write(text);
  }

  async remove(): Promise<void> {
    this.#lose(undefined);
    await rm(this.#path, { recursive: true, force: true });
  }

  /** Gives up the process: the next run has one of its own. */
  #lose<T>(result: T): T {
    this.#runner?.kill('SIGKILL');
    this.#runner = undefined;
    return result;
  }
}
