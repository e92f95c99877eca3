/**
 * Builds the site into `dist`: gathers the pages, writes the reference of the API, builds, and looks at every link. Whatever lacks a
 * docstring, and a link that leads nowhere, ends it with an error.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('./', import.meta.url));

function run(script: string, ...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [`${HERE}node_modules/${script}`, ...args], {
    cwd: HERE,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(`${HERE}node_modules`)) {
  console.error('What builds the site is not installed: npm ci --prefix site');
  process.exit(1);
}
const { gather } = await import('./gather.ts');
const { deadLinks } = await import('./checkLinks.ts');
run('typescript/bin/tsc', '-p', '.');
gather(`${HERE}.pages`);
run('typedoc/bin/typedoc', '--logLevel', 'Warn');
run('vitepress/bin/vitepress.js', 'build', '.');
const dead = deadLinks(`${HERE}dist`);
for (const link of dead) console.error(`leads nowhere: ${link}`);
if (dead.length > 0) process.exit(1);
console.log('The site is in site/dist');
