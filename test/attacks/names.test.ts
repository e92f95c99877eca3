/** Rule 18: no names stolen. Ids and names that are hostile to addresses and to objects. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/index.ts';
import { BASE, failure, fake, step } from './helpers.ts';

const ids = [
  'a/b',
  'a?b=c',
  'a#b',
  '%2e%2e',
  '%2F',
  '%',
  '100%',
  '@user1',
  'Ünï cödé',
  ' lead',
  'a b+c',
  'a;b=1',
  'a\\b',
  '../user/1',
  '..%2f..',
  '__proto__',
  'constructor',
  'then',
  'toString',
  'Данные и 数据',
  '👍',
  "it's",
  '"',
  '{id}',
  '{1.id}',
  'a:b',
  '//evil.test',
  'https://evil.test/',
  'e\u0301',
  '\u0000',
] as const;

describe('an id in an address', () => {
  it.each(ids)('is one segment, and comes back as it was: %j', async (id) => {
    const server = fake();
    await Promise.allSettled([
      server.hc.room(id).topic,
      server.hc.room(id).message('x'),
      server.hc.user(id).message('x'),
    ]);
    expect(server.asked.length).toBeGreaterThan(0);
    for (const { url, method } of server.asked) {
      const path = new URL(url).pathname.split('/');
      expect(path).toHaveLength(method === 'GET' ? 4 : 5);
      expect(decodeURIComponent(path[3] ?? '')).toBe(id);
      expect(new URL(url).search).toBe('');
    }
  });

  it.each(['.', '..', '...'])('that would climb is sent nowhere else: %s', async (id) => {
    const server = fake();
    await Promise.allSettled([
      server.hc.room(id).topic,
      server.hc.room(id).message('x'),
      server.hc.room(id).delete(),
      server.hc.user(id).history,
      server.hc.room(1).invite(server.hc.user(id)),
    ]);
    for (const { url } of server.asked) {
      const path = new URL(url).pathname.slice(1).split('/');
      expect(path.length, url).toBeGreaterThanOrEqual(path.includes('invite') ? 5 : 3);
      expect(path, url).not.toContain('');
    }
  });

  it('with half a character is refused at the await, not while it is written', async () => {
    const server = fake();
    const chain = server.hc.room('\ud800').topic;
    expect(await failure(chain)).toBeInstanceOf(Error);
    expect(server.lines()).toEqual([]);
  });
});

describe('a room called then', () => {
  it('is a room', async () => {
    const server = fake({
      instead: ({ path }) =>
        path === '/v2/room/then' ? Response.json({ id: 7, name: 'then', topic: 'now' }) : undefined,
    });
    expect(await server.hc.room('then').topic).toBe('now');
    expect((await server.hc.room('then')).name).toBe('then');
  });
});

describe('a server with hostile names', () => {
  const evil = `{
    "id": 1, "name": "then", "topic": "t", "links": {
      "self": "${BASE}/room/1", "then": "${BASE}/user/1", "__proto__": "${BASE}/user/2",
      "constructor": "${BASE}/user/3", "toString": "${BASE}/user/4"
    },
    "__proto__": {"polluted": true}, "constructor": "c", "then": "later", "toJSON": "j",
    "hasOwnProperty": 1, "catch": "fish", "map": "of town", "prototype": 1, "length": 9,
    "owner": {"id": 1, "then": "x", "__proto__": {"polluted": true}, "links": {"self": "${BASE}/user/1"}}
  }`;
  const server = fake({
    instead: ({ path }) => (path === '/v2/room/1' ? new Response(evil) : undefined),
  });

  it('pollutes no prototype', async () => {
    const room = await server.hc.room(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Reflect.get(room, 'polluted')).toBeUndefined();
    expect(Reflect.get({ ...room }, 'polluted')).toBeUndefined();
    expect(Reflect.get(room.owner, 'polluted')).toBeUndefined();
  });

  it('makes no snapshot thenable', async () => {
    const room = await server.hc.room(1);
    expect(typeof Reflect.get(room, 'then')).not.toBe('function');
    expect(await room).toBe(room);
    expect(await room.owner).toBe(room.owner);
  });

  it('makes no snapshot unprintable', async () => {
    const room = await server.hc.room(1);
    expect(inspect(room)).toContain('later');
    expect(JSON.parse(JSON.stringify(room))).toMatchObject({ id: 1, topic: 't' });
    expect(Object.keys(room)).toContain('topic');
  });

  it('gives the fields that a chain can name', async () => {
    const chain = server.hc.room(1);
    expect(await chain.name).toBe('then');
    expect(await chain.topic).toBe('t');
  });

  it('is read in a lambda without harm', async () => {
    const listing = fake({
      instead: ({ path }) =>
        path === '/v2/room' ? new Response(`{"items": [${evil}], "links": {}}`) : undefined,
    });
    const got = await listing.hc.rooms.map((room) => ({
      name: room.name,
      sort: typeof Reflect.get(room, 'then'),
      polluted: Reflect.get(room, 'polluted') as unknown,
    }));
    expect(got).toMatchObject([{ name: 'then', polluted: undefined }]);
    expect(got[0]?.sort).not.toBe('function');
  });

  it('may call a link by the name of a method of objects, and it is followed', async () => {
    const server2 = fake({
      edit: (document): Json =>
        'topic' in document
          ? {
              ...document,
              links: { ...(document.links as JsonObject), valueOf2: `${BASE}/user/4` },
            }
          : document,
    });
    expect(await step(server2.hc.room(1), 'valueOf2', 'email')).toBe('user4@example.com');
  });
});

describe('names that every object has', () => {
  it.each(['hasOwnProperty', 'isPrototypeOf', '__defineGetter__', 'constructor', '__proto__'])(
    'are no members of the map, and no crash: %s',
    async (name) => {
      const server = fake();
      const [result] = await Promise.allSettled([step(server.hc.room(1), name)]);
      if (result.status === 'rejected') {
        expect((result.reason as Error).name).toBe('StepError');
      }
      expect(Reflect.get(await server.hc.rooms.map((room) => Reflect.get(room, name)), 0)).not.toBe(
        0,
      );
    },
  );

  it.each(['constructor', '__proto__', 'toString', 'valueOf'])(
    'are no links of a snapshot and no crash: %s',
    async (name) => {
      const server = fake();
      const room = await server.hc.room(1);
      server.clear();
      inspect(Reflect.get(room, name));
      expect(server.lines()).toEqual([]);
    },
  );
});
