/** Starts a process that says on its first line where it listens. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import process from 'node:process';

/** A process that listens. */
export interface Child {
  readonly process: ChildProcess;
  readonly url: string;
  readonly token: string;
}

export const cli: string = new URL('../../src/cli.ts', import.meta.url).pathname;
export const bare: string = new URL('./bare.ts', import.meta.url).pathname;

/**
 * The environment of a process that runs the sources: what was compiled once is kept for the next,
 * which then starts in a quarter of the time.
 */
export const environment: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_COMPILE_CACHE: new URL('../../../node_modules/.cache/compiled', import.meta.url).pathname,
};

export function startChild(script: string, ...args: readonly string[]): Promise<Child> {
  return start(process.execPath, [script, ...args], environment);
}

/** The same, of which no file can grow beyond so many KiB, and whose errors are not shown. */
export function startLimited(
  limitKiB: number,
  script: string,
  ...args: readonly string[]
): Promise<Child> {
  const limited = ['-c', `ulimit -f ${limitKiB}; exec "$@"`, 'bash', process.execPath];
  return start('bash', [...limited, script, ...args], process.env, 'ignore');
}

async function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  errors: 'inherit' | 'ignore' = 'inherit',
): Promise<Child> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', errors] });
  const end = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  return { process: child, ...JSON.parse(String(line)) };
}

/** A token that outlives the server: the one that a server prints ends when the next one starts. */
export const lastingToken = (data: string): string =>
  execFileSync(process.execPath, [cli, 'token', '--data', data], { env: environment })
    .toString()
    .trim();

export async function stopChild(
  { process: child }: Child,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  const end = once(child, 'close');
  child.kill(signal);
  await end;
}

/** How much memory a process holds, in MiB; `NaN` where the system does not tell. */
export function memoryOf({ process: child }: Child): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
