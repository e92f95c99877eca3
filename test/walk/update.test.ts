import { describe, expect, it } from 'vitest';
import { explain, fresh, trace, within } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { mockApi, page, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const body = (text: string | undefined): unknown => JSON.parse(text ?? 'null');

const writable = {
  guest_access_url: null,
  is_guest_accessible: false,
  delegate_admin_visibility: null,
};

describe('updating a room', () => {
  const api = mockApi();

  it('reads it, and writes every field that the PUT would reset', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, userStub(7), writable));
    api.on('PUT', '/v2/room/42', undefined, { status: 204 });

    expect(await api.hc.room(42).update({ topic: 'New', isArchived: true })).toBeUndefined();

    expect(body(api.received[1]?.body)).toEqual({
      name: 'Room 42',
      privacy: 'public',
      is_archived: true,
      is_guest_accessible: false,
      topic: 'New',
      owner: { id: 7 },
      delegate_admin_visibility: null,
    });
  });

  it('takes an owner as a chain, a snapshot or an id; undefined is as if left out', async () => {
    for (const owner of [api.hc.user(9), 9, undefined]) {
      api.on('GET', '/v2/room/42', wholeRoom(42, userStub(7), writable));
      api.on('PUT', '/v2/room/42', undefined, { status: 204 });
      await api.hc.room(42).update({ owner });
    }

    const owners = api.received.flatMap(({ method, body: text }) =>
      method === 'PUT' ? [(body(text) as { owner: unknown }).owner] : [],
    );
    expect(owners).toEqual([{ id: 9 }, { id: 9 }, { id: 7 }]);
  });

  it('comes with the page for an item of a list', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=0&max-results=1&expand=items',
      page([wholeRoom(42, userStub(7), writable)]),
    );
    api.on('PUT', '/v2/room/42', undefined, { status: 204 });

    await api.hc.rooms.items[0].update({ name: 'New' });

    expect(api.asked).toHaveLength(2);
  });

  it('does not read again what is in hand, unless it is taken fresh', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, userStub(7), writable));
    api.on('PUT', '/v2/room/42', undefined, { status: 204 });
    const room = await api.hc.room(42);

    await room.update({ topic: 'a' });

    expect(api.asked).toEqual(['GET /v2/room/42', 'PUT /v2/room/42']);
    api.on('GET', '/v2/room/42', wholeRoom(42, userStub(7), { ...writable, topic: 'a' }));
    api.on('PUT', '/v2/room/42', undefined, { status: 204 });

    await fresh(room).update({ name: 'b' });

    expect(body(api.received[3]?.body)).toMatchObject({ topic: 'a', name: 'b' });
  });

  it('is planned to go where the answer says that the room lies, by a name', () => {
    const { requests } = explain(api.hc.room('Ops').update({ topic: 'New' }));

    expect(requests.map(({ method, url }) => `${method} ${url.replace(/.*\/v2/, '')}`)).toEqual([
      'GET /room/Ops',
      'PUT /room/{1.id}',
    ]);
  });

  it('is a GET and a PUT in the plan, the trace and the budget', async () => {
    const chain = api.hc.room(42).update({ topic: 'New' });

    expect(String(explain(chain))).toBe(
      [
        '1  round 1  GET  /v2/room/42  what update leaves as it is',
        '2  round 2  PUT  /v2/room/42  {"name":"{1.name}","privacy":"{1.privacy}","is_archived":"{1.is_archived}","is_guest_accessible":"{1.is_guest_accessible}","topic":"New","owner":{"id":"{1.owner.id}"},"delegate_admin_visibility":"{1.delegate_admin_visibility}"}',
        '2 requests',
      ].join('\n'),
    );
    await expect(
      settle(within(api.hc, { budget: 1 }).room(42).update({ topic: 'New' })),
    ).rejects.toThrow('2');
    expect(api.asked).toEqual([]);

    api.on('GET', '/v2/room/42', wholeRoom(42, userStub(7), writable));
    api.on('PUT', '/v2/room/42', undefined, { status: 204 });
    const { requests } = await trace(chain);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'PUT']);
  });

  it('refuses what the API would refuse before anything is read', async () => {
    const { hc } = api;

    await expect(settle(hc.room(42).update({ topic: 'x'.repeat(251) }))).rejects.toThrow(
      'update: `topic` has to be 0 to 250 characters long, got 251',
    );
    await expect(
      // @ts-expect-error -- a room cannot have no name
      settle(hc.room(42).update({ name: null })),
    ).rejects.toThrow('update: `name` is required, and cannot be null');
    await expect(
      // @ts-expect-error -- there is no such field
      settle(hc.room(42).update({ titel: 'x' })),
    ).rejects.toThrow('`update` has no option `titel`');

    expect(api.asked).toEqual([]);
  });

  it('that cannot be read is not written', async () => {
    api.on(
      'GET',
      '/v2/room/42',
      { error: { code: 404, message: 'no', type: 'Not Found' } },
      { status: 404 },
    );

    await expect(settle(api.hc.room(42).update({ topic: 'x' }))).rejects.toThrow('404');

    expect(api.asked).toEqual(['GET /v2/room/42']);
  });
});

describe('updating a user', () => {
  const api = mockApi();

  it('sends the presence’s status and show, and no password', async () => {
    api.on('GET', '/v2/user/7', {
      ...wholeUser(7),
      timezone: 'UTC',
      is_group_admin: true,
      roles: ['admin'],
      presence: { show: 'dnd', status: 'busy', idle: 7, is_online: true },
    });
    api.on('PUT', '/v2/user/7', undefined, { status: 204 });

    await api.hc.user(7).update({ title: 'Chief', presence: { status: 'out' } });

    expect(body(api.received[1]?.body)).toEqual({
      name: 'User 7',
      mention_name: 'user7',
      email: 'user7@example.com',
      title: 'Chief',
      presence: { show: 'dnd', status: 'out' },
      is_group_admin: true,
      timezone: 'UTC',
      roles: ['admin'],
    });
  });

  it('keeps no presence that the server would refuse, and needs a whole one where there is none', async () => {
    for (let time = 0; time < 2; time += 1) {
      api.on('GET', '/v2/user/7', { ...wholeUser(7), presence: null });
    }
    api.on('PUT', '/v2/user/7', undefined, { status: 204 });

    await api.hc.user(7).update({ password: 'opensesame' });
    expect(body(api.received[1]?.body)).not.toHaveProperty('presence');
    expect(body(api.received[1]?.body)).toHaveProperty('password', 'opensesame');

    await expect(settle(api.hc.user(7).update({ presence: { status: 'x' } }))).rejects.toThrow(
      'update: `presence` needs `show`',
    );
    expect(api.asked.filter((line) => line.startsWith('PUT'))).toHaveLength(1);
  });

  it('sends a set as a list', async () => {
    api.on('GET', '/v2/user/7', wholeUser(7));
    api.on('PUT', '/v2/user/7', undefined, { status: 204 });

    await api.hc.user(7).update({ roles: new Set(['user']) });

    expect(body(api.received[1]?.body)).toHaveProperty('roles', ['user']);
  });
});

describe('on a real server, an update', () => {
  const live = liveServer();

  it('changes what is named and leaves the rest', async () => {
    const before = await live.hc.room(43);

    await live.hc.room('Release Train').update({ privacy: 'private' });

    const after = await live.hc.room(43);
    expect(after.privacy).toBe('private');
    expect([after.topic, after.owner.id]).toEqual([before.topic, before.owner.id]);
  });

  it('loses nothing that another action of the same tick writes', async () => {
    const { hc } = live;

    await Promise.all([
      hc.room(42).update({ topic: 'one' }),
      hc.room('Ops').update({ isGuestAccessible: true }),
    ]);
    expect(await hc.room(42)).toMatchObject({ topic: 'one', is_guest_accessible: true });

    await Promise.all([
      hc.room(42).update({ isGuestAccessible: false }),
      hc.room(42).topic('two'),
      hc.room(42).update({ privacy: 'private' }),
    ]);
    expect(await hc.room(42)).toMatchObject({
      topic: 'two',
      is_guest_accessible: false,
      privacy: 'private',
    });
  });

  it('of each item of a list comes with its pages, and loses nothing that is written beside it', async () => {
    const { hc } = live;
    const rooms = hc.rooms.filter((room) => room.id <= 44);
    const before = live.requests().length;

    await rooms.forEach((room) => room.update({ privacy: 'private' }));

    expect(live.requests().slice(before)).toEqual([
      'GET /v2/room?start-index=0&max-results=1000&expand=items',
      ...[41, 42, 43, 44].map((id) => `PUT /v2/room/${id}`),
    ]);
    await Promise.all([
      rooms.forEach((room) => room.update({ privacy: 'public' })),
      hc.room(44).topic('beside'),
    ]);
    expect(await hc.room(44)).toMatchObject({ topic: 'beside', privacy: 'public' });
  });

  it('of a user is what HypChat’s save was', async () => {
    await live.hc.user('@chidi').update({ title: 'Lead Developer' });

    const user = await live.hc.user('@chidi');
    expect(user.title).toBe('Lead Developer');
    expect([user.timezone, user.email]).toEqual(['Africa/Lagos', 'chidi@example.com']);
  });
});
