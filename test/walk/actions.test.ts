import { describe, expect, it } from 'vitest';
import { field, Temporal } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { mockApi, page, roomStub, wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

describe('an action', () => {
  const api = mockApi();

  it('is not sent before it is awaited', async () => {
    api.hc.room(42).message('hi');
    await new Promise((resolve) => setImmediate(resolve));

    expect(api.asked).toEqual([]);
  });

  it('needs only the address of its resource', async () => {
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });

    expect(await api.hc.room(42).topic('new')).toBeUndefined();

    expect(api.received.map(({ body }) => body)).toEqual(['{"topic":"new"}']);
  });

  it('is sent once, however often it is awaited, and gives the same result', async () => {
    api.on(
      'POST',
      '/v2/room/42/message',
      { id: 'a-b', timestamp: '2018-01-04T10:16:02Z' },
      { status: 201 },
    );
    const message = api.hc.room(42).message('hi');

    const [first, second] = await Promise.all([message, message]);
    const third = await message;

    expect(first.timestamp.toString()).toBe('2018-01-04T10:16:02Z');
    expect([second, third]).toEqual([first, first]);
  });

  it('gives of its answer the same by itself as within the whole of it', async () => {
    const answer = { id: 'a-b', timestamp: '2018-01-04T10:16:02Z', constructor: 'data' };
    api.on('POST', '/v2/room/42/message', answer, { status: 201 });
    const sent = api.hc.room(42).message('hi');

    const timestamp = await field(sent, 'timestamp');

    expect(timestamp).toBeInstanceOf(Temporal.Instant);
    expect(timestamp).toEqual((await sent).timestamp);
    expect(await field(sent, 'id')).toBe('a-b');
    expect(await field(sent, 'constructor' as 'id')).toBe('data');
  });

  it('in the middle of longer chains is sent once for all of them', async () => {
    api.on(
      'POST',
      '/v2/room',
      { id: 9, links: { self: 'https://api.hipchat.com/v2/room/9' } },
      { status: 201 },
    );
    api.on(
      'POST',
      '/v2/room/9/message',
      { id: 'm', timestamp: '2018-01-04T10:16:02Z' },
      { status: 201 },
    );
    api.on('GET', '/v2/room/9?expand=owner', wholeRoom(9));
    api.on('GET', '/v2/user/7', {
      id: 7,
      email: 'seven@example.com',
      links: { self: 'https://api.hipchat.com/v2/user/7' },
    });
    const created = api.hc.rooms.create({ name: 'Nine' });

    const [, email] = await Promise.all([created.message('hi'), created.owner.email]);
    await created;

    expect(email).toBe('seven@example.com');
    expect(api.asked.filter((line) => line === 'POST /v2/room')).toHaveLength(1);
  });

  it('that failed fails again with the same error, and is not sent again', async () => {
    api.on(
      'PUT',
      '/v2/room/42/topic',
      { error: { code: 403, message: 'no', type: 'Forbidden' } },
      { status: 403 },
    );
    const topic = api.hc.room(42).topic('new');

    await expect(settle(topic)).rejects.toThrow('HipChat answered 403 Forbidden: no');
    await expect(settle(topic)).rejects.toThrow('HipChat answered 403 Forbidden: no');

    expect(api.asked).toHaveLength(1);
  });

  it('is refused for an argument that the API would refuse, at the await, and nothing is sent', async () => {
    const { hc } = api;
    const tooLong = 'x'.repeat(1001);

    await expect(settle(hc.room(42).message(tooLong))).rejects.toThrow(RangeError);
    await expect(settle(hc.room(42).message(''))).rejects.toThrow(
      'message: `message` has to be 1 to 1,000 characters long, got 0',
    );
    await expect(
      // @ts-expect-error -- there is no such color
      settle(hc.room(42).notification('hi', { color: 'blue' })),
    ).rejects.toThrow(
      "notification: `color` has to be one of yellow, green, red, purple, gray, random, got 'blue'",
    );

    expect(api.asked).toEqual([]);
  });

  it('shows in the stack of a bad argument where it was given', async () => {
    // @ts-expect-error -- a message is a text
    const wrong = (): Promise<unknown> => settle(api.hc.room(42).message(42));

    const error = await wrong().catch((reason: unknown) => reason as Error);

    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).stack).toContain('actions.test.ts');
  });

  it('that a chain was forced into refuses to send the mark', async () => {
    const { hc } = api;

    await expect(settle(hc.room(42).message(`by ${hc.room(1).owner.name}`))).rejects.toThrow(
      /write `\$\{await hc\.room\(1\)\.owner\.name\}` to send what it gives/,
    );

    expect(api.asked).toEqual([]);
  });
});

describe('a chain as an argument', () => {
  const api = mockApi();

  it('costs nothing where its address is enough', async () => {
    api.on('POST', '/v2/room/42/invite/@ann', undefined, { status: 204 });

    await api.hc.room(42).invite(api.hc.user('@ann'), 'reason');

    expect(api.received.map(({ body }) => body)).toEqual(['{"reason":"reason"}']);
  });

  it('is fetched with what leads to the action, in one round', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
    api.on('GET', '/v2/room/1', wholeRoom(1));
    api.on('POST', '/v2/room/42/invite/7', undefined, { status: 204 });

    const { hc } = api;
    await hc.rooms.items[0].invite(hc.room(1).owner);

    expect(api.asked).toHaveLength(3);
  });

  it('may be a snapshot, whose address is known', async () => {
    api.on('GET', '/v2/room/1', wholeRoom(1));
    api.on('POST', '/v2/room/42/invite/7', undefined, { status: 204 });

    const { owner } = await api.hc.room(1);
    await api.hc.room(42).invite(owner);

    expect(api.asked).toHaveLength(2);
  });
});

describe('own writes', () => {
  const api = mockApi();

  it('are seen by a read that is awaited after the action in the same tick', async () => {
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204, delayMs: 20 });
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'new' }));
    const { hc } = api;

    const [, topic] = await Promise.all([hc.room(42).topic('new'), hc.room(42).topic]);

    expect(topic).toBe('new');
    expect(api.asked).toEqual(['PUT /v2/room/42/topic', 'GET /v2/room/42']);
  });

  it('are seen by snapshots of the walk that wrote', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'new' }));
    const room = await api.hc.room(42);

    await room.self.topic('new');

    expect((await room.self).topic).toBe('new');
    expect(room.topic).toBe('Topic 42');
  });

  it('are seen by a read of the same tick that belongs to another walk', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'old' }));
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'new' }));

    const [before, , after] = await Promise.all([
      api.hc.room(42).topic,
      room.self.topic('new'),
      api.hc.room(42).topic,
    ]);

    expect([before, after]).toEqual(['old', 'new']);
  });

  it('are seen by a read that would have joined a request from before', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42), { delayMs: 50 });
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'new' }));
    const { hc } = api;

    const before = settle(hc.room(42).topic);
    await new Promise((resolve) => setImmediate(resolve));
    await hc.room(42).topic('new');

    expect(await hc.room(42).topic).toBe('new');
    expect(await before).toBe('Topic 42');
  });
});

describe('a request in flight', () => {
  const api = mockApi();

  it('is joined by the same read of a later tick', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42), { delayMs: 30 });
    const { hc } = api;

    const first = settle(hc.room(42).topic);
    await new Promise((resolve) => setImmediate(resolve));
    const second = settle(hc.room(42).name);

    expect(await Promise.all([first, second])).toEqual(['Topic 42', 'Room 42']);
    expect(api.asked).toHaveLength(1);
  });

  it('is over when it was answered: a read asks again', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'later' }));
    const topic = api.hc.room(42).topic;

    expect([await topic, await topic]).toEqual(['Topic 42', 'later']);
  });
});

describe('actions on the real server', () => {
  const live = liveServer();

  it('go on from what they created: two requests', async () => {
    const sent = await live.hc.rooms.create({ name: 'Fresh' }).message('first');

    expect(sent.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(live.requests()).toEqual([
      'POST /v2/room',
      expect.stringMatching(/^POST \/v2\/room\/\d+\/message$/),
    ]);
  });

  it('give a ref, whose id is a value and whose name is a chain', async () => {
    const created = await live.hc.rooms.create({ name: 'Fresher', topic: 'A topic' });

    expect(typeof created.id).toBe('number');
    expect(await created.name).toBe('Fresher');
    await created.delete();
    await expect(settle(created.topic)).rejects.toThrow('404');
  });
});
