/**
 * The table of walks: how many requests each costs here, and step by step. Counts come from the server.
 *
 * `npm run bench:requests` writes `docs/performance.md`; with `--check` it only says whether that is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { createServer, serve } from '../server/src/index.ts';
import { HypChat } from '../src/index.ts';
import { leastOf } from './leastOf.ts';
import { plainRoot } from './plainWalk.ts';
import { readSample, type Sample } from './sampleWorld.ts';
import { type NamedWalk, walks } from './walks.ts';

const PAGE = new URL('../docs/performance.md', import.meta.url);
const PROVED = readFileSync(new URL('proved.md', import.meta.url), 'utf8');

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
const rows: string[] = [];
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
  const cells = [walk.kind, `\`${walk.text.replaceAll('|', '\\|')}\``, plain, here, least ?? '–'];
  rows.push(`| ${cells.join(' | ')} |`);
}
const text = `# Requests

Written by \`npm run bench:requests\`; the counts are the server's. The server is the embedded one with its sample
(12 rooms, 15 users), made anew for each walk. *Step by step* is \`bench/plainWalk.ts\`: it knows the API's addresses,
never expands, and fetches the whole of a stub for what the stub lacks. *Least* is found by the proof's oracle
(\`test/proof/oracle.ts\`), which searches all plans and shares no code with the planner: the least that a client can
spend who knows the map, but not the answers before they come.${total.unmeasured === 0 ? '' : ` It has no words for what is marked –: ${total.unmeasured} of them.`}

| kind | walk | step by step | here | least |
|---|---|--:|--:|--:|
${rows.join('\n')}
| | **all ${walks.length}** | **${total.plain}** | **${total.here}** | **${total.least}** |

${PROVED}`;
if (above.length > 0) {
  console.error(`more than the least:\n${above.map((each) => `  ${each}`).join('\n')}`);
  process.exitCode = 1;
}
if (process.argv.includes('--check')) {
  if (readFileSync(PAGE, 'utf8') !== text) {
    console.error(
      'docs/performance.md is not what the walks cost now: run `npm run bench:requests`',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(PAGE, text);
  console.log(text);
}
