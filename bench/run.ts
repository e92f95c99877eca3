/**
 * Takes the figures of `docs/performance.md`, each benchmark in a process of its own, one after the other.
 *
 * `npm run bench` takes all, `npm run bench reads loops` some. A quiet machine gives narrower spreads.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isInstalled as isServerInstalled } from '../test/servers/isInstalled.ts';
import { SUITES } from '../test/servers/suites.ts';
import { isInstalled } from './peers/programs.ts';

const BENCHMARKS: Readonly<Record<string, string>> = {
  requests: 'requests.ts',
  servers: 'servers.ts',
  walks: 'peers/walks.ts',
  reads: 'peers/reads.ts',
  loops: 'pages.ts',
  chain: 'peers/chain.ts',
  planning: 'planning.ts',
  start: 'start.ts',
  size: 'peers/size.ts',
  types: 'types.ts',
  server: 'server.ts',
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown !== undefined) {
  const all = Object.keys(BENCHMARKS).join(', ');
  throw new RangeError(`there is no benchmark "${unknown}": there are ${all}`);
}
if (!isInstalled) {
  throw new Error('what is measured beside the library is not installed: npm ci --prefix bench');
}
const isOnServers = wanted.length === 0 || wanted.includes('servers');
if (isOnServers && !SUITES.every(({ needs }) => isServerInstalled(needs))) {
  throw new Error('the servers of other APIs are not installed: npm ci --prefix test/servers');
}
for (const [name, file] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  const script = fileURLToPath(new URL(file, import.meta.url));
  // What Traverson is made of says on each start that it is old.
  const options = ['--expose-gc', '--disable-warning=DEP0044'];
  const { status } = spawnSync(process.execPath, [...options, script, '--write'], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`the benchmark ${name} ended with ${status}`);
}
