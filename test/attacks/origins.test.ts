/** Rule 14: the token stays home. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HypChat, type JsonObject } from '../../src/index.ts';
import { BASE, failure, fake, ORIGIN, refusal, TOKEN, userStub } from './helpers.ts';

const foreign = [
  'https://evil.test/v2/user/1',
  'https://api.test.evil.test/v2/user/1',
  'https://api.test@evil.test/v2/user/1',
  'https://api.test:8443/v2/user/1',
  'http://api.test/v2/user/1',
  '//evil.test/v2/user/1',
  '\\\\evil.test/v2/user/1',
  'https:\\\\evil.test\\v2\\user\\1',
  '/\\evil.test/v2/user/1',
  ' https://evil.test/v2/user/1',
  'ftp://api.test/v2/user/1',
  'data:application/json,{"email":"x"}',
  'javascript:alert(1)',
  'blob:https://api.test/1',
];

const withOwnerAt = (self: string) =>
  fake({
    expandDepth: 0,
    edit: (document) =>
      'topic' in document ? { ...document, owner: { ...userStub(1), links: { self } } } : document,
  });

describe('a link to another origin', () => {
  it.each(foreign)('is an error and is never followed: %s', async (self) => {
    const server = withOwnerAt(self);
    expect((await failure(server.hc.room(1).owner.email)).name).toMatch(/Error$/);
    expect((await failure(server.hc.room(1).owner.message('hi'))).name).toMatch(/Error$/);
    expect(server.asked.every(({ url }) => url.startsWith(`${BASE}/room/1`))).toBe(true);
  });

  it('in a `next` ends the lambda with an error', async () => {
    const server = fake({
      cap: 5,
      edit: (document) =>
        'items' in document
          ? { ...document, links: { next: 'https://evil.test/v2/room?start-index=5' } }
          : document,
    });
    const error = await failure(server.hc.rooms.map((room) => room.name));
    expect(error.name).toBe('OriginError');
    expect(server.asked.every(({ url }) => url.startsWith(ORIGIN))).toBe(true);
  });

  it('for one item of a page does not spoil the others', async () => {
    const server = fake({
      expandDepth: 0,
      edit: (document) =>
        'items' in document
          ? {
              ...document,
              items: (document.items as JsonObject[]).map((item, index) =>
                index === 0 ? { ...item, links: { self: 'https://evil.test/v2/room/1' } } : item,
              ),
            }
          : document,
    });
    const { items } = server.hc.rooms;
    const [bad, good] = await Promise.allSettled([items[0].topic, items[1].topic]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'OriginError' } });
    expect(good).toMatchObject({ status: 'fulfilled', value: 'Topic 2' });
    expect(server.asked.every(({ url }) => url.startsWith(ORIGIN))).toBe(true);
  });
});

describe('a redirect', () => {
  const redirecting = (location: string, status = 302) =>
    fake({
      instead: ({ path }) =>
        path === '/v2/room/1' ? new Response(null, { status, headers: { location } }) : undefined,
    });

  it.each(foreign.slice(0, 6))(
    'to another origin is an error and is not followed: %s',
    async (to) => {
      const server = redirecting(to);
      expect((await failure(server.hc.room(1).topic)).name).toMatch(/Error$/);
      expect(server.asked.every(({ url }) => url.startsWith(`${BASE}/`))).toBe(true);
    },
  );

  it('to the same origin is followed by a read', async () => {
    const server = redirecting(`${BASE}/room/2`);
    expect(await server.hc.room(1).topic).toBe('Topic 2');
    expect(server.asked[1]?.token).toContain(TOKEN);
  });

  it('to itself ends with an error', async () => {
    const server = redirecting(`${BASE}/room/1`);
    await failure(server.hc.room(1).topic);
    expect(server.asked.length).toBeLessThanOrEqual(30);
  });

  it('without a location is an error', async () => {
    const server = fake({ instead: () => new Response(null, { status: 302 }) });
    expect((await failure(server.hc.room(1).topic)).message).toContain('302');
  });

  it('of real servers does not carry the token to another port', async () => {
    const listen = (server: Server): Promise<number> =>
      new Promise((resolve) =>
        server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
      );
    const got: (string | undefined)[] = [];
    const evil = createServer((request, response) => {
      got.push(request.headers.authorization);
      response.end('{"id": 1, "topic": "evil"}');
    });
    const evilPort = await listen(evil);
    const home = createServer((request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${evilPort}${request.url}` });
      response.end();
    });
    const hc = new HypChat(TOKEN, { endpoint: `http://127.0.0.1:${await listen(home)}` });
    await failure(hc.room(1).topic);
    await failure(hc.room(1).topic('x'));
    home.close();
    evil.close();
    expect(got).toEqual([]);
  });
});

describe('the token', () => {
  it('is sent as a header, never in an address', async () => {
    const server = fake();
    await server.hc.rooms.items[0].owner.message('hi');
    for (const { token, url } of server.asked) {
      expect(token).toBe(`Bearer ${TOKEN}`);
      expect(url).not.toContain(TOKEN);
    }
  });

  it('is in no error, though the server repeats it', async () => {
    const server = fake({
      instead: () => refusal(401, `Invalid token ${TOKEN}, sent as Bearer ${TOKEN}`),
    });
    const error = await failure(server.hc.room(1).topic);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
    expect(JSON.stringify({ ...error })).not.toContain(TOKEN);
  });

  it('is in no error, though a link of the server holds one', async () => {
    const server = fake({
      expandDepth: 0,
      edit: (document) => ({
        ...document,
        owner: { id: 1, links: { self: `${BASE}/user/1?auth_token=other-secret-token` } },
      }),
      instead: ({ path }) => (path.includes('/user/') ? refusal(403, 'no') : undefined),
    });
    const error = await failure(server.hc.room(1).owner.email);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('other-secret-token');
  });

  it('is refused where it cannot be a header, and is in no error', () => {
    let error: unknown;
    try {
      new HypChat(`abc\n${TOKEN}`, { endpoint: BASE });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });

  it('is in no error when the connection breaks with it in its words', async () => {
    const hc = new HypChat(TOKEN, {
      endpoint: BASE,
      retries: 0,
      fetch: () => Promise.reject(new TypeError(`fetch failed for Bearer ${TOKEN}`)),
    });
    const error = await failure(hc.room(1).topic);
    expect(error.name).toBe('NetworkError');
    expect(error.message).not.toContain(TOKEN);
  });
});
