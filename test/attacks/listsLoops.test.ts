/** Loops over lists: what they ask, when they stop, and what they leave behind. */

import { describe, expect, it } from 'vitest';
import { HypChat, type JsonObject, type RoomStub, within } from '../../src/index.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { liveServer } from '../helpers/live.ts';
import { page, roomStub } from '../helpers/mockApi.ts';
import { BASE, failure, fake, refusal } from './helpers.ts';

const idsTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const collect = async <T>(from: AsyncIterable<T>): Promise<T[]> => {
  const got: T[] = [];
  for await (const each of from) got.push(each);
  return got;
};
const ALL = 'GET /v2/room?start-index=0&max-results=1000';

describe('a loop that is left', () => {
  const server = fake({ rooms: 30, cap: 10 });

  it.each(['break', 'return', 'throw'])('by %s asks no more and leaves nothing', async (how) => {
    server.clear();
    const mine = new Error('mine');
    const leave = async (): Promise<number> => {
      for await (const room of server.hc.rooms) {
        if (room.id < 3) continue;
        if (how === 'break') break;
        if (how === 'return') return room.id;
        throw mine;
      }
      return 0;
    };
    const [result] = await Promise.allSettled([leave()]);
    if (how === 'throw') expect(result).toEqual({ status: 'rejected', reason: mine });
    await quiet();
    expect(server.lines()).toHaveLength(1);
  });

  it('at the end of a page gives up the page that was on its way', async () => {
    const held = heldApi();
    const loop = (async () => {
      for await (const room of held.hc.rooms.contents()) {
        // The next page is on its way by then.
        if (room.id === 4) await held.arrival('GET /v2/room?start-index=4&max-results=1000');
        if (room.id === 4) break;
      }
    })();
    await held.answer(
      ALL,
      page(
        idsTo(4).map((id) => roomStub(id)),
        { next: 'room?start-index=4&max-results=1000' },
      ),
    );
    await loop;
    await quiet();
    expect(held.asked).toHaveLength(2);
    expect(held.aborted).toHaveLength(1);
  });

  it('can be gone through anew, from the start', async () => {
    for await (const room of server.hc.rooms) if (room.id === 12) break;
    expect((await collect(server.hc.rooms)).map(({ id }) => id)).toEqual(idsTo(30));
  });

  it('is over for `next` after `return`', async () => {
    const iterator = server.hc.rooms[Symbol.asyncIterator]();
    expect((await iterator.next()).value?.id).toBe(1);
    await iterator.return?.();
    expect((await iterator.next()).done).toBe(true);
    expect((await iterator.return?.())?.done).toBe(true);
  });

  it('before it began asks nothing', async () => {
    server.clear();
    const iterator = server.hc.rooms[Symbol.asyncIterator]();
    await iterator.return?.();
    expect((await iterator.next()).done).toBe(true);
    expect(server.asked).toEqual([]);
  });
});

describe('loops beside and in one another', () => {
  it('over one chain each give every item', async () => {
    const { hc } = fake({ rooms: 12, cap: 5 });
    const list = hc.rooms;
    const [one, two] = await Promise.all([collect(list), collect(list)]);
    expect([one.length, two.length]).toEqual([12, 12]);
  });

  it('nested give every pair', async () => {
    const { hc } = fake({ rooms: 4, cap: 3 });
    const pairs: string[] = [];
    for await (const one of hc.rooms) {
      for await (const two of hc.rooms) pairs.push(`${one.id}-${two.id}`);
    }
    expect(pairs).toHaveLength(16);
    expect(new Set(pairs).size).toBe(16);
  });

  it('over a list of each item are a request an item', async () => {
    const server = fake({ rooms: 4 });
    const names: string[] = [];
    for await (const room of server.hc.rooms) {
      for await (const user of room.participants) names.push(`${room.id} ${user.name}`);
    }
    expect(names).toHaveLength(8);
    expect(server.lines()).toHaveLength(5);
  });

  it('turned by hand, one step each, do not mix', async () => {
    const { hc } = fake({ rooms: 6, cap: 2 });
    const one = hc.rooms[Symbol.asyncIterator]();
    const two = hc.rooms[Symbol.asyncIterator]();
    const seen: (number | undefined)[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      seen.push((await one.next()).value?.id, (await two.next()).value?.id);
    }
    expect(seen).toEqual(idsTo(6).flatMap((id) => [id, id]));
  });
});

describe('siblings of a loop', () => {
  it('load together, page by page', async () => {
    const server = fake({ rooms: 30, cap: 10 });
    for await (const room of server.hc.rooms) await room.topic;
    expect(server.lines().length, server.lines().join('\n')).toBeLessThanOrEqual(4);
  });

  it('load two things with one request more each, or fewer', async () => {
    const server = fake({ rooms: 10 });
    const got: string[] = [];
    for await (const room of server.hc.rooms) {
      got.push(`${await room.topic} ${await room.owner.email}`);
    }
    expect(got[9]).toBe('Topic 10 user1@example.com');
    expect(server.lines().length, server.lines().join('\n')).toBeLessThanOrEqual(3);
  });

  it('are three owners where the server expands nothing', async () => {
    const server = fake({ rooms: 10, owners: 3, expandDepth: 0 });
    for await (const room of server.hc.rooms) await room.owner.email;
    const asked = server.lines();
    expect(asked.filter((line) => line.includes('/user/'))).toHaveLength(3);
    expect(new Set(asked).size, asked.join('\n')).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(1 + 10 + 3 + 1);
  });

  it('are matched by their address, though the page has shifted', async () => {
    let lists = 0;
    const server = fake({
      rooms: 6,
      edit: (document, one) => {
        if (one.path !== '/v2/room') return document;
        lists += 1;
        return lists === 1
          ? document
          : { ...document, items: (document.items as JsonObject[]).toReversed().slice(0, 4) };
      },
    });
    const got: string[] = [];
    for await (const room of server.hc.rooms) got.push(`${room.id} ${await room.topic}`);
    expect(got).toEqual(idsTo(6).map((id) => `${id} Topic ${id}`));
    expect(server.lines().length, server.lines().join('\n')).toBeLessThanOrEqual(4);
  });

  it('whose fields are asked for in one tick are one request', async () => {
    const server = fake({ rooms: 6 });
    const rooms = await collect(server.hc.rooms);
    server.clear();
    await Promise.all(rooms.map((room) => room.owner.email));
    expect(server.lines(), server.lines().join('\n')).toHaveLength(1);
  });

  it('do not load for a loop that touches nothing', async () => {
    const server = fake({ rooms: 6 });
    for await (const room of server.hc.rooms) expect(room.name).toBe(`Room ${room.id}`);
    expect(server.lines()).toHaveLength(1);
  });
});

describe('actions in a loop', () => {
  it('are seen by what is read after them', async () => {
    const { hc } = fake({ rooms: 3 });
    for await (const room of hc.rooms) {
      expect(await room.topic).toBe(`Topic ${room.id}`);
      await room.self.topic(`new ${room.id}`);
      expect(await room.topic).toBe(`new ${room.id}`);
    }
  });

  it('that delete what is listed miss none of a page', async () => {
    const server = fake({ rooms: 5 });
    for await (const room of server.hc.rooms) await room.delete();
    expect(server.gone.size).toBe(5);
  });
});

describe('loops over other lists', () => {
  it('over a snapshot’s operations cost nothing for what is in hand', async () => {
    const server = fake({ rooms: 6 });
    const first = await server.hc.rooms;
    server.clear();
    expect(await collect(first.map((room) => room.id))).toEqual(idsTo(6));
    expect(await collect(first.filter((room) => room.id > 4).map((room) => room.name))).toEqual([
      'Room 5',
      'Room 6',
    ]);
    expect(server.asked).toEqual([]);
  });

  it('over contents of a page in hand go through all pages', async () => {
    const server = fake({ rooms: 12, cap: 5 });
    const first = await server.hc.rooms;
    expect((await collect(first.contents())).map(({ id }) => id)).toEqual(idsTo(12));
  });

  it('over nothing end at once', async () => {
    const { hc } = fake({ rooms: 0 });
    expect(await collect(hc.rooms)).toEqual([]);
    expect(await collect(hc.rooms.flatMap(() => [1]))).toEqual([]);
  });

  it('over a room that is not there fail with its words', async () => {
    const { hc } = fake({ instead: () => refusal(404, 'Room 999 not found') });
    const error = await failure(collect(hc.room(999).participants));
    expect(error.name).toBe('NotFoundError');
  });
});

describe('limits of a loop', () => {
  it('hold: a signal ends it at the next item', async () => {
    const { hc } = fake({ rooms: 30, cap: 10 });
    const stop = new AbortController();
    const seen: number[] = [];
    const error = await failure(
      (async () => {
        for await (const room of within(hc.rooms, { signal: stop.signal })) {
          seen.push(room.id);
          if (room.id === 10) stop.abort();
        }
      })(),
    );
    expect(error.name).toBe('AbortError');
    expect(seen.length).toBeLessThanOrEqual(10);
  });

  it('hold: a budget counts the pages of the loop as a whole', async () => {
    const server = fake({ rooms: 30, cap: 10 });
    const seen: number[] = [];
    const error = await failure(
      (async () => {
        for await (const room of within(server.hc.rooms, { budget: 2 })) seen.push(room.id);
      })(),
    );
    expect(error.name).toBe('BudgetError');
    expect(server.asked).toHaveLength(2);
    expect(seen).toEqual(idsTo(20));
  });

  it('do not hold a loop whose body is slow by the time for one page', async () => {
    const { hc } = fake({ rooms: 4, cap: 2 });
    const seen: number[] = [];
    for await (const room of within(hc.rooms, { timeoutMs: 2000 })) seen.push(room.id);
    expect(seen).toEqual(idsTo(4));
  });
});

describe('an error on page 2', () => {
  const broken = (): ReturnType<typeof fake> =>
    fake({
      rooms: 30,
      cap: 10,
      retries: 0,
      instead: (one) =>
        one.query.get('start-index') === '10' ? refusal(403, 'no more') : undefined,
    });

  it('comes after all items of page 1, though it was asked for ahead', async () => {
    const { hc } = broken();
    const seen: number[] = [];
    const error = await failure(
      (async () => {
        for await (const room of hc.rooms) {
          seen.push(room.id);
          await quiet();
        }
      })(),
    );
    expect(error.message).toContain('no more');
    expect(seen).toEqual(idsTo(10));
  });

  it('does not come to one who left before, nor as an unhandled rejection', async () => {
    const { hc } = broken();
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => {
      unhandled.push(reason);
    };
    process.on('unhandledRejection', listen);
    try {
      for await (const room of hc.rooms) {
        await quiet();
        if (room.id === 10) break;
      }
      await quiet();
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });

  it('ends the iterator for good', async () => {
    const { hc } = broken();
    const iterator = hc.rooms[Symbol.asyncIterator]();
    for (let turn = 0; turn < 10; turn += 1) await iterator.next();
    expect((await failure(iterator.next())).message).toContain('no more');
    expect((await iterator.next()).done).toBe(true);
  });
});

describe('memory', () => {
  it('of a long loop holds no page that was used', async () => {
    const pages = 40;
    const refs: WeakRef<RoomStub>[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const at = Number(new URL(new Request(input, init).url).searchParams.get('start-index') ?? 0);
      const items = idsTo(50).map((id) => ({
        id: at + id,
        name: 'x'.repeat(200),
        links: { self: `${BASE}/room/${at + id}` },
      }));
      const next = at + 50 < pages * 50 && { next: `${BASE}/room?start-index=${at + 50}` };
      return Response.json({
        items,
        startIndex: at,
        maxResults: 50,
        links: { self: `${BASE}/room`, ...next },
      });
    };
    const hc = new HypChat('t'.repeat(40), { endpoint: BASE, fetch });
    const { setFlagsFromString } = await import('node:v8');
    const { runInNewContext } = await import('node:vm');
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    for await (const room of hc.rooms) {
      if (room.id % 50 === 1) refs.push(new WeakRef(room));
      if (room.id === pages * 50 - 1) {
        await quiet();
        collectGarbage();
        await quiet();
        const alive = refs.filter((ref) => ref.deref() !== undefined);
        expect(refs).toHaveLength(pages);
        expect(alive.length).toBeLessThanOrEqual(4);
      }
    }
  });
});

describe('on the real server', () => {
  const live = liveServer();

  it('a loop and the list agree', async () => {
    const rooms = await collect(live.hc.rooms({ includeArchived: true, includePrivate: true }));
    const list = await live.hc.rooms({ includeArchived: true, includePrivate: true }).toArray();
    expect(rooms.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
  });

  it('a loop over rooms and their participants agrees with the lambda', async () => {
    const looped: string[] = [];
    for await (const room of live.hc.rooms) {
      for await (const user of room.participants) looped.push(`${room.id} ${user.id}`);
    }
    const mapped = await live.hc.rooms.map((room) =>
      room.participants.map((user) => `${room.id} ${user.id}`),
    );
    expect(mapped.flat()).toEqual(looped);
  });
});
