/** What each action sends, and what it refuses before it is sent. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { download, type HypChat } from '../../src/index.ts';
import { mockApi, roomStub, userStub, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

interface Sent {
  readonly name: string;
  readonly run: (hc: HypChat) => PromiseLike<unknown>;
  readonly method: string;
  readonly path: string;
  /** `undefined` for none. */
  readonly body?: unknown;
}

const PICTURE = 'iVBORw0KGgo=';

const sent: readonly Sent[] = [
  {
    name: 'a reply',
    run: (hc) => hc.room(42).reply('yes', 'an-id'),
    method: 'POST',
    path: 'room/42/reply',
    body: { message: 'yes', parentMessageId: 'an-id' },
  },
  {
    name: 'a notification',
    run: (hc) => hc.room(42).notification('<b>down</b>', { notify: true, attachTo: 'an-id' }),
    method: 'POST',
    path: 'room/42/notification',
    body: { message: '<b>down</b>', notify: true, attach_to: 'an-id' },
  },
  {
    name: 'a notification that mentions somebody, as text',
    run: (hc) => hc.room(42).notification('look, @bo'),
    method: 'POST',
    path: 'room/42/notification',
    body: { message: 'look, @bo', message_format: 'text' },
  },
  {
    name: 'a notification with an address in it, as it is',
    run: (hc) => hc.room(42).notification('write to ann@example.com'),
    method: 'POST',
    path: 'room/42/notification',
    body: { message: 'write to ann@example.com' },
  },
  {
    name: 'a notification that mentions somebody in HTML, if that is what it was told',
    run: (hc) => hc.room(42).notification('@bo', { messageFormat: 'html' }),
    method: 'POST',
    path: 'room/42/notification',
    body: { message: '@bo', message_format: 'html' },
  },
  {
    name: 'a notification with a card, and what the map does not know of it',
    run: (hc) =>
      hc.room(42).notification('x', {
        card: { style: 'link', id: '1', title: 'T', url: 'https://x.test', icon: { url: 'i' } },
      }),
    method: 'POST',
    path: 'room/42/notification',
    body: {
      message: 'x',
      card: { style: 'link', id: '1', title: 'T', url: 'https://x.test', icon: { url: 'i' } },
    },
  },
  {
    name: 'an invitation by id',
    run: (hc) => hc.room(42).invite(7),
    method: 'POST',
    path: 'room/42/invite/7',
  },
  {
    name: 'a link',
    run: (hc) => hc.room(42).shareLink('https://x.test', 'see'),
    method: 'POST',
    path: 'room/42/share/link',
    body: { link: 'https://x.test', message: 'see' },
  },
  {
    name: 'a link for a user',
    run: (hc) => hc.user('@ann').shareLink('https://x.test'),
    method: 'POST',
    path: 'user/@ann/share/link',
    body: { link: 'https://x.test' },
  },
  {
    name: 'a new member with a set of roles',
    run: (hc) => hc.room(42).members.add(hc.user('@ann'), { roomRoles: new Set(['room_admin']) }),
    method: 'PUT',
    path: 'room/42/member/@ann',
    body: { room_roles: ['room_admin'] },
  },
  {
    name: 'a member who goes',
    run: (hc) => hc.room(42).members.remove('ann@example.com'),
    method: 'DELETE',
    path: 'room/42/member/ann@example.com',
  },
  {
    name: 'the end of a webhook',
    run: (hc) => hc.room(42).webhook(5).delete(),
    method: 'DELETE',
    path: 'room/42/webhook/5',
  },
  {
    name: 'a picture of a room',
    run: (hc) => hc.room(42).setAvatar(PICTURE),
    method: 'PUT',
    path: 'room/42/avatar',
    body: { avatar: PICTURE },
  },
  {
    name: 'the end of a room’s picture',
    run: (hc) => hc.room(42).deleteAvatar(),
    method: 'DELETE',
    path: 'room/42/avatar',
  },
  {
    name: 'a photo',
    run: (hc) => hc.user(7).setPhoto(PICTURE),
    method: 'PUT',
    path: 'user/7/photo',
    body: { photo: PICTURE },
  },
  {
    name: 'the end of a photo',
    run: (hc) => hc.user(7).deletePhoto(),
    method: 'DELETE',
    path: 'user/7/photo',
  },
  {
    name: 'a picture of the group',
    run: (hc) => hc.group(1).setAvatar(PICTURE),
    method: 'PUT',
    path: 'group/1/avatar',
    body: { avatar: PICTURE },
  },
  {
    name: 'the end of the group’s picture',
    run: (hc) => hc.group(1).deleteAvatar(),
    method: 'DELETE',
    path: 'group/1/avatar',
  },
  {
    name: 'an invitation of somebody without an account',
    run: (hc) => hc.inviteUser('zoe@example.com', 'Zoe Quist', { title: 'Guest' }),
    method: 'POST',
    path: 'invite/user',
    body: { email: 'zoe@example.com', name: 'Zoe Quist', title: 'Guest' },
  },
  {
    name: 'a moment in what the API does not know, in UTC',
    run: (hc) =>
      hc.room(42).notification('x', {
        card: { at: Temporal.ZonedDateTime.from('2017-06-01T10:00[Europe/Berlin]') },
      }),
    method: 'POST',
    path: 'room/42/notification',
    body: { message: 'x', card: { at: '2017-06-01T08:00:00Z' } },
  },
];

describe('what is sent', () => {
  const api = mockApi();

  it.each(sent)('for $name', async ({ run, method, path, body }) => {
    api.on(method, `/v2/${path}`, undefined, { status: 204 });

    expect(await run(api.hc)).toBeUndefined();

    const [received] = api.received;
    expect(received?.body === '' ? undefined : JSON.parse(received?.body ?? '')).toEqual(body);
    expect(api.asked).toEqual([`${method} /v2/${path}`]);
  });

  it('for a room is its owner’s id, whatever names the owner; null is sent, undefined is not', async () => {
    const self = 'https://api.hipchat.com/v2/room/9';
    api.on('GET', '/v2/user/8', wholeUser(8));
    const fetched = await api.hc.user(8);
    const owners = [api.hc.user(7), fetched, 'ann@example.com', null, undefined];
    for (const owner of owners) {
      api.on('POST', '/v2/room', { id: 9, links: { self } }, { status: 201 });
      await api.hc.rooms.create({ name: 'Nine', owner });
    }

    const bodies = api.received.slice(1).map(({ body }) => JSON.parse(body));
    expect(bodies).toEqual([
      { name: 'Nine', owner_user_id: 7 },
      { name: 'Nine', owner_user_id: 8 },
      { name: 'Nine', owner_user_id: 'ann@example.com' },
      { name: 'Nine', owner_user_id: null },
      { name: 'Nine' },
    ]);
  });

  it('for what says itself how it is written in JSON is that', async () => {
    api.on('POST', '/v2/room/42/notification', undefined, { status: 204 });
    const card = { from: new URL('https://x.test/a?b'), ids: new Set([1, 2]) };

    await api.hc.room(42).notification('x', { card });

    expect(JSON.parse(api.received[0]?.body ?? '')).toMatchObject({
      card: { from: 'https://x.test/a?b', ids: [1, 2] },
    });
  });

  it('for a webhook makes one that a chain goes on from', async () => {
    const self = 'https://api.hipchat.com/v2/room/42/webhook/5';
    api.on('POST', '/v2/room/42/webhook', { id: 5, links: { self } }, { status: 201 });
    api.on('GET', '/v2/room/42/webhook/5', {
      id: 5,
      links: { self },
      event: 'room_enter',
      created: '2017-01-02T03:04:05+00:00',
      room: roomStub(42),
      creator: null,
    });
    const hook = api.hc.room(42).webhooks.create({ url: 'https://x.test', event: 'room_enter' });

    expect((await hook).id).toBe(5);
    const whole = await hook.self;
    expect(whole.created.toString()).toBe('2017-01-02T03:04:05Z');
    expect([whole.creator, whole.room.name]).toEqual([null, 'Room 42']);
  });
});

describe('what is refused, and not sent', () => {
  const api = mockApi();

  it.each<{
    readonly name: string;
    readonly run: (hc: HypChat) => PromiseLike<unknown>;
    readonly message: string;
  }>([
    {
      name: 'a color that does not exist',
      // @ts-expect-error -- there is no such color
      run: (hc) => hc.room(1).notification('x', { color: 'pink' }),
      message: 'notification: `color` has to be one of yellow, green, red, purple, gray, random',
    },
    {
      name: 'a notification over its limit',
      run: (hc) => hc.room(1).notification('x'.repeat(10_001)),
      message: 'notification: `message` has to be 1 to 10,000 characters long, got 10,001',
    },
    {
      name: 'a label over its limit',
      run: (hc) => hc.room(1).notification('x', { from: 'x'.repeat(65) }),
      message: 'notification: `from` has to be 0 to 64 characters long, got 65',
    },
    {
      name: 'the text `true` for a switch',
      // @ts-expect-error -- a switch is no text
      run: (hc) => hc.room(1).notification('x', { notify: 'true' }),
      message: "notification: `notify` has to be a boolean, got 'true'",
    },
    {
      name: 'a card whose id is a number',
      run: (hc) => hc.room(1).notification('x', { card: { style: 'link', id: 7, title: 'T' } }),
      message: 'notification: `card`.id has to be a string, got 7',
    },
    {
      name: 'a card that is none',
      // @ts-expect-error -- a card is an object
      run: (hc) => hc.room(1).notification('x', { card: 'link' }),
      message: "notification: `card` has to be a plain object, got 'link'",
    },
    {
      name: 'null for a text that is needed',
      // @ts-expect-error -- a message is a text
      run: (hc) => hc.room(1).message(null),
      message: 'message: `message` is required, and cannot be null',
    },
    {
      name: 'a reply to nothing',
      // @ts-expect-error -- what is answered is missing
      run: (hc) => hc.room(1).reply('x'),
      message: '`reply` needs `parentMessageId`',
    },
    {
      name: 'a link that is too short to be one',
      run: (hc) => hc.room(1).shareLink('x.test'),
      message: 'shareLink: `link` has to be 10 to 1,000 characters long, got 6',
    },
    {
      name: 'an event that does not exist',
      // @ts-expect-error -- there is no such event
      run: (hc) => hc.room(1).webhooks.create({ url: 'https://x.test', event: 'message' }),
      message: 'create: `event` has to be one of room_message, ',
    },
    {
      name: 'an object for a user',
      // @ts-expect-error -- a user is a chain, a snapshot or an id
      run: (hc) => hc.room(1).members.add({ id: 7 }),
      message: 'add: `user` has to be a user or an id, got an object',
    },
    {
      name: 'a user for nobody at all',
      run: (hc) => hc.room(1).members.remove('..'),
      message: "'..' cannot be part of an address",
    },
    {
      name: 'more results than a page has',
      run: (hc) => hc.room(1).history('recent', 1001),
      message: 'history: `maxResults` has to be a whole number, 0 to 1000, got 1001',
    },
    {
      name: 'a moment that is none',
      run: (hc) => hc.room(1).history('tomorrow'),
      message: "history: `date` has to be a Temporal.Instant or 'recent', got 'tomorrow'",
    },
    {
      name: 'an invalid date',
      run: (hc) => hc.room(1).history(new Date(Number.NaN)),
      message: 'history: `date` is an invalid Date',
    },
    {
      name: 'an option given twice',
      // @ts-expect-error -- the date was given by position
      run: (hc) => hc.room(1).history('recent', 5, { date: 'recent' }),
      message: '`history` was given `date` twice',
    },
    {
      name: 'more than the options by position',
      // @ts-expect-error -- two are given by position
      run: (hc) => hc.room(1).history('recent', 5, 6),
      message: '`history` takes `date`, `maxResults`, an object of options, got 6',
    },
    {
      name: 'a kind of emoticon that does not exist',
      // @ts-expect-error -- there is no such kind
      run: (hc) => hc.emoticons({ type: 'mine' }),
      message: "emoticons: `type` has to be one of global, group, all, got 'mine'",
    },
    {
      name: 'a role in a room that does not exist',
      // @ts-expect-error -- there is no such role
      run: (hc) => hc.room(1).members.add(7, { roomRoles: ['boss'] }),
      message: "add: `roomRoles`[0] has to be one of room_admin, room_member, got 'boss'",
    },
    {
      name: 'a text for the roles in a room',
      // @ts-expect-error -- it is a list
      run: (hc) => hc.room(1).members.add(7, { roomRoles: 'room_admin' }),
      message: "add: `roomRoles` has to be a list, got 'room_admin'",
    },
    {
      name: 'a scope that does not exist',
      // @ts-expect-error -- there is no such scope
      run: (hc) => hc.createToken({ grantType: 'personal', scopes: ['see_all'] }),
      message: 'createToken: `scopes`[0] has to be one of admin_group, admin_room, ',
    },
    {
      name: 'a size of photo that does not exist',
      // @ts-expect-error -- there is no such size
      run: (hc) => download(hc.user(7).photo('huge')),
      message: "`photo` takes one of small, big, got 'huge'",
    },
    {
      name: 'a text in the place of options',
      // @ts-expect-error -- options are an object
      run: (hc) => hc.room(1).notification('x', 'red'),
      message: "`notification` takes an object of options after `message`, got 'red'",
    },
    {
      name: 'a text where there are only options',
      // @ts-expect-error -- options are an object
      run: (hc) => hc.rooms.create('Ops'),
      message: "`create` takes an object of options, got 'Ops'",
    },
    {
      name: 'a collection that JSON does not have',
      run: (hc) => hc.room(1).notification('x', { card: { deep: new Map() } as never }),
      message: 'notification: `card`.deep cannot be sent as JSON, got an object',
    },
    {
      name: 'what is no JSON, with its path',
      run: (hc) => hc.room(1).notification('x', { card: { deep: [{ at: 1n }] } }),
      message: 'notification: `card`.deep[0].at cannot be sent as JSON, got 1',
    },
  ])('is $name', async ({ run, message }) => {
    await expect(settle(run(api.hc))).rejects.toThrow(message);

    expect(api.asked).toEqual([]);
  });
});

describe('a query', () => {
  const api = mockApi();

  it.each<{
    readonly name: string;
    readonly run: (hc: HypChat) => PromiseLike<unknown>;
    readonly query: string;
  }>([
    {
      name: 'a moment as UTC, and the name of its zone',
      run: (hc) =>
        hc.room(1).history(Temporal.ZonedDateTime.from('2017-06-01T10:00[Europe/Berlin]'), 5),
      query: 'date=2017-06-01T08:00:00Z&max-results=5&timezone=Europe/Berlin',
    },
    {
      name: 'the zone that was given, over a moment’s own',
      run: (hc) =>
        hc.room(1).history({
          date: Temporal.ZonedDateTime.from('2017-06-01T10:00[Europe/Berlin]'),
          timezone: 'UTC',
        }),
      query: 'date=2017-06-01T08:00:00Z&timezone=UTC',
    },
    {
      name: 'no zone where a moment has only an offset',
      run: (hc) => hc.room(1).history(Temporal.ZonedDateTime.from('2017-06-01T10:00[+02:00]')),
      query: 'date=2017-06-01T08:00:00Z',
    },
    {
      name: 'a moment without a zone as UTC',
      run: (hc) => hc.room(1).history(Temporal.PlainDateTime.from('2017-06-01T10:00')),
      query: 'date=2017-06-01T10:00:00Z',
    },
    {
      name: 'a text without an offset as UTC, and one with an offset as it is',
      run: (hc) =>
        hc.room(1).history({ date: '2017-06-01T10:00', endDate: '2017-05-01T10:00:00+02:00' }),
      query: 'date=2017-06-01T10:00:00Z&end-date=2017-05-01T10:00:00+02:00',
    },
    {
      name: 'null as it is written there',
      run: (hc) => hc.room(1).history({ date: new Date(0), endDate: null }),
      query: 'date=1970-01-01T00:00:00.000Z&end-date=null',
    },
    {
      name: 'the oldest message by position',
      run: (hc) => hc.room(1).latest('an-id', { includeDeleted: false }),
      query: 'not-before=an-id&include_deleted=false',
    },
    {
      name: 'what the map does not know, as it is; lists and sets with commas',
      run: (hc) => {
        const more: object = { fields: ['id', 'date'], more: new Set([1, 2]), no: undefined };
        return hc.room(1).history(more);
      },
      query: 'fields=id,date&more=1,2',
    },
  ])('has $name', async ({ run, query }) => {
    const path = query.startsWith('not-before') ? 'history/latest' : 'history';
    api.on('GET', `/v2/room/1/${path}?${query.replaceAll('+', '%2B')}`, { items: [] });

    await run(api.hc);

    expect(api.asked).toEqual([`GET /v2/room/1/${path}?${query}`]);
  });

  it('of a lookup and of a link is there as well', async () => {
    api.on('GET', '/v2/room/1/history/an-id?timezone=UTC', {
      message: { id: 'an-id', date: '2018-01-04T10:16:02+00:00', message: 'hi', from: userStub(7) },
    });
    api.on('GET', '/v2/capabilities?pretty=true', { name: 'HipChat', links: {} });

    const message = await api.hc.room(1).messageById('an-id', { timezone: 'UTC' });
    const { name } = await api.hc.capabilities({ pretty: true });

    expect([message.message, message.date.toString(), name]).toEqual([
      'hi',
      '2018-01-04T10:16:02Z',
      'HipChat',
    ]);
  });
});

describe('what a server leaves out, or adds', () => {
  const api = mockApi();

  it('is no crash, and is reachable', async () => {
    api.on('GET', '/v2/room/1', {
      id: 1,
      links: {
        self: 'https://api.hipchat.com/v2/room/1',
        glances: 'https://api.hipchat.com/v2/room/1/glance',
      },
      mood: 'good',
      created: 'some day',
    });
    api.on('GET', '/v2/room/1/glance', { id: 3, links: {} });

    const room = await api.hc.room(1);

    expect(room).toMatchObject({ id: 1, mood: 'good', created: undefined });
    expect([room.topic, room.owner, room.statistics]).toEqual([undefined, undefined, undefined]);
    expect(await Reflect.get(room, 'glances')).toMatchObject({ id: 3 });
  });
});
