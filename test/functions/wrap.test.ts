import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { connect, explain, type LinkMap, type UserStub, wrap } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { liveServer } from '../helpers/live.ts';
import { mockApi, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

/** What HipChat posted in September 2016. */
const payload = {
  event: 'room_message',
  item: {
    message: {
      date: '2016-09-09T08:23:02.932694+00:00',
      from: userStub(7),
      id: 'ce1bd5c0-3f3f-4d6a-9d0f-6a2f3f9e6d3c',
      mentions: [userStub(8)],
      message: '/tournament start',
      type: 'message',
    },
    room: roomStub(42),
  },
  oauth_client_id: 'b0ac',
  webhook_id: 6071216,
};

describe('`wrap`', () => {
  const api = mockApi();

  it('makes a webhook’s payload a snapshot with values, and sends nothing', () => {
    const { event, item } = api.hc.wrap(payload);

    expect(event).toBe('room_message');
    expect(item.room.name).toBe('Room 42');
    expect(item.message?.date).toBeInstanceOf(Temporal.Instant);
    expect(item.message?.mentions[0]?.mention_name).toBe('user8');
    expect(JSON.parse(JSON.stringify(api.hc.wrap(JSON.stringify(payload))))).toEqual(payload);
    expect(api.asked).toEqual([]);
  });

  it('lets every resource in it be walked on from', async () => {
    api.on('POST', '/v2/room/42/reply', undefined, { status: 204 });
    api.on('GET', '/v2/user/7', wholeUser(7));
    const { item } = api.hc.wrap(payload);
    const { from, id = '' } = item.message ?? {};

    await item.room.reply('started', id);

    expect(typeof from === 'object' && (await from?.email)).toBe('user7@example.com');
    expect(api.asked).toEqual(['POST /v2/room/42/reply', 'GET /v2/user/7']);
  });

  it('reads a notification, whose sender is a label', () => {
    const message = {
      date: '2016-09-09T08:23:02.932694+00:00',
      from: 'Monitor',
      id: 'x',
      mentions: [],
      message: 'down',
      message_format: 'text',
      color: 'red',
      type: 'notification',
    };
    const { item } = api.hc.wrap({
      event: 'room_notification',
      item: { message, room: roomStub(42) },
      webhook_id: 1,
    });

    expect(item.message?.from).toBe('Monitor');
    expect(item.message?.date.epochMilliseconds).toBe(1473409382932);
    expect(item.sender).toBeUndefined();
  });

  it('makes a resource that was kept one again: a stub that knows the rest', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const line = JSON.stringify(await api.hc.room(42));

    const room = api.hc.wrap(line, 'room');

    expect(room.name).toBe('Room 42');
    expect(await room.topic).toBe('Topic 42');
    expect((await room.self).created.toString()).toBe('2013-11-07T17:57:11Z');
    expect(api.asked).toEqual(['GET /v2/room/42']);
  });

  it('is kept again as it was, with what is in it and is no value of a stub', () => {
    const user = wholeUser(7);
    const kept = { ...user, title: 'Lead', group: { ...(user.group as object), owner: user } };
    const room = { ...wholeRoom(42), owner: kept };
    const item = { ...payload.item, sender: kept, room };

    for (const [json, kind] of [
      [room, 'room'],
      [{ ...payload, item }, undefined],
    ] as const) {
      const line = JSON.stringify(wrap(api.hc, json, kind));
      expect(JSON.parse(line)).toEqual(json);
    }
    expect(JSON.parse(JSON.stringify(api.hc.wrap({ ...payload, item }).item.room))).toEqual(room);
  });

  it.each([
    ['in part', { title: undefined }],
    ['old', { title: 'Of before' }],
  ])('reads before an update of what was kept, which may be %s', async (_how, kept) => {
    api.on('GET', '/v2/user/7', { ...wholeUser(7), title: 'Lead' });
    api.on('PUT', '/v2/user/7', undefined, { status: 204 });
    const user = api.hc.wrap({ ...wholeUser(7), ...kept }, 'user');
    expect(String(explain(user.update({ timezone: 'UTC' })))).toContain('GET  /v2/user/7');

    await user.update({ timezone: 'UTC' });

    expect(api.asked).toEqual(['GET /v2/user/7', 'PUT /v2/user/7']);
    expect(JSON.parse(api.received[1]?.body ?? '')).toMatchObject({ title: 'Lead' });
  });

  it('reads before an update of what the JSON names within itself as well', async () => {
    const group = { ...(wholeUser(7).group as object), owner: userStub(7) };
    api.on('GET', '/v2/user/7', wholeUser(7));
    api.on('PUT', '/v2/user/7', undefined, { status: 204 });

    await api.hc.wrap({ ...wholeUser(7), group }, 'user').update({ timezone: 'UTC' });

    expect(api.asked).toEqual(['GET /v2/user/7', 'PUT /v2/user/7']);
  });

  it('asks for what the JSON does not say', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));

    expect(await api.hc.wrap(roomStub(42), 'room').owner.email).toBe('user7@example.com');
  });

  it('is told what a message is, which has no address', () => {
    const message = api.hc.wrap(payload.item.message, 'message');

    expect(message.date.toString()).toBe('2016-09-09T08:23:02.932694Z');
    expect(String(explain((message.from as UserStub).email))).toContain('GET  /v2/user/7');
  });

  it('keeps fields and links that no map knows', async () => {
    api.on('GET', '/v2/room/42/glance', { id: 1, links: {} });
    const stub = roomStub(42);
    const links = {
      ...(stub.links as object),
      glances: 'https://api.hipchat.com/v2/room/42/glance',
    };

    const room = api.hc.wrap({ ...stub, mood: 'good', links }, 'room');

    expect(room).toMatchObject({ mood: 'good' });
    expect(await Reflect.get(room, 'glances')).toMatchObject({ id: 1 });
  });

  it('refuses what is no object, and a resource of another kind', () => {
    const { hc } = api;

    expect(() => hc.wrap('not JSON')).toThrow('`wrap` takes JSON, or its text');
    expect(() => hc.wrap([payload])).toThrow('`wrap` takes an object, or the text of one');
    expect(() => hc.wrap(undefined)).toThrow(TypeError);
    expect(() => hc.wrap(userStub(7), 'room')).toThrow('is the address of user, not of room');
    expect(() => wrap(hc, {}, 'nothing')).toThrow("knows no kind 'nothing'");
  });

  it('refuses what cannot be written as JSON, and says why as the cause', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;

    for (const odd of [circle, { id: 7n }]) {
      const wrapping = (): unknown => api.hc.wrap(odd);
      expect(wrapping).toThrow(new TypeError('`wrap` takes JSON, or its text'));
      expect(wrapping).toThrow(expect.objectContaining({ cause: expect.any(TypeError) }));
    }
  });

  it('refuses a document that says that there is nothing', () => {
    const map: LinkMap = { root: 'api', kinds: { api: { members: {} } } };
    const root = connect<object>(jsonApi(), map, { endpoint: 'https://api.example.com' });

    expect(() => wrap(root, { data: null })).toThrow(
      new TypeError('`wrap` found no resource in what it was given'),
    );
  });

  it('finds the address of a resource that declares none by its id, and does nothing to one without', async () => {
    api.on('POST', '/v2/user/7/message', undefined, { status: 204 });
    const item = (sender: object): object => ({ event: 'room_enter', item: { sender } });
    const known = api.hc.wrap(item({ id: 7, name: 'Seven' })).item.sender as UserStub;
    const unknown = api.hc.wrap(item({ name: 'Somebody' })).item.sender as UserStub;

    await known.message('hi');

    expect(unknown.name).toBe('Somebody');
    await expect(settle(unknown.message('hi'))).rejects.toThrow(
      'the user came without an address, so there is nothing to message',
    );
    await expect(settle(unknown.history.items[0])).rejects.toThrow('no "history" on user');
    expect(api.asked).toEqual(['POST /v2/user/7/message']);
  });

  it('takes names of JavaScript’s own for data', () => {
    const odd = JSON.parse('{"event":"room_enter","item":{"__proto__":{"then":1},"then":2}}');

    const wrapped = api.hc.wrap(odd);

    expect(wrapped.event).toBe('room_enter');
    expect(({} as { then?: unknown }).then).toBeUndefined();
  });
});

describe('on a real server, `wrap`', () => {
  const live = liveServer();

  it('goes on from what an archive keeps', async () => {
    const { items } = await live.hc.room(42).history({ date: '2017-06-30', maxResults: 3 });
    const lines = items.map((item) => JSON.stringify(item));

    const messages = lines.map((line) => live.hc.wrap(line, 'message'));

    expect(messages.map(({ date }) => String(date))).toEqual(items.map(({ date }) => String(date)));
  });
});
