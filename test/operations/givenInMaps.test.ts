/** Rows and chains that a lambda gives in maps and sets, or in what holds itself. */
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { RoomRow, RoomStub, UserStub } from '../../src/index.ts';
import { fake } from '../attacks/helpers.ts';

describe('what a lambda gives in a map or a set', () => {
  it('is stubs for rows, by which one goes on', async () => {
    const { hc, lines } = fake({ rooms: 3 });

    const byOwner = await hc.rooms.reduce((all, room) => {
      const { name } = room.owner;
      return all.set(name, [...(all.get(name) ?? []), room]);
    }, new Map<string, RoomRow[]>());

    expectTypeOf(byOwner).toEqualTypeOf<Map<string, RoomStub[]>>();
    const [room] = byOwner.get('User 1') ?? [];
    expect(room?.name).toBe('Room 1');
    expect(await room?.topic).toBe('Topic 1');
    expect(lines()).toHaveLength(1);
  });

  it('is stubs for rows that are keys', async () => {
    const { hc } = fake({ rooms: 2 });

    const [found] = await hc.rooms.map((room) => new Map([[room, new Set([room.owner])]]));

    expectTypeOf(found).toEqualTypeOf<Map<RoomStub, Set<UserStub>> | undefined>();
    const [[room, owners] = []] = found ?? [];
    expect(room).toMatchObject({ id: 1, name: 'Room 1' });
    expect([...(owners ?? [])]).toMatchObject([{ name: 'User 1' }]);
  });

  it('is what chains lead to, asked for together with what is read', async () => {
    const { hc, lines } = fake({ rooms: 2 });

    const given = await hc.rooms.map((room) => new Map([['owner', room.owner.self]]));

    expect(given.map((each) => each.get('owner')?.email)).toEqual([
      'user1@example.com',
      'user2@example.com',
    ]);
    expect(lines()).toHaveLength(1);
  });

  it('is one thing where it stands twice, also where it holds itself', async () => {
    const { hc } = fake({ rooms: 1 });

    const [given] = await hc.rooms.map((room) => {
      const all = new Map<string, unknown>([['room', room]]);
      return all.set('list', [room, all]).set('record', { all, of: new Set([all]) });
    });

    const inList = Object.values(given?.get('list') ?? {})[1];
    expect(inList).toBe(given);
    expect(given?.get('record')).toEqual({ all: given, of: new Set([given]) });
    expect(given?.get('room')).toMatchObject({ name: 'Room 1' });
  });
});
