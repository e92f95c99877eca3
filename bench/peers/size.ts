/**
 * What the library weighs in a bundle, beside others: measured alike, minified and gzipped. Run by `npm run bench:size`.
 */
import { weigh } from '../../scripts/bundled.ts';
import { countedBar, report } from '../section.ts';
import { NOT_WEIGHED, PEER_PROGRAMS, PEERS } from './programs.ts';

const OURS = "export { HypChat } from './src/native.ts';";
const TRACE = '*/traceFile.ts';

const found: { readonly name: string; readonly bytes: number; readonly isOurs: boolean }[] = [];
const add = async (name: string, isOurs: boolean, weight: Promise<number>): Promise<void> => {
  found.push({ name, bytes: await weight, isOurs });
};
const bare = weigh(OURS, ['jose', 'ky', 'temporal-polyfill', TRACE]);
await add('hypchat, without ky and Temporal', true, bare);
await add('hypchat/native, with ky', true, weigh(OURS, [TRACE]));
const full = "export { HypChat } from './src/index.ts';";
await add('hypchat, with ky and Temporal', true, weigh(full, [TRACE]));
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
  figures: { size: await bare },
});
