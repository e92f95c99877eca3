/** Builds the explorer's page into the command's folder: `vite build --config src/explorer/vite.config.ts`. */
import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';
import { licensesOfPage } from '../../scripts/bundledLicenses.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const config: UserConfig = {
  root: at('.'),
  // Its own: whatever else is set in the environment says nothing of this page.
  envDir: false,
  publicDir: false,
  base: './',
  logLevel: 'warn',
  build: {
    outDir: at('../../dist/cli/explorer'),
    emptyOutDir: true,
    target: 'es2022',
    // Nothing is put into the page by its text: the policy of the server lets only files run.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
  plugins: [licensesOfPage('licenses.txt')],
};

export default config;
