import { describe, expect, it } from 'vitest';
import { base, testApi } from './helpers/testApi.ts';

const wholeUser = { name: 'Farah H.', mention_name: 'farah', email: 'farah@example.com' };

/** Whether a password opens the door for Pia. */
async function signsIn(api: ReturnType<typeof testApi>, password: string): Promise<boolean> {
  const login = { grant_type: 'password', username: 'pia@example.com', password };
  return (await api.post('/oauth/token', login)).status === 200;
}

describe('GET /user', () => {
  it('lists stubs', async () => {
    const { body } = await testApi().get('/user');

    expect(body.items).toHaveLength(15);
    expect(body.items[2]).toEqual({
      id: 3,
      links: { self: `${base}/user/3` },
      mention_name: 'bo',
      name: 'Bo Lindqvist',
      version: '00000000',
    });
  });

  it('lists deleted users to administrators, where the query says so', async () => {
    const api = testApi();
    await api.delete('/user/14');
    const bo = api.server.mintToken({ user: 3 });

    expect((await api.get('/user')).body.items).toHaveLength(14);
    expect((await api.get('/user?include-deleted=true')).body.items).toHaveLength(15);
    expect((await api.get('/user?include-deleted=true', bo)).status).toBe(403);
    expect((await api.get('/user?include-deleted=false', bo)).status).toBe(200);
  });
});

describe('GET /user/{id_email_or_@mention}', () => {
  it('gives the whole user by id', async () => {
    const { body } = await testApi().get('/user/2');

    expect(body).toEqual({
      atlassian_id: null,
      created: '2013-11-08T09:12:40+00:00',
      email: 'ann@example.com',
      group: { id: 1, links: { self: `${base}/group/1` }, name: 'Example Works' },
      id: 2,
      is_deleted: false,
      is_group_admin: true,
      is_guest: false,
      last_active: expect.stringMatching(/^\d{10}$/),
      links: { self: `${base}/user/2` },
      mention_name: 'ann',
      name: 'Ann Okafor',
      photo_url: null,
      presence: {
        client: { type: 'http://hipchat.com/client/mac', version: '4.30.3' },
        is_online: true,
        show: 'chat',
        status: 'On call this week',
      },
      roles: ['admin'],
      timezone: 'Europe/London',
      title: 'Head of Operations',
      version: expect.stringMatching(/^[0-9A-Z]{8}$/),
      xmpp_jid: '1_2@chat.hipchat.com',
    });
  });

  it.each([
    { path: '/user/@ANN', id: 2 },
    { path: '/user/%40hana.sato', id: 9 },
    { path: `/user/${encodeURIComponent('@José')}`, id: 11 },
    { path: '/user/Bo@example.com', id: 3 },
  ])('finds $path', async ({ path, id }) => {
    expect((await testApi().get(path)).body.id).toBe(id);
  });

  it.each(['/user/99', '/user/ann', '/user/@nobody', '/user/nobody@example.com'])(
    'does not find %s',
    async (path) => {
      const { status, body } = await testApi().get(path);

      expect(status).toBe(404);
      expect(body.error.message).toBe(`User ${path.slice(6)} not found`);
    },
  );
});

describe('POST /user', () => {
  it('makes a user with defaults, and a password where none is given', async () => {
    const api = testApi();
    const { status, body } = await api.post('/user', { name: 'Pia Ray', email: 'pia@example.com' });

    expect(status).toBe(201);
    expect(body).toEqual({
      id: 16,
      links: { self: `${base}/user/16` },
      password: expect.stringMatching(/^[\w-]{16}$/),
    });
    expect((await api.get('/user/@PiaRay')).body).toMatchObject({
      is_group_admin: false,
      last_active: null,
      presence: null,
      roles: ['user'],
      timezone: 'UTC',
      title: '',
      version: '00000000',
    });
  });

  it('takes an empty password for none, and answers the one that it made up', async () => {
    const api = testApi();
    const { status, body } = await api.post('/user', {
      name: 'Pia Ray',
      email: 'pia@example.com',
      password: '',
    });

    expect(status).toBe(201);
    expect(body.password).toMatch(/^[\w-]{16}$/);
    expect(await signsIn(api, body.password)).toBe(true);

    const changed = { ...wholeUser, email: 'pia@example.com', mention_name: 'pia', password: '' };
    expect((await api.put(`/user/${body.id}`, changed)).status).toBe(204);
    expect(await signsIn(api, body.password)).toBe(true);
  });

  it('gives no password away that was given to it', async () => {
    const user = { name: 'Pia', email: 'p@example.com', password: 'correct horse' };

    expect((await testApi().post('/user', user)).body).not.toHaveProperty('password');
  });

  it('makes up a mention name that is free', async () => {
    const api = testApi();
    const { body } = await api.post('/user', { name: 'A nn', email: 'other@example.com' });

    expect((await api.get(`/user/${body.id}`)).body.mention_name).toBe('Ann2');
  });

  it.each([
    { name: 'the mention name', user: { mention_name: 'BO', email: 'x@example.com' } },
    { name: 'the e-mail address', user: { email: 'BO@example.com' } },
  ])('refuses $name of somebody else', async ({ user }) => {
    const { status, body } = await testApi().post('/user', { name: 'Bo', ...user });

    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^Another user exists with that/);
  });

  it('is for administrators', async () => {
    const api = testApi();
    const token = api.server.mintToken({ user: '@bo' });
    const { status } = await api.post('/user', { name: 'X', email: 'x@example.com' }, token);

    expect(status).toBe(403);
  });
});

describe('PUT /user/{u}', () => {
  it('writes the user, and resets what is left out', async () => {
    const api = testApi();

    expect((await api.put('/user/@farah', wholeUser)).status).toBe(204);
    const { body } = await api.get('/user/7');
    expect(body).toMatchObject({ name: 'Farah H.', title: '', timezone: 'UTC', roles: ['user'] });
    expect(body.version).not.toBe('00000000');
  });

  it('takes a whole user as it was read', async () => {
    const api = testApi();
    const user = (await api.get('/user/6')).body;

    expect((await api.put('/user/6', { ...user, title: 'Art Director' })).status).toBe(204);
    expect((await api.get('/user/6')).body).toEqual({
      ...user,
      title: 'Art Director',
      version: expect.any(String),
    });
  });

  it.each([
    { fault: { name: undefined }, field: 'name', validation: 'required' },
    { fault: { mention_name: 'with space' }, field: 'mention_name', validation: 'format' },
    { fault: { email: 'nowhere' }, field: 'email', validation: 'format' },
    { fault: { timezone: 'Mars/Olympus' }, field: 'timezone', validation: 'format' },
    { fault: { roles: 'admin' }, field: 'roles', validation: 'type' },
    { fault: { presence: { show: 'gone' } }, field: 'presence.show', validation: 'enum' },
    { fault: { presence: {} }, field: 'presence.show', validation: 'required' },
  ])('refuses a wrong $field ($validation)', async ({ fault, field, validation }) => {
    const { status, body } = await testApi().put('/user/7', { ...wholeUser, ...fault });

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ field, validation });
  });

  it.each([
    { name: 'a list', body: { ...wholeUser, password: ['hunter2'] } },
    { name: 'an object', body: { ...wholeUser, password: { value: 'hunter2' } } },
    { name: 'a text that is too long', body: { ...wholeUser, password: 'hunter2'.repeat(200) } },
    { name: 'something in another field', body: { ...wholeUser, roles: { password: 'hunter2' } } },
    { name: 'something in a list', body: [{ ...wholeUser, password: 'hunter2' }] },
    { name: 'a secret', body: { ...wholeUser, presence: { show: { client_secret: 'hunter2' } } } },
    { name: 'a token', body: { ...wholeUser, presence: { show: [{ token: 'hunter2' }] } } },
  ])('refuses a password as $name, and never repeats it', async ({ body }) => {
    const { status, text } = await testApi().put('/user/7', body);

    expect(status).toBe(400);
    expect(text).not.toContain('hunter2');
  });

  it('never repeats a password', async () => {
    const { text } = await testApi().put('/user/7', { ...wholeUser, password: ['hunter2'] });

    expect(text).toContain("for field 'password' is not of type 'string'");
    expect(text).not.toContain('hunter2');
  });

  it("lets nobody else change the group's owner, who stays an administrator", async () => {
    const api = testApi();
    const owner = { name: 'Gil', mention_name: 'gil', email: 'gil@example.com' };
    const ann = api.server.mintToken({ user: '@ann' });

    expect((await api.put('/user/1', owner, ann)).status).toBe(403);
    expect((await api.put('/user/1', owner)).status).toBe(204);
    expect((await api.get('/user/1')).body).toMatchObject({
      is_group_admin: true,
      roles: ['owner'],
    });
  });
});

describe('DELETE /user/{u}', () => {
  it('keeps the user, whose tokens and names end', async () => {
    const api = testApi();
    const bo = api.server.mintToken({ user: '@bo' });

    expect((await api.delete('/user/3')).status).toBe(204);
    expect((await api.get('/room', bo)).body.error.message).toBe('Invalid OAuth session');
    expect((await api.get('/user/3')).body).toMatchObject({ is_deleted: true, presence: null });
    expect((await api.get('/user/@bo')).status).toBe(404);
    expect((await api.get('/room/Ops')).body.owner.name).toBe('Bo Lindqvist');
    const again = { name: 'Bo Two', mention_name: 'bo', email: 'bo@example.com' };
    expect((await api.post('/user', again)).status).toBe(201);
    expect((await api.put('/user/3', { ...wholeUser, mention_name: 'x' })).status).toBe(400);
    expect((await api.post('/user/3/message', { message: 'hi' })).status).toBe(404);
  });

  it("does not delete the group's owner", async () => {
    expect((await testApi().delete('/user/1')).status).toBe(403);
  });
});

describe('the rest of a user', () => {
  it('lists the rooms that open by themselves', async () => {
    const { body } = await testApi().get('/user/@bo/preference/auto-join?max-results=1');

    expect(body.items.map((room: { name: string }) => room.name)).toEqual(['Lobby']);
    expect(body.links.next).toBe(`${base}/user/3/preference/auto-join?start-index=1&max-results=1`);
  });

  it('belongs to a group', async () => {
    const api = testApi();

    expect((await api.get('/group/1')).body).toEqual({
      avatar_url: null,
      created: '2013-11-07T17:57:11+00:00',
      domain: 'example.com',
      id: 1,
      links: { self: `${base}/group/1` },
      name: 'Example Works',
      owner: expect.objectContaining({ id: 1, mention_name: 'gil' }),
      plan: { id: 1, type: 'plus' },
      subdomain: 'example',
    });
    expect((await api.get('/group/2')).status).toBe(404);
    expect((await api.get('/group/x')).status).toBe(404);
  });
});
