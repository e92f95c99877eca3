/**
 * What the library weighs in a bundle, beside others: measured alike, minified and gzipped. Run by `npm run bench:size`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { weigh } from '../../scripts/bundled.ts';
import { countedBar, report } from '../section.ts';
import { NOT_WEIGHED, PEER_PROGRAMS, PEERS } from './programs.ts';

const OURS = "export { HypChat } from './src/native.ts';";
/** As the package is shipped. */
const BUILT = "export { HypChat } from './dist/native.js';";
const BUILT_WITH_TEMPORAL = "export { HypChat } from './dist/index.js';";
const TRACE = '*/traceFile.ts';
const BUILT_TRACE = '*/traceFile.js';

const found: { readonly name: string; readonly bytes: number; readonly isOurs: boolean }[] = [];
const add = async (name: string, isOurs: boolean, weight: Promise<number>): Promise<void> => {
  found.push({ name, bytes: await weight, isOurs });
};
const bare = weigh(OURS, ['jose', 'ky', 'temporal-polyfill', TRACE]);
await add('hypchat, without ky and Temporal', true, bare);
await add('hypchat/native, with ky', true, weigh(BUILT, [BUILT_TRACE]));
const full = weigh(BUILT_WITH_TEMPORAL, [BUILT_TRACE]);
await add('hypchat, with ky and Temporal', true, full);
for (const [name, program] of Object.entries(PEER_PROGRAMS)) {
  await add(name, false, weigh(program, NOT_WEIGHED, PEERS));
}
found.sort((a, b) => a.bytes - b.bytes);
const shown = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

report('size', {
  tables: [
    {
      title: '',
      head: ['', 'bytes'],
      rows: found.map(({ name, bytes, isOurs }) => [isOurs ? `**${name}**` : name, String(bytes)]),
      plot: {
        name: 'size',
        title: 'Size in a bundle',
        unit: 'minified and gzipped',
        bars: found.map(({ name, bytes, isOurs }) => countedBar(name, bytes, shown(bytes), isOurs)),
      },
    },
  ],
  // Nothing of it is loaded later.
  figures: { size: await bare, firstLoad: await bare, lines: linesIn(['plan', 'walk']) },
});

/** How many lines these rooms of the library have, comments and empty ones counted. */
function linesIn(rooms: readonly string[]): number {
  let lines = 0;
  for (const room of rooms) {
    const folder = fileURLToPath(new URL(`../../src/${room}/`, import.meta.url));
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      lines += readFileSync(join(folder, file), 'utf8').split('\n').length - 1;
    }
  }
  return lines;
}
