import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { get as httpsGet } from 'node:https';
import { createServer as createNetServer } from 'node:net';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addonOptions, tokenOptions, tokenRevokeOptions } from '../src/cli/commands.ts';
import { serveOptions } from '../src/cli/serveOptions.ts';
import { createServer } from '../src/index.ts';
import { temporaryFile } from './helpers/temporaryFile.ts';
import { cli, environment } from './proofs/child.ts';

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [cli, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

interface Told {
  readonly url: string;
  readonly token: string;
  readonly testToken?: string;
  readonly certificate?: string;
}

/** What the server says when it listens. */
async function listening(child: ChildProcess): Promise<Told> {
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

function secureGet(
  url: string,
  token: string,
  ca: string,
): Promise<{ status: number; body: string }> {
  const headers = { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const request = httpsGet(url, { agent: false, ca, headers }, async (response) => {
      resolve({ status: response.statusCode ?? 0, body: await text(response) });
    });
    request.on('error', reject);
  });
}

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
    const { body } = await get(`${again.url}/v2/room`, again.token);
    expect(body.items).toMatchObject([{ name: 'Kept' }]);
    expect((await get(`${again.url}/v2/user`, again.token)).body.items).toHaveLength(1);
  });

  it('serves https, breaks what it is told to, and logs without secrets', async () => {
    const args = [
      '--port',
      '0',
      '--sample',
      '--tls',
      '--fault-route',
      '--fault',
      'drop path=/user',
    ];
    const child = start(...args);
    const lines: string[] = [];
    child.stderr?.on('data', (chunk) => lines.push(...String(chunk).trim().split('\n')));
    const told = await listening(child);
    expect(told.url).toMatch(/^https:/);
    expect(told.testToken).toMatch(/^\w{43}$/);
    const call = (path: string, token = told.token) =>
      secureGet(`${told.url}${path}`, token, told.certificate ?? '');

    const { body } = await call(`/v2/room/Ops?auth_token=${told.token}`);
    expect(JSON.parse(body).links.self).toBe(`${told.url}/v2/room/42`);
    await expect(call('/v2/user/1')).rejects.toThrow();
    expect(JSON.parse((await call('/test/faults', told.testToken)).body).faults).toHaveLength(1);
    expect((await call('/test/faults')).status).toBe(401);

    const exit = once(child, 'close');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { by: 'user 1', method: 'GET', path: '/v2/room/Ops', status: 200 },
      { path: '/v2/user/1', status: 0 },
      { path: '/test/faults', status: 200 },
      { path: '/test/faults', status: 401 },
    ]);
    expect(lines.join()).not.toContain(told.token);
  });

  it('makes tokens and add-ons on a database that is there, served or not', async () => {
    const file = temporaryFile('chat.db');
    const server = createServer({ database: file, sample: true });
    onTestFinished(() => server.close());
    const [token, addon, none, wrong] = await Promise.all([
      ended(start('token', '--data', file, '--user', '@ann', '--scope', 'view_room,send_message')),
      ended(start('addon', '--data', file, '--key', 'ci', '--room', 'Ops')),
      ended(start('token', '--data', `${file}x`)),
      ended(start('token', '--data', file, '--user', '@nobody')),
    ]);

    expect(token).toMatchObject({ code: 0, err: '' });
    const path = `http://localhost/v2/oauth/token/${token.out.trim()}`;
    const session = await (await server.fetch(new Request(path))).json();
    expect(session).toMatchObject({ owner: { id: 2 }, scopes: ['view_room', 'send_message'] });
    expect(JSON.parse(addon.out)).toMatchObject({
      groupId: 1,
      oauthId: expect.any(String),
      roomId: 42,
    });
    expect(none).toMatchObject({ code: 2, out: '' });
    expect(existsSync(`${file}x`)).toBe(false);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('There is no user "@nobody"');
  });

  it('leaves one token of all its starts, and lists and ends what there is', async () => {
    const file = temporaryFile('chat.db');
    const tokens: string[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const child = start('--port', '0', '--data', file);
      tokens.push((await listening(child)).token);
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    const made = await ended(
      start('token', '--data', file, '--name', '\u009b31m\u202eevil', '--expires-in', '60'),
    );
    const server = createServer({ database: file });
    onTestFinished(() => server.close());
    const status = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await server.fetch(new Request('http://localhost/v2/room', { headers }))).status;
    };
    const all = [...tokens, made.out.trim()];
    expect(await Promise.all(all.map(status))).toEqual([401, 200, 200]);

    const list = await ended(start('token', 'list', '--data', file));
    expect(list).toMatchObject({ code: 0, err: '' });
    // A name is data: nothing of it moves the cursor, or turns the text round.
    expect(list.out).toMatch(/^[\x20-\x7e\n]+$/);
    const lines = list.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const owner = { owner: 'user 1', ownerName: 'Administrator', kind: 'user' };
    expect(lines).toMatchObject([
      { ...owner, made: 'start', name: null, expires: null },
      { ...owner, made: 'command', name: '\u009b31m\u202eevil', expires: expect.any(String) },
    ]);
    for (const token of all) expect(list.out).not.toContain(token);

    const [one, none, neither, nobody] = await Promise.all([
      ended(start('token', 'revoke', '--data', file, '--id', lines[1].id)),
      ended(start('token', 'revoke', '--data', file, '--id', '999')),
      ended(start('token', 'revoke', '--data', file)),
      ended(start('token', 'list', '--data', file, '--user', '@nobody')),
    ]);
    expect(one).toMatchObject({ code: 0, err: '', out: '{"revoked":1}\n' });
    expect(none).toMatchObject({ code: 2, out: '' });
    expect(none.err).toContain('There is no token "999"');
    expect(neither.err).toContain(
      'token revoke takes either --id, as token list tells it, or --user',
    );
    expect(nobody.err).toContain('There is no user "@nobody"');
    const ofUser = await ended(start('token', 'revoke', '--data', file, '--user', '@admin'));
    expect(ofUser.out).toBe('{"revoked":1}\n');
    expect(await Promise.all(all.map(status))).toEqual([401, 401, 401]);
  });

  it('tells its options and its version', async () => {
    const [help, version] = await Promise.all([ended(start('--help')), ended(start('--version'))]);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const option of Object.keys({
      ...serveOptions,
      ...tokenOptions,
      ...tokenRevokeOptions,
      ...addonOptions,
    })) {
      expect(help.out).toContain(`  --${option}`);
    }
    for (const line of help.out.split('\n')) expect(line.length).toBeLessThan(85);
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('ends with 2 and a reason for options that do not fit', async () => {
    const { code, out, err } = await ended(start('--port', 'http'));

    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--port takes a whole number from 0 to 65535, not "http"');
    expect(err).not.toContain('    at ');
  });

  it('ends with 1 and a reason where it cannot listen or open its data', async () => {
    const other = createNetServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      other.close();
    });
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const file = temporaryFile('notes.txt');
    writeFileSync(file, 'No database. '.repeat(100));
    const [busy, unreadable] = await Promise.all([
      ended(start('--port', String(port))),
      ended(start('--port', '0', '--data', file)),
    ]);
    expect(busy).toMatchObject({ code: 1, out: '' });
    expect(busy.err).toContain(`Cannot listen on 127.0.0.1:${port}: `);
    expect(unreadable).toMatchObject({ code: 1, out: '' });
    expect(unreadable.err).toContain(`Cannot open ${file}: `);
  });
});
