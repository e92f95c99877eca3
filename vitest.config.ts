import process from 'node:process';
import type { ViteUserConfig } from 'vitest/config';

// Vitest warns that tests of types may change with its version, and to pin that: it is pinned.
process.env.VITEST_DISABLE_EXPERIMENTAL_LOG = '1';

const config: ViteUserConfig = {
  test: {
    include: ['test/**/*.test.ts', 'server/test/**/*.test.ts'],
    // Threads start faster than processes, and no test needs a process of its own.
    pool: 'threads',
    // Ends what hangs, and nothing that is only slow because the machine has other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Many tests write actions that they never send. The garbage collector tells of them whenever it runs, under whatever
    // test that is, where it looks like a failure. What is told is tested where it is meant.
    onConsoleLog: (text) =>
      text.split('\n').some((line) => line !== '' && !/^hypchat: .* was never awaited/.test(line)),
    typecheck: {
      enabled: true,
      include: ['test/**/*.test-d.ts'],
      checker: 'node_modules/typescript-7/bin/tsc',
      tsconfig: './tsconfig.json',
    },
  },
};

export default config;
