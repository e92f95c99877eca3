import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { liveServer } from '../helpers/live.ts';
import { mockApi, page, roomStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();
const ALL = 'start-index=0&max-results=1000';
const ARCHIVED = { is_archived: true };

describe('map', () => {
  it('expands what the lambda reads, and nothing that nobody reads', async () => {
    api.on('GET', `/v2/room?${ALL}`, page([roomStub(1), roomStub(2)], { maxResults: 1000 }));

    expect(await api.hc.rooms.map((room) => room.name)).toEqual(['Room 1', 'Room 2']);
  });

  it('reads the whole collection, page by page', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items.owner`,
      page([wholeRoom(1, wholeUser(7))], {
        maxResults: 1000,
        next: 'room?start-index=1&max-results=1000',
      }),
    );
    api.on(
      'GET',
      '/v2/room?start-index=1&max-results=1000&expand=items.owner',
      page([wholeRoom(2, wholeUser(8))], { startIndex: 1, maxResults: 1000 }),
    );

    expect(await api.hc.rooms.map((room) => room.owner.email)).toEqual([
      'user7@example.com',
      'user8@example.com',
    ]);
  });

  it('never reads a page twice, even where `next` goes round in circles', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}`,
      page([roomStub(1)], { maxResults: 1000, next: 'room?start-index=1&max-results=1000' }),
    );
    api.on(
      'GET',
      '/v2/room?start-index=1&max-results=1000',
      page([roomStub(2)], { startIndex: 1, next: `room?${ALL}` }),
    );

    expect(await api.hc.rooms.map((room) => room.id)).toEqual([1, 2]);
  });

  it('asks the page once more, for all its items, for a branch that the recorder could not see', async () => {
    const rooms = [
      roomStub(1),
      { ...roomStub(2), is_archived: true },
      { ...roomStub(3), is_archived: true },
    ];
    api.on('GET', `/v2/room?${ALL}`, page(rooms, { maxResults: 1000 }));
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items.owner`,
      page(
        [
          wholeRoom(1, wholeUser(7)),
          wholeRoom(2, wholeUser(7), ARCHIVED),
          wholeRoom(3, wholeUser(8), ARCHIVED),
        ],
        {
          maxResults: 1000,
        },
      ),
    );

    const emails = await api.hc.rooms.map((room) =>
      room.is_archived ? room.owner.email : room.name,
    );

    expect(emails).toEqual(['Room 1', 'user7@example.com', 'user8@example.com']);
    expect(api.asked).toHaveLength(2);
  });

  it('runs on data alone what stands behind a lambda that fails on samples', async () => {
    api.on('GET', `/v2/room?${ALL}`, page([roomStub(1), roomStub(22)], { maxResults: 1000 }));
    const seen: unknown[] = [];

    const lengths = await api.hc.rooms
      .map((room) => (room.name.split(' ')[1] as string).length)
      .map((length) => {
        seen.push(length);
        return length * 10;
      });

    expect(lengths).toEqual([10, 20]);
    expect(seen).toEqual([1, 2]);
  });

  it('asks for one item alone where only one misses something', async () => {
    const rooms = [roomStub(1), { ...roomStub(2), is_archived: true }];
    api.on('GET', `/v2/room?${ALL}`, page(rooms, { maxResults: 1000 }));
    api.on('GET', '/v2/room/2?expand=owner', wholeRoom(2, wholeUser(8), ARCHIVED));

    const emails = await api.hc.rooms.map((room) => (room.is_archived ? room.owner.email : ''));

    expect(emails).toEqual(['', 'user8@example.com']);
  });

  it('gives the same where the server does not expand, with each address asked once', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items.owner`,
      page([roomStub(1), roomStub(2), roomStub(3)], { maxResults: 1000 }),
    );
    for (const id of [1, 2, 3]) api.on('GET', `/v2/room/${id}?expand=owner`, wholeRoom(id));
    api.on('GET', '/v2/user/7', wholeUser(7));

    expect(await api.hc.rooms.map((room) => room.owner.email)).toEqual(
      Array(3).fill('user7@example.com'),
    );
    expect(new Set(api.asked).size).toBe(api.asked.length);
  });

  it('throws away a run that missed something, even if the lambda caught the signal', async () => {
    const rooms = [
      { ...roomStub(1), is_archived: true },
      { ...roomStub(2), is_archived: true },
    ];
    api.on('GET', `/v2/room?${ALL}`, page(rooms, { maxResults: 1000 }));
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items`,
      page([wholeRoom(1, null, ARCHIVED), wholeRoom(2, null, ARCHIVED)], { maxResults: 1000 }),
    );

    const topics = await api.hc.rooms.map((room) => {
      try {
        return room.is_archived ? room.topic : 'open';
      } catch {
        return 'caught';
      }
    });

    expect(topics).toEqual(['Topic 1', 'Topic 2']);
  });

  it('gives sample values of the right type to the recorder', async () => {
    api.on('GET', `/v2/room?${ALL}&expand=items`, page([wholeRoom(1)], { maxResults: 1000 }));
    const cutoff = Temporal.Instant.from('2020-01-01T00:00:00Z');

    const old = await api.hc.rooms.map(
      (room) =>
        Temporal.Instant.compare(room.created, cutoff) < 0 && room.topic.startsWith('Topic'),
    );

    expect(old).toEqual([true]);
  });

  it('rejects with an error of the lambda’s own', async () => {
    api.on('GET', `/v2/room?${ALL}`, page([roomStub(1)], { maxResults: 1000 }));
    const own = new Error('mine');

    const result = settle(
      api.hc.rooms.map((room) => {
        if (room.name !== '') throw own;
        return room.id;
      }),
    );

    await expect(result).rejects.toBe(own);
  });

  it('refuses an async lambda, and says what to write', async () => {
    // @ts-expect-error -- an async lambda does not compile either
    const result = settle(api.hc.rooms.map(async (room) => room.name));

    await expect(result).rejects.toThrow(/the lambda is async: .*for await \(const item of/);
  });

  it('gives rows as stubs: alone, in arrays and in records', async () => {
    api.on('GET', `/v2/room?${ALL}&expand=items`, page([wholeRoom(1)], { maxResults: 1000 }));

    const [given] = await api.hc.rooms.map((room) => ({
      by: room.owner,
      all: [room],
      is: room.name,
    }));

    expect(given?.by.name).toBe('User 7');
    expect(given?.all[0]?.name).toBe('Room 1');
    expect(given?.is).toBe('Room 1');
  });

  it('takes a spread row for the whole resource', async () => {
    api.on('GET', `/v2/room?${ALL}&expand=items`, page([wholeRoom(1)], { maxResults: 1000 }));

    const [room] = await api.hc.rooms.map((each) => ({ ...each }).topic);

    expect(room).toBe('Topic 1');
  });

  it('of items reads the one page that awaiting them gives', async () => {
    api.on('GET', '/v2/room', page([roomStub(1)], { next: 'room?start-index=1' }));

    expect(await api.hc.rooms.items.map((room) => room.name)).toEqual(['Room 1']);
  });

  it('of a page that is in hand asks for what the lambda reads, once', async () => {
    api.on('GET', '/v2/room', page([roomStub(1), roomStub(2)]));
    api.on('GET', '/v2/room?expand=items', page([wholeRoom(1), wholeRoom(2)]));
    const rooms = await api.hc.rooms;

    expect(await rooms.map((room) => room.topic)).toEqual(['Topic 1', 'Topic 2']);
  });
});

describe('map on a server that caps expansion', () => {
  const capped = liveServer({ expandDepth: 1 });
  const off = liveServer({ expandDepth: 0 });
  const full = liveServer();

  it('gives what it gives on one that does not', async () => {
    const read = (live: typeof capped) =>
      live.hc.rooms.map((room) => `${room.name}: ${room.owner.email}`);

    const expected = await read(full);

    expect(await read(capped)).toEqual(expected);
    expect(await read(off)).toEqual(expected);
    expect(new Set(off.requests()).size).toBe(off.requests().length);
  });
});
