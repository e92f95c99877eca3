import { describe, expect, it } from 'vitest';
import { explain, HypChat, type UserStub, within } from '../../src/index.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { liveServer } from '../helpers/live.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';

const api = mockApi();
const ALL = 'start-index=0&max-results=1000';
const rooms = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => roomStub(from + index));
const listed = <T>(chain: object): AsyncIterable<T> => chain as AsyncIterable<T>;
const next = (start: number) => `room?start-index=${start}&max-results=1000`;

describe('for await', () => {
  it('goes through every item of every page', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(2), { next: next(2) }));
    api.on('GET', `/v2/${next(2)}`, page(rooms(2, 3), { startIndex: 2 }));
    const ids: number[] = [];

    for await (const room of api.hc.rooms) ids.push(room.id);

    expect(ids).toEqual([1, 2, 3, 4]);
  });

  it('goes through what operations give, with what their lambdas read expanded', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items.owner`,
      page([wholeRoom(1, wholeUser(7)), wholeRoom(2, wholeUser(8))], {}),
    );
    const emails: (string | null)[] = [];

    for await (const email of api.hc.rooms.map((room) => room.owner.email)) emails.push(email);

    expect(emails).toEqual(['user7@example.com', 'user8@example.com']);
  });

  it('goes through the one page of items', async () => {
    api.on('GET', '/v2/room', page(rooms(2), { next: next(2) }));
    const ids: number[] = [];

    for await (const room of api.hc.rooms.items) ids.push(room.id);

    expect(ids).toEqual([1, 2]);
  });

  it('asks nothing before the first item is wanted', () => {
    const iterator = api.hc.rooms[Symbol.asyncIterator]();

    expect(typeof iterator.next).toBe('function');
    expect(api.asked).toEqual([]);
  });

  it('starts anew for each loop', async () => {
    for (let turn = 0; turn < 2; turn += 1) api.on('GET', `/v2/room?${ALL}`, page(rooms(1), {}));
    const list = api.hc.rooms;

    for await (const _ of list);
    for await (const _ of list);

    expect(api.asked).toHaveLength(2);
  });

  it('loads the siblings of an item that lacks something, with one request', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(3), {}));
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items`,
      page([wholeRoom(1), wholeRoom(2), wholeRoom(3)], {}),
    );
    const topics: string[] = [];

    for await (const room of api.hc.rooms) topics.push(await room.topic);

    expect(topics).toEqual(['Topic 1', 'Topic 2', 'Topic 3']);
  });

  it('goes on where it was while its items are changed', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(2), { next: next(2) }));
    api.on('GET', `/v2/${next(2)}`, page(rooms(1, 3), { startIndex: 2 }));
    for (const id of [1, 2, 3]) {
      api.on('POST', `/v2/room/${id}/message`, { id: 'x', timestamp: '2020-01-01T00:00:00Z' });
    }

    for await (const room of api.hc.rooms) await room.message('hi');

    expect(api.asked.filter((line) => line.startsWith('GET'))).toHaveLength(2);
  });

  it('shows what its page brought, though it was changed before its turn', async () => {
    const owned = [wholeRoom(1, userStub(7)), wholeRoom(2, userStub(7))];
    api.on('GET', `/v2/room?${ALL}&expand=items`, page(owned, {}));
    const sent = { id: 'x', timestamp: '2020-01-01T00:00:00Z' };
    for (let turn = 0; turn < 2; turn += 1) api.on('POST', '/v2/user/7/message', sent);
    const names: string[] = [];

    for await (const owner of api.hc.rooms.map((room) => room.owner)) {
      names.push(owner.name);
      await owner.message('hi');
    }

    expect(names).toEqual(['User 7', 'User 7']);
  });

  it('ends with the error of an item at its turn, whatever is done before', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(3), {}));
    api.on('POST', '/v2/room/1/message', { id: 'x', timestamp: '2020-01-01T00:00:00Z' });
    const promised = api.hc.rooms.map((room) =>
      room.id === 2 ? (Promise.resolve() as never) : room,
    );
    const ids: number[] = [];
    const loop = async () => {
      for await (const room of promised) {
        ids.push(room.id);
        await room.message('hi');
      }
    };

    await expect(loop()).rejects.toThrow('the lambda returned a promise');
    const iterator = promised[Symbol.asyncIterator]();
    expect(ids).toEqual([1]);
    expect(api.asked).toHaveLength(2);

    api.on('GET', `/v2/room?${ALL}`, page(rooms(3), {}));
    await iterator.next();
    await expect(iterator.next()).rejects.toThrow('the lambda returned a promise');
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('ends with the error of a page, after the items before it', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(2), { next: next(2) }));
    api.on(
      'GET',
      `/v2/${next(2)}`,
      { error: { code: 403, message: 'no more', type: 'x' } },
      {
        status: 403,
      },
    );
    const ids: number[] = [];
    const loop = async (): Promise<void> => {
      for await (const room of api.hc.rooms) ids.push(room.id);
    };

    await expect(loop()).rejects.toThrow('no more');
    expect(ids).toEqual([1, 2]);
  });

  it('keeps to a budget, which holds for the loop as a whole', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(1), { next: next(1) }));
    const loop = async (): Promise<void> => {
      for await (const _ of within(api.hc.rooms, { budget: 1 }));
    };

    await expect(loop()).rejects.toThrow('the walk needs at least 2, and 1 request is allowed');
  });

  it('answers calls of next in their order, though nobody waited in between', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(2), {}));
    const iterator = api.hc.rooms[Symbol.asyncIterator]();

    const three = await Promise.all([iterator.next(), iterator.next(), iterator.next()]);

    expect(three.map(({ value }) => value?.id)).toEqual([1, 2, undefined]);
    expect(three.map(({ done }) => done)).toEqual([false, false, true]);
  });

  it('is over for a call of next that waits while it is left', async () => {
    const held = heldApi();
    const iterator = held.hc.rooms[Symbol.asyncIterator]();
    const waiting = iterator.next();
    await held.arrival(`GET /v2/room?${ALL}`);

    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(held.aborted).toEqual(held.asked);
  });

  it('has an item that is at hand in one promise job', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(4), {}));
    const iterator = api.hc.rooms[Symbol.asyncIterator]();
    await iterator.next();

    for (let turn = 0; turn < 2; turn += 1) {
      // A promise that is settled wins, also where another one stands behind it.
      const item = iterator.next();
      expect(await Promise.race([item, 'no item yet'])).not.toBe('no item yet');
    }
  });

  it('goes through a list that stands in a document, of data or of things', async () => {
    const message = { id: 'm', message: '', mentions: [userStub(7), userStub(8)] };
    api.on('GET', '/v2/user/7', { ...wholeUser(7), roles: ['user', 'admin'] });
    api.on('GET', '/v2/room/42/history/latest', { items: [message] });
    const seen: string[] = [];

    for await (const role of listed<string>(api.hc.user(7).roles)) seen.push(role);
    for await (const user of listed<UserStub>(api.hc.room(42).latest.items[0].mentions)) {
      seen.push(user.name);
    }

    expect(seen).toEqual(['user', 'admin', 'User 7', 'User 8']);
  });

  it('of what is no collection says so', async () => {
    const loop = async (): Promise<void> => {
      // @ts-expect-error -- a room is none
      for await (const _ of api.hc.room(1).self);
    };

    await expect(loop()).rejects.toThrow('this is no collection to go through: await it');
  });

  it('of a forEach is refused, and sends nothing', async () => {
    const loop = async (): Promise<void> => {
      // @ts-expect-error -- it gives nothing to go through
      for await (const _ of api.hc.rooms.forEach((room) => room.delete()));
    };

    await expect(loop()).rejects.toThrow('`forEach` gives nothing to go through: await it');
    expect(api.asked).toEqual([]);
  });

  it('with an async lambda is refused as an await is', async () => {
    const loop = async (): Promise<void> => {
      // @ts-expect-error -- it does not compile either
      for await (const _ of api.hc.rooms.map(async (room) => room.name));
    };

    await expect(loop()).rejects.toThrow('the lambda is async');
  });
});

describe('pages ahead of a loop', () => {
  it('are on their way once the second half of a page is in use', async () => {
    const held = heldApi();
    const iterator = held.hc.rooms[Symbol.asyncIterator]();
    const first = iterator.next();
    await held.answer(`GET /v2/room?${ALL}`, page(rooms(4), { next: next(4) }));
    await first;
    await iterator.next();
    await quiet();
    expect(held.asked).toHaveLength(1);

    await iterator.next();
    await held.arrival(`GET /v2/${next(4)}`);

    expect(held.asked).toHaveLength(2);
    await iterator.return?.();
  });

  it('leave before the loop goes on, though it waits for nothing else', async () => {
    const held = heldApi();
    const asked: number[] = [];
    const loop = (async () => {
      for await (const _ of held.hc.rooms) asked.push(held.asked.length);
    })();
    await held.answer(`GET /v2/room?${ALL}`, page(rooms(4), { next: next(4) }));
    await held.answer(`GET /v2/${next(4)}`, page(rooms(1, 5), { startIndex: 4 }));
    await loop;

    expect(asked).toEqual([1, 1, 1, 2, 2]);
  });

  it('are as many as `concurrency` says, once the second half of the first page is in use', async () => {
    const held = heldApi();
    const window = (start: number) => `GET /v2/room?start-index=${start}&max-results=2`;
    const iterator = held.hc.rooms.contents({ concurrency: 2 })[Symbol.asyncIterator]();
    const first = iterator.next();
    await held.answer(`GET /v2/room?${ALL}`, page(rooms(2), { next: next(2) }));
    await first;
    void iterator.next();
    await held.answer(`GET /v2/${next(2)}`, page(rooms(2, 3), { startIndex: 2, next: next(4) }));
    await held.answer(window(4), page(rooms(2, 5), { startIndex: 4, next: next(6) }));
    const third = await iterator.next();
    await iterator.next();
    await held.arrival(`GET /v2/${next(6)}`);
    await held.arrival(window(8));

    expect(third.value?.id).toBe(3);
    expect(held.asked).toHaveLength(5);
    await iterator.return?.();
  });

  it('are given up when the loop is left', async () => {
    const held = heldApi();
    const loop = (async () => {
      for await (const room of held.hc.rooms) if (room.id === 2) break;
    })();
    await held.answer(`GET /v2/room?${ALL}`, page(rooms(2), { next: next(2) }));
    await loop;
    await quiet();

    expect(held.aborted).toEqual(held.asked.slice(1));
  });

  it('are not asked for where the loop may stop by itself', async () => {
    const held = heldApi();
    const loop = (async () => {
      for await (const _ of held.hc.rooms.take(2));
    })();
    await held.answer(
      'GET /v2/room?start-index=0&max-results=2',
      page(rooms(2), { next: next(2) }),
    );
    await loop;
    await quiet();

    expect(held.asked).toHaveLength(1);
  });
});

describe('a page of a collection', () => {
  it('that repeats what was there before repeats no item', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(3), { next: next(3) }));
    // It begins one too early, as when an item went from before it.
    api.on('GET', `/v2/${next(3)}`, page(rooms(2, 3), { startIndex: 2 }));

    expect(await api.hc.rooms.map((room) => room.id)).toEqual([1, 2, 3, 4]);
  });

  it('that repeats what was there before is the end, though one of its items is none', async () => {
    let asked = 0;
    const hc = new HypChat('token', {
      retries: 0,
      fetch: async () => {
        asked += 1;
        if (asked > 9) throw new Error('asked for ever');
        return Response.json(page([roomStub(1), null], { maxResults: 2 }));
      },
    });

    expect(await hc.rooms.map((room: { id: number } | null) => room?.id)).toEqual([1, undefined]);
    expect(asked).toBe(2);
  });

  it('that is empty in the middle ends nothing', async () => {
    api.on('GET', `/v2/room?${ALL}`, page(rooms(2), { next: next(2) }));
    api.on('GET', `/v2/${next(2)}`, page([], { startIndex: 2, next: next(4) }));
    api.on('GET', `/v2/${next(4)}`, page(rooms(1, 5), { startIndex: 4 }));

    expect(await api.hc.rooms.map((room) => room.id)).toEqual([1, 2, 5]);
  });

  it('whose `next` forgets the expansion is asked with it all the same', async () => {
    const expanded = '&expand=items.owner';
    api.on(
      'GET',
      `/v2/room?${ALL}${expanded}`,
      page([wholeRoom(1, wholeUser(7))], { next: next(1) }),
    );
    api.on(
      'GET',
      `/v2/${next(1)}${expanded}`,
      page([wholeRoom(2, wholeUser(8))], { startIndex: 1 }),
    );

    expect(await api.hc.rooms.map((room) => room.owner.email)).toHaveLength(2);
  });

  it('that is shorter than asked loses nothing, with several pages at once', async () => {
    const window = (start: number, size: number) =>
      `/v2/room?start-index=${start}&max-results=${size}`;
    api.on('GET', window(0, 1000), page(rooms(2), { next: 'room?start-index=2&max-results=2' }));
    api.on('GET', window(2, 2), page(rooms(1, 3), { startIndex: 2, next: 'room?start-index=3' }));
    api.on('GET', window(4, 2), page(rooms(1, 5), { startIndex: 4 }));
    api.on('GET', '/v2/room?start-index=3', page(rooms(2, 4), { startIndex: 3 }));

    const ids = (await api.hc.rooms.toArray({ concurrency: 2 })).map((room) => room.id);

    expect(ids).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('a long collection', () => {
  const live = liveServer();

  it('is gone through whole, on pages of the greatest size', async () => {
    const ids = new Set<number>();
    for await (const user of live.hc.users) ids.add(user.id);

    const all = await live.hc.users.toArray();

    expect(ids.size).toBe(all.length);
    expect(live.requests()[0]).toContain('max-results=1000');
  });

  it('shows in its plan that there may be more pages', () => {
    expect(explain(live.hc.users.toArray()).bill).toEqual({ least: 1, most: null });
  });
});
