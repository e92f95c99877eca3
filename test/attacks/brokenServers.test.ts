/** Rule 5: a link map is a hint. The result always equals that of the plain step-by-step walk. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../server/src/index.ts';
import {
  AnswerError,
  connect,
  HypChat,
  HypchatError,
  hipchat,
  type JsonObject,
} from '../../src/index.ts';
import {
  BASE,
  failure,
  fake,
  ORIGIN,
  refusal,
  step,
  TOKEN,
  userStub,
  userWhole,
} from './helpers.ts';

const isWhole = (document: JsonObject): boolean => 'topic' in document;

describe('a server that ignores expand', () => {
  it('gives the same values, by the links that its answers declare', async () => {
    const server = fake({ expandDepth: 0 });
    const { hc } = server;
    expect(await hc.room(1).owner.email).toBe('user1@example.com');
    expect(server.lines()).toEqual(['GET /v2/room/1?expand=owner', 'GET /v2/user/1']);
    server.clear();
    expect(await hc.rooms.items[1].owner.group.domain).toBe('works.test');
    expect(server.lines()).toHaveLength(4);
  });

  it('costs a lambda at most one request more than the plain walk', async () => {
    const server = fake({ expandDepth: 0, rooms: 40, owners: 3 });
    const emails = await server.hc.rooms.map((room) => room.owner.email);
    expect(emails).toHaveLength(40);
    expect(emails[3]).toBe('user1@example.com');
    expect(server.lines().length).toBeLessThanOrEqual(1 + 40 + 3 + 1);
    expect(new Set(server.lines()).size).toBe(server.lines().length);
  });

  it('is asked by a lambda for what has an address of its own there, and not for its owner first', async () => {
    const server = fake({ expandDepth: 0, rooms: 40 });
    const sent = await server.hc.rooms.map((room) => room.statistics.messages_sent);
    expect(sent).toEqual(Array.from({ length: 40 }, (_, index) => (index + 1) * 10));
    expect(server.lines()).toHaveLength(1 + 40);
    server.clear();

    const some = await server.hc.rooms
      .filter((room) => room.id > 38)
      .map((room) => `${room.topic} ${room.statistics.messages_sent}`);
    expect(some).toEqual(['Topic 39 390', 'Topic 40 400']);
    expect(server.lines()).toHaveLength(1 + 2 + 2);
  });

  it('is not believed to expand because of what cannot be expanded, as messages are', async () => {
    const server = createServer({ sample: true });
    onTestFinished(() => server.close());
    server.faults = [{ fault: 'ignore-expand' }];
    const hc = new HypChat(server.mintToken(), {
      endpoint: 'http://localhost',
      fetch: async (input, init) => server.fetch(new Request(input, init)),
    });
    const bySender = hc
      .room('Lobby')
      .history.take(3)
      .filter((message) => typeof message.from !== 'object' || message.from?.is_guest === false);
    const busy = hc.rooms.filter((room) => room.statistics.messages_sent > 40);
    const [said, rooms] = await Promise.all([bySender, busy]);
    expect(said).toHaveLength(3);
    expect(rooms).not.toHaveLength(0);
    const lines = server.requests.map(({ path }) => path);
    expect(lines.filter((path) => /^\/v2\/room\/\d+(?:\?|$)/.test(path))).toEqual([]);
  });

  it('is not asked to expand again, once the client has learned it', async () => {
    const server = fake({ expandDepth: 0 });
    const stub = await server.hc.rooms.items[0];
    await stub.owner.email;
    await stub.owner.group.domain;
    await stub.statistics.messages_sent;
    const asking = server.lines().filter((line) => line.includes('expand='));
    expect(asking.length).toBeLessThanOrEqual(1);
  });
});

describe('a server that expands one name deep only', () => {
  it('gives the same values, and forty rooms with three owners are three owner requests', async () => {
    const server = fake({ expandDepth: 1, rooms: 40, owners: 3 });
    const emails = await server.hc.rooms.map((room) => room.owner.email);
    expect(emails[4]).toBe('user2@example.com');
    expect(server.lines()).toHaveLength(4);
  });
});

describe('a server that ignores windows', () => {
  it('gives the item at the index of the whole collection', async () => {
    const server = fake({ windows: false });
    expect(await server.hc.rooms.items[5].name).toBe('Room 6');
    expect(server.lines()).toHaveLength(1);
  });

  it('gives each of two items of one tick', async () => {
    const { hc } = fake({ windows: false });
    const [a, b] = await Promise.all([hc.rooms.items[2].name, hc.rooms.items[9].topic]);
    expect([a, b]).toEqual(['Room 3', 'Topic 10']);
  });

  it('gives an error for an index beyond the end, and not another item', async () => {
    const { hc } = fake({ windows: false });
    expect((await failure(hc.rooms.items[50].name)).name).toBe('StepError');
  });

  it('and says nothing of where its page begins', async () => {
    const { hc } = fake({
      windows: false,
      edit: (document) => {
        const { startIndex: _start, maxResults: _size, ...rest } = document;
        return 'items' in document ? rest : document;
      },
    });
    expect(await hc.rooms.items[5].name).toBe('Room 6');
  });
});

describe('a server whose pages are smaller than asked', () => {
  it('gives a lambda every item, once', async () => {
    const server = fake({ cap: 5 });
    const names = await server.hc.rooms.map((room, index) => `${index} ${room.name}`);
    expect(names).toHaveLength(12);
    expect(names[11]).toBe('11 Room 12');
    expect(server.lines()).toHaveLength(3);
  });

  it('gives items of one tick that lie on several of its pages', async () => {
    const { hc } = fake({ cap: 5 });
    const { items } = hc.rooms;
    const got = await Promise.all([items[0].name, items[7].name, items[11].topic]);
    expect(got).toEqual(['Room 1', 'Room 8', 'Topic 12']);
  });

  it('keeps the expansions, though `next` forgets them', async () => {
    const server = fake({ cap: 5, nextKeepsExpand: false });
    const emails = await server.hc.rooms.map((room) => room.owner.email);
    expect(emails[11]).toBe('user3@example.com');
    expect(server.lines()).toHaveLength(3);
  });
});

describe('a server whose `next` is wrong', () => {
  const edited = (next: (document: JsonObject) => string) =>
    fake({
      cap: 5,
      edit: (document) =>
        'items' in document
          ? { ...document, links: { self: `${BASE}/room`, next: next(document) } }
          : document,
    });

  it('and leads to itself ends the walk', async () => {
    const server = edited(
      ({ startIndex }) => `${BASE}/room?start-index=${startIndex}&max-results=1000`,
    );
    const result = await Promise.allSettled([server.hc.rooms.map((room) => room.name)]);
    expect(server.lines().length).toBeLessThanOrEqual(3);
    expect(result[0]).toMatchObject({ status: 'fulfilled', value: { length: 5 } });
  });

  it('and leads round in a circle visits no page twice', async () => {
    const server = edited(
      ({ startIndex }) => `${BASE}/room?start-index=${startIndex === 0 ? 5 : 0}&max-results=5`,
    );
    const result = await Promise.allSettled([server.hc.rooms.map((room) => room.name)]);
    expect(server.lines().length).toBeLessThanOrEqual(4);
    expect(result[0]).toMatchObject({ status: 'fulfilled' });
  });

  it('and goes on behind the end stops at a page without items or fails, but ends', async () => {
    const server = edited(
      ({ startIndex }) => `${BASE}/room?start-index=${Number(startIndex) + 5}&max-results=5`,
    );
    await Promise.allSettled([server.hc.rooms.map((room) => room.name)]);
    expect(server.lines().length).toBeLessThanOrEqual(10);
  });

  it('and is relative is read against the request', async () => {
    const server = fake({
      cap: 5,
      edit: (document) => {
        const links = document.links as { next?: string };
        if (!('items' in document) || links.next === undefined) return document;
        return { ...document, links: { next: links.next.slice('https://api.test'.length) } };
      },
    });
    expect(await server.hc.rooms.map((room) => room.id)).toHaveLength(12);
  });
});

describe('a server that leaves something out', () => {
  it('gives `undefined` for a field of a representation, asked once and never again', async () => {
    const server = fake({
      edit: (document) => {
        const { topic: _topic, ...rest } = document;
        return rest;
      },
    });
    expect(await server.hc.room(1).topic).toBeUndefined();
    server.clear();
    const stub = await server.hc.rooms.items[0];
    expect(await stub.topic).toBeUndefined();
    const asked = server.lines().length;
    expect(await stub.topic).toBeUndefined();
    expect(server.lines().length).toBe(asked);
    expect((await server.hc.room(1)).topic).toBeUndefined();
  });

  it('gives `null` and `false` as values that are present', async () => {
    const server = fake({
      edit: (document) => (isWhole(document) ? { ...document, topic: null } : document),
    });
    expect(await server.hc.room(1).topic).toBeNull();
    expect(await server.hc.room(1).is_guest_accessible).toBe(false);
    expect(await server.hc.room(1).avatar_url).toBeNull();
    expect(server.lines()).toHaveLength(3);
  });

  it('goes on by address to what has a path below its resource', async () => {
    const { hc } = fake({
      edit: (document) => {
        const { links: _links, ...rest } = document;
        return 'items' in document ? document : rest;
      },
    });
    expect((await hc.room(1).participants).items).toHaveLength(2);
    expect((await hc.room(1).members.items).length).toBe(2);
  });

  it('gives an error in plain English past an owner that came without an address', async () => {
    const server = fake({
      expandDepth: 0,
      edit: (document) =>
        isWhole(document) ? { ...document, owner: { id: 3, name: 'User 3' } } : document,
    });
    const [result] = await Promise.allSettled([server.hc.room(1).owner.message('hi')]);
    if (result.status === 'fulfilled') expect(server.lines()[1]).toBe('POST /v2/user/3/message');
    else expect(String(result.reason)).not.toContain('a object');
    expect(server.lines().length).toBeLessThanOrEqual(2);
  });

  it('gives `null` past an owner that is null, and refuses an action on it', async () => {
    const server = fake({
      edit: (document) => (isWhole(document) ? { ...document, owner: null } : document),
    });
    expect(await server.hc.room(1).owner).toBeNull();
    expect(await server.hc.room(1).owner.email).toBeNull();
    expect(await server.hc.room(1).owner.group.name).toBeNull();
    const error = await failure(server.hc.room(1).owner.message('hi'));
    expect(error).toMatchObject({ name: 'StepError', code: 'pastNothing' });
    expect(server.lines().some((line) => line.startsWith('POST'))).toBe(false);
  });

  it('gives an error for a step past an owner that is absent', async () => {
    const { hc } = fake({
      edit: (document) => {
        const { owner: _owner, ...rest } = document;
        return rest;
      },
    });
    expect((await failure(hc.room(1).owner.email)).name).toBe('StepError');
    expect((await failure(hc.room(1).owner.message('hi'))).name).toBe('StepError');
  });
});

describe('a server that gives more than it was asked for', () => {
  it('costs a stub no further request for what came along', async () => {
    const server = fake({
      edit: (document, { path }) =>
        path === '/v2/room'
          ? {
              ...document,
              items: (document.items as JsonObject[]).map((item) => ({ ...item, topic: 'early' })),
            }
          : document,
    });
    const stub = await server.hc.rooms.items[0];
    expect(Object.keys(stub)).not.toContain('topic');
    expect(await stub.topic).toBe('early');
    expect(server.lines()).toHaveLength(1);
  });
});

describe('an embedded thing that is not what the plan expected', () => {
  it('is followed by the plain walk where it is an error', async () => {
    const server = fake({
      edit: (document, { query }) =>
        isWhole(document) && query.get('expand') === 'owner'
          ? { ...document, owner: { error: { code: 503, message: 'busy', type: 'Unavailable' } } }
          : document,
    });
    expect(await server.hc.room(1).owner.email).toBe('user1@example.com');
  });

  it('is followed by the plain walk where the expansion was refused', async () => {
    const server = fake({
      instead: ({ query }) =>
        query.has('expand') ? refusal(400, 'Unknown expansion', 'Bad Request') : undefined,
    });
    expect(await server.hc.room(1).owner.email).toBe('user1@example.com');
  });

  it('is not asked for so again, of the page or of what is in it', async () => {
    const server = fake({
      rooms: 3,
      owners: 3,
      instead: ({ query }) => (query.has('expand') ? refusal(400, 'Unknown expansion') : undefined),
    });
    const [room] = await server.hc.rooms.items;
    expect(await room?.topic).toBe('Topic 1');
    expect(await room?.owner.email).toBe('user1@example.com');
    const emails = await server.hc.rooms.map((each) => each.owner.email);
    expect(emails).toHaveLength(3);
    const asking = server.lines().filter((line) => line.includes('expand='));
    // Each of the two walks asks once, is refused, and knows.
    expect(asking).toHaveLength(2);
    expect(server.lines()).toHaveLength(2 + 2 + 2 + 3 + 3);
  });

  it('is told from a neighbour by `self`, not by its place, when pages shift', async () => {
    let asked = 0;
    const server = fake({
      expandDepth: 0,
      edit: (document, { path }) => {
        if (path !== '/v2/room') return document;
        asked += 1;
        const items = document.items as JsonObject[];
        return asked === 1 ? document : { ...document, items: [...items].reverse() };
      },
    });
    const lines = await server.hc.rooms.map((room) => `${room.name} ${room.topic}`);
    expect(lines[0]).toBe('Room 1 Topic 1');
    expect(lines[11]).toBe('Room 12 Topic 12');
  });

  it('is an error of its own chain where one room went away in between', async () => {
    const server = fake({
      expandDepth: 0,
      instead: ({ path }) => (path === '/v2/room/2' ? refusal(404, 'Room 2 not found') : undefined),
    });
    const { items } = server.hc.rooms;
    const [one, two] = await Promise.allSettled([items[0].topic, items[1].topic]);
    expect(one).toMatchObject({ status: 'fulfilled', value: 'Topic 1' });
    expect(two).toMatchObject({ status: 'rejected', reason: { status: 404 } });
  });

  it('is null among the items of a page', async () => {
    const { hc } = fake({
      edit: (document) =>
        'items' in document
          ? { ...document, items: [null, ...(document.items as JsonObject[])] }
          : document,
    });
    expect(await hc.rooms.items[0]).toBeNull();
    expect((await hc.rooms).items[0]).toBeNull();
    expect((await hc.rooms).items[1]?.name).toBe('Room 1');
  });
});

describe('an answer that is none', () => {
  const answers: Readonly<Record<string, () => Response>> = {
    HTML: () => new Response('<html>hello</html>', { headers: { 'content-type': 'text/html' } }),
    'JSON that is cut short': () => new Response('{"id": 1, "na'),
    'nothing at all': () => new Response(''),
    'no content': () => new Response(null, { status: 204 }),
    'a text': () => Response.json('hello'),
    null: () => Response.json(null),
    'a list': () => Response.json([1, 2]),
    'a number': () => Response.json(7),
  };

  it.each(Object.keys(answers))('is an error of the library, not a crash: %s', async (name) => {
    const { hc } = fake({ instead: () => answers[name]?.() });
    for (const chain of [
      hc.room(1).topic,
      hc.rooms.items[0].owner.email,
      hc.rooms.map((r) => r.id),
    ]) {
      const error = await failure(chain);
      expect(error).toBeInstanceOf(HypchatError);
      expect(error.message).toContain('hc.room');
    }
  });

  it('is an AnswerError that names the request where the body is HTML', async () => {
    const { hc } = fake({ instead: () => new Response('<html>') });
    const error = await failure(hc.room(1));
    expect(error).toBeInstanceOf(AnswerError);
    expect(error.message).toContain(`GET ${BASE}/room/1`);
  });

  it.each([
    ['a page without items', { links: {} }],
    ['a page whose items are null', { items: null }],
    ['a page whose items are an object', { items: { a: 1 } }],
    ['a page whose items are numbers', { items: [1, 2, 3] }],
  ])('is no crash: %s', async (_name, body) => {
    const { hc } = fake({ instead: () => Response.json(body) });
    for (const chain of [
      hc.rooms,
      hc.rooms.items,
      hc.rooms.items[0],
      hc.rooms.items[0].owner.email,
      hc.rooms.map((room) => room?.name),
    ]) {
      const [result] = await Promise.allSettled([chain]);
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(HypchatError);
    }
  });

  it('is a refusal where the server says an error with the status 200', async () => {
    const { hc } = fake({
      instead: () => Response.json({ error: { code: 404, message: 'no room', type: 'Not Found' } }),
    });
    const error = await failure(hc.room(1).topic);
    expect(error.message).toContain('no room');
  });
});

describe('fields of another sort than the map says', () => {
  it('do not crash a walk', async () => {
    const { hc } = fake({
      edit: (document) =>
        isWhole(document)
          ? { ...document, created: 'yesterday', topic: 7, owner: 'Ann' }
          : document,
    });
    const results = await Promise.allSettled([
      hc.room(1),
      hc.room(1).created,
      hc.room(1).topic,
      hc.room(1).owner,
      hc.room(1).owner.email,
    ]);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(HypchatError);
    }
    expect(results[2]).toMatchObject({ status: 'fulfilled', value: 7 });
  });

  it('read the four formats of moments', async () => {
    const { hc } = fake({
      edit: (document) => ({
        ...document,
        created: '2013-08-08T18:42:20',
        last_active: '1421029691',
      }),
    });
    const user = await hc.user(1);
    expect(user.created?.toString()).toBe('2013-08-08T18:42:20Z');
    expect(user.last_active?.epochMilliseconds).toBe(1_421_029_691_000);
  });
});

describe('a walk without any link map', () => {
  it('still works, by what the documents declare', async () => {
    const server = fake({
      instead: ({ path }) =>
        path === '/v2' || path === '/v2/'
          ? Response.json({ links: { rooms: `${BASE}/room`, self: BASE } })
          : undefined,
    });
    const root = connect<object>(
      hipchat,
      { root: 'root', kinds: {} },
      { endpoint: BASE, token: TOKEN, fetch: server.fetch },
    );
    expect(await step(root, 'rooms', 'items', 1, 'name')).toBe('Room 2');
    expect(await step(root, 'rooms', 'items', 1, 'self', 'owner', 'self', 'email')).toBe(
      'user2@example.com',
    );
  });

  it('goes on by a link that the map does not know', async () => {
    const server = fake({
      instead: ({ path }) =>
        path.endsWith('/glance')
          ? Response.json({ items: [{ id: 9, url: 'https://x.test' }], links: {} })
          : path.endsWith('/room/1')
            ? Response.json({
                id: 1,
                links: { self: `${ORIGIN}/v2/room/1`, glances: `${ORIGIN}/v2/room/1/glance` },
              })
            : undefined,
    });
    expect(await step(server.hc.room(1), 'glances', 'items', 0, 'id')).toBe(9);
    expect(server.lines()).toEqual(['GET /v2/room/1', 'GET /v2/room/1/glance']);
  });

  it('gives a field that the map does not know', async () => {
    const { hc } = fake({ edit: (document) => ({ ...document, mood: 'fine' }) });
    expect(await step(hc.user(1), 'mood')).toBe('fine');
    expect(await step(hc.user(1), 'self', 'mood')).toBe('fine');
    expect(await step(hc.room(1), 'self', 'mood')).toBe('fine');
  });
});

describe('links that are unusual', () => {
  it('keep their own query when an expansion is added', async () => {
    const server = fake({
      expandDepth: 0,
      edit: (document) =>
        isWhole(document)
          ? { ...document, owner: { ...userStub(1), links: { self: `${BASE}/user/1?v=2` } } }
          : document,
    });
    await server.hc.room(1).owner.group.domain;
    expect(server.lines()[1]).toMatch(/^GET \/v2\/user\/1\?v=2(&|$)/);
  });

  it('are followed where they differ from the derived address', async () => {
    const server = fake({
      edit: (document) =>
        isWhole(document)
          ? { ...document, links: { self: `${BASE}/room/1`, participants: `${BASE}/people/of/1` } }
          : document,
      instead: ({ path }) =>
        path === '/v2/people/of/1'
          ? Response.json({ items: [userWhole(5)], links: {} })
          : undefined,
    });
    const room = await server.hc.room(1);
    const page = await room.participants;
    expect(page.items[0]?.id).toBe(5);
    expect(server.lines()).toEqual(['GET /v2/room/1', 'GET /v2/people/of/1']);
  });
});
