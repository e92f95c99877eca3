import { afterAll, describe, expect, it } from 'vitest';
import type { AddonOptions, InstalledAddon } from '../src/index.ts';
import { base, openApi, type Reply, type TestApi, testApi } from './helpers/testApi.ts';

const basicOf = ({ oauthId, oauthSecret }: InstalledAddon): string =>
  `Basic ${Buffer.from(`${oauthId}:${oauthSecret}`).toString('base64')}`;

const grant = (
  api: TestApi,
  fields: Record<string, string>,
  authorization?: string,
): Promise<Reply> =>
  api.call('POST', '/oauth/token', {
    token: null,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: new URLSearchParams(fields).toString(),
  });

/** A server with a user who has a password, and an add-on. */
async function signedUp(addon: Partial<AddonOptions> = {}, api: TestApi = testApi()) {
  const user = { name: 'Pat', email: 'pat@example.com', mention_name: 'pat', password: 'right' };
  const { id } = (await api.post('/user', user)).body;
  const redirectUrls = ['https://addon.example.com/back?x=1'];
  const installed = api.server.installAddon({ key: 'ci', name: 'CI', redirectUrls, ...addon });
  return { api, id, installed, basic: basicOf(installed) };
}

/** One for all refusals, which change nothing. */
let shared: ReturnType<typeof signedUp> | undefined;
const refusing = (): ReturnType<typeof signedUp> => {
  shared ??= signedUp({}, openApi());
  return shared;
};

afterAll(async () => (await shared)?.api.server.close());

const pat = { username: 'pat@example.com', password: 'right' };

describe('POST /oauth/token', () => {
  it('gives an add-on its token by client_credentials', async () => {
    const { api, basic } = await signedUp({ scopes: ['view_room', 'send_notification'] });
    const { status, body, headers } = await grant(api, { grant_type: 'client_credentials' }, basic);

    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^\w{43}$/),
      expires_in: 28_800,
      group_id: 1,
      group_name: 'Example Works',
      scope: 'view_room send_notification',
      token_type: 'bearer',
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await api.get('/room', body.access_token)).status).toBe(200);
    expect((await api.get('/user', body.access_token)).status).toBe(403);
  });

  it('takes JSON as well, and fewer scopes than there are', async () => {
    const { api, basic } = await signedUp({ room: 'Ops' });
    const { body } = await api.call('POST', '/oauth/token', {
      token: null,
      headers: { 'content-type': 'application/json', authorization: basic },
      body: '{"grant_type":"client_credentials","scope":"view_room"}',
    });

    expect(body.scope).toBe('view_room');
    expect((await api.get('/room/42', body.access_token)).status).toBe(200);
    expect((await api.get('/room/43', body.access_token)).status).toBe(403);
  });

  it('gives a person a token by password, however they name themselves', async () => {
    const { api, id } = await signedUp();
    for (const username of ['pat@example.com', '@pat', String(id)]) {
      const { body } = await grant(api, {
        ...pat,
        grant_type: 'password',
        username,
        scope: 'view_group',
      });
      expect((await api.get(`/user/${id}`, body.access_token)).body.name).toBe('Pat');
      expect(body).not.toHaveProperty('refresh_token');
    }
  });

  it('gives a personal token of 40 characters for a year', async () => {
    const { api } = await signedUp();
    const { body } = await grant(api, { ...pat, grant_type: 'personal', client_name: 'Script' });
    expect(body).toMatchObject({
      access_token: expect.stringMatching(/^\w{40}$/),
      expires_in: 31_536_000,
    });
    expect((await api.get(`/oauth/token/${body.access_token}`, null)).body.client.name).toBe(
      'Script',
    );

    // Whoever has a token needs no password, and gets no more than that token can.
    const weak = api.server.mintToken({ user: '@pat', scopes: ['view_room'] });
    const headers = { 'content-type': 'application/json' };
    const ask = (scope: string) =>
      api.call('POST', '/oauth/token', {
        token: weak,
        headers,
        body: JSON.stringify({ grant_type: 'personal', scope }),
      });
    expect((await ask('view_room')).body.scope).toBe('view_room');
    expect((await ask('admin_group')).status).toBe(400);
  });

  it('gives an administrator of a room a token for notifications in it', async () => {
    const { api } = await signedUp();
    const bo = api.server.mintToken({ user: '@bo' });
    const ask = (token: string, room_id: number) =>
      api.post(
        '/oauth/token',
        { grant_type: 'room_notification', room_id, client_name: 'CI' },
        token,
      );
    const { body } = await ask(bo, 42);

    expect(body.scope).toBe('send_notification');
    const send = (room: number) =>
      api.post(`/room/${room}/notification`, { message: 'x' }, body.access_token);
    expect((await send(42)).status).toBe(204);
    expect((await send(43)).status).toBe(403);
    const erik = api.server.mintToken({ user: 6 });
    expect((await ask(erik, 42)).status).toBe(403);
    expect((await ask(api.server.mintToken({ scopes: ['view_room'] }), 42)).status).toBe(403);
    expect((await ask(bo, 9999)).status).toBe(404);
  });

  it.each([
    { fields: { grant_type: 'client_credentials' }, status: 401 },
    { fields: { grant_type: 'password', ...pat, password: 'incorrect' }, status: 400 },
    { fields: { grant_type: 'password', ...pat, username: '@nobody' }, status: 400 },
    { fields: { grant_type: 'password', username: '@gil', password: '' }, status: 400 },
    { fields: { grant_type: 'password', username: '@gil', password: 'x' }, status: 400 },
    { fields: { grant_type: 'password', ...pat, scope: 'everything' }, status: 400 },
    { fields: { grant_type: 'password', ...pat, group_id: '2' }, status: 400 },
    { fields: { grant_type: 'authorization_code', code: 'x' }, status: 401 },
    { fields: { grant_type: 'internal' }, status: 400 },
    { fields: { grant_type: 'constructor' }, status: 400 },
    { fields: {}, status: 400 },
  ])('refuses $fields', async ({ fields, status }) => {
    const { api } = await refusing();
    const reply = await grant(api, fields as Record<string, string>);

    expect(reply.status).toBe(status);
    expect(reply.body.error.code).toBe(status);
    expect(reply.text).not.toContain('incorrect');
  });

  it('refuses an add-on that is not who it says, and scopes it was not installed with', async () => {
    const { api, installed, basic } = await signedUp({ scopes: ['view_room'] });
    const ask = (authorization: string, scope = '') =>
      grant(api, { grant_type: 'client_credentials', scope }, authorization);

    expect((await ask(basicOf({ ...installed, oauthSecret: 'x' }))).status).toBe(401);
    expect((await ask(basicOf({ ...installed, oauthId: 'x' }))).status).toBe(401);
    expect((await ask(basic, 'view_room admin_group')).body.error).toMatchObject({
      code: 400,
      field: 'scope',
    });
    // An add-on that was made with its token has no secret, and an empty one is none.
    const token = api.server.mintToken({ kind: 'client' });
    const { client } = (await api.get(`/oauth/token/${token}`, null)).body;
    expect((await ask(basicOf({ ...installed, oauthId: client.id, oauthSecret: '' }))).status).toBe(
      401,
    );
  });

  it('lets a password be tried only so often', async () => {
    const { api } = await signedUp();
    const wrong = { ...pat, grant_type: 'password', password: 'x' };
    await Promise.all(Array.from({ length: 10 }, () => grant(api, wrong)));

    expect((await grant(api, { ...pat, grant_type: 'password' })).status).toBe(429);
  });

  it.each(['wrong', 'right'])(
    'counts tries by the person, however they are named, and with a %s password',
    async (password) => {
      const { api, id, installed } = await signedUp({}, testApi({ now: () => 1_500_000_000_000 }));
      const names = ['PAT@example.com', '@pat', '@PAT', String(id), `0${id}`, `000${id}`];
      const page = `http://localhost/users/authorize?client_id=${installed.oauthId}`;
      const ways: (() => Promise<{ status: number }>)[] = [
        ...names.map(
          (username) => () => grant(api, { grant_type: 'password', username, password }),
        ),
        () => grant(api, { grant_type: 'personal', user_id: `00${id}`, password }),
        () =>
          grant(api, {
            grant_type: 'room_notification',
            room_id: '42',
            username: '@pat',
            password,
          }),
        () =>
          api.server.fetch(
            new Request(page, {
              method: 'POST',
              body: new URLSearchParams({ username: `0000${id}`, password }),
            }),
          ),
      ];
      // All at once, twice: of eighteen tries ten are looked at.
      const replies = await Promise.all([...ways, ...ways].map((way) => way()));
      const refused = replies.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(2 * ways.length - 10);
      for (const way of ways) expect((await way()).status).toBe(429);
      // Somebody else is somebody else.
      expect((await grant(api, { grant_type: 'password', username: '@bo', password })).status).toBe(
        400,
      );
    },
  );

  it('counts tries for nobody as well, or the limit would tell who is there', async () => {
    const { api } = await signedUp({}, testApi({ now: () => 1_500_000_000_000 }));
    const ask = (username: string) =>
      grant(api, { grant_type: 'password', username, password: 'x' });
    await Promise.all(Array.from({ length: 10 }, () => ask('9999')));

    expect([(await ask('09999')).status, (await ask('9998')).status]).toEqual([429, 400]);
  });
});

describe('/users/authorize', () => {
  const origin = 'http://localhost/users/authorize';

  it('lets a person send an add-on a code, which is good once', async () => {
    const { api, installed, basic, id } = await signedUp({
      scopes: ['view_group', 'send_message'],
    });
    const redirect = 'https://addon.example.com/back?x=1';
    const query = new URLSearchParams({
      client_id: installed.oauthId,
      redirect_uri: redirect,
      scope: 'view_group',
      state: 's',
    });
    const form = await api.server.fetch(new Request(`${origin}?${query}`));
    expect(form.status).toBe(200);
    expect(form.headers.get('x-frame-options')).toBe('DENY');
    expect(await form.text()).toContain('CI');

    const send = (password: string) =>
      api.server.fetch(
        new Request(`${origin}?${query}`, {
          method: 'POST',
          body: new URLSearchParams({ username: '@pat', password }),
        }),
      );
    expect((await send('wrong')).status).toBe(403);
    const sent = await send('right');
    expect(sent.status).toBe(302);
    const back = new URL(sent.headers.get('location') ?? '');
    expect([back.searchParams.get('x'), back.searchParams.get('state')]).toEqual(['1', 's']);

    const code = back.searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', code, redirect_uri: redirect };
    const { body } = await grant(api, exchange, basic);
    expect(body).toMatchObject({ refresh_token: expect.any(String), scope: 'view_group' });
    expect((await api.get('/user/@pat', body.access_token)).body.id).toBe(id);
    expect((await grant(api, exchange, basic)).status).toBe(400);

    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token };
    const renewed = (await grant(api, refresh, basic)).body;
    expect(renewed.access_token).not.toBe(body.access_token);
    expect((await api.get('/user/@pat', renewed.access_token)).status).toBe(200);
    const other = api.server.installAddon({ key: 'other' });
    expect((await grant(api, refresh, basicOf(other))).status).toBe(400);
    await api.delete('/user/@pat');
    expect((await grant(api, refresh, basic)).status).toBe(400);
  });

  it('sends nobody where the add-on did not say, and shows no markup of others', async () => {
    const { api, installed } = await signedUp({ name: '<script>' });
    const open = (query: Record<string, string>) =>
      api.server.fetch(new Request(`${origin}?${new URLSearchParams(query)}`));

    const evil = await open({ client_id: installed.oauthId, redirect_url: 'https://evil.test' });
    expect(evil.status).toBe(400);
    expect((await open({ client_id: 'nobody' })).status).toBe(400);
    const fine = await open({ client_id: installed.oauthId, state: '"><script>' });
    expect(await fine.text()).not.toContain('<script>');
  });
});

describe('a session', () => {
  it('tells what a token is good for', async () => {
    const api = testApi();
    const token = api.server.mintToken({ user: '@bo', scopes: ['view_room'], expiresIn: 100 });
    const { status, body } = await api.get(`/oauth/token/${token}`, null);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      access_token: token,
      client: { allowed_scopes: ['view_room'], room: null },
      owner: { id: 3, mention_name: 'bo' },
      owner_type: 'user',
      scopes: ['view_room'],
    });
    expect(body.expires_in).toBeGreaterThan(98);
  });

  it("of an add-on tells its room, and that it is nobody's", async () => {
    const { api, installed, basic } = await signedUp({ room: 'Ops', scopes: ['view_room'] });
    const { body } = await grant(api, { grant_type: 'client_credentials' }, basic);
    const session = (await api.get(`/oauth/token/${body.access_token}`, null)).body;

    expect(session).toMatchObject({
      client: {
        allowed_scopes: ['view_room'],
        id: installed.oauthId,
        links: { self: `${base}/addon/ci` },
        name: 'CI',
        oauth_client_id: installed.oauthId,
        room: { id: 42 },
      },
      owner_type: 'client',
    });
    expect(session).not.toHaveProperty('owner');
    expect((await api.get('/addon/ci', body.access_token)).body).toMatchObject({ name: 'CI' });
  });

  it('ends when its token says so', async () => {
    const api = testApi();
    const token = api.server.mintToken();
    const path = `/oauth/token/${token}`;

    expect((await api.delete(`${path}?auth_test=true`, null)).status).toBe(202);
    expect((await api.get('/room', token)).status).toBe(200);
    expect((await api.delete(path, null)).status).toBe(204);
    expect((await api.get('/room', token)).body.error.message).toBe('Invalid OAuth session');
    expect((await api.get(path, null)).status).toBe(401);
    expect((await api.delete(path, null)).status).toBe(401);
    expect((await api.delete('/oauth/token/unknown?auth_test=true', null)).status).toBe(401);
  });

  it('is written down without its token', async () => {
    const lines: string[] = [];
    const api = testApi({ onRequest: ({ path }) => lines.push(path) });
    await api.get('/oauth/token/secret?x=1', null);
    await api.get('/oauth/%74oken/secret%2F', null);
    await api.get('/addon/ci/installable/secret', null);
    await api.delete('/addon/link/secret');
    await api.get('/%ff/oauth/token/secret', null);

    expect([...lines, ...api.server.requests.map(({ path }) => path)].join()).not.toContain(
      'secret',
    );
    expect(lines[0]).toBe('/v2/oauth/token/…?x=1');
  });
});
