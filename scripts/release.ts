/**
 * Packs both packages and publishes them, with their provenance; without `--publish`, does all of it but that.
 *
 * `npm run release -- --tag v0.2.0 --publish`. Where it runs in a repository's own workflow, the packages say which repository that is: nowhere else
 * can that be known, and provenance is refused where they say another.
 */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { releaseFaults } from './releaseFaults.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The server first, which the library's command asks for in its demo. */
const PACKAGES = ['server', '.'];

const { values } = parseArgs({
  options: { tag: { type: 'string' }, publish: { type: 'boolean', default: false } },
});
const { tag, publish } = values;
if (publish && tag === undefined) throw new TypeError('`--publish` wants a `--tag`');

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const manifests = PACKAGES.map((path) => join(path, 'package.json'));
const before = manifests.map(read);

const versions = Object.fromEntries(
  [...manifests, 'jsr.json'].map((file) => [file, (JSON.parse(read(file)) as Named).version]),
);
const isPrerelease = Object.values(versions).some((version) => version.includes('-'));
const faults = releaseFaults({ tag, versions, changelog: read('CHANGELOG.md') });
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'hypchat-release-'));
try {
  run('npm', ['run', 'build']);
  const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: host } = process.env;
  if (repository !== undefined && host !== undefined) nameRepository(`${host}/${repository}`);
  for (const path of PACKAGES) {
    const file = pack(path);
    // What is no release yet is installed by who asks for it alone.
    const channel = isPrerelease ? 'next' : 'latest';
    const args = ['publish', file, '--access', 'public', '--tag', channel];
    if (publish) run('npm', [...args, '--provenance']);
    // The registry is not asked: a version that was published before is refused by it in any case.
    else run('npm', [...args, '--dry-run', '--offline']);
  }
} finally {
  for (const [index, file] of manifests.entries()) {
    writeFileSync(join(ROOT, file), before[index] ?? '');
  }
  rmSync(folder, { recursive: true, force: true });
}

interface Named {
  readonly name: string;
  readonly version: string;
}
interface Packed extends Named {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Says in both packages where they are made. */
function nameRepository(address: string): void {
  for (const [index, file] of manifests.entries()) {
    const manifest = JSON.parse(before[index] ?? '') as object;
    const directory = PACKAGES[index] === '.' ? {} : { directory: PACKAGES[index] };
    const named = {
      ...manifest,
      homepage: `${address}#readme`,
      bugs: `${address}/issues`,
      repository: { type: 'git', url: `git+${address}.git`, ...directory },
    };
    writeFileSync(join(ROOT, file), `${JSON.stringify(named, null, 2)}\n`);
  }
}

/** Packs one package, and gives the file. */
function pack(path: string): string {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const printed = execFileSync('npm', args, { cwd: join(ROOT, path), encoding: 'utf8' });
  const [packed] = JSON.parse(printed) as Packed[];
  if (packed === undefined) throw new Error(`nothing was packed in ${path}`);
  const { name, version, size, unpackedSize, files, filename } = packed;
  const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
  console.log(
    `${name} ${version}: ${files.length} files, ${kB(size)} packed, ${kB(unpackedSize)} unpacked`,
  );
  return join(folder, filename);
}

function run(command: string, args: readonly string[], options: ExecFileSyncOptions = {}): void {
  execFileSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
}
