import { describe, expect, it } from 'vitest';
import { box, explain, field, fresh, href, parent } from '../../src/index.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();
const BASE = 'https://api.hipchat.com/v2';

describe('field', () => {
  it('reaches what a link of the same name hides', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { participants: [userStub(1), userStub(2)] }));

    const short = await field(api.hc.room(42), 'participants');

    expect(JSON.parse(JSON.stringify(short))).toEqual([userStub(1), userStub(2)]);
  });

  it('reaches names that JavaScript reads by itself', async () => {
    const named = Object.fromEntries([
      ['then', 'a field'],
      ['length', 3],
    ]);
    api.on('GET', '/v2/room/42', wholeRoom(42, null, named));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, named));

    expect(await field(api.hc.room(42), 'then')).toBe('a field');
    expect(await field(api.hc.room(42), 'length')).toBe(3);
  });

  it('goes on from a snapshot with what it knows', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { mood: 'fine' }));
    const room = await api.hc.room(42);

    expect(await field(room, 'mood')).toBe('fine');
    expect(api.asked).toHaveLength(1);
  });

  it('refuses what is neither a chain nor a snapshot', () => {
    expect(() => field({}, 'name')).toThrow('`field` takes a chain or a snapshot');
  });
});

describe('box', () => {
  it('hands a chain through a promise unsent', async () => {
    const pick = async () => box(api.hc.room(42).owner);

    const { chain } = await pick();

    expect(api.asked).toEqual([]);
    expect(explain(chain.email).requests).toHaveLength(1);
  });
});

describe('href', () => {
  it('costs nothing where the address can be known', async () => {
    const { hc } = api;

    expect(await href(hc.room('Ops'))).toBe(`${BASE}/room/Ops`);
    expect(await href(hc.room(42).participants)).toBe(`${BASE}/room/42/participant`);
    expect(await href(hc.rooms({ includeArchived: true, maxResults: 5 }))).toBe(
      `${BASE}/room?include-archived=true&max-results=5`,
    );
    expect(api.asked).toEqual([]);
  });

  it('fetches what leads there, and not the end', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1&expand=items', page([wholeRoom(42)]));

    expect(await href(api.hc.rooms.items[0].owner)).toBe(`${BASE}/user/7`);
    expect(api.asked).toHaveLength(1);
  });

  it('of a snapshot is its own address', async () => {
    api.on('GET', '/v2/room/Ops', wholeRoom(42));
    const room = await api.hc.room('Ops');

    expect(await href(room)).toBe(`${BASE}/room/42`);
    expect(await href(room.owner)).toBe(`${BASE}/user/7`);
    expect(api.asked).toHaveLength(1);
  });

  it('of a value is an error: it has none', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    await expect(href(api.hc.room(42).topic)).rejects.toThrow('has no address of its own');
  });
});

describe('parent', () => {
  it('of a chain is the chain without its last step', () => {
    const { hc } = api;

    expect(String(parent(hc.rooms.items[0].owner))).toBe('⟦chain hc.rooms.items[0]⟧');
    expect(String(parent(hc.room(42).history({ reverse: true })))).toBe('⟦chain hc.room(42)⟧');
    expect(parent(hc.rooms)).toBeUndefined();
  });

  it('of a snapshot is what it was reached from', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);

    expect(parent(room)).toBeUndefined();
    expect(((await parent(room.owner)) as { readonly name: string }).name).toBe('Room 42');
    expect(api.asked).toHaveLength(1);
  });
});

describe('fresh', () => {
  it('of a snapshot asks again for what is known', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'later' }));
    const room = await api.hc.room(42);

    expect([(await room.self).topic, (await fresh(room)).topic]).toEqual(['Topic 42', 'later']);
  });

  it('of a chain of a snapshot starts anew', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'later' }));
    const room = await api.hc.room(42);

    expect(await fresh(room.self.topic)).toBe('later');
  });
});

describe('a snapshot of an item', () => {
  it('keeps the way by which it was found', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));
    const room = await api.hc.rooms.items[0];

    expect(await settle(room.owner.email)).toBe('user7@example.com');
    expect(String(parent(room))).toBe('⟦chain hc.rooms.items⟧');
  });
});
