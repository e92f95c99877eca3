/**
 * The table of walks: how many requests each costs here, and step by step. Counts come from the server.
 *
 * `npm run bench:requests` writes `docs/performance.md`; with `--check` it only says whether that is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { createServer, serve } from '../server/src/index.ts';
import { HypChat } from '../src/index.ts';
import { plainRoot } from './plainWalk.ts';
import { type NamedWalk, walks } from './walks.ts';

const PAGE = new URL('../docs/performance.md', import.meta.url);

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

const rows: string[] = [];
const total = { plain: 0, here: 0 };
for (const walk of walks) {
  const plain = await countOf(walk, plainRoot);
  const here = await countOf(walk, (url, token) => new HypChat(token, { endpoint: url }));
  if (here > plain) throw new Error(`${walk.text} costs ${here} here, and ${plain} step by step`);
  total.plain += plain;
  total.here += here;
  rows.push(`| ${walk.kind} | \`${walk.text.replaceAll('|', '\\|')}\` | ${plain} | ${here} |`);
}
const text = `# Requests

Written by \`npm run bench:requests\`; the counts are the server's. The server is the embedded one with its sample
(12 rooms, 15 users), made anew for each walk. *Step by step* is \`bench/plainWalk.ts\`: it knows the API's addresses,
never expands, and fetches the whole of a stub for what the stub lacks.

| kind | walk | step by step | here |
|---|---|--:|--:|
${rows.join('\n')}
| | **all ${walks.length}** | **${total.plain}** | **${total.here}** |
`;
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
