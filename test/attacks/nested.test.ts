/** Documents that hold others where nobody foresaw them. */

import { describe, expect, it } from 'vitest';
import { mockApi } from '../helpers/mockApi.ts';

describe('resources in lists of lists', () => {
  const api = mockApi();

  it('are shown as resources, and the lists are frozen', async () => {
    const user = { links: { self: 'https://api.hipchat.com/v2/user/1' }, id: 1, name: 'Ann' };
    const odd = { id: 42, name: 'Ops', grid: [[], [1, [user]]] };
    api.on('GET', '/v2/room/42', odd);

    const room = (await api.hc.room(42)) as unknown as { grid: readonly unknown[][] };
    expect(JSON.parse(JSON.stringify(room))).toEqual(odd);
    expect(room.grid.every((row) => Object.isFrozen(row))).toBe(true);
    expect(Object.isFrozen(room.grid[1]?.[1])).toBe(true);
  });
});

describe('documents that hold each other in a circle', () => {
  const api = mockApi();
  const room = (id: number, within: object = {}) => ({
    id,
    links: { self: `https://api.hipchat.com/v2/room/${id}` },
    ...within,
  });

  it('are shown as each of them stands', async () => {
    const circle = room(42, { within: { room: room(43, { back: room(42) }) } });
    api.on('GET', '/v2/room/42', circle);

    expect(JSON.parse(JSON.stringify(await api.hc.room(42)))).toEqual(circle);
  });

  it('are shown as each of them stands in a list that names one twice', async () => {
    const both = room(42, { pair: [room(43, { a: room(44) }), room(43)] });
    api.on('GET', '/v2/room/42', both);

    expect(JSON.parse(JSON.stringify(await api.hc.room(42)))).toEqual(both);
  });
});

describe('a document that holds a stub of itself', () => {
  const api = mockApi();

  it('keeps its own links, empty lists and names', async () => {
    const self = 'https://api.hipchat.com/v2/user/7';
    const links = { self, favorites: `${self}/favorites`, other: `${self}/other` };
    const stub = { id: 7, links: { self }, name: 'Old', tags: ['old'] };
    // A group in a user is a stub, which shows no owner.
    const group = { id: 1, links: { self: 'https://api.hipchat.com/v2/group/1' }, owner: stub };
    api.on('GET', '/v2/user/7', { id: 7, links, name: 'Ann', tags: [], email: 'a@b.c', group });

    const user = await api.hc.user(7);
    expect(user).toMatchObject({ links, name: 'Ann', tags: [] });
  });
});
