/** `fakeApi`: a made-up server of a link map and data, held against the embedded server and against the data itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  connect,
  explain,
  HypChat,
  hipchatMap,
  type Json,
  type JsonObject,
  type LinkMap,
  member,
  NotFoundError,
  Temporal,
  trace,
} from '../../src/index.ts';
import { type FakeApi, type FakeData, fakeApi, type Spelling } from '../../src/testing.ts';
import '../../src/testing/vitest.ts';
import { embedded } from '../helpers/embedded.ts';
import { libraryDialect, libraryMap } from '../helpers/library.ts';

const clientOf = (api: FakeApi): HypChat =>
  new HypChat('token', { endpoint: 'http://localhost', fetch: api.fetch, on: { unsent() {} } });

const OPS: FakeData = {
  rooms: [
    {
      id: 1,
      name: 'Ops',
      topic: 'Deploying',
      owner: 7,
      participants: [7, { id: 8, name: 'Bo' }],
      statistics: { messages_sent: 3 },
      webhooks: [{ event: 'room_message', url: 'https://example.com/hook' }],
      history: [
        { message: 'first', date: '2020-01-01T00:00:00Z', from: 7 },
        { message: 'built', date: '2021-01-01T00:00:00Z', from: 'CI' },
      ],
    },
    { name: 'Desk', owner: 8 },
  ],
  users: [{ id: 7, name: 'Ann', email: 'ann@example.com', mention_name: 'ann' }, { id: 9 }],
};

describe('a made-up HipChat', () => {
  it('answers a walk with links, stubs and what was to be expanded', async () => {
    const api = fakeApi(hipchatMap, OPS);
    const hc = clientOf(api);

    expect(await hc.room('Ops').owner.email).toBe('ann@example.com');
    expect(await hc.rooms.items[0].owner.name).toBe('Ann');
    expect(api.requests).toEqual([
      'GET /v2/room/Ops?expand=owner',
      'GET /v2/room?start-index=0&max-results=1&expand=items',
    ]);
  });

  it('shows of each resource what its representation holds', async () => {
    const { fetch } = fakeApi(hipchatMap, OPS);
    const json = async (path: string): Promise<unknown> =>
      (await fetch(`http://localhost/v2/${path}`)).json();
    const self = (path: string) => ({ self: `http://localhost/v2/${path}` });
    const ann = { id: 7, name: 'Ann', mention_name: 'ann', links: self('user/7') };
    const links = {
      ...self('room/1'),
      participants: 'http://localhost/v2/room/1/participant',
      members: 'http://localhost/v2/room/1/member',
      webhooks: 'http://localhost/v2/room/1/webhook',
    };

    expect(await json('room/1')).toEqual({
      id: 1,
      name: 'Ops',
      topic: 'Deploying',
      owner: ann,
      statistics: { links: self('room/1/statistics') },
      links,
    });
    expect(await json('room?max-results=1')).toEqual({
      items: [{ id: 1, name: 'Ops', links }],
      startIndex: 0,
      maxResults: 1,
      links: {
        ...self('room'),
        next: 'http://localhost/v2/room?start-index=1&max-results=1',
      },
    });
    expect(await json('room/1?expand=owner,statistics')).toMatchObject({
      owner: { ...ann, email: 'ann@example.com' },
      statistics: { messages_sent: 3 },
    });
  });

  it('finds what lies below another resource', async () => {
    const api = fakeApi(hipchatMap, OPS);
    const hc = clientOf(api);

    expect(await hc.room(1).statistics.messages_sent).toBe(3);
    expect(await hc.room('Ops').webhook(1).event).toBe('room_message');
    expect(await hc.room(1).participants.map((user) => user.name)).toEqual(['Ann', 'Bo']);
    expect(await hc.room(1).messageById('2').message).toBe('built');
    expect(await hc.room(1).messageById('1').from.email).toBe('ann@example.com');
    expect(api.requests.at(-1)).toBe('GET /v2/room/1/history/1?expand=message.from');
  });

  it('gives a history by date, newest first where it is gone through', async () => {
    const hc = clientOf(fakeApi(hipchatMap, OPS));
    const messages: unknown[] = [];
    for await (const { message, from } of hc.room(1).history) {
      messages.push([message, typeof from === 'string' ? from : from?.name]);
    }

    expect(messages).toEqual([
      ['built', 'CI'],
      ['first', 'Ann'],
    ]);
    expect((await hc.room(1).history.items).map(({ message }) => message)).toEqual([
      'first',
      'built',
    ]);
    const upTo = hc.room(1).history({ date: '2020-06-01T00:00:00Z' });
    expect((await upTo.items).map(({ message }) => message)).toEqual(['first']);
  });

  it('lists what was given under the name of a collection, and otherwise all of the kind', async () => {
    const names = (data: FakeData): Promise<readonly string[]> =>
      Promise.resolve(clientOf(fakeApi(hipchatMap, data)).users.map((user) => user.name));

    expect(await names({ rooms: [{ owner: { name: 'Bo' } }] })).toEqual(['Bo']);
    expect(await names({ rooms: [{ owner: { name: 'Bo' } }], users: [{ name: 'Al' }] })).toEqual([
      'Al',
    ]);
    expect(await names({ user: [{ name: 'Cy' }], group: [{ name: 'All' }] })).toEqual(['Cy']);
  });

  it('answers 404 for what is not there, in the words of the API', async () => {
    const hc = clientOf(fakeApi(hipchatMap, OPS));

    for (const chain of [hc.room(99).name, hc.user('@nobody').name, hc.room(1).webhook(4).url]) {
      await expect(Promise.resolve(chain)).rejects.toThrow(NotFoundError);
    }
    await expect(Promise.resolve(hc.room(99).name)).rejects.toThrow(
      'HipChat answered 404 Not Found: there is nothing at /room/99',
    );
    const { fetch } = fakeApi(hipchatMap, OPS);
    expect((await fetch('http://localhost/room/1')).status).toBe(404);
    expect((await fetch('http://localhost/v2/room/%zz')).status).toBe(404);
    const moved = await fetch('http://localhost/v2/room/1', { method: 'PATCH' });
    expect(moved.status).toBe(405);
  });

  it('records every action, with what was sent', async () => {
    const api = fakeApi(hipchatMap, OPS);
    const hc = clientOf(api);
    const sent = await hc.room(1).message('hi');

    expect(sent).toMatchObject({ id: '1' });
    expect(api.actions).toEqual([
      { request: 'POST /v2/room/1/message', body: { message: 'hi' }, isApplied: false },
    ]);
  });

  it('answers an action with what was sent, and makes up what could not have been', async () => {
    const api = fakeApi(hipchatMap, OPS);
    const hc = clientOf(api);

    expect(await hc.inviteUser('al@example.com', 'Al')).toEqual({
      email: 'al@example.com',
      name: 'Al',
    });
    const first = await hc.room(1).message('a');
    const second = await hc.room(1).message('b');
    expect(first.id).not.toBe(second.id);
    expect(String(first.timestamp)).toBe('1970-01-01T00:00:00Z');
    expect(await hc.room(1).shareFile(new Blob(['text']), { name: 'a.txt' })).toBeUndefined();
    expect(api.actions.at(-1)?.body).toContain('filename="a.txt"');
  });

  it('has what the root links to', async () => {
    const api = fakeApi(hipchatMap, {
      capabilities: { name: 'HipChat' },
      emoticons: [{ shortcut: 'smile', url: 'https://example.com/smile.png' }],
    });
    const hc = clientOf(api);

    expect(await hc.capabilities.name).toBe('HipChat');
    expect(await hc.emoticon('smile').url).toBe('https://example.com/smile.png');
    expect(await hc.emoticons.map((emoticon) => emoticon.shortcut)).toEqual(['smile']);
  });

  it('takes somebody out of a list without deleting who it is', async () => {
    const hc = clientOf(fakeApi(hipchatMap, OPS));
    await hc.room(1).members.add(7);
    await hc.room(1).members.add('@ann');
    expect(await hc.room(1).members.map((user) => user.id)).toEqual([7]);

    await hc.room(1).members.remove(7);
    expect(await hc.room(1).members.map((user) => user.id)).toEqual([]);
    expect(await hc.user(7).name).toBe('Ann');
  });

  it('finds nobody but at the address of his own', async () => {
    const { fetch } = fakeApi(hipchatMap, OPS);
    const below = 'http://localhost/v2/room/1/participant/7';

    expect((await fetch(below)).status).toBe(404);
    expect((await fetch(below, { method: 'DELETE' })).status).toBe(404);
  });

  it('lists nobody below a resource for which nobody was given', async () => {
    const hc = clientOf(fakeApi(hipchatMap, OPS));

    expect(await hc.room('Desk').participants.map((user) => user.id)).toEqual([]);
  });

  it('lists nobody who was deleted', async () => {
    const api = fakeApi(hipchatMap, {
      users: [{ id: 7 }, { id: 8 }],
      rooms: [
        { participants: [7, 8], history: [{ date: '2020-01-01T00:00:00Z', mentions: [7, 8] }] },
      ],
    });
    const hc = clientOf(api);
    await hc.user(7).delete();

    expect(await hc.room(1).participants.map((user) => user.id)).toEqual([8]);
    const [message] = await hc.room(1).history.items;
    expect(message?.mentions.map(({ id }) => id)).toEqual([8]);
  });

  it('gives no id twice', async () => {
    const hc = clientOf(fakeApi(hipchatMap, OPS));
    const first = await hc.rooms.create({ name: 'One' });
    await first.self.delete();

    expect((await hc.rooms.create({ name: 'Two' })).id).not.toBe(first.id);
  });

  it('sets a resource that is named by its id', async () => {
    const hc = clientOf(fakeApi(hipchatMap, OPS));
    await hc.room(1).update({ owner: 8 });

    expect(await hc.room(1).owner.name).toBe('Bo');
  });

  it('cuts pages as they are asked for, as far as the API allows', async () => {
    const { fetch } = fakeApi(hipchatMap, { rooms: [{}, {}, {}] });
    const page = async (query: string): Promise<JsonObject> =>
      (await fetch(`http://localhost/v2/room?${query}`)).json() as Promise<JsonObject>;

    expect(await page('max-results=5000')).toMatchObject({ maxResults: 1000 });
    expect(await page('max-results=0')).toMatchObject({ items: [], maxResults: 0 });
    expect((await page('max-results=0')).links).not.toHaveProperty('next');
    expect(
      (await page('start-index=1&max-results=1&include-archived=true&expand=items')).links,
    ).toEqual({
      self: 'http://localhost/v2/room',
      next: 'http://localhost/v2/room?start-index=2&max-results=1&include-archived=true',
      prev: 'http://localhost/v2/room?start-index=0&max-results=1&include-archived=true',
    });
  });

  it('bounds a history at both of its ends, which belong to it', async () => {
    const hc = clientOf(fakeApi(hipchatMap, OPS));
    const texts = async (date: string, endDate: string): Promise<readonly unknown[]> =>
      (await hc.room(1).history({ date, endDate }).items).map(({ message }) => message);

    expect(await texts('2021-01-01T00:00:00Z', '2020-01-01T00:00:00Z')).toEqual(['first', 'built']);
    expect(await texts('2021-01-01T00:00:00Z', '2020-01-01T00:00:01Z')).toEqual(['built']);
  });

  it('declares the links that it is given beside its own', async () => {
    const links = { mood: 'http://localhost/v2/mood/1' };
    const hc = clientOf(fakeApi(hipchatMap, { rooms: [{ links }] }));

    expect((await hc.room(1)).links).toMatchObject({
      ...links,
      self: 'http://localhost/v2/room/1',
    });
  });

  it('expands nothing where it is told not to', async () => {
    const api = fakeApi(hipchatMap, OPS, { expands: false });

    expect(await clientOf(api).room('Ops').owner.email).toBe('ann@example.com');
    expect(api.requests).toEqual(['GET /v2/room/Ops?expand=owner', 'GET /v2/user/7']);
  });

  it('reads what is sent as a form', async () => {
    const { fetch, actions } = fakeApi(hipchatMap, OPS);
    const body = new URLSearchParams({ message: 'hi' });
    await fetch('http://localhost/v2/room/1/message', { method: 'POST', body });

    expect(actions[0]?.body).toEqual({ message: 'hi' });
  });

  it('lets a loop take away what it goes through', async () => {
    const api = fakeApi(hipchatMap, { rooms: [{}, {}, {}, {}, {}] });
    const hc = new HypChat('token', { fetch: api.fetch, pageSize: 2 });
    for await (const room of hc.rooms) await room.self.delete();

    expect(await hc.rooms.map((room) => room.id)).toEqual([]);
    expect(api.actions).toHaveLength(5);
  });

  it('does what the map says of an action', async () => {
    const api = fakeApi(hipchatMap, OPS);
    const hc = clientOf(api);

    await hc.room(1).topic('Done');
    expect(await hc.room(1).topic).toBe('Done');
    await hc.room(1).update({ name: 'Operations', owner: hc.user('@ann'), isArchived: true });
    expect(await hc.room('Operations').is_archived).toBe(true);
    const made = await hc.rooms.create({ name: 'New', owner: '@ann' });
    expect(made.id).toBe(3);
    expect(await made.self.owner.email).toBe('ann@example.com');
    await hc.room('Desk').delete();
    expect(await hc.rooms.map((room) => room.name)).toEqual(['Operations', 'New']);
    await hc.room(1).members.add('@ann');
    expect(await hc.room(1).members.map((user) => user.name)).toEqual(['Ann']);
    await hc.room(1).members.remove(7);
    expect(await hc.room(1).members.map((user) => user.name)).toEqual([]);
    await hc.room(1).webhook(1).delete();
    const hook = await hc
      .room(1)
      .webhooks.create({ url: 'https://example.com', event: 'room_exit' });
    expect(await hc.room(1).webhooks.map(({ id, event }) => [id, event])).toEqual([
      [hook.id, 'room_exit'],
    ]);
    expect(api.actions.map(({ isApplied }) => isApplied)).toEqual(Array(8).fill(true));
  });

  it('leaves the data that it was given alone, and is left alone by it', async () => {
    const data = { rooms: [{ id: 1, name: 'Ops', topic: 'a' }] };
    const hc = clientOf(fakeApi(hipchatMap, data));
    await hc.room(1).topic('b');
    (data.rooms[0] as { name: string }).name = 'Other';

    expect(await hc.room(1)).toMatchObject({ name: 'Ops', topic: 'b' });
    expect(data.rooms[0]?.topic).toBe('a');
  });

  it('takes moments and snapshots as data', async () => {
    const hc = clientOf(fakeApi(hipchatMap, OPS));
    const { name, links } = await hc.room(1);
    expect(links.self).toBe('http://localhost/v2/room/1');
    const created = Temporal.Instant.from('2020-01-01T00:00:00Z');
    const other = clientOf(fakeApi(hipchatMap, { rooms: [{ name, created }] }));

    expect(String((await other.room('Ops')).created)).toBe('2020-01-01T00:00:00Z');
  });

  it('has what lies below its owner although nothing was given for it', async () => {
    const hc = clientOf(fakeApi(hipchatMap, { rooms: [{ name: 'Ops' }] }));

    expect(await hc.rooms.map((room) => room.statistics.messages_sent)).toEqual([undefined]);
    expect((await hc.room('Ops').statistics.self).links.self).toBe(
      'http://localhost/v2/room/1/statistics',
    );
  });

  it('lets the test answer instead', async () => {
    const api = fakeApi(hipchatMap, OPS, {
      answer: ({ method }) => (method === 'POST' ? Response.json({}, { status: 503 }) : undefined),
    });
    const hc = clientOf(api);

    await expect(Promise.resolve(hc.room(1).message('hi'))).rejects.toThrow('503');
    expect(await hc.room(1).name).toBe('Ops');
    expect(api.actions).toEqual([]);
    expect(api.requests).toHaveLength(2);
  });

  it('heeds an abort', async () => {
    const { fetch, requests } = fakeApi(hipchatMap, OPS);
    const signal = AbortSignal.abort();

    await expect(fetch('http://localhost/v2/room', { signal })).rejects.toThrow(/abort/i);
    expect(requests).toEqual([]);
  });
});

describe('data that is wrong', () => {
  const cases: readonly (readonly [name: string, data: unknown, says: string])[] = [
    ['no object', null, 'the data has to be an object of lists, got null'],
    ['an unknown list', { roms: [] }, 'knows no `roms` in the data: `rooms` was most likely meant'],
    ['an unknown field', { rooms: [{ nmae: '' }] }, 'no `nmae` of rooms[0], a room: `name` was'],
    ['a field of another sort', { rooms: [{ name: 5 }] }, 'rooms[0].name has to be a text, got 5'],
    [
      'a moment that cannot be read',
      { rooms: [{ created: 'yesterday' }] },
      'rooms[0].created has to be a moment, such as "2013-11-07T17:57:11Z", got "yesterday"',
    ],
    ['a moment that is none', { rooms: [{ created: {} }] }, 'has to be a moment, such as'],
    ['no list', { rooms: { name: 'Ops' } }, 'rooms has to be a list, got an object'],
    ['no resource', { rooms: [null] }, 'rooms[0] has to be a room, got null'],
    [
      'an owner who is not there',
      { rooms: [{ owner: 9 }] },
      'rooms[0].owner is 9, and no user with',
    ],
    ['an id that is none', { rooms: [{ id: null }] }, 'rooms[0].id has to be a number or a text'],
    [
      'a room that is given twice',
      { rooms: [{ id: 1 }, { id: 1 }] },
      'the room 1 is given twice: give it once',
    ],
    [
      'a text where a list has resources',
      { rooms: [{ participants: ['Ann'] }] },
      'rooms[0].participants[0] has to be a user, got "Ann"',
    ],
  ];

  it.each(cases)('is refused at once, with its place: %s', (_name, data, says) => {
    expect(() => fakeApi(hipchatMap, data as FakeData)).toThrow(TypeError);
    expect(() => fakeApi(hipchatMap, data as FakeData)).toThrow(says);
  });
});

describe('a text in the place of a resource', () => {
  const mapOf = (codec: 'string' | 'number'): LinkMap => ({
    root: 'shelf',
    kinds: {
      shelf: { members: { books: member.collection('book', { path: 'books', indexed: true }) } },
      book: { address: 'books/{id}', members: { by: member.ref('author', 'stub') } },
      author: { address: 'authors/{id}', members: { id: member.field(codec, 'ref') } },
    },
  });

  it('is a label where ids are numbers, and an id where they are texts', async () => {
    const { fetch } = fakeApi(mapOf('number'), { books: [{ by: 'Somebody' }] });
    expect(await (await fetch('http://localhost/v2/books/1')).json()).toMatchObject({
      by: 'Somebody',
    });

    const data = { author: [{ id: 'ann' }], books: [{ by: 'ann' }] };
    const { fetch: named } = fakeApi(mapOf('string'), data);
    expect(await (await named('http://localhost/v2/books/1')).json()).toMatchObject({
      by: { id: 'ann' },
    });
    expect(() => fakeApi(mapOf('string'), { books: [{ by: 'bo' }] })).toThrow(
      'books[0].by is "bo", and no author with that id was given',
    );
  });
});

describe('beside the embedded server', () => {
  /** The made-up server of what the embedded one holds. */
  const copyOf = async (hc: HypChat): Promise<FakeApi> => {
    const plain = (value: object): JsonObject => {
      const { links: _links, ...rest } = JSON.parse(JSON.stringify(value)) as JsonObject;
      return rest;
    };
    const users = await hc.users.map((user) => user.self);
    const rooms = await hc.rooms.map((room) => room.self);
    const group = await hc.user('@ann').group.self;
    return fakeApi(hipchatMap, {
      group: [{ ...plain(group), owner: group.owner.id }],
      users: users.map((user) => ({ ...plain(user), group: user.group.id })),
      rooms: await Promise.all(
        rooms.map(async (room) => ({
          ...plain(room),
          owner: room.owner.id,
          statistics: plain(await room.statistics.self),
          participants: await room.participants.map((user) => user.id),
          history: (await room.history.toArray()).map((message) => ({
            id: message.id,
            message: message.message,
            date: message.date,
            from: typeof message.from === 'string' ? message.from : (message.from?.id ?? null),
          })),
        })),
      ),
    });
  };

  const WALKS: Readonly<Record<string, (hc: HypChat) => PromiseLike<unknown>>> = {
    'a field': (hc) => hc.room('Ops').topic,
    'a field of an item': (hc) => hc.rooms.items[2].topic,
    'an owner of an item': (hc) => hc.rooms.items[0].owner.email,
    'two steps further': (hc) => hc.room('Ops').owner.group.owner.name,
    'a list, and what its items lack': (hc) =>
      hc.rooms.map((room) => [room.name, room.topic, room.owner.email]),
    'what is chosen of a list': (hc) =>
      hc.users.filter((user) => user.is_group_admin).map((user) => user.mention_name),
    'what has an address of its own': (hc) =>
      hc.rooms.map((room) => [room.name, room.statistics.messages_sent]),
    'who is in a room': (hc) => hc.room('Ops').participants.map((user) => [user.id, user.title]),
    'the second page': (hc) => hc.rooms({ maxResults: 2 }).next.items.map((room) => room.name),
    'a page at a time': (hc) => hc.users({ maxResults: 3 }).map((user) => user.id),
    'the end of a history': (hc) => hc.room('Ops').history.items.map((each) => each.message),
    'a whole history': (hc) => hc.room('Ops').history.map((each) => each.id),
    'the first of them': (hc) =>
      hc.room('Ops').history.find((each) => each.message !== null).message,
    nothing: (hc) => Promise.resolve(hc.room(9999).name).catch((error) => error.status),
  };

  it.each(Object.keys(WALKS))('a walk gives the same, for as many requests: %s', async (name) => {
    const { hc, server } = embedded({ rateLimit: 0 });
    const walk = WALKS[name] as (hc: HypChat) => PromiseLike<unknown>;
    const api = await copyOf(hc);
    const before = server.requestCount;
    const expected = JSON.stringify(await walk(hc));
    const found = JSON.stringify(await walk(clientOf(api)));

    expect(JSON.parse(found)).toEqual(JSON.parse(expected));
    expect(api.requests).toHaveLength(server.requestCount - before);
  });
});

describe('whatever is in it', () => {
  const people = fc.integer({ min: 1, max: 4 });
  const worlds = fc
    .record({
      users: fc.array(fc.record({ name: fc.string(), title: fc.string() }), {
        minLength: 4,
        maxLength: 4,
      }),
      rooms: fc.array(
        fc.record({ name: fc.string(), owner: people, participants: fc.uniqueArray(people) }),
        { maxLength: 7 },
      ),
    })
    .map((data) => ({
      ...data,
      users: data.users.map((user, index) => ({ ...user, id: index + 1 })),
    }));

  it('a walk gives what stands in the data, whether or not it expands, whatever the size of pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds,
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (data, expands, pageSize) => {
          const { fetch } = fakeApi(hipchatMap, data, { expands });
          const hc = new HypChat('token', { fetch, pageSize });
          const nameOf = (id: number): string => data.users[id - 1]?.title ?? '';

          expect(await hc.rooms.map((room) => [room.name, room.owner.title])).toEqual(
            data.rooms.map((room) => [room.name, nameOf(room.owner)]),
          );
          expect(await hc.rooms.map((room) => room.participants.map((user) => user.title))).toEqual(
            data.rooms.map((room) => room.participants.map(nameOf)),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('another API', () => {
  const isText = (value: Json | undefined): value is string => typeof value === 'string';
  /** The library of the tests, as a server writes it. */
  const librarySpelling: Spelling = {
    root: '',
    defaultPageSize: 2,
    pageSize: 50,
    names: () => [],
    expansions: (query, ofItems) =>
      query
        .getAll('with[]')
        .flatMap((path) =>
          !ofItems
            ? [path]
            : path === 'data'
              ? ['']
              : path.startsWith('data.')
                ? [path.slice(5)]
                : [],
        ),
    window: (query) => ({ start: Number(query.get('after') ?? 0) }),
    resource: ({ address, fields, links }) => ({
      ...(isText(address) && { '@id': address }),
      rels: links,
      ...fields,
    }),
    page: ({ items, start, size, hasNext }) => ({
      data: items,
      cursor: hasNext ? { after: String(start + size) } : {},
    }),
    refusal: (_status, message) => ({ problem: message }),
  };
  interface Library {
    readonly books: {
      map(
        read: (book: { title: string; author: { name: string } }) => unknown,
      ): PromiseLike<unknown>;
    };
    book(id: number): {
      readonly author: { readonly name: PromiseLike<string> };
      readonly title: PromiseLike<string>;
      review(stars: number): Promise<unknown>;
      rename(heading: string): Promise<unknown>;
    };
  }
  /** With a parameter that is called otherwise than the field that it sets. */
  const rename = {
    is: 'action',
    method: 'PUT',
    path: '',
    parameters: { heading: { type: 'string', required: true, keeps: 'title' } },
    positional: ['heading'],
  } as const;
  const { book, ...others } = libraryMap.kinds;
  const map: LinkMap = {
    ...libraryMap,
    kinds: {
      ...others,
      book: { ...book, members: { ...book?.members, rename: { call: rename } } },
    },
  };
  const data = {
    books: [
      { title: 'One', author: 1 },
      { title: 'Two', author: 2 },
      { title: 'Three', author: 1 },
    ],
    author: [{ name: 'Ada' }, { name: 'Bo' }],
  };

  it.each([true, false])('is spelled as it is told, expanding or not: %s', async (expands) => {
    const api = fakeApi(map, data, { spelling: librarySpelling, expands });
    const root = connect<Library>(libraryDialect, map, {
      endpoint: 'https://library.test',
      fetch: api.fetch,
    });

    expect(await root.book(3).author.name).toBe('Ada');
    expect(await root.books.map((book) => `${book.title}: ${book.author.name}`)).toEqual([
      'One: Ada',
      'Two: Bo',
      'Three: Ada',
    ]);
    await root.book(2).rename('Second');
    expect(await root.book(2).title).toBe('Second');
    await root.book(2).review(5);
    expect(api.actions).toEqual([
      { request: 'PUT /books/2', body: { heading: 'Second' }, isApplied: true },
      { request: 'POST /books/2/reviews', body: { stars: 5 }, isApplied: false },
    ]);
    await expect(Promise.resolve(root.book(9).title)).rejects.toThrow(
      'there is nothing at /books/9',
    );
  });
});

describe('its record', () => {
  it('writes requests as plans and traces write them', async () => {
    const api = fakeApi(hipchatMap, OPS);
    const hc = clientOf(api);
    const { requests } = await trace(
      hc.rooms.map((room) => [room.owner.email, room.statistics.messages_sent]),
    );

    expect(
      requests.map(({ method, url }) => `${method} ${url.replace('http://localhost', '')}`),
    ).toEqual(api.requests);
  });
});

describe('a plan, and what is sent to a made-up API', () => {
  const CHAINS: Readonly<Record<string, (hc: HypChat) => Chain<unknown> | Action<unknown>>> = {
    'a field': (hc) => hc.room('Ops').topic,
    'a field of what is named': (hc) => hc.room('Ops').owner.email,
    'a field of an item': (hc) => hc.rooms.items[1].name,
    'what an item names': (hc) => hc.rooms.items[0].owner.email,
    'a page': (hc) => hc.rooms({ maxResults: 2 }),
    'what has an address of its own': (hc) => hc.room(1).statistics.messages_sent,
    'an action by the address alone': (hc) => hc.room(1).message('hi'),
    'an action of what an item names': (hc) => hc.rooms.items[0].owner.message('hi'),
    'an action with somebody else in it': (hc) => hc.room(1).invite(hc.room(2).owner),
    'what reads before it writes': (hc) => hc.room(1).update({ topic: 'New' }),
    'what was made, and further': (hc) => hc.rooms.create({ name: 'New', owner: 7 }).self.name,
    'a list': (hc) => hc.rooms.map((room) => room.owner.email),
    'what is done to each': (hc) => hc.rooms.forEach((room) => room.owner.message('hi')),
  };

  it.each(Object.keys(CHAINS))('are as many requests, holding it or not: %s', async (name) => {
    const chainOf = CHAINS[name] as (typeof CHAINS)[string];
    const walked = async (isHeld: boolean) => {
      const api = fakeApi(hipchatMap, OPS);
      const chain = chainOf(clientOf(api));
      const { least, most } = explain(chain).bill;
      if (isHeld && most !== null) expect(chain).toCost(most);
      if (isHeld) expect(chain).toSend(explain(chain).requests.map(lineOf));
      expect(api.requests).toEqual([]);
      const sent = await trace(chain);
      expect(sent.requests.length).toBeGreaterThanOrEqual(least);
      if (most !== null) expect(sent).toCostAtMost(most);
      expect(sent.requests).toHaveLength(api.requests.length);
      return { value: JSON.stringify(sent.value), requests: api.requests };
    };

    expect(await walked(true)).toEqual(await walked(false));
  });

  const lineOf = ({ method, url }: { readonly method: string; readonly url: string }): string =>
    `${method} ${url.replace('http://localhost', '')}`;
});

describe('what a made-up API cannot be made of', () => {
  const wrong: object = { expand: false };

  it('is an option that there is not, by which a server would expand that was not to', () => {
    expect(() => fakeApi(hipchatMap, OPS, wrong)).toThrow(
      new TypeError('`fakeApi` has no option `expand`: it has spelling, expands, answer'),
    );
  });

  it('is no map, or no data', () => {
    const make = fakeApi as (...given: unknown[]) => FakeApi;
    for (const given of [[], [hipchatMap], [OPS]]) {
      expect(() => make(...given)).toThrow('`fakeApi` takes a link map, and an object of lists');
    }
  });
});
