/** The iterators of loops, used by hand as those of arrays are. */
import { describe, expect, it } from 'vitest';
import { collect } from '../helpers/collect.ts';
import { pagedRooms } from '../helpers/pagedRooms.ts';

describe('the iterator of a collection', () => {
  it('can be gone through itself, from where it stands', async () => {
    const { hc, asked } = pagedRooms(5, { cap: 2 });
    const iterator = hc.rooms[Symbol.asyncIterator]() as AsyncIterableIterator<{ id: number }>;

    const first = await iterator.next();
    const rest = await collect(iterator);

    expect([first.value.id, ...rest.map(({ id }) => id)]).toEqual([0, 1, 2, 3, 4]);
    expect(asked).toHaveLength(3);
  });

  it('is made by a chain, and by nothing else that borrows what makes it', () => {
    const { hc } = pagedRooms(1);
    const makeIterator = hc.rooms[Symbol.asyncIterator];

    expect(() => Reflect.apply(makeIterator, {}, [])).toThrow(
      new TypeError('this was called on no chain to go through'),
    );
  });
});
