/** Going through the whole of a collection from a page of it that is in hand. */
import { describe, expect, it } from 'vitest';
import { explain, HypChat } from '../../src/index.ts';

const ORIGIN = 'https://chat.example.com';

/** So many rooms, in pages of at most `cap`. @param declares - Whether a page says which one follows. */
function clientOf(count: number, { cap = 1000, declares = true } = {}) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, search, searchParams } = new URL(new Request(input, init).url);
    asked.push(pathname + search);
    const start = Number(searchParams.get('start-index') ?? 0);
    const size = Math.min(cap, Number(searchParams.get('max-results') ?? 100));
    const items = Array.from({ length: Math.max(0, Math.min(size, count - start)) }, (_, at) => ({
      id: start + at,
      name: `Room ${start + at}`,
      links: { self: `${ORIGIN}/v2/room/${start + at}` },
    }));
    const next = `${ORIGIN}/v2/room?start-index=${start + size}&max-results=${size}`;
    const links = declares && start + size < count ? { next } : {};
    return Response.json({ items, startIndex: start, maxResults: size, links });
  };
  const hc = new HypChat('token', { endpoint: ORIGIN, fetch, retries: 0 });
  return { hc, asked };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const behind = (...starts: number[]): string[] =>
  starts.map((start) => `/v2/room?start-index=${start}&max-results=5`);

describe('the whole of a collection, from a page in hand', () => {
  it.each([true, false])(
    'begins with that page, where it declares the next one: %j',
    async (declares) => {
      const { hc, asked } = clientOf(12, { declares });
      const page = await hc.rooms({ maxResults: 5 });
      asked.length = 0;

      const ids: number[] = [];
      for await (const { id } of page.contents()) ids.push(id);

      expect(ids).toEqual(range(12));
      expect(asked).toEqual(behind(5, 10));
    },
  );

  it('is that page, where it holds all', async () => {
    const { hc, asked } = clientOf(12);
    const page = await hc.rooms({ maxResults: 50 });
    asked.length = 0;

    expect(await page.toArray()).toHaveLength(12);
    expect(asked).toEqual([]);
  });

  it('goes on behind a page that is as full as it may be, though nothing says that others follow', async () => {
    const { hc, asked } = clientOf(5, { declares: false });
    const page = await hc.rooms({ maxResults: 5 });
    asked.length = 0;

    expect((await page.toArray()).map(({ id }) => id)).toEqual(range(5));
    expect(asked).toEqual(behind(5));
  });

  it('goes on behind a page that the server cut shorter than it was asked for', async () => {
    const { hc, asked } = clientOf(7, { cap: 3 });
    const page = await hc.rooms({ maxResults: 5 });
    asked.length = 0;

    expect((await page.toArray()).map(({ id }) => id)).toEqual(range(7));
    expect(asked.some((url) => url.includes('start-index=0'))).toBe(false);
  });

  it('is planned as it is asked for', async () => {
    const { hc } = clientOf(12);
    const page = await hc.rooms({ maxResults: 5 });

    expect(`${explain(page.toArray())}`).not.toContain('start-index=0');
  });

  it('begins at its start, where the page in hand is a later one', async () => {
    const { hc } = clientOf(12);
    const page = await hc.rooms({ startIndex: 5, maxResults: 5 });

    expect((await page.toArray()).map(({ id }) => id)).toEqual(range(12).slice(5));
  });

  it('is asked for anew after an action on one of its items', async () => {
    const { hc, asked } = clientOf(12);
    const page = await hc.rooms({ maxResults: 5 });
    await page.items[0]?.self.message('hi');
    asked.length = 0;

    await page.toArray();
    expect(asked[0]).toBe(behind(0)[0]);
  });
});
