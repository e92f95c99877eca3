/** Rows that a lambda keeps: what is known of their page may be forgotten by the time at which they are read again. */
import { describe, expect, it } from 'vitest';
import { type PagedRooms, pagedRooms, roomAt } from '../helpers/pagedRooms.ts';

const PAGE = 10;
const sixPages = (): PagedRooms => pagedRooms(6 * PAGE, { cap: PAGE });

describe('a row that a lambda has kept', () => {
  it('is read as its page said it, once that page is forgotten', async () => {
    const { hc, asked } = sixPages();
    const seen: { readonly name: string; readonly links: unknown }[] = [];
    const got: unknown[] = [];

    for await (const first of hc.rooms.map((room) => {
      seen.push(room);
      const row = seen.find(({ name }) => name === 'Room 0');
      return room.id < 5 * PAGE ? row?.name : row?.links;
    })) {
      got.push(first);
    }

    expect(got.slice(0, 5 * PAGE)).toEqual(got.slice(0, 5 * PAGE).map(() => 'Room 0'));
    expect(got.slice(5 * PAGE)).toEqual(got.slice(0, PAGE).map(() => ({ self: roomAt(0) })));
    expect(asked).toHaveLength(6);
  });

  it('leads on from there', async () => {
    const { hc, asked } = sixPages();
    const seen: { readonly name: string; readonly owner: { readonly name: string } }[] = [];
    const got: unknown[] = [];

    for await (const first of hc.rooms.map((room) => {
      seen.push(room);
      const row = seen.find(({ name }) => name === 'Room 2');
      return room.id === 6 * PAGE - 1 ? row?.owner.name : undefined;
    })) {
      got.push(first);
    }

    expect(got.at(-1)).toBe('User 2');
    expect(asked.length).toBeLessThanOrEqual(7);
  });
});

describe('what came on the pages before', () => {
  it('is known to a lambda that names it by its id, two pages later', async () => {
    const { hc, asked } = sixPages();
    const got: unknown[] = [];

    for await (const each of hc.rooms.map((room) => (room.id === 45 ? hc.room(25).name : room))) {
      got.push(each);
    }

    expect(got[45]).toBe('Room 25');
    expect(asked).toHaveLength(6);
  });

  it.each(['the items', 'what a filter lets through'])(
    'is known where the body of a loop over %s acts on it by its id',
    async (over) => {
      const { hc, asked } = sixPages();
      const rooms = over === 'the items' ? hc.rooms : hc.rooms.filter(({ name }) => name !== '');

      for await (const room of rooms) {
        if (room.id < 30) continue;
        await Promise.all([hc.room(room.id - 15).message('hi'), room.owner.name]);
      }

      // Beside the actions there are the pages alone.
      const reads = asked.filter((url) => !url.endsWith('/message'));
      expect(reads).toHaveLength(6);
    },
  );
});
