/** What was written counts: the start and the page size of a collection hold for all that is read of it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Addresses,
  explain,
  HypChat,
  type HypChatOptions,
  type Json,
} from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';

const ORIGIN = 'https://chat.test';

interface Habits {
  /** A larger page is refused. */
  readonly most?: number;
  readonly declares?: boolean;
}

/** So many rooms, and what was asked of them. */
function server(
  count: number,
  { most = 1000, declares = true }: Habits = {},
  options: HypChatOptions = {},
) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(new Request(input, init).url);
    asked.push(decodeURIComponent(url.search));
    const start = Number(url.searchParams.get('start-index') ?? 0);
    const size = Number(url.searchParams.get('max-results') ?? 100);
    if (size > most) {
      const error = { code: 400, message: `at most ${most}`, type: 'Bad Request' };
      return Response.json({ error }, { status: 400 });
    }
    const rest = new URLSearchParams(url.search);
    rest.delete('expand');
    rest.set('start-index', String(start + size));
    rest.set('max-results', String(size));
    const next = { next: `${ORIGIN}/v2/room?${rest}` };
    const ids = Array.from(
      { length: Math.max(0, Math.min(count - start, size)) },
      (_, index) => start + index,
    );
    const items: Json[] = ids.map((id) => ({
      id,
      name: `Room ${id}`,
      links: { self: `${ORIGIN}/v2/room/${id}` },
    }));
    const links = declares && start + size < count ? next : {};
    return Response.json({ items, startIndex: start, maxResults: size, links });
  };
  return { hc: new HypChat('token', { endpoint: ORIGIN, fetch, retries: 0, ...options }), asked };
}

type Rooms = Addresses['rooms'];

const loop = async (rooms: Rooms): Promise<number[]> => {
  const ids: number[] = [];
  for await (const room of rooms) ids.push(room.id);
  return ids;
};
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

describe('a start and a page size that were written', () => {
  const walks: Readonly<Record<string, (rooms: Rooms) => PromiseLike<readonly number[]>>> = {
    toArray: (rooms) => rooms.toArray().then((all) => all.map(({ id }) => id)),
    contents: (rooms) => rooms.contents({ concurrency: 3 }).then((all) => all.map(({ id }) => id)),
    map: (rooms) => rooms.map((room) => room.id),
    'a loop': loop,
    'contents of the page': async (rooms) =>
      (await (await rooms).contents()).map((room) => room.id),
  };

  it.each(Object.keys(walks))('hold for every page: %s', async (name) => {
    for (const declares of [true, false]) {
      const { hc, asked } = server(12, { declares });

      expect(await walks[name]?.(hc.rooms({ startIndex: 5, maxResults: 3 }))).toEqual(range(5, 12));
      // Whatever else is on it: each has that size, and none is before the start.
      for (const query of asked.map((search) => new URLSearchParams(search))) {
        expect(query.get('max-results')).toBe('3');
        expect(Number(query.get('start-index'))).toBeGreaterThanOrEqual(5);
      }
    }
  });

  it('hold for an item, which is counted from the start', async () => {
    const { hc, asked } = server(12);
    const rooms = hc.rooms({ startIndex: 5, maxResults: 3 });
    const page = await rooms;

    expect((await rooms.items[0]).id).toBe(page.items[0]?.id);
    expect((await rooms.items[4]).id).toBe(9);
    await expect(rooms.items[7].name.then()).rejects.toThrow('no item 7 of the rooms');
    expect(asked[1]).toBe('?start-index=5&max-results=3');
    expect(asked.every((query) => query.includes('max-results=3'))).toBe(true);
  });

  it('may be one of the two', async () => {
    const one = server(12);
    expect(await loop(one.hc.rooms({ startIndex: 7 }))).toEqual(range(7, 12));
    expect(one.asked).toEqual(['?start-index=7&max-results=1000']);

    const other = server(5);
    expect(await loop(other.hc.rooms({ maxResults: 4 }))).toEqual(range(0, 5));
    expect(other.asked).toEqual(['?start-index=0&max-results=4', '?start-index=4&max-results=4']);
  });

  it.each(Object.keys(walks))(
    'lead nowhere where pages of no items were written: %s',
    async (name) => {
      const { hc } = server(12);

      expect(await walks[name]?.(hc.rooms({ startIndex: 5, maxResults: 0 }))).toEqual([]);
    },
  );

  it('are those of a page alone where that has no items, and not of all that is asked in its tick', async () => {
    const { hc, asked } = server(12);
    const none = hc.rooms({ maxResults: 0 });
    const [page, item, count, all] = await Promise.all([
      none,
      settle(none.items[0].name).catch(String),
      none.count(),
      hc.rooms.count(),
    ]);

    expect(page.items).toEqual([]);
    expect(item).toContain('no item 0 on pages of no rooms');
    expect([count, all]).toEqual([0, 12]);
    expect(asked).toHaveLength(2);
    const within = await hc.rooms
      .take(1)
      .map((room) => room.participants({ maxResults: 0 }).length);
    expect(within).toEqual([0]);
  });

  it('stand in the plan', () => {
    const { hc } = server(12);

    expect(explain(hc.rooms({ startIndex: 5, maxResults: 3 }).toArray()).requests).toMatchObject([
      { url: `${ORIGIN}/v2/room?start-index=5&max-results=3`, repeats: 'a page' },
    ]);
  });

  it('give in one tick what each gives alone, whatever else is asked of the collection', async () => {
    const written = fc.record(
      { startIndex: fc.nat({ max: 14 }), maxResults: fc.integer({ min: 1, max: 5 }) },
      { requiredKeys: [] },
    );
    const wanted = fc.array(fc.tuple(written, fc.nat({ max: 6 }), fc.nat({ max: 4 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(wanted, fc.boolean(), async (wants, declares) => {
        const read = (hc: HypChat) =>
          wants.map(async ([options, index, way]): Promise<unknown> => {
            const rooms = hc.rooms(options);
            if (way === 0) return (await rooms.items).map(({ id }) => id);
            if (way === 1) return (await rooms.items[index])?.id;
            if (way === 2) return rooms.map((room) => room.id);
            if (way === 3) return (await rooms.drop(index).take(2)).map(({ id }) => id);
            return loop(rooms);
          });
        const all = range(0, 12);
        const expected = wants.map(([{ startIndex = 0, maxResults }, index, way]) => {
          const from = all.slice(startIndex);
          if (way === 0) return from.slice(0, maxResults ?? 100);
          if (way === 1) return from[index];
          return way === 3 ? from.slice(index, index + 2) : from;
        });

        const results = await Promise.allSettled(read(server(12, { declares }).hc));
        expect(
          results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)),
        ).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a page size of the client', () => {
  it('is the largest page that is asked for', async () => {
    const { hc, asked } = server(25, { most: 10 }, { pageSize: 10 });

    expect(await hc.rooms.map((room) => room.id)).toEqual(range(0, 25));
    expect(asked).toEqual([
      '?start-index=0&max-results=10',
      '?start-index=10&max-results=10',
      '?start-index=20&max-results=10',
    ]);
    const { items } = hc.rooms;
    const ids = await Promise.all([items[0], items[8], items[12]]);
    expect(ids.map(({ id }) => id)).toEqual([0, 8, 12]);
  });

  it('leaves pages alone whose size was written', async () => {
    const { hc, asked } = server(25, {}, { pageSize: 10 });

    await hc.rooms({ maxResults: 20 }).toArray();

    expect(asked[0]).toBe('?start-index=0&max-results=20');
  });
});
