/** The explorer as a person starts it: the command in a process of its own, with the page built from the source. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, onTestFinished } from 'vitest';
import type { RunAsk, RunLine } from '../../src/explorer/messages.ts';
import { buildCommand, command, environmentFor } from './command.ts';

/** Makes the command and its page for the tests of one file. */
export function buildExplorer(): void {
  buildCommand();
  beforeAll(async () => {
    await build({
      configFile: fileURLToPath(new URL('../../src/explorer/vite.config.ts', import.meta.url)),
      build: { outDir: join(dirname(command[1]), 'explorer'), emptyOutDir: true },
      logLevel: 'error',
    });
  });
}

/** An explorer that is up. */
export interface OpenExplorer {
  /** The address of the page, with its token. */
  readonly url: string;
  /** The address without the token. */
  readonly origin: string;
  readonly token: string;
  /** Asks the API as the page does. */
  post(name: string, asked: object, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** The lines of a run. */
  run(asked: Partial<RunAsk> & { readonly text: string }): Promise<readonly RunLine[]>;
  /** What it said on the standard error. */
  said(): string;
  /** Ends it as a person does, and gives its exit code. */
  end(): Promise<number | null>;
}

/** Starts an explorer, which is ended after the test. */
export async function openExplorer(
  args: readonly string[],
  env: Readonly<Record<string, string>> = environmentFor(),
): Promise<OpenExplorer> {
  const [node, main] = command;
  const child = spawn(node, [main, 'explore', ...args], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (part) => {
    said += String(part);
  });
  const [first] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'close').then(([code]) => {
      throw new Error(`it ended with ${code}: ${said}`);
    }),
  ]);
  const url = String(first).trim();
  const { origin, hash } = new URL(url);
  const token = hash.slice(1);
  const post: OpenExplorer['post'] = (name, asked, headers = {}) =>
    fetch(`${origin}/api/${name}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(asked),
    });
  return {
    url,
    origin,
    token,
    post,
    async run(asked) {
      const answer = await post('run', { mayAct: false, isCompared: false, ...asked });
      const lines = (await answer.text()).trim().split('\n');
      return lines.map((line) => JSON.parse(line) as RunLine);
    },
    said: () => said,
    async end() {
      child.kill('SIGINT');
      const [code] = await once(child, 'close');
      return code;
    },
  };
}
