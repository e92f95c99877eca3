import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/cli.ts'],
  format: 'esm',
  target: 'node22',
  // `node:sqlite` has no other name.
  removeNodeProtocol: false,
  dts: { entry: 'src/index.ts' },
  clean: true,
  sourcemap: true,
});
