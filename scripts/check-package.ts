/**
 * Checks the packed packages as their users get them: publint, types under every module resolution, and the
 * flagship from an empty project into which both were installed, in every run-time that is here.
 *
 * With `EVERY_RUNTIME=1`, a run-time that is not here is a failure.
 */
import { type ExecFileSyncOptions, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { MACHINES } from '../test/everywhere/machines.ts';
import { checkNamedByIds } from './checkNamedByIds.ts';
import { checkBiome, checkBun, checkBundled, checkRunners } from './checkRunners.ts';
import { checkSourceMaps } from './checkSourceMaps.ts';

interface Packed {
  readonly filename: string;
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

const run = (command: string, args: readonly string[], options: ExecFileSyncOptions = {}): string =>
  execFileSync(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
    encoding: 'utf8',
  });

/** As it is written after `hypchat`. */
const FLAGSHIP = "rooms.items[0].owner.message('hi from the command')";

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hypchat-')));
try {
  const packages = ['.', 'server'].map(check);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  install(packages);
  for (const name of ['hypchat', 'hypchat-server']) {
    checkSourceMaps(join(folder, 'node_modules', name));
  }
  showSource();
  await runEverywhere();
  runTesting();
  checkRunners(folder);
  checkBiome(folder);
  checkBun(folder);
  checkBundled(folder);
  await checkWebhooks();
  await checkDialects();
  await checkNamedByIds(folder);
  await runCommands();
  await serveExplorer();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Packs a package, looks it over, and gives the file. */
function check(path: string): string {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(run('npm', args, { cwd: path })) as Packed[];
  if (packed === undefined) throw new Error(`nothing was packed in ${path}`);
  const file = join(folder, packed.filename);
  const odd = packed.files
    .map(({ path: name }) => name)
    .filter(
      (name) => !/^(dist\/|bin\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(name),
    );
  if (odd.length > 0) throw new Error(`${packed.name} ships what it should not: ${odd.join(', ')}`);
  if (!packed.files.some(({ path: name }) => name === 'LICENSE')) {
    throw new Error(`${packed.name} ships no LICENSE`);
  }
  console.log(run('npx', ['publint', file, '--strict']).trim());
  // Only ESM is shipped; what remains has to be right.
  console.log(run('npx', ['attw', file, '--profile', 'esm-only', '--format', 'ascii']).trim());
  return file;
}

/** Into an empty folder, as anybody would: npm has nothing to say of it. */
function install(packages: readonly string[]): void {
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=warn', ...packages];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0 || stderr !== '') {
    throw new Error(`installing the packages is not silent:\n${stdout}${stderr}`);
  }
  console.log('both packages install without a warning');
}

/** An error of the packed library leads to the line that threw it. */
function showSource(): void {
  const program = `import { matchers } from 'hypchat/testing';
try { matchers.toCost({}, 1); } catch (error) { console.log(error.stack); }`;
  const args = ['--enable-source-maps', '--input-type=module', '--eval', program];
  const stack = run(process.execPath, args, { cwd: folder });
  const [, file = '', line = ''] = /(src\/testing\/\S+\.ts):(\d+)/.exec(stack) ?? [];
  const shown = file === '' ? undefined : readFileSync(file, 'utf8').split('\n')[Number(line) - 1];
  if (!shown?.includes('throw new TypeError')) {
    throw new Error(`the stack leads to no source:\n${stack}`);
  }
  console.log(`source maps lead to ${file}:${line}`);
}

/** The flagship, as an import, in each run-time; the server is the packed one, in this process. */
async function runEverywhere(): Promise<void> {
  const packed = join(folder, 'node_modules/hypchat-server/dist/index.js');
  const { createServer, serve } = (await import(
    pathToFileURL(packed).href
  )) as typeof import('hypchat-server');
  const server = createServer({ sample: true, rateLimit: 0, floodLimit: 0, cors: ['*'] });
  const served = await serve(server);
  try {
    for (const machine of MACHINES) {
      const missing = machine.missing();
      if (missing !== undefined) {
        if (process.env.EVERY_RUNTIME === '1') throw new Error(`${machine.name}: ${missing}`);
        console.log(`SKIPPED: ${machine.name} is not here: ${missing}`);
        continue;
      }
      for (const entry of machine.temporal === 'native'
        ? ['hypchat', 'hypchat/native']
        : ['hypchat']) {
        const file = join(folder, `${entry.replace('/', '-')}.js`);
        writeFileSync(file, flagship(entry));
        const before = server.requestCount;
        const sent = await machine.run(file, [served.url, server.mintToken()]);
        const came = server.requests
          .slice(server.requests.length - (server.requestCount - before))
          .filter(({ method }) => method !== 'OPTIONS');
        if (sent !== 2 || came.length !== 2) {
          throw new Error(`${machine.name}, ${entry}: the flagship took ${came.length} requests`);
        }
        console.log(`the flagship runs from the packed ${entry} in ${machine.name}`);
      }
    }
  } finally {
    await served.close();
    server.close();
  }
}

/** The testing entry knows the chains of the entry beside it, and no runner comes along with it. */
function runTesting(): void {
  const program = `import { HypChat } from 'hypchat';
import { equality, register, serializer } from 'hypchat/testing';
const hc = new HypChat('token');
const equals = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const same = equality.call({ equals }, hc.room(1).owner, hc.room(1).owner);
const other = equality.call({ equals }, hc.room(1), hc.room(2));
const told = [];
register({ addEqualityTesters: (testers) => told.push(...testers) });
console.log(same, other, told[0] === equality, serializer.serialize(hc.room(1)));`;
  const args = ['--input-type=module', '--eval', program];
  const printed = run(process.execPath, args, { cwd: folder }).trim();
  if (printed !== 'true false true [Chain: hc.room(1)]') {
    throw new Error(`the packed hypchat/testing printed ${printed}`);
  }
  console.log('the packed hypchat/testing knows the chains of the packed hypchat');
}

/** The program: how many requests it sent. */
function flagship(entry: string): string {
  return `import { HypChat, trace } from '${entry}';
export async function run([endpoint, token]) {
  const hc = new HypChat(token, { endpoint });
  const { requests } = await trace(hc.rooms.items[0].owner.message('hi from a package'));
  return requests.length;
}
`;
}

/** That `hypchat/webhooks` is there with what it needs, and that an error of it is one of the library's. */
async function checkWebhooks(): Promise<void> {
  for (const machine of MACHINES) {
    if (machine.command === undefined || machine.missing() !== undefined) continue;
    const file = join(folder, 'hypchat-webhooks.js');
    writeFileSync(
      file,
      `import { HypchatError } from 'hypchat';
import { readSignature } from 'hypchat/webhooks';
export async function run() {
  const error = await readSignature('JWT a.b.c', 'secret').catch((reason) => reason);
  return error instanceof HypchatError ? error.code : String(error);
}
`,
    );
    const said = await machine.run(file, []);
    if (said !== 'malformed') throw new Error(`${machine.name}, hypchat/webhooks: ${said}`);
    console.log(`hypchat/webhooks runs from the packed package in ${machine.name}`);
  }
}

/** That each dialect is there, and that the documents which it reads are those of the engine beside it. */
async function checkDialects(): Promise<void> {
  for (const machine of MACHINES) {
    if (machine.command === undefined || machine.missing() !== undefined) continue;
    const file = join(folder, 'hypchat-dialects.js');
    writeFileSync(
      file,
      `import { connect } from 'hypchat';
import { hal } from 'hypchat/hal';
import { jsonApi } from 'hypchat/json-api';
import { odata } from 'hypchat/odata';
const bodies = [
  [hal(), { _links: { tea: { href: '/tea' } } }, { title: 'hal' }],
  [jsonApi(), { links: { tea: '/tea' } }, { data: { type: 'teas', id: '1', attributes: { title: 'jsonApi' } } }],
  [odata(), { 'tea@odata.navigationLink': '/tea' }, { title: 'odata' }],
];
export async function run() {
  const titles = [];
  for (const [dialect, root, tea] of bodies) {
    const fetch = async (request) => Response.json(request.url.endsWith('/tea') ? tea : root);
    const options = { endpoint: 'https://api.example.com', fetch };
    titles.push(await connect(dialect, { root: '', kinds: {} }, options).tea.title);
  }
  return titles.join(' ');
}
`,
    );
    const said = await machine.run(file, []);
    if (said !== 'hal jsonApi odata') throw new Error(`${machine.name}, dialects: ${said}`);
    console.log(`the dialects run from the packed package in ${machine.name}`);
  }
}

/** The commands, in each run-time that runs files. */
async function runCommands(): Promise<void> {
  const installed = run('npm', ['ls', '--all', '--parseable'], { cwd: folder });
  const helpers = ['acorn', 'picocolors', 'string-width'].filter((name) =>
    installed.includes(`node_modules/${name}`),
  );
  if (helpers.length > 0)
    throw new Error(`the command's helpers came along: ${helpers.join(', ')}`);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  if (run('npx', ['hypchat', '--version'], { cwd: folder }).trim() !== version) {
    throw new Error('`hypchat --version` is another version');
  }
  run('npx', ['hypchat-server', '--help'], { cwd: folder });
  const file = realpathSync(join(folder, 'node_modules/.bin/hypchat'));
  for (const machine of MACHINES) {
    if (machine.command === undefined || machine.missing() !== undefined) continue;
    const args = ['--demo', '--quiet', '--table', 'rooms.take(1).map((room) => room.owner)'];
    const table = await machine.command(file, args, folder);
    if (!table.includes('Ann Okafor')) throw new Error(`${machine.name}: it printed\n${table}`);
    // What writes a trace is found beside the packed library.
    process.env.HYPCHAT_TRACE = join(folder, 'trace.json');
    await machine.command(file, ['--demo', '--quiet', FLAGSHIP], folder);
    const events: { ph: string }[] = JSON.parse(readFileSync(process.env.HYPCHAT_TRACE, 'utf8'));
    const requests = events.filter(({ ph }) => ph === 'X');
    if (requests.length !== 2) throw new Error(`${machine.name}: ${requests.length} were traced`);
    rmSync(process.env.HYPCHAT_TRACE);
    delete process.env.HYPCHAT_TRACE;
    console.log(`the command runs from the packed packages in ${machine.name}, and is traced`);
  }
}

/** The page of the explorer is in the package, with the licenses of what it holds, and the command serves it. */
async function serveExplorer(): Promise<void> {
  const file = realpathSync(join(folder, 'node_modules/.bin/hypchat'));
  const child = spawn(process.execPath, [file, 'explore', '--demo'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { origin } = new URL(String(line).trim());
    const page = await (await fetch(origin)).text();
    const parts = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((match) => match[1]);
    if (parts.length < 3) throw new Error(`the explorer's page lacks parts: ${parts.join(', ')}`);
    for (const part of parts) {
      const { ok, status } = await fetch(`${origin}/${part}`);
      if (!ok) throw new Error(`the explorer answers ${status} for ${part}`);
    }
  } finally {
    child.kill();
  }
  const licenses = join(folder, 'node_modules/hypchat/dist/cli/explorer/licenses.txt');
  for (const name of ['@codemirror/view', '@lezer/javascript', 'style-mod']) {
    if (!readFileSync(licenses, 'utf8').includes(`${name} `)) {
      throw new Error(`the license of ${name} is not beside the explorer's page`);
    }
  }
  console.log('the explorer is served from the packed packages');
}
