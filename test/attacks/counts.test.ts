/** Rules 6 to 10: the fewest requests, nothing asked twice, windows in place of pages. */
import { describe, expect, it } from 'vitest';
import { failure, fake, step } from './helpers.ts';

describe('an address', () => {
  it('is all that an action or a derived link needs', async () => {
    const server = fake();
    const { hc } = server;
    await hc.room(1).message('hi');
    await hc.room(1).participants;
    await hc.room('Room 1').self.message('hi');
    expect(server.lines()).toEqual([
      'POST /v2/room/1/message',
      'GET /v2/room/1/participant',
      'POST /v2/room/Room 1/message',
    ]);
  });

  it('of an owner is in the room, which need not be expanded for it', async () => {
    const server = fake();
    await server.hc.room(1).owner.message('hi');
    expect(server.lines()).toEqual(['GET /v2/room/1', 'POST /v2/user/1/message']);
  });

  it('of an item is in its page, which need not be expanded for it', async () => {
    const server = fake();
    await server.hc.rooms.items[2].message('hi');
    expect(server.lines()).toEqual([
      'GET /v2/room?start-index=2&max-results=1',
      'POST /v2/room/3/message',
    ]);
  });

  it('of statistics needs no room', async () => {
    const server = fake();
    expect(await server.hc.room(1).statistics.messages_sent).toBe(10);
    expect(server.lines()).toEqual(['GET /v2/room/1/statistics']);
  });

  it('of the collection of an item is in its page', async () => {
    const server = fake();
    await server.hc.rooms.items[3].members.items[0].email;
    expect(server.lines()).toEqual([
      'GET /v2/room?start-index=3&max-results=1',
      'GET /v2/room/4/member?start-index=0&max-results=1&expand=items',
    ]);
  });
});

describe('an expansion', () => {
  it.each([
    ['a field of an owner', (hc: ReturnType<typeof fake>['hc']) => hc.room(1).owner.email, 'owner'],
    [
      'a stub in an owner',
      (hc: ReturnType<typeof fake>['hc']) => hc.room(1).owner.group.name,
      'owner',
    ],
    [
      'three deep',
      (hc: ReturnType<typeof fake>['hc']) => hc.room(1).owner.group.owner.email,
      'owner.group.owner',
    ],
  ])('brings %s in one request', async (_name, chain, expand) => {
    const server = fake();
    await chain(server.hc);
    expect(server.lines()).toEqual([`GET /v2/room/1?expand=${expand}`]);
  });

  it('is not asked for what the stub holds', async () => {
    const server = fake();
    expect(await server.hc.rooms.map((room) => room.name)).toHaveLength(12);
    await server.hc.room(1).owner.name;
    expect(server.lines()).toEqual([
      'GET /v2/room?start-index=0&max-results=1000',
      'GET /v2/room/1',
    ]);
  });

  it('of statistics in a list is one request', async () => {
    const server = fake();
    await server.hc.rooms.map((room) => room.statistics.messages_sent);
    expect(server.lines()).toHaveLength(1);
  });
});

describe('`self` of `self`', () => {
  it('is one request', async () => {
    const server = fake();
    await server.hc.room(1).self.self.self.topic;
    expect(server.lines()).toHaveLength(1);
  });

  it('joins two addresses of one thing', async () => {
    const server = fake();
    const room = await server.hc.room('Room 1');
    expect(await room.self.topic).toBe('Topic 1');
    await room.owner.email;
    const owner = await room.owner.self;
    await owner.self.title;
    expect(server.lines()).toEqual(['GET /v2/room/Room 1', 'GET /v2/user/1']);
  });
});

describe('an index', () => {
  it('of 1500 is asked for, and not the pages before it', async () => {
    const server = fake({ rooms: 2000 });
    expect(await server.hc.rooms.items[1500]?.name).toBe('Room 1501');
    expect(server.lines()).toEqual(['GET /v2/room?start-index=1500&max-results=1']);
  });

  it('beyond the end is an error after one request, that says so', async () => {
    const server = fake();
    const error = await failure(server.hc.rooms.items[50].owner.email);
    expect(error).toMatchObject({ name: 'StepError', code: 'noSuchItem' });
    expect(server.lines()).toHaveLength(1);
  });

  it.each([-1, 1.5, '01', '1e3', ' 1'])(
    'that is none, %s, sends nothing in vain to a window',
    async (at) => {
      const server = fake();
      await failure(step(server.hc.rooms.items, at, 'name'));
      expect(server.lines().every((line) => !/start-index=(-|1\.|01|1e|1000)/.test(line))).toBe(
        true,
      );
    },
  );

  it('counts from the start that the options pick', async () => {
    const { hc } = fake();
    expect(await hc.rooms({ startIndex: 4, maxResults: 2 }).items[1].name).toBe('Room 6');
    expect(await hc.rooms({ startIndex: 4, maxResults: 2 }).items[5].name).toBe('Room 10');
  });

  it('counts over the whole, whatever size the options pick', async () => {
    const server = fake();
    expect(await server.hc.rooms({ maxResults: 2 }).items[7].name).toBe('Room 8');
    expect(server.lines()).toHaveLength(1);
  });
});

describe('a page', () => {
  it('is what the options say', async () => {
    const server = fake();
    const page = await server.hc.rooms({ startIndex: 4, maxResults: 2 });
    expect(page.items.map(({ name }) => name)).toEqual(['Room 5', 'Room 6']);
    const items = await server.hc.rooms({ startIndex: 4, maxResults: 2 }).items;
    expect(items.map(({ name }) => name)).toEqual(['Room 5', 'Room 6']);
    expect(server.lines()).toHaveLength(2);
  });

  it('is what a lambda over its items reads; over the collection it reads the whole', async () => {
    const { hc } = fake();
    expect(await hc.rooms({ maxResults: 5 }).items.map((room) => room.id)).toEqual([1, 2, 3, 4, 5]);
    expect(await hc.rooms({ maxResults: 5 }).map((room) => room.id)).toHaveLength(12);
  });

  it('of zero results is empty and one request', async () => {
    const server = fake();
    expect((await server.hc.rooms({ maxResults: 0 })).items).toEqual([]);
    expect(server.lines()).toHaveLength(1);
  });

  it('that was fetched is not fetched again for what a lambda on it reads', async () => {
    const server = fake();
    const page = await server.hc.rooms;
    expect(await page.map((room) => room.name)).toHaveLength(12);
    expect(server.lines()).toHaveLength(1);
    expect(await page.map((room) => room.owner.email)).toHaveLength(12);
    expect(server.lines()).toHaveLength(2);
    expect(await page.map((room) => room.owner.title)).toHaveLength(12);
    expect(server.lines()).toHaveLength(2);
  });
});

describe('a whole collection', () => {
  it.each([
    [0, 1],
    [999, 1],
    // A full page that declares no other may be followed by one.
    [1000, 2],
    [1001, 2],
    [2000, 2],
    [2500, 3],
  ])('of %i is %i requests', async (rooms, requests) => {
    const server = fake({ rooms });
    expect(await server.hc.rooms.map((room) => room.id)).toHaveLength(rooms);
    expect(server.lines()).toHaveLength(requests);
  });

  it('fetches an owner of two pages once where the server does not expand', async () => {
    const server = fake({ expandDepth: 1, cap: 5, owners: 2 });
    expect(await server.hc.rooms.map((room) => room.owner.email)).toHaveLength(12);
    const users = server.lines().filter((line) => line.startsWith('GET /v2/user/'));
    expect(users.toSorted()).toEqual(['GET /v2/user/1', 'GET /v2/user/2']);
  });
});

describe('a history', () => {
  const messages = Array.from({ length: 75 }, (_, index) => ({
    id: `m${index}`,
    date: '2016-01-01T00:00:00.000000+00:00',
    from: index % 2 === 0 ? 'Monitor' : { id: 1, name: 'User 1', links: {} },
    message: `text ${index}`,
    mentions: [],
    type: 'message',
  }));
  const server = fake({
    instead: ({ path }) =>
      path.includes('/history')
        ? Response.json({ items: messages, startIndex: 0, maxResults: 100, links: {} })
        : undefined,
  });

  it('is read as a page and indexed, for `recent` ignores windows', async () => {
    server.clear();
    expect(await server.hc.room(1).history.items[70].message).toBe('text 70');
    expect(server.lines()).toEqual(['GET /v2/room/1/history']);
  });

  it('shares one page among the items of one tick', async () => {
    server.clear();
    const { items } = server.hc.room(1).history;
    await Promise.all([items[0].id, items[74].id, server.hc.room(1).history]);
    expect(server.lines()).toHaveLength(1);
  });

  it('gives an error past the label of an integration', async () => {
    const error = await failure(server.hc.room(1).history.items[0].from.email);
    expect(error.name).toBe('StepError');
  });

  it('gives the label itself as a value', async () => {
    expect(await server.hc.room(1).history.items[0].from).toBe('Monitor');
  });
});
