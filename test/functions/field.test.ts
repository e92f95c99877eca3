import { describe, expect, it } from 'vitest';
import { explain, field, fresh } from '../../src/index.ts';
import { mockApi, page, roomStub, userStub, wholeRoom } from '../helpers/mockApi.ts';

const api = mockApi();
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('field', () => {
  it.each(['then', 'catch', 'toJSON', 'constructor', 'name', '__proto__', 'call', ''])(
    'reaches a field called %j',
    async (name) => {
      const text = JSON.stringify(wholeRoom(42)).replace('{', `{${JSON.stringify(name)}:"found",`);
      api.on('GET', '/v2/room/42', name === 'name' ? wholeRoom(42) : text);

      const found = await field(api.hc.room(42), name);

      expect(found).toBe(name === 'name' ? 'Room 42' : 'found');
    },
  );

  it('of a short list gives snapshots that walk on', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { participants: [userStub(3)] }));
    api.on('POST', '/v2/user/3/message', undefined, { status: 204 });
    const list = (await field(api.hc.room(42), 'participants')) as readonly {
      readonly name: string;
      message(text: string): Promise<undefined>;
    }[];

    await list[0]?.message('hi');

    expect(list.map(({ name }) => name)).toEqual(['User 3']);
    expect(Object.isFrozen(list)).toBe(true);
  });

  it('of a stub asks for the whole', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { participants: [userStub(3)] }));
    const stub = await api.hc.rooms.items[0];

    expect(json(await field(stub, 'participants'))).toEqual([userStub(3)]);
  });

  it('of a snapshot that holds it asks nothing', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { participants: [userStub(3)] }));
    const room = await api.hc.room(42);

    expect(json(await field(room, 'participants'))).toEqual([userStub(3)]);
    expect(api.asked).toHaveLength(1);
  });

  it('of a field that the link map knows is that field, decoded', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    expect(String(await field(api.hc.room(42), 'created'))).toBe('2013-11-07T17:57:11Z');
  });

  it('is planned, written and limited like any step', () => {
    const chain = field(api.hc.room(42), 'then');

    expect(String(chain)).toBe('⟦chain hc.room(42).then⟧');
    expect(explain(chain).requests.map(({ url }) => url)).toEqual([
      'https://api.hipchat.com/v2/room/42',
    ]);
    expect(String(fresh(chain))).toBe('⟦chain hc.room(42).then⟧');
  });

  it('that is not there says what is', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    await expect(Promise.resolve(field(api.hc.room(42), 'mood'))).rejects.toThrow(
      'no "mood" on room 42: it has',
    );
  });

  it('refuses a name that is no text, the root, and what is no chain', () => {
    // @ts-expect-error -- a field has a name
    expect(() => field(api.hc.room(42), 3)).toThrow(
      new TypeError('`field` takes the name of a field, got 3'),
    );
    expect(() => field(api.hc, 'x')).toThrow(TypeError);
    expect(() => field({}, 'x')).toThrow(TypeError);
  });
});
