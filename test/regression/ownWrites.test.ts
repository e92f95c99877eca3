/** What a walk does is seen by what it reads afterwards, by whatever name and wherever the thing stands. */
import { describe, expect, it } from 'vitest';
import { HypChat, type JsonObject } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';

/** A server of two rooms and their owner, whose version counts what was done to them. */
function client(named = '7') {
  const version = new Map<string, number>();
  const asked: string[] = [];
  let failures = 0;
  const self = (path: string): JsonObject => ({ links: { self: `${ORIGIN}/v2/${path}` } });
  const user = (id: number): JsonObject => ({
    id,
    name: `User ${id}, ${version.get(`user/${id}`) ?? 0}`,
    ...self(`user/${id}`),
  });
  const stub = (id: number): JsonObject => ({
    id,
    name: `Room ${id}, ${version.get(`room/${id}`) ?? 0}`,
    ...self(`room/${id}`),
  });
  const whole = (id: number): JsonObject => ({
    ...stub(id),
    topic: `Topic ${id}, ${version.get(`room/${id}`) ?? 0}`,
    owner: user(7),
  });
  const answer = (method: string, path: string, expanded: boolean): Response => {
    const thing = path.replace(/^room\/(?:Ops|@ops)/, 'room/1').replace('user/@ann', 'user/7');
    if (failures > 0 && method === 'GET') {
      failures -= 1;
      return Response.json({ error: { code: 500, message: 'no', type: 'x' } }, { status: 500 });
    }
    if (method !== 'GET') {
      const what = /^\w+\/\d+/.exec(thing)?.[0] ?? thing;
      version.set(what, (version.get(what) ?? 0) + 1);
      return new Response(null, { status: 204 });
    }
    if (path === 'room') {
      const items = [1, 2].map(expanded ? whole : stub);
      return Response.json({ items, startIndex: 0, maxResults: 100, links: {} });
    }
    if (path.includes('/history/')) {
      return Response.json({ message: { id: 'm1', message: 'hi', mentions: [user(7)] } });
    }
    if (path.endsWith('/participant')) {
      return Response.json({ items: [{ ...user(7), ...self(`user/${named}`) }], links: {} });
    }
    const id = Number(thing.split('/')[1]);
    return Response.json(thing.startsWith('user') ? { ...user(id), title: 'Dr' } : whole(id));
  };
  const hc = new HypChat('token', {
    endpoint: ORIGIN,
    retries: 0,
    fetch: async (input) => {
      const request = new Request(input);
      const { pathname, searchParams } = new URL(request.url);
      const path = pathname.slice('/v2/'.length);
      asked.push(`${request.method} ${path}`);
      return answer(request.method, path, searchParams.has('expand'));
    },
  });
  return { hc, asked, fail: (count: number) => (failures = count) };
}

describe('after an action', () => {
  it('in the body of a loop, what the loop went through is asked for again from where it started', async () => {
    const { hc } = client();
    const room = await hc.room(1);
    const names = () => room.participants.map(({ name }) => name);
    const before = await names();
    for await (const user of room.participants) await user.message('x');

    expect([before, await names()]).toEqual([['User 7, 0'], ['User 7, 1']]);
  });

  it('in the body of a loop, by another name, it is seen from where that started', async () => {
    const { hc } = client('@ann');
    const room = await hc.room(1);
    for await (const user of room.participants) await user.message('x');

    expect((await room.self).owner?.name).toBe('User 7, 1');
  });

  it('a page that holds what it changed is asked again', async () => {
    const { hc, asked } = client();
    const page = await hc.rooms;
    await page.items[0]?.message('x');

    expect(await page.map(({ name }) => name)).toEqual(['Room 1, 1', 'Room 2, 0']);
    expect(asked).toEqual(['GET room', 'POST room/1/message', 'GET room']);
  });

  it('a page that holds it within one of its items is asked again', async () => {
    const { hc } = client();
    const whole = await hc.room(1);
    const page = await hc.room(1).participants;
    await page.items[0]?.message('x');

    expect(await page.map(({ name }) => name)).toEqual(['User 7, 1']);
    expect(whole.owner.name).toBe('User 7, 0');
  });

  it('a snapshot of before says what was so, and its chains what is', async () => {
    const { hc } = client();
    const room = await hc.rooms.items[0];
    expect(await room.topic).toBe('Topic 1, 0');
    await room.message('x');

    expect(room.name).toBe('Room 1, 0');
    expect(await room.topic).toBe('Topic 1, 1');
    expect((await room.self).name).toBe('Room 1, 1');
  });

  it.each([
    ['by its id', (hc: HypChat) => hc.room(1).topic('x')],
    ['by another name', (hc: HypChat) => hc.room('@ops').topic('x')],
    ['by the same name', (hc: HypChat) => hc.room('Ops').topic('x')],
  ])('%s, a thing is read anew by a name that it goes by', async (_name, act) => {
    const { hc } = client();

    const [before, , after, both] = await Promise.all([
      hc.room('Ops').topic,
      act(hc),
      hc.room('Ops').topic,
      hc.room('@ops').topic,
    ]);

    expect(before).toBe('Topic 1, 0');
    expect([after, both]).toEqual(['Topic 1, 1', 'Topic 1, 1']);
  });

  it('by the one name and then by the other, it is read anew each time', async () => {
    const { hc } = client();
    const room = await hc.room('Ops');
    const walk = room.self;
    const topics: unknown[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await (turn % 2 === 0 ? walk.message('x') : hc.room('Ops').message('y'));
      topics.push(await hc.room('Ops').topic, (await walk).topic);
    }

    expect(topics[0]).toBe('Topic 1, 1');
    expect(topics.at(-2)).toBe('Topic 1, 3');
  });

  it('what a document names and the action changed is shown as it is, not as nothing', async () => {
    const { hc } = client();

    const [, , room] = await Promise.all([hc.room(1), hc.room(1).owner.message('x'), hc.room(1)]);

    expect(room.owner.name).toBe('User 7, 1');
  });
});

describe('what stands within what is shown', () => {
  it('is shown as it is after an action, in a page that was expanded by hand', async () => {
    const { hc } = client();
    const before = await hc.rooms({ expand: 'items' });
    await before.items[0]?.owner.message('x');
    const [{ items }] = await Promise.all([hc.rooms({ expand: 'items' })]);

    expect(items.map(({ owner }) => owner.name)).toEqual(['User 7, 1', 'User 7, 1']);
    expect(before.items.map(({ owner }) => owner.name)).toEqual(['User 7, 0', 'User 7, 0']);
  });

  it('is shown as it is after an action, in a list of a document', async () => {
    const { hc, asked } = client();
    const message = hc.room(1).messageById('m1');
    const [, , mentions] = await Promise.all([
      message.mentions,
      hc.user(7).message('x'),
      message.mentions,
    ]);

    expect(mentions.map(({ name }) => name)).toEqual(['User 7, 1']);
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual(['POST user/7/message']);
  });
});

describe('the whole of an item whose owner was acted on', () => {
  it('is asked anew, and the walk comes to its end', async () => {
    const { hc, asked } = client();
    const room = await hc.rooms.items[0];
    await room.topic;
    await room.owner.message('x');

    expect((await room.self).owner.name).toBe('User 7, 1');
    expect(asked.slice(1)).toEqual(['GET room/1', 'POST user/7/message', 'GET room/1']);
  });
});

describe('what a lambda returns', () => {
  it('is shown as it is after an action of the same tick', async () => {
    const { hc } = client();
    const [, , owners] = await Promise.all([
      hc.room(1),
      hc.user(7).message('x'),
      hc.rooms.map((room) => ({ owner: room.owner })),
    ]);

    expect(owners.map(({ owner }) => owner.name)).toEqual(['User 7, 1', 'User 7, 1']);
  });
});

describe('a loop in a loop over the same collection', () => {
  it('goes through all of it each time', async () => {
    const { hc } = client();
    const seen: string[] = [];
    for await (const outer of hc.rooms) {
      for await (const inner of hc.rooms) seen.push(`${outer.id} ${inner.id}`);
    }

    expect(seen).toEqual(['1 1', '1 2', '2 1', '2 2']);
  });
});

describe('a read and an action in the body of a loop', () => {
  it('in one tick: the read gives what was so before, and the next what is so after', async () => {
    const { hc, asked } = client();
    const seen: unknown[] = [];
    for await (const room of hc.rooms) {
      const [before] = await Promise.all([room.topic, room.message('x')]);
      seen.push(before, await room.topic, (await room.self).name);
    }

    expect(seen).toEqual([
      ...['Topic 1, 0', 'Topic 1, 1', 'Room 1, 1'],
      ...['Topic 2, 0', 'Topic 2, 1', 'Room 2, 1'],
    ]);
    expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(2);
  });
});

describe('after an error', () => {
  it('the same snapshot asks again', async () => {
    const { hc, fail } = client();
    const room = await hc.rooms.items[0];
    fail(1);
    await expect(async () => await room.topic).rejects.toThrow(/500/);

    expect(await room.topic).toBe('Topic 1, 0');
  });

  it('the same snapshot asks again behind an action, too', async () => {
    const { hc, fail } = client();
    const room = await hc.rooms.items[0];
    await room.message('x');
    fail(1);
    await expect(async () => await room.topic).rejects.toThrow(/500/);
    await room.message('y');

    expect(await room.topic).toBe('Topic 1, 2');
  });

  it('a page in hand asks again', async () => {
    const { hc, fail } = client();
    const page = await hc.rooms;
    fail(3);
    await expect(async () => await page.map(({ topic }) => topic)).rejects.toThrow(/500/);
    fail(0);

    expect(await page.map(({ topic }) => topic)).toEqual(['Topic 1, 0', 'Topic 2, 0']);
  });
});
