/** Lists with options, with what goes on from them, within one another and beside other things. */

import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { explain, ItemsError, trace, within } from '../../src/index.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { liveServer } from '../helpers/live.ts';
import { page, roomStub } from '../helpers/mockApi.ts';
import { call, failure, fake, refusal } from './helpers.ts';

const idsTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const ids = (list: readonly { readonly id: number }[]): number[] => list.map(({ id }) => id);

describe('a collection with options', () => {
  it('keeps them on every page of a list', async () => {
    const server = fake({ rooms: 12, cap: 5 });
    const got = await server.hc.rooms({ includeArchived: true }).map((room) => room.owner.email);
    expect(got).toHaveLength(12);
    expect(server.asked.every(({ query }) => query.get('include-archived') === 'true')).toBe(true);
  });

  it('with an expansion of its own comes with it, in loops and lists', async () => {
    const server = fake({ rooms: 12, cap: 5 });
    const seen: string[] = [];
    for await (const room of server.hc.rooms({ expand: 'items' })) seen.push(room.topic);
    expect(seen).toHaveLength(12);
    expect(server.lines()).toHaveLength(3);
    const all = await server.hc.rooms({ expand: 'items' }).toArray();
    expect(server.lines()).toHaveLength(6);
    // A list gives what its types say: stubs, whose chains cost nothing here.
    expect(await all[11]?.topic).toBe('Topic 12');
    expect(server.lines()).toHaveLength(6);
  });

  it('that starts further on is gone through from there, and says so or is refused with words', async () => {
    const server = fake({ rooms: 12, cap: 5 });
    const [result] = await Promise.allSettled([server.hc.rooms({ startIndex: 4 }).toArray()]);
    if (result.status === 'fulfilled') expect(ids(result.value).at(-1)).toBe(12);
    else expect((result.reason as Error).message).toContain('startIndex');
  });
});

describe('what goes on from find', () => {
  it('reads with the page what lies behind it', async () => {
    const server = fake();
    expect(await server.hc.rooms.find((room) => room.id === 5).owner.email).toBe(
      'user2@example.com',
    );
    expect(server.lines()).toHaveLength(1);
  });

  it('acts once, on the one', async () => {
    const server = fake();
    await server.hc.rooms.find((room) => room.owner.email === 'user2@example.com').message('hi');
    expect(server.lines().at(-1)).toBe('POST /v2/room/2/message');
    expect(server.lines()).toHaveLength(2);
  });

  it('is an error with words where there is none, and nothing is sent', async () => {
    const server = fake();
    const error = await failure(server.hc.rooms.find(() => false).message('hi'));
    expect(error.message).toContain('find');
    expect(server.asked.every(({ method }) => method === 'GET')).toBe(true);
    await failure(server.hc.rooms.find(() => false).owner.email);
  });

  it('of a mapped list gives a stub', async () => {
    const { hc } = fake();
    const owner = await hc.rooms
      .map((room) => room.owner)
      .find((user) => user.email === 'user3@example.com');
    expect(owner?.name).toBe('User 3');
  });

  it('can be an argument', async () => {
    const server = fake();
    await server.hc.room(1).invite(server.hc.users.find((user) => user.name === 'User 4'));
    expect(server.lines().at(-1)).toBe('POST /v2/room/1/invite/4');
  });

  it('of the same list, of one tick, share the pages', async () => {
    const server = fake({ cap: 5 });
    const found = await Promise.all(
      [2, 4, 11].map((id) => server.hc.rooms.find((room) => room.id === id).name),
    );
    expect(found).toEqual(['Room 2', 'Room 4', 'Room 11']);
    expect(server.lines(), server.lines().join('\n')).toHaveLength(3);
  });
});

describe('lists in lists', () => {
  it('filter, take and count within a lambda', async () => {
    const server = fake({ rooms: 3 });
    const got = await server.hc.rooms.map((room) => ({
      one: room.participants.filter((user) => user.id === 2).take(1),
      any: room.participants.some((user) => user.email === 'user1@example.com'),
      deep: room.participants.map((user) => ({ user, room })),
    }));
    expect(got[2]?.one.map(({ name }) => name)).toEqual(['User 2']);
    expect(got[2]?.any).toBe(true);
    expect(got[2]?.deep[0]?.room.id).toBe(3);
    expect(server.lines().length, server.lines().join('\n')).toBeLessThanOrEqual(1 + 3);
  });

  it('of forEach are actions of their own', async () => {
    const server = fake({ rooms: 3 });
    const chain = server.hc.rooms.forEach((room) =>
      room.participants.forEach((user) => user.message(`hi from ${room.name}`)),
    );
    const [result] = await Promise.allSettled([chain]);
    const posts = server.asked.filter(({ method }) => method === 'POST');
    if (result.status === 'fulfilled') expect(posts).toHaveLength(6);
    else {
      expect((result.reason as Error).message).toContain('forEach');
      expect(posts).toHaveLength(0);
    }
  });

  it('that fail for one room fail with its words', async () => {
    const server = fake({
      rooms: 3,
      instead: ({ path }) =>
        path === '/v2/room/2/participant' ? refusal(403, 'not there') : undefined,
    });
    const error = await failure(
      server.hc.rooms.map((room) => room.participants.map((user) => user.name)),
    );
    expect(error.message).toContain('not there');
  });

  it('read what they close over, of a list further out', async () => {
    const { hc } = fake({ rooms: 2 });
    const got = await hc.rooms.map((room) =>
      hc.users.take(2).map((user) => `${room.topic} ${user.email}`),
    );
    expect(got).toEqual([
      ['Topic 1 user1@example.com', 'Topic 1 user2@example.com'],
      ['Topic 2 user1@example.com', 'Topic 2 user2@example.com'],
    ]);
  });

  it('read it too in a branch that no sample takes, with one request more', async () => {
    const server = fake({ rooms: 3 });
    const got = await server.hc.rooms.map((room) =>
      room.participants.map((user) => (user.id === 2 ? `${room.topic} ${room.owner.email}` : '')),
    );
    expect(got).toEqual([1, 2, 3].map((id) => ['', `Topic ${id} user${id}@example.com`]));
    expect(server.lines(), server.lines().join('\n')).toHaveLength(1 + 3 + 1);
  });

  it('that is not there fails with its words where it is closed over', async () => {
    const { hc } = fake({
      rooms: 2,
      expandDepth: 0,
      instead: ({ path }) => (path === '/v2/room/2' ? refusal(403, 'not for you') : undefined),
    });
    const error = await failure(
      hc.rooms.map((room) =>
        room.participants.map((user) => (user.id === 2 ? room.topic : 'none')),
      ),
    );
    expect(error.message).toContain('not for you');
  });

  it('find by what they close over who is an argument of an action', async () => {
    const server = fake({ rooms: 3 });
    await server.hc.rooms.forEach((room) =>
      room.invite(server.hc.users.find((user) => room.topic === `Topic ${user.id}`)),
    );
    expect(server.lines().slice(-3)).toEqual([
      'POST /v2/room/1/invite/1',
      'POST /v2/room/2/invite/2',
      'POST /v2/room/3/invite/3',
    ]);
  });

  it('find nobody for one item: a wrong argument, before anything is sent', async () => {
    const server = fake({ rooms: 3 });
    const error = await failure(
      server.hc.rooms.forEach((room) =>
        room.invite(server.hc.users.find((user) => room.id !== 2 && user.id === room.id)),
      ),
    );
    expect(error.message).toContain('hc.users.find(');
    expect(server.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('act on what they close over', async () => {
    const server = fake({ rooms: 2 });
    await server.hc.rooms
      .flatMap((room) => [{ room, owner: room.owner }])
      .filter(({ owner }) => owner.id > 0 && owner.email !== null)
      .forEach(({ room, owner }) => room.invite(owner));
    expect(server.lines().slice(-2)).toEqual([
      'POST /v2/room/1/invite/1',
      'POST /v2/room/2/invite/2',
    ]);
  });
});

describe('what lists gave', () => {
  it('walks on together: the owners of all rooms in one request', async () => {
    const server = fake();
    const owners = await server.hc.rooms.map((room) => room.owner);
    server.clear();
    expect(await Promise.all(owners.map((owner) => owner.email))).toHaveLength(12);
    expect(server.lines(), server.lines().join('\n')).toHaveLength(1);
  });

  it('as an array of several pages loads page by page, not item by item', async () => {
    const server = fake({ rooms: 30, cap: 10 });
    const rooms = await server.hc.rooms.toArray();
    server.clear();
    for (const room of rooms) expect(await room.topic).toBe(`Topic ${room.id}`);
    expect(server.lines(), server.lines().join('\n')).toHaveLength(3);
  });

  it('as a page in hand loads once, for all its items', async () => {
    const server = fake();
    const { items } = await server.hc.rooms;
    for (const room of items) await room.owner.email;
    expect(server.lines(), server.lines().join('\n')).toHaveLength(2);
  });

  it("is the caller's own list of frozen items, and no promise", async () => {
    const { hc } = fake();
    const rooms = await hc.rooms.filter((room) => room.id < 3);
    expect(rooms.sort((a, b) => b.id - a.id).map(({ id }) => id)).toEqual([2, 1]);
    expect(rooms.every((room) => Object.isFrozen(room))).toBe(true);
    expect(Reflect.get(rooms[0] ?? {}, 'then')).toBe(undefined);
  });

  it('keeps what is no row as it is', async () => {
    const { hc } = fake({ rooms: 1 });
    class Mine {
      readonly name: string;
      constructor(name: string) {
        this.name = name;
      }
    }
    const [got] = await hc.rooms.map((room) => ({
      map: new Map([[room.name, 1]]),
      set: new Set([room.id]),
      mine: new Mine(room.name),
      date: new Date(0),
      span: Temporal.Duration.from({ hours: 1 }),
      big: 10n,
      symbol: Symbol.iterator,
      nothing: undefined,
    }));
    expect(got?.map.get('Room 1')).toBe(1);
    expect(got?.set.has(1)).toBe(true);
    expect(got?.mine).toBeInstanceOf(Mine);
    expect(got?.date.getTime()).toBe(0);
    expect(got?.span.hours).toBe(1);
    expect([got?.big, got?.symbol, got?.nothing]).toEqual([10n, Symbol.iterator, undefined]);
  });
});

describe('misuse of a lambda', () => {
  it('that is async is told for every operation, and nothing is sent', async () => {
    const server = fake();
    for (const name of ['map', 'filter', 'find', 'some', 'every', 'flatMap', 'forEach']) {
      const error = await failure(call(server.hc.rooms, name, async () => true));
      expect(error, name).toBeInstanceOf(TypeError);
      expect(error.message).toContain('async');
    }
    expect(server.asked).toEqual([]);
  });

  it('that changes its row is told, and nothing changes', async () => {
    const { hc } = fake();
    const error = await failure(
      hc.rooms.map((room) => {
        if (room.id > 0) Object.assign(room, { name: 'other' });
        return room.name;
      }),
    );
    expect(error.message).toContain('only reads');
  });

  it('that acts where only readings belong is told, and nothing is sent', async () => {
    const server = fake();
    for (const name of ['map', 'filter', 'flatMap', 'find']) {
      const chain = call(server.hc.rooms, name, (room: { message(text: string): unknown }) =>
        room.message('hi'),
      );
      expect(await failure(chain), name).toBeInstanceOf(TypeError);
    }
    expect(server.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('whose row is kept beyond its run sends nothing', async () => {
    const server = fake({ rooms: 1 });
    const kept: { name: string }[] = [];
    await server.hc.rooms.map((room) => {
      kept.push(room);
      return room.name;
    });
    const before = server.asked.length;
    expect(kept.at(-1)?.name).toBe('Room 1');
    await quiet();
    expect(server.asked).toHaveLength(before);
  });
});

describe('beside other things of a tick', () => {
  it('two forEach send each of their own, and a read after them sees both', async () => {
    const server = fake({ rooms: 3 });
    const [, , topics] = await Promise.all([
      server.hc.rooms.forEach((room) => (room.id === 1 ? room.self.topic('a') : null)),
      server.hc.rooms.forEach((room) => (room.id === 2 ? room.self.topic('b') : null)),
      server.hc.rooms.map((room) => room.topic),
    ]);
    expect(topics).toEqual(['a', 'b', 'Topic 3']);
  });

  it('an abort of one of two lists leaves the other whole', async () => {
    const held = heldApi();
    const stop = new AbortController();
    const one = failure(within(held.hc.rooms, { signal: stop.signal }).map((room) => room.id));
    const two = Promise.resolve(held.hc.rooms.map((room) => room.id));
    await held.arrival('GET /v2/room?start-index=0&max-results=1000');
    stop.abort();
    await held.answer(
      'GET /v2/room?start-index=0&max-results=1000',
      page([roomStub(1), roomStub(2)], {}),
    );
    expect((await one).name).toBe('AbortError');
    expect(await two).toEqual([1, 2]);
    expect(held.aborted).toEqual([]);
  });

  it('a page that is refused for a moment is asked again, and the loop loses nothing', async () => {
    let refused = 0;
    const server = fake({
      rooms: 12,
      cap: 5,
      instead: ({ query }) => {
        if (query.get('start-index') !== '5' || refused > 0) return undefined;
        refused += 1;
        return Response.json(
          { error: { code: 429, message: 'slow down' } },
          { status: 429, headers: { 'retry-after': '0' } },
        );
      },
    });
    const seen: number[] = [];
    for await (const room of server.hc.rooms) seen.push(room.id);
    expect(seen).toEqual(idsTo(12));
    expect(refused).toBe(1);
  });
});

describe('traces of lists', () => {
  it('tell every page, and give what awaiting gives', async () => {
    const { hc } = fake({ rooms: 12, cap: 5 });
    const { value, requests } = await trace(hc.rooms.map((room) => room.id));
    expect(value).toEqual(idsTo(12));
    expect(requests).toHaveLength(3);
    const found = await trace(hc.rooms.find((room) => room.id === 7));
    expect(found.value?.id).toBe(7);
    expect(found.requests).toHaveLength(2);
  });

  it('of a failing forEach fail as awaiting does', async () => {
    const { hc } = fake({
      rooms: 2,
      instead: ({ method }) => (method === 'POST' ? refusal(403, 'no') : undefined),
    });
    const chain = hc.rooms.forEach((room) => room.message('hi'));
    expect(explain(chain).bill.most).toBe(null);
    const [result] = await Promise.allSettled([trace(chain)]);
    expect(result.status === 'rejected' && result.reason).toBeInstanceOf(ItemsError);
  });
});

describe('on the real server', () => {
  const live = liveServer();

  it('a loop over a history loads its senders together', async () => {
    let count = 0;
    for await (const message of live.hc.room(42).history) {
      const { from } = message;
      if (typeof from !== 'object' || from === null) continue;
      expect(await from.email).toBeTypeOf('string');
      count += 1;
      if (count === 20) break;
    }
    expect(count).toBeGreaterThan(3);
    expect(live.requests().length, live.requests().join('\n')).toBeLessThanOrEqual(3);
  });

  it('a list over histories of rooms goes back to the first message of each', async () => {
    const counts = await live.hc.rooms.take(2).map((room) => ({
      id: room.id,
      dates: room.history.map((message) => message.date),
    }));
    for (const { id, dates } of counts) {
      const all = await live.hc.room(id).history.toArray();
      expect(dates.map(String)).toEqual(all.map(({ date }) => String(date)));
    }
  });
});
