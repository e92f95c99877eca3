/** What ends a list, and how a walk goes on: what the server says of it, and what its pages show. */
import { describe, expect, it } from 'vitest';
import { AnswerError, HypChat, type Json, type JsonObject } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';

interface Asked {
  readonly start: number;
  readonly size: number;
  /** How many requests came before. */
  readonly before: number;
  readonly query: URLSearchParams;
}

/** A server with rooms, whose pages are made by hand. */
function rooms(page: (asked: Asked) => JsonObject) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(new Request(input, init).url);
    const query = url.searchParams;
    const start = Number(query.get('start-index') ?? 0);
    const size = Number(query.get('max-results') ?? 100);
    const one = { start, size, before: asked.length, query };
    asked.push(decodeURIComponent(url.search));
    if (asked.length > 40) throw new Error('it does not end');
    return Response.json(page(one));
  };
  return { hc: new HypChat('token', { endpoint: ORIGIN, fetch, retries: 0 }), asked };
}

const room = (id: number): JsonObject => ({
  id,
  name: `Room ${id}`,
  links: { self: `${ORIGIN}/v2/room/${id}` },
});
const some = (from: number, to: number): JsonObject[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => room(from + index));
const at = (start: number, size: number, more = ''): string =>
  `${ORIGIN}/v2/room?start-index=${start}&max-results=${size}${more}`;

/** So many rooms, in pages that never declare another. */
const silent = (count: number, cap = 1000) =>
  rooms(({ start, size }) => ({
    items: some(start, Math.min(count, start + Math.min(size, cap))),
    startIndex: start,
    maxResults: Math.min(size, cap),
    links: { self: `${ORIGIN}/v2/room` },
  }));
/** So many rooms, in pages that declare the next one by what is given. */
const declaring = (count: number, next: (start: number) => Json, cap = 1000) =>
  rooms(({ start, size: wanted }) => {
    const size = Math.min(wanted, cap);
    return {
      items: some(start, Math.min(count, start + size)),
      startIndex: start,
      maxResults: size,
      links: start + size < count ? { next: next(start + size) } : {},
    };
  });

const collect = async <T>(from: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const each of from) all.push(each);
  return all;
};
const ids = (items: readonly { readonly id: number }[]): number[] => items.map(({ id }) => id);
const to = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('a list whose server leaves `next` out', () => {
  it.each([2500, 2000, 1000, 999, 1, 0])('of %i comes whole in every way', async (count) => {
    expect(ids(await silent(count).hc.rooms.toArray())).toEqual(to(count));
    expect(await silent(count).hc.rooms.map((each) => each.id)).toEqual(to(count));
    expect(ids(await collect(silent(count).hc.rooms))).toEqual(to(count));
    expect(ids(await collect(silent(count).hc.rooms.contents({ concurrency: 3 })))).toEqual(
      to(count),
    );
    const page = await silent(count).hc.rooms;
    expect(ids(await page.contents())).toEqual(to(count));
  });

  it('costs a request for what is behind a full page, and none behind one that is not', async () => {
    const full = silent(2000);
    await full.hc.rooms.toArray();
    expect(full.asked).toHaveLength(3);

    const short = silent(1999);
    await short.hc.rooms.toArray();
    expect(short.asked).toHaveLength(2);
  });

  it('and gives smaller pages than were asked for comes whole', async () => {
    const { hc, asked } = silent(50, 7);

    expect(ids(await hc.rooms.toArray())).toEqual(to(50));
    expect(asked).toHaveLength(8);
  });

  it('does not end at an item that was asked for by its index', async () => {
    const { hc } = silent(50);
    const { items } = hc.rooms;
    const first = await items[3];

    expect(first?.id).toBe(3);
    expect(await hc.rooms.items[49].name).toBe('Room 49');
  });

  it('ends where its server ignores windows, and brings a full page for the third time', async () => {
    const { hc, asked } = rooms(() => ({ items: some(0, 100), maxResults: 100, links: {} }));

    expect(ids(await hc.rooms.toArray())).toEqual(to(100));
    // A second time, it may be that as many were put in front of it.
    expect(asked).toHaveLength(3);
  });
});

describe('a list whose server declares `next`', () => {
  it('ends at a full page that declares none, once pages of its size declared one', async () => {
    const { hc, asked } = declaring(2000, (start) => at(start, 1000));

    expect(ids(await hc.rooms.toArray())).toEqual(to(2000));
    expect(asked).toHaveLength(2);
  });

  it('goes on where only smaller pages declared one', async () => {
    const { hc } = rooms(({ start, size }) => ({
      items: some(start, Math.min(2500, start + size)),
      startIndex: start,
      maxResults: size,
      links: size < 1000 ? { next: at(start + size, size) } : {},
    }));
    const page = await hc.rooms;

    expect(ids(await page.contents())).toEqual(to(2500));
  });

  it.each([
    ['says so', { startIndex: 0 }],
    ['does not say so', {}],
  ])('fails behind what came where each page is the first one, and %s', async (_how, where) => {
    const first = { items: some(0, 100), maxResults: 100, links: { next: at(100, 100) }, ...where };
    const { hc, asked } = rooms(() => first);
    const came: number[] = [];
    const loop = async () => {
      for await (const each of hc.rooms) came.push(each.id);
    };

    for (const walk of [loop(), hc.rooms.count(), hc.rooms.some(({ id }) => id === 150)]) {
      const error = await Promise.resolve(walk).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(AnswerError);
      expect(String(error)).toContain('only what came before it, and declares itself as the next');
    }
    expect(came).toEqual(to(100));
    expect(await hc.rooms.take(100).count()).toBe(100);
    expect(asked.length).toBeLessThan(10);
  });

  it.each([7, true, {}, [], 'https://'] as const)('as %j fails, with its step', async (next) => {
    for (const walk of [
      (hc: HypChat) => hc.rooms.toArray(),
      (hc: HypChat) => hc.rooms.map((each) => each.id),
      (hc: HypChat) => collect(hc.rooms),
      (hc: HypChat) => hc.rooms.contents({ concurrency: 3 }),
    ]) {
      const { hc, asked } = declaring(2500, () => next as Json);
      const [result] = await Promise.allSettled([walk(hc)]);
      const error = result?.status === 'rejected' ? result.reason : undefined;

      expect(error).toBeInstanceOf(AnswerError);
      expect((error as Error).message).toContain(
        `the page declares a next one that cannot be read: ${JSON.stringify(next)}`,
      );
      expect((error as Error).message).toContain('hc.rooms');
      expect(asked).toHaveLength(1);
    }
  });

  it('in a way that cannot be read gives what is there before it', async () => {
    const seen: number[] = [];
    const walk = async (): Promise<void> => {
      for await (const each of declaring(2500, () => 7).hc.rooms) seen.push(each.id);
    };

    await expect(walk()).rejects.toThrow(AnswerError);
    expect(seen).toEqual(to(1000));
    expect((await declaring(2500, () => 7).hc.rooms).items).toHaveLength(100);
    expect(ids(await declaring(2500, () => 7).hc.rooms.take(3))).toEqual(to(3));
  });

  it('in a way that cannot be read fails where a history is gone through as well, behind its messages', async () => {
    const date = '2018-01-01T00:00:00+00:00';
    const items = ['a', 'b'].map((id) => ({ id, date, message: 'hi', type: 'message' }));
    const { hc, asked } = rooms(() => ({ items, startIndex: 0, links: { next: 7 } }));
    const seen: string[] = [];
    const walk = async (): Promise<void> => {
      for await (const message of hc.room(1).history) seen.push(message.id);
    };

    await expect(walk()).rejects.toThrow('declares a next one that cannot be read: 7');
    expect(seen).toEqual(['a', 'b']);
    expect(asked).toHaveLength(1);
  });

  it('as null declares none', async () => {
    const { hc } = rooms(() => ({ items: some(0, 3), startIndex: 0, links: { next: null } }));

    expect(ids(await hc.rooms.toArray())).toEqual(to(3));
  });
});

describe('an empty page that declares another', () => {
  /** Every second page is empty, and says that the same place comes with another address. */
  const hesitant = () =>
    rooms(({ start, size, before, query }) => {
      const isEmpty = !query.has('again');
      const end = start + Math.min(size, 2);
      return {
        items: isEmpty ? [] : some(start, Math.min(9, end)),
        startIndex: start,
        maxResults: size,
        links: isEmpty
          ? { next: at(start, size, `&again=${before}`) }
          : end < 9
            ? { next: at(end, size) }
            : {},
      };
    });

  it('loses nothing, whatever the walk', async () => {
    expect(ids(await hesitant().hc.rooms.toArray())).toEqual(to(9));
    expect(ids(await collect(hesitant().hc.rooms))).toEqual(to(9));
    expect(ids(await hesitant().hc.rooms.contents({ concurrency: 2 }))).toEqual(to(9));
    expect(ids(await collect(hesitant().hc.rooms.contents({ concurrency: 4 })))).toEqual(to(9));
    expect(ids(await hesitant().hc.rooms.drop(3).take(1))).toEqual([3]);
    expect(ids(await hesitant().hc.rooms.drop(7).toArray())).toEqual([7, 8]);
    expect((await hesitant().hc.rooms.items[3])?.id).toBe(3);
    expect((await hesitant().hc.rooms.items[0])?.id).toBe(0);
    expect((await hesitant().hc.rooms.find((each) => each.id === 5))?.id).toBe(5);
  });

  it('says how many there are, where an index is beyond', async () => {
    await expect(hesitant().hc.rooms.items[30].name.then()).rejects.toThrow(
      'no item 30 of the rooms',
    );
  });
});

describe('a page that is longer than was asked', () => {
  it.each([
    ['and is counted as if it were not', (start: number) => start],
    ['and is counted as it is', (start: number) => start + 2],
  ])('%s loses nothing', async (_, onward) => {
    const make = (cap: number) =>
      rooms(({ start, size, query }) => {
        const from = Number(query.get('from') ?? start);
        const end = Math.min(17, from + Math.min(size, cap) + 2);
        const claimed = query.has('from') ? start : from;
        return {
          items: some(from, end),
          startIndex: claimed,
          maxResults: Math.min(size, cap),
          links:
            end < 17
              ? { next: at(onward(claimed + Math.min(size, cap)), size, `&from=${end}`) }
              : {},
        };
      });

    expect(ids(await make(3).hc.rooms.toArray())).toEqual(to(17));
    expect(ids(await collect(make(3).hc.rooms))).toEqual(to(17));
    expect(ids(await make(1000).hc.rooms.take(3))).toEqual(to(3));
    expect(ids(await make(3).hc.rooms.drop(4).take(6))).toEqual([4, 5, 6, 7, 8, 9]);
  });
});
