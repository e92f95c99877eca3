import type { ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = {
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
};

export default config;
