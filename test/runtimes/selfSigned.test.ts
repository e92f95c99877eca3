/** The programs of `docs/guides/self-signed.md`, run as they stand there against a server with such a certificate. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createServer,
  type HypchatServer,
  type Served,
  selfSigned,
  serve,
} from '../../server/src/index.ts';

const ROOT = new URL('../../', import.meta.url);
const at = (path: string): string => fileURLToPath(new URL(path, ROOT));
const GUIDE = readFileSync(at('docs/guides/self-signed.md'), 'utf8');

// Programs are given as text, so that what they import is found from the project's folder.
const RUNTIMES = [
  {
    name: 'Node',
    block: 'node',
    command: process.execPath,
    args: (code: string) => ['--input-type=module-typescript', '--eval', code],
    trust: (pem: string) => ({ args: [] as string[], env: { NODE_EXTRA_CA_CERTS: pem } }),
  },
  {
    name: 'Deno',
    block: 'deno',
    command: at('node_modules/.bin/deno'),
    args: (code: string) => ['eval', '--ext=ts', code],
    trust: (pem: string) => ({ args: ['--cert', pem], env: {} }),
  },
  {
    name: 'Bun',
    block: 'bun',
    command: at('node_modules/.bin/bun'),
    args: (code: string) => ['-e', code],
    trust: (pem: string) => ({ args: [] as string[], env: { NODE_EXTRA_CA_CERTS: pem } }),
  },
];

/** A program of the guide, for this server. */
function program(block: string, put: Readonly<Record<string, string>>): string {
  const code = GUIDE.split(`\`\`\`ts ${block}\n`)[1]?.split('```')[0] ?? '';
  return Object.entries(put).reduce((text, [what, by]) => {
    if (!text.includes(what)) throw new Error(`the program for ${block} has no ${what}`);
    return text.replaceAll(what, by);
  }, code);
}

describe('a server with a certificate of its own', () => {
  let folder: string;
  let pem: string;
  let server: HypchatServer;
  let served: Served;
  const files = selfSigned('127.0.0.1');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hypchat-self-signed-'));
    pem = join(folder, 'chat.pem');
    await writeFile(pem, files.cert);
    server = createServer({ sample: true });
    served = await serve(server, { tls: files });
  });
  afterAll(async () => {
    await served.close();
    server.close();
    await rm(folder, { recursive: true });
  });

  const put = (): Record<string, string> => ({
    "'hypchat'": JSON.stringify(new URL('src/index.ts', ROOT).href),
    "'token'": JSON.stringify(server.mintToken()),
    'https://chat.example.com': served.url,
  });

  const run = async (
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd: at('.'),
      env: { ...process.env, NODE_OPTIONS: '', DENO_NO_UPDATE_CHECK: '1', ...env },
    });
    return stdout.trim();
  };

  it.for(RUNTIMES)('is read and written by the program for $name', async (runtime, { skip }) => {
    if (!existsSync(runtime.command)) skip(`${runtime.name} is not installed`);
    const before = server.requestCount;
    const code = program(runtime.block, { ...put(), 'chat.pem': pem });

    expect(await run(runtime.command, runtime.args(code))).not.toBe('');
    expect(server.requestCount - before).toBe(2);
    expect(server.requests.at(-1)).toEqual({ method: 'PUT', path: '/v2/room/Ops/topic' });
  });

  it.for(RUNTIMES)('is reached without a line of code under $name', async (runtime, { skip }) => {
    if (!existsSync(runtime.command)) skip(`${runtime.name} is not installed`);
    const { "'hypchat'": library, "'token'": token } = put();
    const code = `import { HypChat } from ${library};
      const hc = new HypChat(${token}, { endpoint: '${served.url}' });
      console.log((await hc.room('Ops')).name);`;
    const { args, env } = runtime.trust(pem);
    const [first = '', ...others] = runtime.args(code);

    const all = first === 'eval' ? [first, ...args, ...others] : [...args, first, ...others];
    expect(await run(runtime.command, all, env)).toBe('Ops');
  });

  it.for(RUNTIMES)(
    'is no server to $name otherwise, and gets nothing',
    async (runtime, { skip }) => {
      if (!existsSync(runtime.command)) skip(`${runtime.name} is not installed`);
      const before = server.requestCount;
      const { "'hypchat'": library, "'token'": token } = put();
      const code = `import { HypChat } from ${library};
      const hc = new HypChat(${token}, { endpoint: '${served.url}', retries: 0 });
      await hc.room('Ops').name.then(
        () => console.log('trusted'),
        (error) => console.log(error.name),
      );`;

      expect(await run(runtime.command, runtime.args(code))).toBe('NetworkError');
      expect(server.requestCount).toBe(before);
    },
  );
});
