/** How many requests a walk costs, and which: the rules of the planner, one by one. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';

const api = mockApi();

describe('one chain', () => {
  it('expands instead of following', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));

    expect(await api.hc.room(42).owner.email).toBe('user7@example.com');
  });

  it('expands as deep as it reads', async () => {
    api.on(
      'GET',
      '/v2/room/42?expand=owner.group',
      wholeRoom(42, {
        ...wholeUser(7),
        group: {
          id: 1,
          name: 'G',
          links: { self: 'https://api.hipchat.com/v2/group/1' },
          domain: 'g.example',
        },
      }),
    );

    expect(await api.hc.room(42).owner.group.domain).toBe('g.example');
  });

  it('does not expand what the stub holds already', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    expect(await api.hc.room(42).owner.name).toBe('User 7');
  });

  it('walks on by the links that were declared where the server does not expand', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42));
    api.on('GET', '/v2/user/7', wholeUser(7));

    expect(await api.hc.room(42).owner.email).toBe('user7@example.com');
  });

  it('goes on without the expansion where the server refuses it', async () => {
    api.on(
      'GET',
      '/v2/room/42?expand=owner',
      { error: { code: 400, message: 'no expand', type: 'Bad Request' } },
      { status: 400 },
    );
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/user/7', wholeUser(7));

    expect(await api.hc.room(42).owner.email).toBe('user7@example.com');
  });

  it('asks a thing with an address of its own there', async () => {
    api.on('GET', '/v2/room/42/statistics', {
      links: { self: 'https://api.hipchat.com/v2/room/42/statistics' },
      messages_sent: 5,
    });

    expect(await api.hc.room(42).statistics.messages_sent).toBe(5);
  });

  it('asks for the address alone of what is looked up below it', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
    api.on('GET', '/v2/room/42/webhook/5', { id: 5, url: 'https://x.test', links: {} });

    expect(await api.hc.rooms.items[0].webhook(5).url).toBe('https://x.test');
  });

  it('derives the address of a collection where no document is needed for it', async () => {
    api.on('GET', '/v2/room/42/participant?start-index=0&max-results=1', page([userStub(1)]));

    expect((await api.hc.room(42).participants.items[0]).name).toBe('User 1');
  });

  it('uses the declared address where a document is in hand', async () => {
    const links = {
      self: 'https://api.hipchat.com/v2/room/42',
      participants: 'https://api.hipchat.com/v2/elsewhere',
    };
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), links });
    api.on('GET', '/v2/elsewhere?start-index=0&max-results=1', page([userStub(1)]));

    const room = await api.hc.room(42);

    expect((await room.participants.items[0]).id).toBe(1);
  });

  it('asks the server itself where the document in hand does not declare a link', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/42/member', page([userStub(1)]));
    const room = await api.hc.room(42);

    expect((await room.members).items).toHaveLength(1);
  });
});

describe('an index', () => {
  it('is asked for as a window, not through the pages before it', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=1500&max-results=1',
      page([roomStub(3)], { startIndex: 1500, maxResults: 1 }),
    );

    expect((await api.hc.rooms.items[1500 as 0]).id).toBe(3);
  });

  it('is read from the pages in order where the server ignores windows', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=3&max-results=1',
      page([roomStub(1), roomStub(2)], { next: 'room?start-index=2' }),
    );
    api.on('GET', '/v2/room?start-index=2', page([roomStub(3), roomStub(4)], { startIndex: 2 }));

    expect((await api.hc.rooms.items[3]).id).toBe(4);
  });

  it('that lies beyond the end is an error that says how many there are', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=1&max-results=2',
      page([roomStub(1)], { startIndex: 1, maxResults: 2 }),
    );
    const { hc } = api;

    const results = await Promise.allSettled([hc.rooms.items[1], hc.rooms.items[2]]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(String((results[1] as PromiseRejectedResult).reason)).toContain(
      'no item 2 of the rooms: there are 2\n  hc.rooms.items[2]\n                ^^^',
    );
  });

  it('of a history is looked up on its page, for the server ignores windows there', async () => {
    const message = (id: string) => ({
      id,
      date: '2018-01-04T10:16:02+00:00',
      from: userStub(1),
      message: id,
      mentions: [],
      type: 'message',
    });
    api.on('GET', '/v2/room/42/history', page([message('a'), message('b')]));

    expect(await api.hc.room(42).history.items[1].message).toBe('b');
  });

  it('counts from the start that the options pick', async () => {
    api.on(
      'GET',
      '/v2/room?include-archived=true&start-index=5&max-results=1',
      page([roomStub(6)], { startIndex: 5 }),
    );
    const rooms = api.hc.rooms({ startIndex: 5, includeArchived: true });

    expect((await rooms.items[0]).id).toBe(6);
  });
});

describe('an option that the map does not know', () => {
  it('is sent as it is', async () => {
    api.on('GET', '/v2/room?include-secret=true', page([]));
    const options: object = { 'include-secret': true };

    expect((await api.hc.rooms(options)).items).toEqual([]);
  });

  it('is sent by the name on the wire as well', async () => {
    api.on('GET', '/v2/room?include-archived=true', page([]));
    const options: object = { 'include-archived': true };

    expect((await api.hc.rooms(options)).items).toEqual([]);
  });

  it.each(['include_archived', 'includearchived', 'IncludeArchived'])(
    'is refused where it is one that the map knows, written otherwise: %s',
    async (name) => {
      const options: object = { [name]: true };

      await expect(Promise.resolve(api.hc.rooms(options))).rejects.toThrow(
        `\`rooms\` has no option \`${name}\`: write \`includeArchived\``,
      );
    },
  );
});

describe('chains of one tick', () => {
  it('share their prefix, and unite what they expand', async () => {
    api.on(
      'GET',
      '/v2/room/42?expand=owner,statistics',
      wholeRoom(42, wholeUser(7), {
        statistics: {
          links: { self: 'https://api.hipchat.com/v2/room/42/statistics' },
          messages_sent: 5,
        },
      }),
    );
    const { hc } = api;

    expect(
      await Promise.all([
        hc.room(42).topic,
        hc.room(42).owner.email,
        hc.room(42).statistics.messages_sent,
      ]),
    ).toEqual(['Topic 42', 'user7@example.com', 5]);
  });

  it('unite their windows where one page holds them', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=0&max-results=4',
      page([roomStub(1), roomStub(2), roomStub(3), roomStub(4)], { maxResults: 4 }),
    );
    const { hc } = api;

    const [first, fourth] = await Promise.all([hc.rooms.items[0], hc.rooms.items[3]]);

    expect([first.id, fourth.id]).toEqual([1, 4]);
  });

  it('ask twice only where no page holds both', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=0&max-results=1',
      page([roomStub(1)], { maxResults: 1, next: 'room?start-index=1&max-results=1' }),
    );
    api.on(
      'GET',
      '/v2/room?start-index=5000&max-results=1',
      page([roomStub(2)], { startIndex: 5000, maxResults: 1 }),
    );
    const { hc } = api;

    const both = await Promise.all([hc.rooms.items[0], hc.rooms.items[5000 as 0]]);

    expect(both.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('find their indices on a page that another of them reads', async () => {
    api.on('GET', '/v2/room', page([roomStub(1), roomStub(2)]));
    const { hc } = api;

    const [rooms, second] = await Promise.all([hc.rooms, hc.rooms.items[1]]);

    expect(second.id).toBe(rooms.items[1]?.id);
  });

  it('have each their own error', async () => {
    api.on('GET', '/v2/room/1', wholeRoom(1));
    api.on(
      'GET',
      '/v2/room/2',
      { error: { code: 404, message: 'Room 2 not found', type: 'Not Found' } },
      { status: 404 },
    );
    const { hc } = api;

    const [first, second, third] = await Promise.allSettled([
      hc.room(1).topic,
      hc.room(2).topic,
      hc.room(2).owner.name,
    ]);

    expect(first).toMatchObject({ status: 'fulfilled', value: 'Topic 1' });
    expect(String((second as PromiseRejectedResult).reason)).toContain(
      'hc.room(2).topic\n     ^^^^^^^',
    );
    expect(String((third as PromiseRejectedResult).reason)).toContain('hc.room(2).owner.name');
  });
});

describe('two addresses of one thing', () => {
  it('are joined by what the server says of its identity', async () => {
    api.on('GET', '/v2/room/Ops', wholeRoom(42));
    api.on('GET', '/v2/user/7', wholeUser(7));

    const room = await api.hc.room('Ops');
    await room.owner.self;

    expect((await room.self).topic).toBe('Topic 42');
    expect(api.asked).toHaveLength(2);
  });
});

describe('explain', () => {
  it('sends nothing and gives plain data', () => {
    const plan = explain(api.hc.rooms.items[0].owner.message('hi'));

    expect(JSON.parse(JSON.stringify(plan))).toEqual({
      chain: "hc.rooms.items[0].owner.message('hi')",
      requests: [
        {
          number: 1,
          round: 1,
          method: 'GET',
          url: 'https://api.hipchat.com/v2/room?start-index=0&max-results=1&expand=items',
          reason: "the owner is not in a room's stub",
        },
        {
          number: 2,
          round: 2,
          method: 'POST',
          url: 'https://api.hipchat.com/v2/user/{1.items[0].owner.id}/message',
          body: { message: 'hi' },
          reason: '',
        },
      ],
      bill: { least: 2, most: 2 },
    });
    expect(api.asked).toEqual([]);
  });

  it('knows what the walk of a snapshot knows', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);

    expect(explain(room.self.topic).bill).toEqual({ least: 0, most: 0 });
    expect(explain(room.owner.email).requests.map(({ url }) => url)).toEqual([
      'https://api.hipchat.com/v2/user/7',
    ]);
  });

  it('says that a list costs a request for each page', () => {
    const plan = explain(api.hc.rooms.map((room) => room.owner.email));

    expect(plan.bill).toEqual({ least: 1, most: null });
    expect(String(plan)).toMatch(/1 request, and one for each further page$/);
  });

  it('refuses what is no chain', () => {
    expect(() => explain({} as never)).toThrow('`explain` takes a chain');
  });
});
