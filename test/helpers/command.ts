/**
 * The `hypchat` command as a script runs it, in a process and a home of its own.
 *
 * It is bundled anew for each file of tests, so that what is tested is the source, and starts as fast as what is
 * shipped.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { memberDocs } from '../../scripts/memberDocs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.cache', `cli-${process.pid}-${Math.random().toString(36).slice(2)}`);

/** What the command is run by, without its arguments. */
export const command: readonly [string, string] = [process.execPath, join(folder, 'main.js')];

/** Makes the command for the tests of one file. */
export function buildCommand(): void {
  beforeAll(async () => {
    await build({
      absWorkingDir: root,
      entryPoints: ['src/cli/main.ts'],
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      external: ['ky', 'temporal-polyfill'],
      plugins: [memberDocs()],
      logLevel: 'warning',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

/** What came of a command. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How a command is run. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on the standard input; nothing by default. */
  readonly input?: string;
}

/** An environment that leads to one server, and to no configuration of whoever runs the tests. */
export function environmentFor(server?: {
  readonly url: string;
  readonly token: string;
}): Readonly<Record<'PATH' | 'HOME' | 'HYPCHAT_HISTORY', string>> {
  const { PATH = '' } = process.env;
  const config = server && { HIPCHAT_TOKEN: server.token, HIPCHAT_ENDPOINT: server.url };
  return { PATH, HOME: temporaryFolder(), HYPCHAT_HISTORY: '', ...config };
}

/** Runs the command and waits until it has ended. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const [node, main] = command;
  const child = spawn(node, [main, ...args], { env: options.env ?? environmentFor() });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  child.stdin.end(options.input ?? '');
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, out, err };
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hypchat-cli-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
