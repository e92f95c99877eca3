/** An older Node says so in one sentence, whatever of the project it is given. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs this Node as if it were an older one, which knew no SQLite. */
function runOld(version: string, ...args: string[]) {
  const disguise = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });
    process.getBuiltinModule = () => undefined;`;
  const preload = `data:text/javascript,${encodeURIComponent(disguise)}`;
  const child = spawnSync(process.execPath, ['--import', preload, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
  });
  return { code: child.status, out: child.stdout, err: child.stderr };
}

describe.each(['18.20.8', '20.20.2'])('Node %s', (version) => {
  it.each(['index', 'native'])('is refused by an import of the library (%s.ts)', (entry) => {
    const { code, out, err } = runOld(version, '-e', `import('./src/${entry}.ts')`);

    expect(err).toContain(`Error: hypchat needs Node 22 or later, and this is ${version}\n`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });

  it('is refused by an import of the server', () => {
    const { code, err } = runOld(version, '-e', "import('./server/src/index.ts')");

    expect(err).toContain(
      `Error: hypchat-server needs Node 22.13 or later, and this is ${version}\n`,
    );
    expect(code).toBe(1);
  });

  it.each([
    ['bin/hypchat.js', 'hypchat needs Node 22 or later'],
    ['server/bin/hypchat-server.js', 'hypchat-server needs Node 22.13 or later'],
  ])('is refused by %s, with 2 and nothing but the sentence', (file, sentence) => {
    const { code, out, err } = runOld(version, file, '--help');

    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: `${sentence}, and this is ${version}\n`,
    });
  });
});

it('a run-time that is only like an older Node is left alone', () => {
  const disguise = `Object.defineProperty(process, 'versions', { value: { node: '20.0.0', bun: '1.0.0' } });`;
  const child = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(disguise)}`,
      '-e',
      "import('./src/index.ts')",
    ],
    { cwd: root, encoding: 'utf8' },
  );

  expect({ code: child.status, err: child.stderr }).toEqual({ code: 0, err: '' });
});
