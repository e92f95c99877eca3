import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { mockApi, page, roomStub, userStub, wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();

describe('a snapshot', () => {
  it('holds what its representation holds, and gives the rest as chains', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
    api.on('GET', '/v2/room/42', wholeRoom(42));

    const room = await api.hc.rooms.items[0];

    expect(Object.keys(room)).toEqual(['id', 'is_archived', 'links', 'name', 'privacy', 'version']);
    expect(await room.topic).toBe('Topic 42');
    expect(await room.topic).toBe('Topic 42');
    expect(api.asked).toHaveLength(2);
  });

  it('stays what its type says when a neighbour brought more along, and that costs nothing then', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1&expand=items', page([wholeRoom(42)]));
    const { hc } = api;

    const [stub, topic] = await Promise.all([hc.rooms.items[0], hc.rooms.items[0].topic]);

    expect(Object.hasOwn(stub, 'topic')).toBe(false);
    expect(await stub.topic).toBe(topic);
    expect(api.asked).toHaveLength(1);
  });

  it('shows a reference as a stub, from which a chain walks on', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('POST', '/v2/user/7/message', undefined, { status: 204 });

    const room = await api.hc.room(42);
    await room.owner.message('hi');

    expect(room.owner.name).toBe('User 7');
    expect(api.asked).toEqual(['GET /v2/room/42', 'POST /v2/user/7/message']);
  });

  it('is frozen through and through, spreads into its data, and serialises to the wire form', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    const room = await api.hc.room(42);

    expect(
      Object.isFrozen(room) && Object.isFrozen(room.links) && Object.isFrozen(room.owner),
    ).toBe(true);
    expect({ ...room }.topic).toBe('Topic 42');
    const { participants: _hidden, ...wire } = wholeRoom(42);
    expect(JSON.parse(JSON.stringify(room))).toEqual(wire);
  });

  it('prints as data, with moments as text', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    const text = inspect(await api.hc.room(42));

    expect(text).toMatch(/^Room \{/);
    expect(text).toContain('created: 2013-11-07T17:57:11Z');
    expect(text).toContain('owner: User {');
  });

  it('lets what inherits from it, and from what it inherits from, be printed as well', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);

    expect(inspect(Object.create(room))).toBe('{}');
    expect(inspect(Object.getPrototypeOf(room))).toMatch(/\{\}$/);
  });

  it('is never thenable, whatever the server calls its fields and links', async () => {
    const links = {
      self: 'https://api.hipchat.com/v2/room/42',
      ...Object.fromEntries([['then', 'https://api.hipchat.com/v2/then']]),
    };
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), links, toJSON: 'x', constructor: 'y' });

    const room = await api.hc.room(42);

    expect((room as { then?: unknown }).then).toBeUndefined();
    expect(room.name).toBe('Room 42');
  });

  it('keeps names like `__proto__` as data', async () => {
    const text = JSON.stringify(wholeRoom(42)).replace('{', '{"__proto__":{"polluted":true},');
    api.on('GET', '/v2/room/42', text);

    const room = await api.hc.room(42);

    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect((room as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(room)).toContain('__proto__');
  });

  it('keeps fields and links that no map knows', async () => {
    const links = {
      ...(roomStub(42).links as object),
      theme: 'https://api.hipchat.com/v2/room/42/theme',
    };
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), links, mood: 'fine' });
    api.on('GET', '/v2/room/42/theme', {
      links: { self: 'https://api.hipchat.com/v2/room/42/theme' },
      color: 'red',
    });

    const room = (await api.hc.room(42)) as unknown as {
      readonly mood: string;
      readonly theme: { readonly color: PromiseLike<string> };
    };

    expect(room.mood).toBe('fine');
    expect(await room.theme.color).toBe('red');
  });

  it('has `undefined` for a field of its representation that the server left out', async () => {
    const { version: _gone, ...old } = roomStub(42);
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([old]));

    const room = await api.hc.rooms.items[0];

    expect(room.version).toBeUndefined();
  });
});

describe('a page', () => {
  it('goes by the name of what is on it, whatever was read before', async () => {
    api.on('GET', '/v2/room', page([roomStub(42)]));
    api.on('GET', '/v2/user', page([userStub(7)]));
    const pages = [await api.hc.rooms, await api.hc.users];

    expect(pages.map((each) => each.constructor.name)).toEqual(['RoomPage', 'UserPage']);
    expect(pages.map((each) => /^\w+/.exec(inspect(each))?.[0])).toEqual(['RoomPage', 'UserPage']);
  });

  it('is one page, for the options written', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=5&max-results=2',
      page([roomStub(1), roomStub(2)], {
        startIndex: 5,
        maxResults: 2,
        next: 'room?start-index=7&max-results=2',
      }),
    );

    const rooms = await api.hc.rooms({ startIndex: 5, maxResults: 2 });

    expect(rooms.items.map((room) => room.name)).toEqual(['Room 1', 'Room 2']);
    expect([rooms.startIndex, rooms.maxResults]).toEqual([5, 2]);
  });

  it('and its items are one request', async () => {
    api.on('GET', '/v2/room', page([roomStub(1)]));
    const { hc } = api;

    const [rooms, items] = await Promise.all([hc.rooms, hc.rooms.items]);

    expect(rooms.items).toEqual(items);
    expect(api.asked).toEqual(['GET /v2/room']);
  });
});

describe('a field', () => {
  it('that is null gives null, and so does every step past it', async () => {
    const message = {
      id: 'm',
      date: '2018-01-04T10:16:02.809766+00:00',
      from: null,
      message: 'x',
      mentions: [],
      type: 'message',
    };
    api.on('GET', '/v2/room/42/history?expand=items.from', page([message]));

    expect(await api.hc.room(42).history.items[0].from.email).toBeNull();
  });

  it('that is null cannot be acted on', async () => {
    const message = {
      id: 'm',
      date: '2018-01-04T10:16:02.809766+00:00',
      from: null,
      message: 'x',
      mentions: [],
      type: 'message',
    };
    api.on('GET', '/v2/room/42/history', page([message]));

    await expect(settle(api.hc.room(42).history.items[0].from.message('hi'))).rejects.toThrow(
      'so there is nothing to message',
    );
  });

  it('that was left out of a stub is fetched with the whole', async () => {
    const { version: _gone, ...old } = roomStub(42);
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([old]));
    api.on('GET', '/v2/room/42', wholeRoom(42));

    expect(await api.hc.rooms.items[0].version).toBe('AAAAAAAA');
  });

  it('may be a label where a user was expected', async () => {
    const label = {
      id: 'm',
      date: '2018-01-04T10:16:02.809766+00:00',
      from: 'Deploy',
      message: 'x',
      mentions: [userStub(3)],
      type: 'notification',
    };
    api.on('GET', '/v2/room/42/history', page([label]));
    api.on('GET', '/v2/room/42/history', page([label]));

    expect(await api.hc.room(42).history.items[0].from).toBe('Deploy');
    await expect(settle(api.hc.room(42).history.items[0].from.name)).rejects.toThrow(
      'is text: it has no "name"',
    );
  });
});
