import { describe, expect, it } from 'vitest';
import { mockApi, page, userStub, wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();
const ROOMS = '/v2/room?start-index=0&max-results=1000';

describe('a row', () => {
  it.each([
    { how: 'set', change: (row: object) => Object.assign(row, { name: 'x' }) },
    { how: 'defined', change: (row: object) => Object.defineProperty(row, 'name', { value: 1 }) },
    { how: 'frozen', change: (row: object) => Object.freeze(row) },
    { how: 'given a prototype', change: (row: object) => Object.setPrototypeOf(row, null) },
    { how: 'deleted', change: (row: object) => Reflect.deleteProperty(row, 'name') },
  ])('only reads: nothing of it can be $how', async ({ change }) => {
    const words = 'a lambda only reads: room cannot be changed';
    api.on('GET', ROOMS, page([wholeRoom(1)]));

    await expect(
      settle(
        api.hc.rooms.map((room) => {
          change(room);
          return room.name;
        }),
      ),
    ).rejects.toThrow(words);
  });

  it('is not thenable, though a field of the server is called `then`', async () => {
    const text = JSON.stringify(page([wholeRoom(1)])).replace(
      '"topic"',
      '"then":"a field","topic"',
    );
    api.on('GET', ROOMS, text);

    expect(await api.hc.rooms.map((room) => typeof Reflect.get(room, 'then'))).toEqual([
      'undefined',
    ]);
  });

  it('serialises as its data, with stubs of what it names', async () => {
    const room = wholeRoom(1, userStub(7));
    api.on('GET', `${ROOMS}&expand=items`, page([room]));

    const [text] = await api.hc.rooms.map((row) => JSON.stringify(row));

    expect(JSON.parse(text ?? '')).toMatchObject({ id: 1, topic: 'Topic 1', owner: userStub(7) });
  });

  it('prints and coerces as what it is', async () => {
    api.on('GET', ROOMS, page([wholeRoom(1)]));

    const [texts] = await api.hc.rooms.map((room) => [
      `${room as unknown as string}`,
      Object.prototype.toString.call(room),
    ]);

    expect(texts).toEqual(['[room]', '[object room]']);
  });

  it('has the names of its fields, and no other', async () => {
    api.on('GET', `${ROOMS}&expand=items`, page([wholeRoom(1)]));

    const [names] = await api.hc.rooms.map((room) => [
      'topic' in room,
      'asymmetricMatch' in room,
      Object.hasOwn(room, 'topic'),
      Object.hasOwn(room, 'asymmetricMatch'),
      Object.keys(room).includes('topic'),
    ]);

    expect(names).toEqual([true, false, true, false, true]);
  });
});
