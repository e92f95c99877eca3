/** Lambdas that do more than to read and return: what they keep of one run is another in the next. They come to an end all the same. */
import { describe, expect, it } from 'vitest';
import { pagedRooms } from '../helpers/pagedRooms.ts';

const MOST_RUNS = 500;

describe('a lambda that keeps the item before', () => {
  it.each(['topic', 'privacy'] as const)(
    'is told what that has, and ends, beside actions of its tick: %s',
    async (field) => {
      const { hc } = pagedRooms(5, { cap: 2 });
      let runs = 0;
      let last: { readonly topic: unknown; readonly privacy: unknown } | undefined;
      const kept = hc.rooms.drop(1).map((room) => {
        runs += 1;
        if (runs > MOST_RUNS) throw new Error('it runs for ever');
        const before = last;
        last = room;
        return before === undefined ? room[field] : before[field];
      });

      const [, given] = await Promise.allSettled([
        hc.rooms.forEach((room) => room.message('hi')),
        kept,
        hc.rooms.drop(0),
        hc.room(4).delete(),
      ]);

      expect(given.status).toBe('fulfilled');
      expect(runs).toBeLessThan(MOST_RUNS);
    },
  );
});
