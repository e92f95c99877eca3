import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer as createNetServer } from 'node:net';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFile } from './helpers/temporaryFile.ts';

const cli = new URL('../src/cli.ts', import.meta.url).pathname;

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** What the server says when it listens. */
async function listening(child: ChildProcess): Promise<{ url: string; token: string }> {
  const [chunk] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  return JSON.parse(String(chunk));
}

async function ended(child: ChildProcess): Promise<{ code: number; out: string; err: string }> {
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout as never),
    text(child.stderr as never),
  ]);
  return { code, out, err };
}

const get = async (url: string, token: string) => {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

describe('hypchat-server', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it listens, serves, and ends well on %s',
    async (signal) => {
      const child = start('--port', '0', '--sample');
      const { url, token } = await listening(child);
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

      const { body, headers } = await get(`${url}/v2/room/Ops?expand=owner`, token);
      expect(body).toMatchObject({ links: { self: `${url}/v2/room/42` }, owner: { id: 3 } });
      expect(headers.get('x-ratelimit-limit')).toBe('500');

      const exit = once(child, 'close');
      child.kill(signal);
      expect(await exit).toEqual([0, null]);
    },
  );

  it('keeps its data in a file, with an administrator from the first start', async () => {
    const file = temporaryFile('chat.db');
    const first = start('--port', '0', '--data', file);
    const { url, token } = await listening(first);
    const made = await fetch(`${url}/v2/room`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"name":"Kept"}',
    });
    expect(made.status).toBe(201);
    first.kill('SIGTERM');
    await once(first, 'close');
    expect(existsSync(`${file}-wal`)).toBe(false);

    const again = await listening(start('--port', '0', '--data', file, '--sample'));
    expect((await get(`${again.url}/v2/room`, token)).body.items).toMatchObject([{ name: 'Kept' }]);
    expect((await get(`${again.url}/v2/user`, again.token)).body.items).toHaveLength(1);
  });

  it('takes limits', async () => {
    const args = ['--port', '0', '--sample', '--rate-limit', '2', '--expand-depth', '1'];
    const { url, token } = await listening(start(...args));
    const { body } = await get(`${url}/v2/room?expand=items.owner`, token);

    expect(body.items[0]).toHaveProperty('topic');
    expect(body.items[0].owner).not.toHaveProperty('email');
    await get(`${url}/v2/room`, token);
    expect((await get(`${url}/v2/room`, token)).status).toBe(429);
  });

  it('tells its options and its version', async () => {
    const help = await ended(start('--help'));
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const option of ['--port', '--host', '--data', '--sample', '--rate-limit']) {
      expect(help.out).toContain(option);
    }

    expect((await ended(start('--version'))).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    { args: ['--nonsense'], says: '--nonsense' },
    { args: ['extra'], says: 'extra' },
    { args: ['--port', 'http'], says: '--port takes a whole number from 0 to 65535, not "http"' },
    { args: ['--port', '65536'], says: 'not "65536"' },
    { args: ['--rate-limit', '-1'], says: 'rate-limit' },
    { args: ['--expand-depth', '1.5'], says: '--expand-depth takes a whole number' },
    { args: ['--data', ''], says: '--data takes a value' },
  ])('ends with 2 and a reason for $args', async ({ args, says }) => {
    const { code, out, err } = await ended(start(...args));

    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err).not.toContain('    at ');
  });

  it('ends with 1 and a reason where it cannot listen or open its data', async () => {
    const other = createNetServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      other.close();
    });
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const busy = await ended(start('--port', String(port)));
    expect(busy).toMatchObject({ code: 1, out: '' });
    expect(busy.err).toContain(`Cannot listen on 127.0.0.1:${port}: `);

    const file = temporaryFile('notes.txt');
    writeFileSync(file, 'No database. '.repeat(100));
    const unreadable = await ended(start('--port', '0', '--data', file));
    expect(unreadable).toMatchObject({ code: 1, out: '' });
    expect(unreadable.err).toContain(`Cannot open ${file}: `);
  });
});
