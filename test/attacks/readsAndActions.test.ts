/** Rule 2: a read asks again, an action is sent once. Rule 3: own writes are seen. */
import { describe, expect, it } from 'vitest';
import { explain, trace } from '../../src/index.ts';
import { failure, fake, refusal, wait } from './helpers.ts';

describe('a read', () => {
  it('awaited twice from `hc` is two reads', async () => {
    const server = fake();
    const chain = server.hc.room(1).topic;
    await chain;
    server.topics.set(1, 'changed');
    expect(await chain).toBe('changed');
    expect(server.lines()).toHaveLength(2);
  });

  it('awaited again while the first is in flight is one request', async () => {
    const answer = Promise.withResolvers<void>();
    const server = fake({ hold: () => answer.promise });
    const chain = server.hc.room(1).topic;
    const first = Promise.resolve(chain);
    await server.came(1);
    const second = Promise.resolve(chain);
    await wait(0);
    answer.resolve();
    expect(await Promise.all([first, second])).toEqual(['Topic 1', 'Topic 1']);
    expect(server.lines()).toHaveLength(1);
  });

  it('from a snapshot asks for what its walk does not hold, once', async () => {
    const server = fake();
    const stub = await server.hc.rooms.items[0];
    expect(await stub.topic).toBe('Topic 1');
    expect(await stub.topic).toBe('Topic 1');
    expect(await stub.created.then(String)).toContain('2015-01-01');
    expect(await stub.owner.name).toBe('User 1');
    expect(server.lines()).toHaveLength(2);
  });

  it('of `self` from a whole snapshot costs nothing', async () => {
    const server = fake();
    const room = await server.hc.room('Room 1');
    await room.self;
    await room.self.topic;
    expect(server.lines()).toHaveLength(1);
  });
});

describe('an action', () => {
  it('awaited twice, at once or later, is one request and one result', async () => {
    const server = fake();
    const action = server.hc.room(1).message('hi');
    const [first, second] = await Promise.all([action, action]);
    const third = await action;
    expect(server.lines()).toEqual(['POST /v2/room/1/message']);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  it('in the middle of longer chains is sent once for all of them', async () => {
    const server = fake();
    const room = server.hc.rooms.create({ name: 'New' });
    await room.message('one');
    await room.message('two');
    await room;
    expect(server.lines()).toEqual([
      'POST /v2/room',
      'POST /v2/room/13/message',
      'POST /v2/room/13/message',
    ]);
  });

  it('is sent once for chains that share it in one tick', async () => {
    const server = fake();
    const room = server.hc.rooms.create({ name: 'New' });
    await Promise.all([room.message('one'), room.topic('t'), room.owner.name, room]);
    const creations = server.lines().filter((line) => line === 'POST /v2/room');
    expect(creations).toHaveLength(1);
    expect(server.lines()).toHaveLength(4);
  });

  it('is sent once when a longer chain joins while it is in flight', async () => {
    const answer = Promise.withResolvers<void>();
    const server = fake({ hold: () => answer.promise });
    const room = server.hc.rooms.create({ name: 'New' });
    const first = Promise.resolve(room);
    await server.came(1);
    const second = Promise.resolve(room.message('one'));
    await wait(0);
    answer.resolve();
    await Promise.all([first, second]);
    expect(server.lines()).toEqual(['POST /v2/room', 'POST /v2/room/13/message']);
  });

  it('that failed is not sent again, and gives the same error', async () => {
    const server = fake({
      instead: ({ method }) => (method === 'POST' ? refusal(500, 'boom') : undefined),
    });
    const room = server.hc.rooms.create({ name: 'New' });
    const first = await failure(room);
    const second = await failure(room);
    const third = await failure(room.message('hi'));
    expect(server.lines()).toHaveLength(1);
    for (const error of [first, second, third]) expect(error.message).toContain('boom');
  });

  it('written twice is two actions, even in one tick', async () => {
    const server = fake();
    await Promise.all([server.hc.room(1).message('hi'), server.hc.room(1).message('hi')]);
    expect(server.lines()).toHaveLength(2);
  });

  it('explained, traced and then awaited is one request', async () => {
    const server = fake();
    const action = server.hc.room(1).message('hi');
    explain(action);
    await trace(action);
    await action;
    expect(server.lines()).toHaveLength(1);
  });

  it('taken from a snapshot twice is two actions, and awaited twice is one', async () => {
    const server = fake();
    const stub = await server.hc.rooms.items[0];
    server.clear();
    const one = stub.message('a');
    await one;
    await one;
    await stub.message('a');
    expect(server.lines()).toHaveLength(2);
  });
});

describe('own writes', () => {
  it('are seen by a read awaited after the action in one tick', async () => {
    const server = fake({ delay: ({ method }) => (method === 'PUT' ? 20 : 0) });
    const { hc } = server;
    const [, topic] = await Promise.all([hc.room(1).topic('new'), hc.room(1).topic]);
    expect(topic).toBe('new');
    expect(server.lines()[0]).toBe('PUT /v2/room/1/topic');
  });

  it('are seen by the read behind the action, though one stands before it as well', async () => {
    const server = fake();
    const { hc } = server;
    const [, , after] = await Promise.all([
      hc.room(1).topic,
      hc.room(1).topic('new'),
      hc.room(1).topic,
    ]);
    expect(after).toBe('new');
  });

  it('are seen through another address of the same room in one tick', async () => {
    const server = fake({ delay: ({ method }) => (method === 'PUT' ? 20 : 0) });
    const { hc } = server;
    const [, topic] = await Promise.all([hc.room(1).topic('new'), hc.room('Room 1').topic]);
    expect(topic).toBe('new');
  });

  it('are seen in a page read after the action in one tick', async () => {
    const server = fake({ delay: ({ method }) => (method === 'DELETE' ? 20 : 0) });
    const { hc } = server;
    const [, names] = await Promise.all([hc.room(1).delete(), hc.rooms.map((room) => room.name)]);
    expect(names).not.toContain('Room 1');
  });

  it('are seen by a read that would otherwise join a GET that began before', async () => {
    const early = Promise.withResolvers<void>();
    const server = fake({
      hold: (asked) => (asked === server.asked[0] ? early.promise : undefined),
    });
    const { hc } = server;
    const before = Promise.resolve(hc.room(1).topic);
    await server.came(1);
    await hc.room(1).topic('new');
    expect(await hc.room(1).topic).toBe('new');
    early.resolve();
    expect(await before).toBe('Topic 1');
    expect(server.lines()).toHaveLength(3);
  });

  it('are seen after the action, when a GET began between its start and its end', async () => {
    const written = Promise.withResolvers<void>();
    const read = Promise.withResolvers<void>();
    const server = fake({
      hold: (asked) => (asked === server.asked[1] ? read.promise : undefined),
      instead: ({ method }) =>
        method === 'PUT'
          ? written.promise.then(() => {
              server.topics.set(1, 'new');
              return new Response(null, { status: 204 });
            })
          : undefined,
    });
    const { hc } = server;
    const action = Promise.resolve(hc.room(1).topic('new'));
    await server.came(1);
    const between = Promise.resolve(hc.room(1).topic);
    await server.came(2);
    written.resolve();
    await action;
    expect(await hc.room(1).topic).toBe('new');
    read.resolve();
    await between;
  });

  it('are seen from a snapshot, at `self` and through a stub', async () => {
    const server = fake();
    const room = await server.hc.room('Room 1');
    await room.self.topic('new');
    expect((await room.self).topic).toBe('new');
    expect(room.topic).toBe('Topic 1');
    const page = await server.hc.rooms;
    const [first, second] = page.items;
    await first?.topic;
    await first?.topic('newer');
    expect(await first?.topic).toBe('newer');
    expect(await second?.topic).toBe('Topic 2');
  });

  it('are seen from a snapshot in one tick', async () => {
    const server = fake({ delay: ({ method }) => (method === 'PUT' ? 20 : 0) });
    const room = await server.hc.room(1);
    const [, self] = await Promise.all([room.self.topic('new'), room.self]);
    expect(self.topic).toBe('new');
  });

  it('are not lost to a slow answer from before that comes after', async () => {
    const slow = Promise.withResolvers<void>();
    const server = fake({
      hold: (asked) => (asked === server.asked[1] ? slow.promise : undefined),
    });
    const stub = await server.hc.rooms.items[0];
    const early = Promise.resolve(stub.topic);
    await server.came(2);
    await stub.topic('new');
    expect(await stub.topic).toBe('new');
    slow.resolve();
    await early;
    expect(await stub.topic).toBe('new');
  });

  it('are seen even when the server says that the write failed', async () => {
    const server = fake({
      instead: ({ method }) => {
        if (method !== 'PUT') return undefined;
        server.topics.set(1, 'new');
        return refusal(502, 'gateway');
      },
    });
    const room = await server.hc.room(1);
    await failure(room.self.topic('new'));
    expect((await room.self).topic).toBe('new');
  });

  it('of a deletion are seen: the room is no longer known', async () => {
    const server = fake();
    const room = await server.hc.room(1);
    await room.self.delete();
    expect((await failure(room.self)).message).toContain('404');
  });

  it('of one room leave what is known of another', async () => {
    const server = fake();
    const page = await server.hc.rooms;
    const [first, second] = page.items;
    await second?.topic;
    await first?.message('hi');
    server.clear();
    await second?.topic;
    expect(server.lines()).toEqual([]);
  });
});

/** A server whose room 1 has messages that can be added to, and answers actions slowly. */
function talking(slow = 0) {
  const said: string[] = ['first'];
  const server = fake({
    instead: ({ method, path, body }) => {
      if (path === '/v2/room/1/history/latest') {
        const items = said.map((message, index) => ({ id: `m${index}`, message, mentions: [] }));
        return Response.json({ items, links: {} });
      }
      if (path === '/v2/room/1/statistics' && method === 'GET') {
        return Response.json({ messages_sent: said.length, last_active: null, links: {} });
      }
      if (method !== 'POST' || path !== '/v2/room/1/message') return undefined;
      return wait(slow).then(() => {
        said.push((JSON.parse(body) as { message: string }).message);
        return Response.json({ id: 'x', timestamp: '2016-01-01T00:00:00+00:00' }, { status: 201 });
      });
    },
  });
  return server;
}

describe('own writes below an address', () => {
  it('are seen in the messages of the room, from one snapshot', async () => {
    const { hc } = talking();
    const room = await hc.room(1);
    expect(await room.latest.map((message) => message.message)).toEqual(['first']);
    await room.message('second');
    expect(await room.latest.map((message) => message.message)).toEqual(['first', 'second']);
  });

  it('are seen in the statistics of the room, from one snapshot', async () => {
    const { hc } = talking();
    const room = await hc.rooms.items[0];
    expect(await room.self.statistics.self.messages_sent).toBe(1);
    await room.message('second');
    expect(await room.self.statistics.self.messages_sent).toBe(2);
  });

  it('are seen in one tick', async () => {
    const { hc } = talking(20);
    const [, texts, sent] = await Promise.all([
      hc.room(1).message('second'),
      hc.room(1).latest.map((message) => message.message),
      hc.room(1).statistics.messages_sent,
    ]);
    expect(texts).toContain('second');
    expect(sent).toBe(2);
  });

  it('are seen in one tick through the address that the answers declare', async () => {
    const { hc } = talking(20);
    const [, texts] = await Promise.all([
      hc.rooms.items[0].message('second'),
      hc.room(1).latest.map((message) => message.message),
    ]);
    expect(texts).toContain('second');
  });

  it('that create are seen in the collection in one tick', async () => {
    const server = fake({ delay: ({ method }) => (method === 'POST' ? 20 : 0) });
    const { hc } = server;
    const [, ids] = await Promise.all([
      hc.rooms.create({ name: 'New' }),
      hc.rooms.map((room) => room.id),
    ]);
    expect(ids).toContain(13);
  });
});

describe('several actions of one tick', () => {
  it('leave each its own result: one that fails spoils neither the others nor a read', async () => {
    const server = fake({
      instead: ({ method, path }) =>
        method === 'PUT' && path.includes('/room/1/') ? refusal(403, 'no') : undefined,
    });
    const { hc } = server;
    const results = await Promise.allSettled([
      hc.room(1).topic('a'),
      hc.room(2).topic('b'),
      hc.room(1).topic,
      hc.room(2).topic,
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(results[3]).toMatchObject({ value: 'b' });
  });

  it('that need one another do not wait for ever', async () => {
    const { hc } = fake();
    const made = hc.rooms.create({ name: 'New' });
    const results = await Promise.allSettled([
      made.topic,
      made.topic('x'),
      hc.room(2).invite(made.owner),
      made.invite(hc.room(2).owner),
      hc.rooms.items[0].topic('y'),
      hc.rooms.items[0].topic,
      made,
    ]);
    expect(results.map(({ status }) => status)).toEqual(Array(7).fill('fulfilled'));
  });
});
