import { describe, expect, it } from 'vitest';
import { fresh } from '../../src/index.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';

const api = mockApi();

describe('fresh', () => {
  it('of a chain is the same chain, written as it was', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const topic = fresh(api.hc.room(42).topic);

    expect(String(topic)).toBe('⟦chain hc.room(42).topic⟧');
    expect(await topic).toBe('Topic 42');
  });

  it('of a stub asks for the whole, though its page is known', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
    api.on('GET', '/v2/room/42', wholeRoom(42, userStub(7), { topic: 'now' }));
    const stub = await api.hc.rooms.items[0];

    const room = await fresh(stub);

    expect([room.topic, room.owner.name]).toEqual(['now', 'User 7']);
  });

  it('of a snapshot leads on without the snapshot’s knowledge', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, wholeUser(7)));
    api.on('GET', '/v2/room/42', wholeRoom(42, userStub(8)));
    const room = await api.hc.room(42);

    expect([room.owner.name, await fresh(room).owner.name]).toEqual(['User 7', 'User 8']);
  });

  it('of an item says nothing of how the item stood in its page', async () => {
    const window = '/v2/room?start-index=0&max-results=1';
    api.on('GET', window, page([roomStub(42)]));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { name: 'Renamed' }));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { name: 'Renamed again' }));
    const stub = await api.hc.rooms.items[0];

    const room = await fresh(stub);

    expect([stub.name, room.name]).toEqual(['Room 42', 'Renamed']);
    expect(await fresh(stub).name).toBe('Renamed again');
  });

  it('leaves the snapshot and its other chains as they are', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'later' }));
    const room = await api.hc.room(42);
    await fresh(room);

    expect([room.topic, await room.self.topic]).toEqual(['Topic 42', 'Topic 42']);
  });

  it('asks at each await, for it is a read', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'second' }));
    const topic = fresh(api.hc.room(42).topic);

    expect([await topic, await topic]).toEqual(['Topic 42', 'second']);
  });

  it('sends no action again: it keeps its result', async () => {
    const self = 'https://api.hipchat.com/v2/room/9';
    api.on('POST', '/v2/room', { id: 9, links: { self } }, { status: 201 });
    const created = api.hc.rooms.create({ name: 'Nine' });

    const [first, second] = [await created, await fresh(created)];

    expect(second.id).toBe(first.id);
    expect(api.asked).toEqual(['POST /v2/room']);
  });

  it('joins the tick of other chains', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'later' }));
    const room = await api.hc.room(42);

    const topics = await Promise.all([fresh(room).topic, api.hc.room(42).topic, room.self.topic]);

    expect(topics).toEqual(['later', 'later', 'Topic 42']);
    expect(api.asked).toHaveLength(2);
  });

  it('refuses the root and what is no chain', () => {
    const words = '`fresh` takes a chain or a snapshot of a resource';

    // @ts-expect-error -- the root knows nothing that could be old
    expect(() => fresh(api.hc)).toThrow(new TypeError(words));
    // @ts-expect-error -- data is no chain
    expect(() => fresh({ topic: 'x' })).toThrow(new TypeError(words));
  });
});
