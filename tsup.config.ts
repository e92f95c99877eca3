import { copyFile } from 'node:fs/promises';
import type { Options } from 'tsup';
import { bundledLicenses } from './scripts/bundledLicenses.ts';
import { memberDocs } from './scripts/memberDocs.ts';

// Both are built at once into one folder, which is emptied before: neither may empty it.
const common: Options = { format: 'esm', treeshake: true, clean: false };

/** What the library is imported by. */
const entries = {
  index: 'src/index.ts',
  native: 'src/native.ts',
  hal: 'src/hal.ts',
  'json-api': 'src/jsonApi.ts',
  odata: 'src/odata.ts',
  rest: 'src/rest.ts',
  stripe: 'src/stripe.ts',
  testing: 'src/testing.ts',
  'testing/vitest': 'src/testing/vitest.ts',
  webhooks: 'src/webhooks.ts',
};

const options: Options[] = [
  {
    ...common,
    entry: { ...entries, 'testing/jest': 'src/testing/jest.ts' },
    target: 'es2022',
    dts: { entry: entries },
    // With the sources in them: who debugs a program sees what it calls. The command has none, half of which is not ours.
    sourcemap: true,
    external: ['vitest'],
    // What Jest's types are told cannot be made here, where Jest is not installed.
    onSuccess: () => copyFile('src/testing/jestMatchers.d.ts', 'dist/testing/jest.d.ts'),
    esbuildPlugins: [
      {
        name: 'trace file',
        setup(build) {
          build.onResolve({ filter: /\/traceFile\.ts$/ }, () => ({
            path: './traceFile.js',
            external: true,
          }));
        },
      },
    ],
  },
  // In a file of a name of its own, which `package.json` takes out of the bundles of browsers.
  { ...common, entry: { traceFile: 'src/http/traceFile.ts' }, target: 'es2022' },
  {
    ...common,
    entry: { cli: 'src/cli/main.ts' },
    target: 'node22',
    // What is loaded only when it is used stays in files of its own.
    splitting: true,
    outExtension: () => ({ js: '.js' }),
    // `node:` is how the rest of the code spells it.
    removeNodeProtocol: false,
    // The command's helpers are shipped in it, so that the library brings nothing more along.
    noExternal: ['acorn', 'acorn-loose', 'acorn-walk', 'picocolors', 'string-width'],
    external: ['hypchat-server'],
    esbuildOptions(esbuild) {
      esbuild.chunkNames = 'cli/[name]-[hash]';
    },
    esbuildPlugins: [
      bundledLicenses('dist/cli/licenses.txt'),
      memberDocs(),
      {
        // The command uses the library that is shipped beside it.
        name: 'library',
        setup(build) {
          build.onResolve({ filter: /\/index\.ts$/ }, () => ({ path: 'hypchat', external: true }));
        },
      },
    ],
  },
];

export default options;
