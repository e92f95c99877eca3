import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'server/test/**/*.test.ts'],
    // Threads start faster than processes, and no test needs a process of its own.
    pool: 'threads',
    typecheck: {
      enabled: true,
      include: ['test/**/*.test-d.ts'],
      checker: 'node_modules/typescript-7/bin/tsc',
      tsconfig: './tsconfig.json',
    },
  },
});
