/** A moment that cannot be read is `undefined`, as the type has no text there, and an event tells of it. */
import { describe, expect, it } from 'vitest';
import { HypChat, type Json, type UnreadableEvent } from '../../src/index.ts';

const BASE = 'https://chat.test/v2';
const ROOM = {
  id: 1,
  name: 'Ops',
  topic: '',
  created: 'the day before yesterday',
  last_active: '2018-01-04T10:16:02+00:00',
  links: { self: `${BASE}/room/1` },
};

/** A client whose server answers everything with this, and what it was told. */
function client(answer: Json) {
  const told: UnreadableEvent[] = [];
  const fetch = async (): Promise<Response> => Response.json(answer);
  const on = { unreadable: (event: UnreadableEvent) => void told.push(event) };
  return { hc: new HypChat('token', { endpoint: 'https://chat.test', fetch, on }), told };
}

describe('a moment that cannot be read', () => {
  it('is undefined in a snapshot, which says in JSON what came', async () => {
    const { hc, told } = client(ROOM);
    const room = await hc.room(1);

    expect(room.created).toBeUndefined();
    expect(room.last_active?.toString()).toBe('2018-01-04T10:16:02Z');
    expect(JSON.parse(JSON.stringify(room))).toMatchObject({ created: ROOM.created });
    expect(told).toEqual([{ what: 'created of room 1', value: 'the day before yesterday' }]);
  });

  it('is undefined as a field, to a lambda, in a list and in an answer', async () => {
    const one = client(ROOM);
    expect(await one.hc.room(1).created).toBeUndefined();
    expect(one.told).toEqual([{ what: 'created of room 1', value: 'the day before yesterday' }]);

    const page = { items: [ROOM], startIndex: 0, links: {} };
    const many = client(page);
    expect(await many.hc.rooms.map((room) => typeof room.created)).toEqual(['undefined']);
    expect(many.told).toEqual([{ what: 'created of room 1', value: 'the day before yesterday' }]);

    const said = client({ id: 'x', timestamp: 'once upon a time' });
    const { timestamp } = await said.hc.room(1).message('hi');
    expect(timestamp).toBeUndefined();
    expect(said.told).toEqual([{ what: 'timestamp of the answer', value: 'once upon a time' }]);
  });

  it.each<[string, Json, string]>([
    ['a list', [2018], 'a list'],
    ['an object', { year: 2018 }, 'an object'],
    ['a resource', { id: 3, links: { self: `${BASE}/moment/3` } }, 'an object'],
    ['a truth', true, 'true'],
    ['a number that is none', 1e300, '1e+300'],
    ['an empty text', '', ''],
    [
      'a text with a secret',
      'https://chat.test/oauth/token/abc',
      'https://chat.test/oauth/token/…',
    ],
    ['a long text', 'x'.repeat(500), `${'x'.repeat(39)}…`],
  ])('is told whatever it is: %s', async (_which, created, value) => {
    const { hc, told } = client({ ...ROOM, created });

    expect((await hc.room(1)).created).toBeUndefined();
    expect(told).toEqual([{ what: 'created of room 1', value }]);
  });

  it('is told once, however often it is looked at', async () => {
    const { hc, told } = client(ROOM);
    await hc.room(1);
    await hc.room(1);
    await hc.room(1).created;

    expect(told).toHaveLength(1);
  });

  it('is told anew once a thousand others were', async () => {
    const items = Array.from({ length: 1000 }, (_, at) => ({
      ...ROOM,
      id: at + 1,
      links: { self: `${BASE}/room/${at + 1}` },
    }));
    const { hc, told } = client({ items, startIndex: 0, links: {} });
    const last = { ...ROOM, created: 'never', id: 1001, links: { self: `${BASE}/room/1001` } };

    await hc.rooms.map((room) => room.created);
    await hc.rooms.map((room) => room.created);
    expect(told).toHaveLength(1000);
    items.splice(999, 1, last);
    await hc.rooms.map((room) => room.created);
    await hc.rooms.map((room) => room.created);

    expect(told).toHaveLength(2000);
  });

  it('is nothing that is absent or null', async () => {
    const { created: _left, ...room } = ROOM;
    const { hc, told } = client({ ...room, last_active: null });
    const shown = await hc.room(1);

    expect([shown.created, shown.last_active]).toEqual([undefined, null]);
    expect(told).toEqual([]);
  });
});
