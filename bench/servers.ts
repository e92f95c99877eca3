/**
 * The table of walks on servers that nobody here wrote: what each costs by hand and here, counted by a proxy before the server.
 *
 * `npm run bench:servers` writes them into `docs/performance.md`; with `--check` it only says whether that is up to date. Both need
 * the servers: `npm ci --prefix test/servers`.
 */
import process from 'node:process';
import { isInstalled } from '../test/servers/isInstalled.ts';
import { SUITES } from '../test/servers/suites.ts';
import { isWritten, resultOf, writePage } from './page.ts';
import type { Result, Table } from './result.ts';
import { keep } from './section.ts';

const HEAD = ['walk', 'step by step', 'each address once', 'here', 'by hand'];

const tables: Table[] = [];
const reasons: string[] = [];
for (const { name, needs, count } of SUITES) {
  if (!isInstalled(needs)) throw new Error(`${needs} is not there: npm ci --prefix test/servers`);
  const walks = await count();
  const rows = walks.map(({ text, plain, once, here, hand, because }) => {
    const code = `\`${text.replaceAll('|', '\\|')}\``;
    if (here > hand && because === undefined) {
      throw new Error(`${text} costs ${here} here, and ${hand} by hand`);
    }
    if (because !== undefined) reasons.push(`${code}: ${because}`);
    return [code, String(plain), String(once), String(here), String(hand)];
  });
  const sum = (of: 'plain' | 'once' | 'here' | 'hand'): string =>
    `**${walks.reduce((all, walk) => all + walk[of], 0)}**`;
  const all = [`**all ${walks.length}**`, sum('plain'), sum('once'), sum('here'), sum('hand')];
  tables.push({ title: name, head: HEAD, rows: [...rows, all] });
}
const more = ['Where it is more here than by hand:', ...reasons.map((each) => `- ${each}`)];
// The same on every machine and every day.
const result: Result = { taken: '', tables, notes: [more.join('\n')] };
if (process.argv.includes('--check')) {
  if (JSON.stringify(resultOf('servers')) !== JSON.stringify(result) || !isWritten()) {
    console.error(
      'docs/performance.md is not what the walks of other servers cost now: run `npm run bench:servers`',
    );
    process.exitCode = 1;
  }
} else {
  keep('servers', result);
  writePage();
  console.log(tables.flatMap(({ rows }) => rows.map((row) => row.join(' | '))).join('\n'));
}
