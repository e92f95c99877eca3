import { describe, expect, it } from 'vitest';
import { explain, field, fresh } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

describe('expansion by hand', () => {
  const api = mockApi();

  it('of a collection gives whole items, with what is named whole in them', async () => {
    api.on('GET', '/v2/room?expand=items.owner', page([wholeRoom(1, wholeUser(7))]));

    const { items } = await api.hc.rooms({ expand: 'items.owner' });

    expect(items[0]?.topic).toBe('Topic 1');
    expect(items[0]?.owner.email).toBe('user7@example.com');
    expect(items[0]?.created.toString()).toBe('2013-11-07T17:57:11Z');
  });

  it('of items, with other options, is no part of the collection’s address', async () => {
    api.on('GET', '/v2/room?include-archived=true&expand=items', page([wholeRoom(1)]));

    const page1 = await api.hc.rooms({ includeArchived: true, expand: 'items' });

    expect(page1.items[0]?.topic).toBe('Topic 1');
    expect(JSON.parse(JSON.stringify(page1.items[0]?.owner))).not.toHaveProperty('email');
  });

  it('of a resource by id or by `self` shows the named references whole', async () => {
    api.on('GET', '/v2/room/42?expand=owner.group', wholeRoom(42, wholeUser(7)));
    api.on('GET', '/v2/group/1', { id: 1, domain: 'example.com', links: {} });
    api.on('GET', '/v2/room/43?expand=owner', wholeRoom(43, wholeUser(7)));

    const room = await api.hc.room(42, { expand: 'owner.group' });
    const other = await api.hc.room(43).self({ expand: ['owner'] });

    expect(room.owner.email).toBe('user7@example.com');
    expect(room.owner.group.domain).toBe('example.com');
    expect(other.owner.email).toBe('user7@example.com');
  });

  it('rides on the page of an item', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=0&max-results=1&expand=items.owner',
      page([wholeRoom(1, wholeUser(7))]),
    );

    const room = await api.hc.rooms.items[0].self({ expand: 'owner' });

    expect(room.owner.email).toBe('user7@example.com');
  });

  it('rides on the page of the items for which a lambda asks for it', async () => {
    const path = '/v2/room?start-index=0&max-results=1000&expand=items.owner';
    api.on('GET', path, page([wholeRoom(1, wholeUser(7))]));
    const whole = () => api.hc.rooms.map((room) => room.self({ expand: 'owner' }));
    const [planned, ...more] = explain(whole()).requests;

    const [room] = await whole();

    expect(room?.owner.email).toBe('user7@example.com');
    expect(planned?.url).toContain(path);
    expect(more).toEqual([]);
  });

  it('adds to what the walk asks for', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));

    expect(await api.hc.room(42, { expand: 'owner' }).topic).toBe('Topic 42');
  });

  it('shows no more than it was asked for when the walk goes on', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));

    const owner = await api.hc.room(42, { expand: 'owner' }).owner;

    expect(JSON.parse(JSON.stringify(owner))).not.toHaveProperty('email');
    expect(await owner.email).toBe('user7@example.com');
  });

  it('that the server ignores is read thing by thing', async () => {
    api.on('GET', '/v2/room?expand=items.owner', page([roomStub(1)]));
    api.on('GET', '/v2/room/1?expand=owner', wholeRoom(1));
    api.on('GET', '/v2/user/7', wholeUser(7));

    const [room] = await api.hc.rooms({ expand: 'items.owner' }).items;

    expect(room?.owner.email).toBe('user7@example.com');
  });

  it('that the server ignores is read thing by thing in a loop, too', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1000&expand=items', page([roomStub(1)]));
    api.on('GET', '/v2/room/1', wholeRoom(1));

    const topics: string[] = [];
    for await (const room of api.hc.rooms({ expand: 'items' })) topics.push(room.topic);

    expect(topics).toEqual(['Topic 1']);
  });

  it('fails where what it names cannot be read', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42));
    api.on(
      'GET',
      '/v2/user/7',
      { error: { code: 403, message: 'no', type: 'Forbidden' } },
      { status: 403 },
    );

    await expect(settle(api.hc.room(42, { expand: 'owner' }))).rejects.toThrow('403 Forbidden');
  });

  it('fails in a loop where what an item names cannot be read, after the items before it', async () => {
    const loop = '/v2/room?start-index=0&max-results=1000&expand=items.owner';
    api.on('GET', loop, page([wholeRoom(1, wholeUser(7)), wholeRoom(2, userStub(8))]));
    const error = { code: 403, message: 'no', type: 'Forbidden' };
    api.on('GET', '/v2/user/8', { error }, { status: 403 });
    const emails: (string | null)[] = [];
    const going = (async () => {
      for await (const room of api.hc.rooms({ expand: 'items.owner' })) {
        emails.push(room.owner.email);
      }
    })();

    await expect(going).rejects.toThrow('403 Forbidden');
    expect(emails).toEqual(['user7@example.com']);
  });

  it('shows null, a label and an absent reference as they are', async () => {
    api.on('GET', '/v2/room/42/history?expand=items.from,items.mentions', {
      items: [
        { id: 'a', from: 'Monitor', mentions: [], date: '2018-01-04T10:16:02Z' },
        { id: 'b', from: null, mentions: [wholeUser(7)], date: '2018-01-04T10:16:02Z' },
        { id: 'c', mentions: [], date: '2018-01-04T10:16:02Z' },
        { id: 'd', from: wholeUser(8), mentions: [], date: '2018-01-04T10:16:02Z' },
      ],
    });

    const { items } = await api.hc.room(42).history({ expand: ['items.from', 'items.mentions'] });

    expect(items.map(({ from }) => (typeof from === 'object' ? from?.email : from))).toEqual([
      'Monitor',
      undefined,
      undefined,
      'user8@example.com',
    ]);
    expect(items[1]?.mentions[0]?.email).toBe('user7@example.com');
  });

  it('is in the plan', () => {
    expect(String(explain(api.hc.rooms({ expand: 'items.owner' })))).toBe(
      '1  round 1  GET  /v2/room?expand=items.owner  a page of rooms\n1 request',
    );
    expect(explain(api.hc.room(42, { expand: ['owner', 'statistics'] })).requests[0]?.url).toBe(
      'https://api.hipchat.com/v2/room/42?expand=owner%2Cstatistics',
    );
  });

  it('is not asked of what is taken fresh', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42, { expand: 'owner' });

    const again = await fresh(room);

    expect(JSON.parse(JSON.stringify(again.owner))).not.toHaveProperty('email');
  });

  it('refuses a path that names nothing, and says what is there', async () => {
    const { hc } = api;

    await expect(
      // @ts-expect-error -- a room has an owner
      settle(hc.rooms({ expand: 'items.ownr' })),
    ).rejects.toThrow(
      "rooms: `expand`: 'ownr' names nothing that a room could expand: it has owner, statistics; did you mean 'owner'?",
    );
    await expect(
      // @ts-expect-error -- of a collection, items come first
      settle(hc.rooms({ expand: 'owner' })),
    ).rejects.toThrow("`expand` of a collection takes 'items' and what is in them, got 'owner'");
    await expect(
      // @ts-expect-error -- participants are a collection
      settle(hc.room(42, { expand: 'participants' })),
    ).rejects.toThrow("'participants' is a collection, which is read by itself");
    await expect(
      // @ts-expect-error -- a path is a text
      settle(hc.rooms({ expand: 3 })),
    ).rejects.toThrow(TypeError);

    expect(api.asked).toEqual([]);
  });
});

describe('on a real server, expansion by hand', () => {
  const live = liveServer();

  it('is asked of one message within its envelope', async () => {
    const { items } = await live.hc.room('Ops').latest({ maxResults: 1 });
    const message = live.hc.room('Ops').messageById(items[0]?.id ?? '');

    expect(await message.from.email).toMatch(/@/);
    expect(live.requests()).toEqual([
      'GET /v2/room/Ops/history/latest?max-results=1',
      `GET /v2/room/Ops/history/${items[0]?.id}?expand=message.from`,
    ]);
  });

  it('is one request for a list with all that is named in it', async () => {
    const { items } = await live.hc.rooms({ expand: ['items.owner', 'items.statistics'] });

    expect(items).toHaveLength(12);
    for (const room of items) {
      expect(room.owner.email).toMatch(/@/);
      expect(room.statistics.messages_sent).toBeTypeOf('number');
    }
    expect(live.requests()).toEqual(['GET /v2/room?expand=items.owner,items.statistics']);
  });

  it('is whole item by item when a loop goes through all of it, and its items go on as such', async () => {
    const topics: string[] = [];
    for await (const room of live.hc.rooms({ expand: 'items.owner' })) {
      topics.push(`${room.topic} ${room.owner.email}`);
    }

    expect(topics[1]).toBe('Pager: @bo until Friday bo@example.com');
    expect(live.requests()).toEqual([
      'GET /v2/room?start-index=0&max-results=1000&expand=items.owner',
    ]);
    const [first] = await live.hc.rooms({ expand: 'items' }).take(1);
    expect(await first?.topic).toBe('Say hello, be kind');
  });

  it('leaves the short list of participants to `field`', async () => {
    const room = await live.hc.room(42);

    const inRoom = (await field(room, 'participants')) as readonly { readonly name: string }[];

    expect(inRoom.map(({ name }) => name)).toContain('Ann Okafor');
    expect((await room.participants).items.length).toBe(inRoom.length);
  });
});
