import { describe, expect, it } from 'vitest';
import { base, testApi } from './helpers/testApi.ts';

const bo = {
  id: 3,
  links: { self: `${base}/user/3` },
  mention_name: 'bo',
  name: 'Bo Lindqvist',
  version: '00000000',
};

const wholeOps = {
  name: 'Ops',
  privacy: 'public',
  is_archived: false,
  is_guest_accessible: false,
  topic: 'Quiet week',
  owner: { id: 3 },
};

describe('GET /room', () => {
  it('lists stubs of the rooms that are not archived, private ones included', async () => {
    const { body } = await testApi().get('/room');

    expect(body.items).toHaveLength(12);
    expect(body).toMatchObject({ startIndex: 0, maxResults: 100, links: { self: `${base}/room` } });
    expect(body.items[1]).toEqual({
      id: 42,
      is_archived: false,
      links: {
        participants: `${base}/room/42/participant`,
        self: `${base}/room/42`,
        webhooks: `${base}/room/42/webhook`,
      },
      name: 'Ops',
      privacy: 'public',
      version: expect.stringMatching(/^[0-9A-Z]{8}$/),
    });
  });

  it('gives a private room a link to its members', async () => {
    const { body } = await testApi().get('/room/45');

    expect(body.links.members).toBe(`${base}/room/45/member`);
  });

  it('leaves private rooms out and lets archived ones in where the query says so', async () => {
    const { body } = await testApi().get('/room?include-private=false&include-archived=true');

    const names = body.items.map((room: { name: string }) => room.name);
    expect(names).toContain('Migration 2015');
    expect(names).not.toContain('Security');
  });

  it('shows a person only those private rooms that they belong to', async () => {
    const api = testApi();
    const dana = api.server.mintToken({ user: '@dana' });
    const { body } = await api.get('/room', dana);

    const names = body.items.map((room: { name: string }) => room.name);
    expect(names).toContain("Ann's corner");
    expect(names).not.toContain('Security');
    expect((await api.get('/room/Security', dana)).status).toBe(404);
    expect((await api.get('/room/45/history', dana)).status).toBe(404);
  });
});

describe('GET /room/{id_or_name}', () => {
  it('gives the whole room by its id', async () => {
    const { status, body } = await testApi().get('/room/42');

    expect(status).toBe(200);
    expect(body).toEqual({
      avatar_url: null,
      created: '2013-11-08T09:30:12+00:00',
      delegate_admin_visibility: null,
      guest_access_url: null,
      id: 42,
      is_archived: false,
      is_guest_accessible: false,
      last_active: '2017-06-30T15:00:00+00:00',
      links: {
        participants: `${base}/room/42/participant`,
        self: `${base}/room/42`,
        webhooks: `${base}/room/42/webhook`,
      },
      name: 'Ops',
      owner: bo,
      participants: expect.arrayContaining([bo]),
      privacy: 'public',
      statistics: { links: { self: `${base}/room/42/statistics` } },
      topic: 'Pager: @bo until Friday',
      version: expect.any(String),
      xmpp_jid: '1_ops@conf.hipchat.com',
    });
  });

  it.each([
    { name: 'ops', path: '/room/OPS', id: 42 },
    { name: 'a name with a space', path: '/room/Release%20Train', id: 43 },
    { name: 'letters beyond ASCII', path: `/room/${encodeURIComponent('Данные и 数据')}`, id: 47 },
    { name: 'an emoji', path: `/room/${encodeURIComponent('café ☕')}`, id: 44 },
    { name: 'a slash', path: '/room/Support%20%2F%20Tier%202', id: 46 },
    { name: 'a quote', path: "/room/Ann's%20corner", id: 48 },
  ])('finds a room by name, whatever its case: $name', async ({ path, id }) => {
    expect((await testApi().get(path)).body.id).toBe(id);
  });

  it('says which room was not found', async () => {
    const { status, body } = await testApi().get('/room/No%20such%20room');

    expect(status).toBe(404);
    expect(body).toEqual({
      error: { code: 404, message: 'Room No such room not found', type: 'Not Found' },
    });
  });

  it('refuses a name over 100 characters', async () => {
    const { status, body } = await testApi().get(`/room/${'x'.repeat(101)}`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ field: 'room_id_or_name', validation: 'maxLength' });
  });
});

describe('POST /room', () => {
  it('makes a public room of the caller, with an empty topic and no guests', async () => {
    const api = testApi();
    const { status, body } = await api.post('/room', { name: 'New room', owner: 7 });

    expect(status).toBe(201);
    expect(body).toEqual({ id: body.id, links: { self: `${base}/room/${body.id}` } });
    expect((await api.get(`/room/${body.id}`)).body).toMatchObject({
      is_guest_accessible: false,
      last_active: null,
      owner: { id: 1 },
      privacy: 'public',
      topic: '',
      xmpp_jid: '1_new-room@conf.hipchat.com',
    });
  });

  it('takes everything that a room can be made with', async () => {
    const api = testApi();
    const { body } = await api.post('/room', {
      name: 'Cellar',
      privacy: 'private',
      topic: 'Mind the steps',
      owner_user_id: '@bo',
      guest_access: true,
      delegate_admin_visibility: true,
    });

    expect((await api.get(`/room/${body.id}`)).body).toMatchObject({
      delegate_admin_visibility: true,
      guest_access_url: expect.stringMatching(/^http:\/\/localhost\/g[\w-]+$/),
      is_guest_accessible: true,
      owner: { id: 3 },
      privacy: 'private',
      topic: 'Mind the steps',
    });
    expect((await api.get(`/room/${body.id}/member`)).body.items).toEqual([bo]);
  });

  it('refuses a name that another room has, whatever its case', async () => {
    const { status, body } = await testApi().post('/room', { name: 'OPS' });

    expect(status).toBe(400);
    expect(body.error.message).toBe('Another room exists with that name.');
  });

  it('wants an owner to be named by an add-on, which cannot own a room', async () => {
    const api = testApi();
    const addon = api.server.mintToken({ kind: 'client' });

    expect((await api.post('/room', { name: 'Mine' }, addon)).body.error).toMatchObject({
      field: 'owner_user_id',
      message: "Required field 'owner_user_id' is missing",
    });
    expect((await api.post('/room', { name: 'Mine', owner_user_id: 5 }, addon)).status).toBe(201);
  });

  it('refuses an owner who is not there', async () => {
    const { status, body } = await testApi().post('/room', { name: 'X', owner_user_id: 999 });

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ field: 'owner_user_id', message: 'User 999 not found' });
  });
});

describe('PUT /room/{r}', () => {
  it('writes the whole room and renews its version', async () => {
    const api = testApi();
    const before = (await api.get('/room/42')).body;
    const changes = { name: 'Operations', privacy: 'private', owner: { id: '5' }, ignored: [1] };
    const { status, text } = await api.put('/room/42', { ...wholeOps, ...changes });

    expect([status, text]).toEqual([204, '']);
    const after = (await api.get('/room/Operations')).body;
    expect(after).toMatchObject({ id: 42, owner: { id: 5 }, privacy: 'private' });
    expect(after.version).not.toBe(before.version);
    expect(after.xmpp_jid).toBe(before.xmpp_jid);
    expect((await api.get('/room/Ops')).status).toBe(404);
  });

  it('takes a whole room as it was read', async () => {
    const api = testApi();
    const room = (await api.get('/room/41')).body;

    expect((await api.put('/room/41', { ...room, topic: 'Changed' })).status).toBe(204);
    expect((await api.get('/room/41')).body).toEqual({
      ...room,
      topic: 'Changed',
      version: expect.any(String),
    });
  });

  it.each(['name', 'privacy', 'is_archived', 'is_guest_accessible', 'topic', 'owner'] as const)(
    'needs %s',
    async (field) => {
      const { [field]: _, ...rest } = wholeOps;
      const { status, body } = await testApi().put('/room/42', rest);

      expect(status).toBe(400);
      expect(body.error).toMatchObject({ field, validation: 'required' });
    },
  );

  it('archives a room, which then takes no messages', async () => {
    const api = testApi();
    await api.put('/room/42', { ...wholeOps, is_archived: true });

    const { status, body } = await api.post('/room/42/message', { message: 'hello?' });
    expect([status, body.error.message]).toEqual([400, 'Room Ops is archived']);
    expect((await api.get('/room/42')).body.participants).toEqual([]);
  });

  it('is for administrators of the room or the group', async () => {
    const api = testApi();
    const owner = api.server.mintToken({ user: '@bo' });
    const other = api.server.mintToken({ user: '@farah' });

    expect((await api.put('/room/42', wholeOps, other)).status).toBe(403);
    expect((await api.put('/room/42', wholeOps, owner)).status).toBe(204);
  });

  it('puts a change of topic and of guest access into the history', async () => {
    const api = testApi();
    await api.put('/room/42', { ...wholeOps, is_guest_accessible: true });

    const { body } = await api.get('/room/42/history/latest?max-results=2');
    expect(body.items).toMatchObject([
      { type: 'topic', message: 'Quiet week', from: { id: 1 } },
      { type: 'guest_access', from: { id: 1 } },
    ]);
  });
});

describe('DELETE /room/{r}', () => {
  it('deletes the room with its history', async () => {
    const api = testApi();

    expect((await api.delete('/room/42')).status).toBe(204);
    expect((await api.get('/room/42')).status).toBe(404);
    expect((await api.get('/room/42/history')).status).toBe(404);
    expect((await api.post('/room', { name: 'Ops' })).body.id).not.toBe(42);
  });
});

describe('PUT /room/{r}/topic', () => {
  it('changes the topic, and says so in the history', async () => {
    const api = testApi();

    expect((await api.put('/room/Ops/topic', { topic: '' })).status).toBe(204);
    expect((await api.get('/room/42')).body.topic).toBe('');
    const { body } = await api.get('/room/42/history/latest?max-results=1');
    expect(body.items[0]).toMatchObject({ type: 'topic', message: '', from: { id: 1 } });
  });

  it('takes at most 250 characters, as JSON', async () => {
    const api = testApi();

    expect((await api.put('/room/42/topic', { topic: 'x'.repeat(250) })).status).toBe(204);
    expect((await api.put('/room/42/topic', { topic: 'x'.repeat(251) })).status).toBe(400);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await api.call('PUT', '/room/42/topic', { headers: form, body: 'topic=x' });
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toMatch(/^Invalid content type/);
  });
});

describe('GET /room/{r}/statistics', () => {
  it('counts messages and notifications, and knows the last', async () => {
    const api = testApi({ now: () => Date.parse('2017-07-01T00:00:00Z') });
    const before = (await api.get('/room/42/statistics')).body;
    expect(before).toEqual({
      last_active: '2017-06-30T15:00:00+00:00',
      links: { self: `${base}/room/42/statistics` },
      messages_sent: 110,
    });

    await api.post('/room/42/message', { message: 'one' });
    await api.post('/room/42/notification', { message: 'two' });
    expect((await api.get('/room/42/statistics')).body).toMatchObject({
      last_active: '2017-07-01T00:00:00+00:00',
      messages_sent: 112,
    });
  });

  it('knows of no last activity in a room where nobody ever talked', async () => {
    expect((await testApi().get('/room/52/statistics')).body).toMatchObject({
      last_active: null,
      messages_sent: 0,
    });
  });
});

describe('the people of a room', () => {
  it('are participants while they are there', async () => {
    const { body } = await testApi().get('/room/45/participant');

    expect(body.links).toEqual({ self: `${base}/room/45/participant` });
    expect(body.items.map((user: { id: number }) => user.id)).toEqual([1, 2, 8]);
  });

  it('are participants of a private room when offline, too, where the query says so', async () => {
    const api = testApi();
    const ids = async (path: string) =>
      (await api.get(path)).body.items.map((user: { id: number }) => user.id);

    expect(await ids('/room/45/participant?include-offline=true')).toEqual([1, 2, 8, 12]);
    expect(await ids('/room/43/participant?include-offline=true')).toEqual([4, 5, 7, 13]);
  });

  it('are members of a private room', async () => {
    const { body } = await testApi().get('/room/Security/member?max-results=3');

    expect(body.items.map((user: { id: number }) => user.id)).toEqual([1, 2, 8]);
    expect(body.links.next).toBe(`${base}/room/45/member?start-index=3&max-results=3`);
  });

  it('are not told of an archived room', async () => {
    expect((await testApi().get('/room/53/member')).status).toBe(400);
  });

  it('can be invited, with a reason or without', async () => {
    const api = testApi();

    expect((await api.post('/room/42/invite/@noor', { reason: 'budget' })).status).toBe(204);
    expect((await api.call('POST', '/room/42/invite/15')).status).toBe(204);
    // A client that is given no reason writes an empty one.
    expect((await api.post('/room/42/invite/15', { reason: '' })).status).toBe(204);
    const reason = 'x'.repeat(251);
    expect((await api.post('/room/42/invite/15', { reason })).body.error).toMatchObject({
      field: 'reason',
      validation: 'maxLength',
    });
    expect((await api.post('/room/42/invite/@nobody', {})).status).toBe(404);
  });
});
