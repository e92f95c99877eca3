import { request as httpRequest } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer, type Fault, type ServerOptions, serve } from '../src/index.ts';
import { testApi } from './helpers/testApi.ts';

/** A server on a port, and how to call it. */
async function served(options: ServerOptions) {
  const server = createServer({ sample: true, rateLimit: 0, ...options });
  const { url, close } = await serve(server);
  onTestFinished(async () => {
    await close();
    server.close();
  });
  const authorization = `Bearer ${server.mintToken()}`;
  const call = (path: string, init: RequestInit = {}) =>
    fetch(url + path, {
      ...init,
      headers: { authorization, 'content-type': 'application/json' },
    });
  return { server, url, call, authorization };
}

const message = { method: 'POST', body: '{"message":"once"}' };

describe('a fault', () => {
  it.each(['before', 'after'] as const)(
    'breaks the connection %s the work is done',
    async (when) => {
      const faults: Fault[] = [{ fault: 'drop', when, method: 'POST', times: 1 }];
      const { server, call } = await served({ faults });
      await expect(call('/v2/room/42/message', message)).rejects.toThrow(TypeError);

      const { items } = await (await call('/v2/room/42/history/latest?max-results=1')).json();
      expect(items[0].message === 'once').toBe(when === 'after');
      expect(server.faults).toEqual([]);
      expect((await call('/v2/room/42/message', message)).status).toBe(201);
    },
  );

  it('breaks it for those who call without a port as well', async () => {
    const api = testApi({ faults: [{ fault: 'drop' }] });

    await expect(api.get('/room')).rejects.toThrow(TypeError);
    expect(api.server.requestCount).toBe(0);
  });

  it.each([{ bytes: 10 }, { bytes: 0 }, {}])('cuts a body short after %o', async (options) => {
    const { url, authorization } = await served({ faults: [{ fault: 'cut', ...options }] });
    const got = await new Promise<{ length: number; declared: number; whole: boolean }>(
      (resolve, reject) => {
        const request = httpRequest(
          `${url}/v2/room/42`,
          { headers: { authorization } },
          (response) => {
            let length = 0;
            response.on('data', (chunk: Buffer) => {
              length += chunk.length;
            });
            response.on('error', () => undefined);
            response.on('close', () => {
              const declared = Number(response.headers['content-length']);
              resolve({ length, declared, whole: response.complete });
            });
          },
        );
        request.on('error', reject);
        request.end();
      },
    );

    expect(got.whole).toBe(false);
    expect(got.declared).toBeGreaterThan(300);
    expect(got.length).toBe(options.bytes ?? Math.floor(got.declared / 2));
  });

  it.each([
    { when: 'before', sent: false },
    { when: 'after', sent: true },
  ] as const)('is an error of the server $when the work is done', async ({ when, sent }) => {
    const api = testApi({ faults: [{ fault: 'status', status: 503, when, method: 'POST' }] });
    const reply = await api.post('/room/42/message', { message: 'once' });

    expect(reply.status).toBe(503);
    expect(reply.body.error).toMatchObject({ code: 503, type: 'Service Unavailable' });
    const { items } = (await api.get('/room/42/history/latest?max-results=1')).body;
    expect(items[0].message === 'once').toBe(sent);
  });

  it('refuses as if the limit was reached', async () => {
    const now = Date.parse('2018-01-01T00:00:00Z');
    const api = testApi({ now: () => now, faults: [{ fault: 'rate-limit', seconds: 7 }] });
    const { status, body, headers } = await api.get('/room');

    expect(status).toBe(429);
    expect(body.error.message).toBe('Rate Limit exceeded');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(headers.get('x-ratelimit-reset')).toBe(String(now / 1000 + 7));
  });

  it('makes requests wait', async () => {
    const api = testApi({ faults: [{ fault: 'latency', ms: 60 }] });
    const start = performance.now();
    await api.get('/room');

    expect(performance.now() - start).toBeGreaterThan(55);
  });

  it('does not look at expansions or windows', async () => {
    const api = testApi();
    const query = '/room?expand=items&start-index=2&max-results=3';
    api.server.faults = [{ fault: 'ignore-expand' }];
    const plain = (await api.get(query)).body;
    expect(plain.items).toHaveLength(3);
    expect(plain.items[0]).not.toHaveProperty('topic');

    api.server.faults = [{ fault: 'ignore-window' }];
    const whole = (await api.get(query)).body;
    expect(whole).toMatchObject({ maxResults: 100, startIndex: 0 });
    expect(whole.items[0]).toHaveProperty('topic');
  });

  it('caps pages, and the next one follows', async () => {
    const api = testApi({ faults: [{ fault: 'cap-page', most: 5 }] });
    const first = (await api.get('/room?max-results=1000')).body;
    expect(first.items).toHaveLength(5);
    expect(first.maxResults).toBe(5);
    expect(first.links.next).toContain('start-index=5&max-results=5');
    expect((await api.get('/room?max-results=2')).body.items).toHaveLength(2);
    expect((await api.get('/room?max-results=x')).status).toBe(400);
  });

  it('meets the requests that fit, some of them, so many times', async () => {
    const api = testApi();
    const statuses = async (count: number, path = '/room') => {
      const list: number[] = [];
      for (let index = 0; index < count; index += 1) list.push((await api.get(path)).status);
      return list;
    };
    api.server.faults = [{ fault: 'status', status: 500, path: '/room/42', skip: 1, times: 2 }];
    expect(await statuses(2)).toEqual([200, 200]);
    expect(await statuses(5, '/room/42')).toEqual([200, 500, 500, 200, 200]);

    const chance: Fault[] = [{ fault: 'status', status: 500, chance: 0.3 }];
    api.server.faults = chance;
    const once = await statuses(40);
    expect(once.filter((status) => status === 500).length).toBeGreaterThan(5);
    expect(once.filter((status) => status === 500).length).toBeLessThan(20);
    api.server.faults = chance;
    expect(await statuses(40)).toEqual(once);
  });

  it.each([
    { fault: 'quake' },
    { fault: 'latency' },
    { fault: 'latency', ms: -1 },
    { fault: 'status', status: 404 },
    { fault: 'drop', when: 'sometime' },
    { fault: 'drop', path: 'room' },
    { fault: 'drop', chance: 2 },
    { fault: 'drop', times: 0 },
    { fault: 'cap-page', most: 0 },
  ])('has to be one: %o', (fault) => {
    expect(() => createServer({ faults: [fault as never] })).toThrow(RangeError);
  });
});

describe('/test/faults', () => {
  const path = 'http://localhost/test/faults';
  const ask = (method: string, token: string | undefined, body?: unknown) =>
    new Request(path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('sets, tells and clears them for the holder of the test token', async () => {
    const { server, get } = testApi({ faultRoute: true });
    const { testToken } = server;
    const faults = [{ fault: 'status', status: 502, when: 'before' }];

    expect((await server.fetch(ask('PUT', testToken, { faults }))).status).toBe(200);
    expect((await get('/room')).status).toBe(502);
    const told = await server.fetch(ask('GET', testToken));
    expect(await told.json()).toEqual({ faults });
    expect((await server.fetch(ask('DELETE', testToken))).status).toBe(200);
    expect((await get('/room')).status).toBe(200);

    const wrong = await server.fetch(ask('PUT', testToken, { faults: [{ fault: 'quake' }] }));
    expect(wrong.status).toBe(400);
    expect((await server.fetch(ask('POST', testToken, {}))).status).toBe(405);
  });

  it('is for no other token, and is not there unless an option says so', async () => {
    const open = testApi({ faultRoute: true });
    for (const token of [open.server.mintToken(), 'x', '']) {
      expect((await open.server.fetch(ask('GET', token))).status).toBe(401);
    }
    const closed = testApi();
    expect(closed.server.testToken).toBeUndefined();
    expect((await closed.server.fetch(ask('GET', 'undefined'))).status).toBe(404);
    // Without the test token a request to it is none of the API's.
    expect((await open.get('/room', open.server.testToken ?? '')).status).toBe(401);
  });
});
