/** Lambdas that do more than to read and return: what they keep of one run is another in the next. They come to an end all the same. */
import { describe, expect, it } from 'vitest';
import type { RoomRow } from '../../src/index.ts';
import { failure } from '../attacks/helpers.ts';
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

describe('a row that is kept beyond its lambda', () => {
  const kept = async () => {
    const { hc } = pagedRooms(3, { cap: 2 });
    const byName = new Map<string, RoomRow>();
    await hc.rooms.map((room) => byName.set(room.name, room).size);
    return { hc, room: byName.get('Room 1') as RoomRow };
  };

  it('gives what came', async () => {
    const { room } = await kept();

    expect(room.name).toBe('Room 1');
    expect(room.owner.name).toBe('User 1');
  });

  it.each<[string, (room: RoomRow) => unknown]>([
    ['a value', ({ topic }) => topic],
    ['a value behind it', ({ owner }) => owner.email],
    ['a list', ({ participants }) => participants.map(({ name }) => name).length],
    ['all of it', (room) => ({ ...room })],
    ['its JSON', (room) => JSON.stringify(room)],
  ])('says that nobody asks for what did not come: %s', async (_what, read) => {
    const { room } = await kept();

    expect(() => read(room)).toThrow(/was given to a lambda that is over/);
  });

  it('says so in a lambda of another walk', async () => {
    const { hc, room } = await kept();

    const failed = await failure(hc.rooms.map(({ name }) => `${name} ${room.topic}`));

    expect(failed.message).toMatch(/was given to a lambda that is over/);
  });
});
