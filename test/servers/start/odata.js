/** Makes the sample of SAP CAP anew in a folder of its own, starts it on the loopback address, and prints its address. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
// Below this folder, where its parts find the packages that they import.
const cache = fileURLToPath(new URL('../.cache', import.meta.url));
const name = `bookshop-${process.pid}`;
mkdirSync(cache, { recursive: true });
const made = [
  require.resolve('@sap/cds-dk/bin/cds.js'),
  'init',
  name,
  '--nodejs',
  '--add',
  'sample',
];
execFileSync(process.execPath, made, { cwd: cache });
const folder = join(cache, name);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
process.once('SIGTERM', () => process.exit());

// Small pages, so that the sample's nine books have some.
writeFileSync(join(folder, '.cdsrc.json'), JSON.stringify({ query: { limit: { max: 3 } } }));
process.chdir(folder);
const cds = createRequire(join(folder, 'package.json'))('@sap/cds');
cds.once('bootstrap', (app) => {
  const listen = app.listen.bind(app);
  app.listen = (port) => listen(port, '127.0.0.1');
});
cds.once('listening', ({ server }) => {
  console.log(`listening at http://127.0.0.1:${server.address().port}`);
});
await cds.exec('--port', '0');
