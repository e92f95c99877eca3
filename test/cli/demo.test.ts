import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { buildCommand, environmentFor, run, temporaryFolder } from '../helpers/command.ts';

describe('--demo', () => {
  buildCommand();

  it('brings a server with sample data, and needs no token', async () => {
    const { code, out } = await run(['--demo', 'room(42).name']);

    expect(out).toBe('Ops\n');
    expect(code).toBe(0);
  });

  it('takes no configuration beside it', async () => {
    const { code, err } = await run(['--demo', '--endpoint', 'https://chat.example.com', 'rooms']);

    expect(err).toContain('--demo brings its own server');
    expect(code).toBe(2);
  });

  it('says how to install the server where it is not there', async () => {
    const folder = temporaryFolder();
    await build({
      absWorkingDir: fileURLToPath(new URL('../../', import.meta.url)),
      entryPoints: ['src/cli/main.ts'],
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
    });
    const child = spawn(process.execPath, [join(folder, 'main.mjs'), '--demo', 'rooms'], {
      env: environmentFor(),
    });
    const [[code], err] = await Promise.all([once(child, 'close'), text(child.stderr)]);

    expect(err).toContain('npm install hypchat-server');
    expect(code).toBe(2);
  });
});
