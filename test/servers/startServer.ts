/** Starts a server that nobody here wrote in a process of its own, and counts outside of it what it is asked. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Counted, countRequests } from './countRequests.ts';

/** A server that runs, behind a proxy that counts. */
export interface RunningServer extends Counted {
  /** What it printed behind its address: a token, where it has one. */
  readonly said: string;
}

/**
 * Runs a file of `start/`, which prints `listening at ADDRESS`.
 *
 * @throws {Error} With all that it printed, where it ends before that.
 */
export async function startServer(file: string): Promise<RunningServer> {
  const pathOf = (name: string): string => fileURLToPath(new URL(`start/${name}`, import.meta.url));
  // A server behaves as it does in a user's hands, and not as under a test runner.
  const { VITEST: _in, NODE_ENV: _env, ...env } = process.env;
  const args = ['--import', pathOf('endWithParent.js'), pathOf(file)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  const printed: string[] = [];
  const said = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => printed.push(line));
    createInterface(child.stdout).on('line', (line) => {
      printed.push(line);
      if (line.startsWith('listening at ')) resolve(line.slice('listening at '.length));
    });
    child.once('close', () => reject(new Error(`${file} ended:\n${printed.join('\n')}`)));
  });
  const [target = '', ...rest] = said.split(' ');
  const counted = await countRequests(target);
  return {
    ...counted,
    said: rest.join(' '),
    async close() {
      await counted.close();
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill();
      await ended;
    },
  };
}
