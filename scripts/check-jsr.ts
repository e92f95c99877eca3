/**
 * Checks the package as JSR gets it: what `jsr.json` says is what `package.json` says, the types are all explicit,
 * and Deno checks the sources. Publishes nothing, and asks no network.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Package {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
}
interface Jsr {
  readonly version: string;
  readonly license: string;
  readonly imports: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(`${ROOT}/${name}`, 'utf8'));
const npm = read('package.json') as Package;
const jsr = read('jsr.json') as Jsr;

same('version', jsr.version, npm.version);
same('license', jsr.license, npm.license);
const specifiers = Object.entries(npm.dependencies).map(([name, version]) => [
  name,
  `npm:${name}@${version}`,
]);
same('imports', jsr.imports, Object.fromEntries(specifiers));
// JSR takes no module that adds to the types of another, as the setup files of test runners do: `register` is there.
const entries = Object.keys(npm.exports).filter(
  (name) => name !== './package.json' && !name.startsWith('./testing/'),
);
same('exports', Object.keys(jsr.exports), entries);

deno('check', ...Object.values(jsr.exports));
deno('publish', '--dry-run', '--allow-dirty');
console.log(`jsr.json is as package.json, and ${entries.join(', ')} can be published`);

function same(name: string, found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new Error(
    `\`${name}\` of jsr.json is ${JSON.stringify(found)}, and has to be ${JSON.stringify(expected)}`,
  );
}

/** Runs Deno, which must not even warn. */
function deno(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(`${ROOT}/node_modules/.bin/deno`, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
  });
  if (status !== 0 || /\bwarning\b/i.test(stderr)) {
    throw new Error(`deno ${args.join(' ')} is not clean:\n${stdout}${stderr}`);
  }
}
