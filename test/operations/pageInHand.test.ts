/** Going through the whole of a collection from a page of it that is in hand. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';
import { pagedRooms } from '../helpers/pagedRooms.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const behind = (...starts: number[]): string[] =>
  starts.map((start) => `/v2/room?start-index=${start}&max-results=5`);

describe('the whole of a collection, from a page in hand', () => {
  it.each([true, false])(
    'begins with that page, where it declares the next one: %j',
    async (declares) => {
      const { hc, asked } = pagedRooms(12, { declares });
      const page = await hc.rooms({ maxResults: 5 });
      asked.length = 0;

      const ids: number[] = [];
      for await (const { id } of page.contents()) ids.push(id);

      expect(ids).toEqual(range(12));
      expect(asked).toEqual(behind(5, 10));
    },
  );

  it('is that page, where it holds all', async () => {
    const { hc, asked } = pagedRooms(12);
    const page = await hc.rooms({ maxResults: 50 });
    asked.length = 0;

    expect(await page.toArray()).toHaveLength(12);
    expect(asked).toEqual([]);
  });

  it('goes on behind a page that is as full as it may be, though nothing says that others follow', async () => {
    const { hc, asked } = pagedRooms(5, { declares: false });
    const page = await hc.rooms({ maxResults: 5 });
    asked.length = 0;

    expect((await page.toArray()).map(({ id }) => id)).toEqual(range(5));
    expect(asked).toEqual(behind(5));
  });

  it('goes on behind a page that the server cut shorter than it was asked for', async () => {
    const { hc, asked } = pagedRooms(7, { cap: 3 });
    const page = await hc.rooms({ maxResults: 5 });
    asked.length = 0;

    expect((await page.toArray()).map(({ id }) => id)).toEqual(range(7));
    expect(asked.some((url) => url.includes('start-index=0'))).toBe(false);
  });

  it('is planned as it is asked for', async () => {
    const { hc } = pagedRooms(12);
    const page = await hc.rooms({ maxResults: 5 });

    expect(`${explain(page.toArray())}`).not.toContain('start-index=0');
  });

  it.each([true, false])(
    'begins at its start, where the page in hand is a later one, and declares the next one: %j',
    async (declares) => {
      const { hc, asked } = pagedRooms(12, { declares });
      const page = await hc.rooms({ startIndex: 5, maxResults: 5 });
      asked.length = 0;

      expect((await page.toArray()).map(({ id }) => id)).toEqual(range(12).slice(5));
      expect(await page.contents().at(3).id).toBe(8);
      expect(asked).toEqual(behind(10));
    },
  );

  it('is asked for anew after an action on one of its items', async () => {
    const { hc, asked } = pagedRooms(12);
    const page = await hc.rooms({ maxResults: 5 });
    await page.items[0]?.self.message('hi');
    asked.length = 0;

    await page.toArray();
    expect(asked[0]).toBe(behind(0)[0]);
  });
});
