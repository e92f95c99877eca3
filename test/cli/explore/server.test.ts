/** Who may ask the explorer's server, and what it tells. */
import { request } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { environmentFor, run } from '../../helpers/command.ts';
import { buildExplorer, type OpenExplorer, openExplorer } from '../../helpers/explorer.ts';
import { liveServer } from '../../helpers/live.ts';

buildExplorer();
const live = liveServer();
const open = (...args: string[]): Promise<OpenExplorer> => openExplorer(args, environmentFor(live));

/** Asks with headers that no `fetch` lets anybody set. */
async function raw(
  { origin }: OpenExplorer,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${path}`, { method, headers }, async (answer) => {
      resolve({ status: answer.statusCode, body: await readAll(answer) });
    });
    asked.on('error', reject).end(method === 'POST' ? '{"text":"rooms"}' : undefined);
  });
}

describe("the explorer's server", () => {
  it('answers the page that knows its token, and nobody else', async () => {
    const explorer = await open();
    const statuses = await Promise.all(
      ['', 'Bearer ', `Bearer ${explorer.token}x`, `Bearer ${'a'.repeat(43)}`, explorer.token].map(
        async (authorization) => (await explorer.post('session', {}, { authorization })).status,
      ),
    );

    expect(explorer.token).toMatch(/^[\w-]{43}$/);
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    expect((await explorer.post('session', {})).status).toBe(200);
    expect(live.requests()).toEqual([]);
  });

  it('makes another token each time', async () => {
    const [one, other] = await Promise.all([open(), open()]);

    expect(one.token).not.toBe(other.token);
    expect((await one.post('session', {}, { authorization: `Bearer ${other.token}` })).status).toBe(
      403,
    );
  });

  it('answers under no name but those of the loopback address', async () => {
    const explorer = await open();
    const { port } = new URL(explorer.origin);
    const known = { authorization: `Bearer ${explorer.token}`, 'content-type': 'application/json' };
    const post = async (headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
      (await raw(explorer, '/api/session', { ...known, ...headers }, 'POST')).status;

    expect(await post({ host: `localhost:${port}` })).toBe(200);
    expect(await post({ host: `rebound.example.com:${port}` })).toBe(421);
    expect(await post({ host: '127.0.0.1' })).toBe(421);
    expect(await post({ host: `127.0.0.1:${port}`, origin: 'https://example.com' })).toBe(403);
    expect(await post({ host: `127.0.0.1:${port}`, origin: 'null' })).toBe(403);
    expect(await post({ host: `127.0.0.1:${port}`, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect((await raw(explorer, '/', { host: 'rebound.example.com' })).status).toBe(421);
  });

  it('takes JSON by POST alone, and no other document than the page and what it asks', async () => {
    const explorer = await open();
    const known = { authorization: `Bearer ${explorer.token}` };

    expect((await raw(explorer, '/api/session', known)).status).toBe(405);
    expect((await raw(explorer, '/api/session', known, 'POST')).status).toBe(400);
    expect((await explorer.post('nothing', {})).status).toBe(404);
    expect((await explorer.post('plan', { text: 1 })).status).toBe(400);
    expect((await explorer.post('plan', { text: 'x'.repeat(2_000_000) })).status).toBe(400);
    for (const path of ['/../package.json', '/%2e%2e/main.js', '/licenses.txt', '/assets/']) {
      expect((await raw(explorer, path)).status).toBe(404);
    }
    expect((await raw(explorer, '/', {}, 'POST')).status).toBe(405);
  });

  it('lets the page run and ask nothing but what came with it', async () => {
    const explorer = await open();
    const { headers } = await fetch(explorer.origin);
    const policy = headers.get('content-security-policy') ?? '';

    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is up on the loopback address until it is interrupted, and ends with 0', async () => {
    const explorer = await open();

    expect(new URL(explorer.url).hostname).toBe('127.0.0.1');
    expect(await explorer.end()).toBe(0);
    expect(explorer.said()).toContain('Open this address in a browser');
  });

  it('says what is wrong with its options', async () => {
    const explorer = await open();
    const { port } = new URL(explorer.origin);
    const env = environmentFor(live);
    const taken = await run(['explore', '--port', port], { env });

    expect(taken.err).toContain(`port ${port} cannot be had`);
    expect(taken.code).toBe(2);
    expect((await run(['explore', '--json'], { env })).err).toContain('--json says nothing');
    expect((await run(['--port', '1', 'rooms'], { env })).err).toContain(
      '--port is for the explorer',
    );
    expect((await run(['explore', '--port', '70000'], { env })).err).toContain('from 0 to 65535');
  });
});
