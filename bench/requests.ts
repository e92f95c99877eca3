/**
 * The table of walks: how many requests each costs here, and step by step. Counts come from the server.
 *
 * `npm run bench:requests` writes them into `docs/performance.md`; with `--check` it only says whether that is up to date,
 * with all else that is written there.
 */
import process from 'node:process';
import { createServer, serve } from '../server/src/index.ts';
import { HypChat } from '../src/index.ts';
import { leastOf } from './leastOf.ts';
import { isWritten, resultOf, writePage } from './page.ts';
import { plainRoot } from './plainWalk.ts';
import type { Result } from './result.ts';
import { readSample, type Sample } from './sampleWorld.ts';
import { countedBar, keep } from './section.ts';
import { type NamedWalk, walks } from './walks.ts';

/** The requests of a walk on a server of its own, so that no walk sees what another did. */
async function countOf(
  walk: NamedWalk,
  root: (url: string, token: string) => HypChat,
): Promise<number> {
  const server = createServer({ sample: true, rateLimit: 0, floodLimit: 0 });
  const served = await serve(server);
  try {
    await Promise.all(walk.run(root(served.url, server.mintToken())));
    return server.requestCount;
  } finally {
    await served.close();
    server.close();
  }
}

/** The world that all walks are measured in. */
async function sampleOfServer(): Promise<Sample> {
  const server = createServer({ sample: true, rateLimit: 0, floodLimit: 0 });
  const served = await serve(server);
  try {
    return await readSample(served.url, server.mintToken());
  } finally {
    await served.close();
    server.close();
  }
}

const sample = await sampleOfServer();
const rows: string[][] = [];
const total = { plain: 0, here: 0, least: 0, unmeasured: 0 };
const above: string[] = [];
for (const walk of walks) {
  const plain = await countOf(walk, plainRoot);
  const here = await countOf(walk, (url, token) => new HypChat(token, { endpoint: url }));
  const least = await leastOf(walk, sample);
  if (here > plain) throw new Error(`${walk.text} costs ${here} here, and ${plain} step by step`);
  if (least !== undefined && here > least) above.push(`${walk.text}: ${here}, least ${least}`);
  total.plain += plain;
  total.here += here;
  total.least += least ?? here;
  if (least === undefined) total.unmeasured += 1;
  const text = `\`${walk.text.replaceAll('|', '\\|')}\``;
  rows.push([walk.kind, text, String(plain), String(here), String(least ?? '–')]);
}
const bars = [
  countedBar('step by step', total.plain, `${total.plain} requests`, false),
  countedBar('here', total.here, `${total.here} requests`, true),
  countedBar('the least', total.least, `${total.least} requests`, false),
];
const all = [`all ${walks.length}`, total.plain, total.here, total.least];
const unmeasured = `The oracle has no words for what is marked –: ${total.unmeasured} of them.`;
const result: Result = {
  // The same on every machine and every day.
  taken: '',
  tables: [
    {
      title: '',
      head: ['kind', 'walk', 'step by step', 'here', 'least'],
      rows: [...rows, ['', ...all.map((each) => `**${each}**`)]],
      plot: {
        name: 'requests',
        title: `The requests of all ${walks.length} walks`,
        unit: 'as the server counts them',
        bars,
      },
    },
  ],
  notes: total.unmeasured === 0 ? [] : [unmeasured],
};
if (above.length > 0) {
  console.error(`more than the least:\n${above.map((each) => `  ${each}`).join('\n')}`);
  process.exitCode = 1;
}
if (process.argv.includes('--check')) {
  if (JSON.stringify(resultOf('requests')) !== JSON.stringify(result) || !isWritten()) {
    console.error(
      'docs/performance.md is not what the walks cost now, or was not written by the benchmarks: run `npm run bench:requests`',
    );
    process.exitCode = 1;
  }
} else {
  keep('requests', result);
  writePage();
  console.log(rows.map((row) => row.join(' | ')).join('\n'));
  console.log(all.join(' | '));
}
