/**
 * Checks the packed packages as their users get them: publint, types under every module resolution, and the
 * flagship from an empty project into which both were installed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    ...options,
  });

const folder = mkdtempSync(join(tmpdir(), 'hypchat-'));
try {
  const packages = ['.', 'server'].map((path) => {
    const [packed] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
        cwd: path,
      }),
    );
    const file = join(folder, packed.filename);
    const names = packed.files.map(({ path: name }) => name);
    const odd = names.filter(
      (name) => !/^(dist\/|bin\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(name),
    );
    if (odd.length > 0)
      throw new Error(`${packed.name} ships what it should not: ${odd.join(', ')}`);
    console.log(run('npx', ['publint', file, '--strict']).trim());
    // Only ESM is shipped; what remains has to be right.
    console.log(run('npx', ['attw', file, '--profile', 'esm-only', '--format', 'ascii']).trim());
    return file;
  });

  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  run('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder });
  writeFileSync(
    join(folder, 'flagship.ts'),
    `import { HypChat, trace } from 'hypchat';
import { createServer, serve } from 'hypchat-server';
const server = createServer({ sample: true });
const served = await serve(server);
const hc = new HypChat(server.mintToken(), { endpoint: served.url });
const { requests } = await trace(hc.rooms.items[0].owner.message('hi'));
await served.close();
server.close();
const sent: number = requests.length;
if (sent !== 2) throw new Error(\`the flagship took \${sent} requests\`);
`,
  );
  run(process.execPath, ['flagship.ts'], { cwd: folder });
  console.log('the flagship runs from the packed packages');

  const installed = run('npm', ['ls', '--all', '--parseable'], { cwd: folder });
  const helpers = ['acorn', 'cli-table3', 'ini', 'picocolors', 'string-width'].filter((name) =>
    installed.includes(`node_modules/${name}`),
  );
  if (helpers.length > 0)
    throw new Error(`the command's helpers came along: ${helpers.join(', ')}`);
  const hypchat = (...args) => run('npx', ['hypchat', ...args], { cwd: folder }).trim();
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (hypchat('--version') !== version) throw new Error('`hypchat --version` is another version');
  const table = hypchat('--demo', '--quiet', '--table', 'rooms.take(1).map((room) => room.owner)');
  if (!table.includes('Ann Okafor')) throw new Error(`the command printed\n${table}`);
  console.log('the command runs from the packed packages');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
