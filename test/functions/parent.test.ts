import { describe, expect, it } from 'vitest';
import { href, parent } from '../../src/index.ts';
import { mockApi, page, roomStub, userStub, wholeRoom } from '../helpers/mockApi.ts';

const api = mockApi();
const written = (chain: unknown): string => String(chain).replace(/⟦chain (.*)⟧/, '$1');

describe('parent of a chain', () => {
  it('is one step less at a time, a call with its name being one, up to nothing at the root', () => {
    const ways: string[] = [];
    let at: object | undefined = api.hc.rooms({ includeArchived: true }).items[3].owner.email;
    while (at !== undefined) {
      ways.push(written(at));
      at = parent(at);
    }

    expect(ways).toEqual([
      'hc.rooms({ includeArchived: true }).items[3].owner.email',
      'hc.rooms({ includeArchived: true }).items[3].owner',
      'hc.rooms({ includeArchived: true }).items[3]',
      'hc.rooms({ includeArchived: true }).items',
      'hc.rooms({ includeArchived: true })',
    ]);
    expect(api.asked).toEqual([]);
  });

  it('of an action is the resource, and sends nothing', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    const room = parent(api.hc.room(42).message('hi') as never);

    expect(written(room)).toBe('hc.room(42)');
    expect(((await room) as { readonly name: string }).name).toBe('Room 42');
    expect(api.asked).toEqual(['GET /v2/room/42']);
  });

  it('goes on as a chain', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    // What the parent of a chain is, no type says.
    const room = parent(api.hc.room(42).owner) as unknown as { readonly topic: Promise<string> };

    expect(await room.topic).toBe('Topic 42');
  });

  it('refuses the root and what is no chain', () => {
    const words = '`parent` takes a chain or a snapshot of a resource';

    expect(() => parent(api.hc)).toThrow(new TypeError(words));
    expect(() => parent({})).toThrow(new TypeError(words));
    // @ts-expect-error -- a number is no chain
    expect(() => parent(42)).toThrow(new TypeError(words));
  });
});

describe('parent of a snapshot', () => {
  it('is the chain to what it was reached from', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const owner = await api.hc.room(42).owner;

    expect(written(parent(owner))).toBe('hc.room(42)');
  });

  it('of a stub in a snapshot is the snapshot’s own chain, which costs nothing', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);

    const back = parent(room.owner) as object;

    expect(written(back)).toBe('(room 42)');
    expect(await href(back)).toBe('https://api.hipchat.com/v2/room/42');
    expect(JSON.stringify(await back)).toBe(JSON.stringify(room));
    expect(api.asked).toHaveLength(1);
  });

  it('of an item of an awaited page is that page, which costs nothing', async () => {
    api.on('GET', '/v2/room?max-results=2', page([roomStub(1), roomStub(2)]));
    const rooms = await api.hc.rooms({ maxResults: 2 });

    const back = parent(rooms.items[1] as object);

    expect(written(back)).toBe('(a page of rooms)');
    expect(((await back) as typeof rooms).items).toHaveLength(2);
    expect(api.asked).toHaveLength(1);
  });

  it('of a snapshot’s chain is the chain of the snapshot, and then what that was reached from', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const owner = await api.hc.room(42).owner;

    const self = parent(owner.email) as object;

    expect(written(self)).toBe('(user 7)');
    expect(written(parent(self))).toBe('hc.room(42)');
  });

  it('of an item of a loop is what its collection was reached from', async () => {
    const participants = '/v2/room/42/participant?start-index=0&max-results=1000';
    api.on('GET', participants, page([userStub(7)]));

    for await (const user of api.hc.room(42).participants) {
      expect(written(parent(user))).toBe('hc.room(42)');
    }
  });

  it('of what was wrapped is nothing, for nothing led there', () => {
    expect(parent(api.hc.wrap(roomStub(42), 'room'))).toBeUndefined();
  });

  it('of what a lookup found is nothing, for it was reached from the root', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    expect(parent(await api.hc.room(42))).toBeUndefined();
  });
});
