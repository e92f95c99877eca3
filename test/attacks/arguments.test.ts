/** Rule 19: a chain can be an argument; a chain forced into text is refused. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';
import { call, failure, fake, userStub } from './helpers.ts';

describe('a chain as an argument', () => {
  it('needs its address alone where that is enough', async () => {
    const server = fake();
    await server.hc.room(1).invite(server.hc.user('@user2'), 'come in');
    expect(server.lines()).toEqual(['POST /v2/room/1/invite/@user2']);
    expect(server.asked[0]?.body).toBe('{"reason":"come in"}');
  });

  it('joins the plan where something has to be fetched for it', async () => {
    const server = fake();
    await server.hc.room(1).invite(server.hc.room(2).owner);
    expect(server.lines()).toEqual(['GET /v2/room/2', 'POST /v2/room/1/invite/2']);
  });

  it('and its target share one request', async () => {
    const server = fake();
    const { items } = server.hc.rooms;
    await items[0].invite(items[1].owner);
    expect(server.lines()).toHaveLength(2);
  });

  it('may be a snapshot, or a stub in one', async () => {
    const server = fake();
    const user = await server.hc.user(2);
    const room = await server.hc.room(3);
    server.clear();
    await server.hc.room(1).invite(user);
    await server.hc.room(1).invite(room.owner);
    expect(server.lines()).toEqual(['POST /v2/room/1/invite/2', 'POST /v2/room/1/invite/3']);
  });

  it('may be an action, which is sent once', async () => {
    const server = fake();
    const user = server.hc.users.create({ name: 'N', email: 'n@example.com' });
    const guest = user as unknown as ReturnType<typeof server.hc.user>;
    await Promise.all([server.hc.room(1).invite(guest), server.hc.room(2).invite(guest)]);
    expect(server.lines().filter((line) => line === 'POST /v2/user')).toHaveLength(1);
    expect(server.lines()).toHaveLength(3);
    expect(server.lines().at(-1)).toMatch(/invite\/77$/);
  });

  it('in a body stands for its id', async () => {
    const server = fake();
    const owner = server.hc.room(2).owner as unknown as number;
    await server.hc.rooms.create({ name: 'New', owner });
    expect(server.lines()).toEqual(['GET /v2/room/2', 'POST /v2/room']);
    expect(JSON.parse(server.asked[1]?.body ?? '')).toMatchObject({ owner_user_id: 2 });
  });

  it('that leads to a list stands for the id of each in it', async () => {
    const message = {
      id: 'm',
      date: '2018-01-04T10:16:02.809766+00:00',
      from: userStub(1),
      message: '@user2 @user3',
      mentions: [userStub(2), userStub(3)],
      type: 'message',
    };
    const server = fake({
      instead: ({ path }) =>
        path.endsWith('/history/latest') ? Response.json({ items: [message] }) : undefined,
    });
    const { mentions } = server.hc.room(1).latest.items[0];

    await server.hc.request('POST', '/room/1/odd', { body: { users: mentions } });

    expect(server.asked[1]?.body).toBe('{"users":[2,3]}');
  });

  it.each<[string, (server: ReturnType<typeof fake>) => unknown, string]>([
    ['a collection', ({ hc }) => hc.rooms, 'hc.rooms: give it one of them'],
    ['items', ({ hc }) => hc.room(2).participants.items, 'items: give it one of them'],
    ['results', ({ hc }) => hc.rooms.map(({ owner }) => owner), 'one of them, or await it first'],
    ['all items', ({ hc }) => hc.users.toArray(), 'one of them, or await it first'],
  ])(
    'that leads to many things is refused before anything is sent: %s',
    async (_name, make, says) => {
      const server = fake();
      const { items } = server.hc.rooms;
      const error = await failure(call(items[0], 'invite', make(server)));
      expect(error.message).toContain('`invite` cannot be given all of hc.');
      expect(error.message).toContain(says);
      expect(server.lines()).toEqual([]);
    },
  );

  it('that fails stops the action, and the error says which it was', async () => {
    const server = fake();
    const error = await failure(server.hc.room(1).invite(server.hc.room('Nope').owner));
    expect(error).toMatchObject({ status: 404 });
    expect(error.message).toContain("hc.room('Nope')");
    expect(server.lines().some((line) => line.startsWith('POST'))).toBe(false);
  });

  it('that is null stops the action', async () => {
    const server = fake({
      edit: (document) => ('topic' in document ? { ...document, owner: null } : document),
    });
    await failure(server.hc.room(1).invite(server.hc.room(2).owner));
    expect(server.lines().some((line) => line.startsWith('POST'))).toBe(false);
  });

  it('where a text is due is its value or an error, never the text of the path', async () => {
    const server = fake();
    const text = server.hc.room(2).topic as unknown as string;
    await Promise.allSettled([server.hc.room(1).topic(text)]);
    const put = server.asked.find(({ method }) => method === 'PUT');
    if (put !== undefined) expect(put.body).toBe('{"topic":"Topic 2"}');
  });

  it('of another client is not asked with this one', async () => {
    const server = fake();
    const other = fake();
    const [result] = await Promise.allSettled([server.hc.room(1).invite(other.hc.room(2).owner)]);
    if (result.status === 'fulfilled') expect(other.lines()).toEqual(['GET /v2/room/2']);
    expect(server.lines().filter((line) => line.startsWith('GET'))).toEqual([]);
  });

  it.each<[string, (server: ReturnType<typeof fake>) => PromiseLike<unknown>, string]>([
    ['a moment', ({ hc }) => call(hc.room(1), 'history', hc.user(2)), 'written into an address'],
    ['an option', ({ hc }) => call(hc, 'rooms', { odd: hc.user(2) }), 'written into an address'],
    ['an expansion', ({ hc }) => call(hc, 'rooms', { expand: hc.user(2) }), 'takes paths'],
    ['an id', ({ hc }) => call(hc, 'room', hc.user(2)), '`room` takes an id or a name'],
    ['options', ({ hc }) => call(hc, 'rooms', hc.user(2)), '`rooms` takes an object of options'],
  ])('is refused where only a value can stand, by its own name: %s', async (_name, make, says) => {
    const server = fake();
    const error = await failure(make(server));
    expect(error.message).toContain(says);
    expect(error.message).toContain(', got hc.user(2)\n');
    expect(server.lines()).toEqual([]);
  });

  it('of options is its value or an error, never the text of the path', async () => {
    const server = fake();
    const id = server.hc.room(2).topic as unknown as string;
    await Promise.allSettled([server.hc.room(1).latest({ notBefore: id })]);
    expect(server.asked.every(({ url }) => !/hc\.|hc%2E|object|Chain/.test(url))).toBe(true);
  });
});

describe('a chain that was forced into text', () => {
  const forced: readonly (readonly [
    string,
    (server: ReturnType<typeof fake>) => PromiseLike<unknown>,
  ])[] = [
    ['in a template', ({ hc }) => hc.room(1).message(`owner: ${hc.room(2).owner.name}`)],
    ['by String()', ({ hc }) => hc.room(1).topic(String(hc.room(2).topic))],
    ['by +', ({ hc }) => hc.room(1).topic(`${`${hc.room(2).topic as unknown as string}!`}`)],
    ['by join', ({ hc }) => hc.room(1).topic([hc.room(2).topic, 'x'].join(' '))],
    ['as an id', ({ hc }) => hc.room(`${hc.room(2).name}`).topic],
    ['inside an id', ({ hc }) => hc.user(`@${hc.user(2).mention_name}`).message('x')],
    ['by JSON.stringify', ({ hc }) => hc.room(1).message(JSON.stringify({ to: hc.user(1) }))],
    [
      'deep in a body',
      ({ hc }) => hc.room(1).notification('x', { card: { a: [{ b: `${hc.user(1)}` }] } }),
    ],
    [
      'as a key in a body',
      ({ hc }) => hc.room(1).notification('x', { card: { [`${hc.user(1)}`]: 1 } }),
    ],
    ['in an option', ({ hc }) => hc.room(1).latest({ notBefore: `${hc.room(1).name}` })],
    ['from a snapshot', ({ hc }) => hc.room(1).message(`x ${hc.rooms.items[0].owner.email}`)],
  ];

  it.each(forced)('is refused before anything is sent: %s', async (_name, make) => {
    const server = fake();
    const error = await failure(make(server));
    expect(server.lines()).toEqual([]);
    expect(error.message).toMatch(/await/);
  });

  it('is refused from a stub of a snapshot too', async () => {
    const server = fake();
    const stub = await server.hc.rooms.items[0];
    server.clear();
    await failure(server.hc.room(1).message(`topic: ${stub.topic}`));
    expect(server.lines()).toEqual([]);
  });

  it('is not suspected in a text that only looks like one', async () => {
    const server = fake();
    await server.hc.room(1).message('hc.room(2).owner.name [chain] {1.id} \u2026 $x');
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
      message: 'hc.room(2).owner.name [chain] {1.id} \u2026 $x',
    });
  });

  it('is refused by explain as well', () => {
    const { hc } = fake();
    expect(() => explain(hc.room(1).message(`${hc.user(1).name}`))).toThrow(/await/);
  });
});

describe('what is sent', () => {
  it('has the wire names of its parameters, and only what was given', async () => {
    const server = fake();
    await server.hc
      .room(1)
      .notification('x', { messageFormat: 'text', attachTo: 'm1', notify: false });
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
      message: 'x',
      message_format: 'text',
      attach_to: 'm1',
      notify: false,
    });
    server.clear();
    await Promise.allSettled([
      server.hc
        .room(1)
        .history({ includeDeleted: false, maxResults: 5, timezone: 'Europe/Berlin' }),
    ]);
    expect([...(server.asked[0]?.query.keys() ?? [])].toSorted()).toEqual([
      'include_deleted',
      'max-results',
      'timezone',
    ]);
  });

  it('leaves out what is undefined', async () => {
    const server = fake();
    await call(server.hc.room(1), 'notification', 'x', { color: undefined });
    expect(server.asked[0]?.body).toBe('{"message":"x"}');
    await call(server.hc, 'rooms', { maxResults: undefined });
    expect(server.asked[1]?.url).toBe('https://api.test/v2/room');
  });
});
