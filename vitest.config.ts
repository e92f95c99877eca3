import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import type { ViteUserConfig } from 'vitest/config';

// Vitest warns that tests of types may change with its version, and to pin that: it is pinned.
process.env.VITEST_DISABLE_EXPERIMENTAL_LOG = '1';

const TESTS = ['test/**/*.test.ts', 'server/test/**/*.test.ts'];
/** Beside what others wrote, which starts slowly and is installed by itself: `npm run test:others`. */
const OTHERS = ['test/servers/**/*.test.ts', 'test/runners/**/*.test.ts'];
/** What changes the process that a test runs in, and not only what the test made. */
const CHANGES_ALL =
  /\bvi\.(?:mock|doMock|stub|useFakeTimers|spyOn|resetModules)|\bstopClock\(|process\.on\(/;

const alone = globSync(TESTS, { exclude: ['**/node_modules/**', ...OTHERS] }).filter((file) =>
  CHANGES_ALL.test(readFileSync(file, 'utf8')),
);

const config: ViteUserConfig = {
  test: {
    // Threads start faster than processes, and no test needs a process of its own.
    pool: 'threads',
    // By default it leaves one processor alone, and many machines have but two. While a test waits for a process that it
    // started, another goes on.
    maxWorkers: availableParallelism() + 1,
    // Ends what hangs, and nothing that is only slow because the machine has other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Many tests write actions that they never send. The garbage collector tells of them whenever it runs, under whatever
    // test that is, where it looks like a failure. What is told is tested where it is meant.
    onConsoleLog: (text) =>
      text.split('\n').some((line) => line !== '' && !/^hypchat: .* was never awaited/.test(line)),
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: TESTS,
          exclude: ['**/node_modules/**', ...OTHERS, ...alone],
          // To load the library anew for each file takes a quarter of all time.
          isolate: false,
          typecheck: {
            enabled: true,
            include: ['test/**/*.test-d.ts'],
            checker: 'node_modules/typescript-7/bin/tsc',
            tsconfig: './tsconfig.json',
          },
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
      { extends: true, test: { name: 'others', include: OTHERS } },
    ],
  },
};

export default config;
