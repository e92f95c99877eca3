/** What a token makes goes with it, and what a password made goes with that. */
import { describe, expect, it } from 'vitest';
import type { InstalledAddon, Scope } from '../src/index.ts';
import { type Json, type Reply, type TestApi, testApi } from './helpers/testApi.ts';

const start = Date.parse('2018-01-01T00:00:00Z');
const pat = { username: '@pat', password: 'right' };
const person = { name: 'Pat', email: 'pat@example.com', mention_name: 'pat' };

const basicOf = ({ oauthId, oauthSecret }: InstalledAddon): string =>
  `Basic ${Buffer.from(`${oauthId}:${oauthSecret}`).toString('base64')}`;

/** A server with Pat, who has a password and administers a room, and an add-on. */
async function signedUp() {
  const time = { now: start };
  const api = testApi({ now: () => time.now });
  const { id } = (await api.post('/user', { ...person, password: 'right' })).body;
  const room = (await api.post('/room', { name: 'Mine', owner_user_id: id })).body.id;
  const addon = api.server.installAddon({ key: 'ci', redirectUrls: ['https://a.test/'] });
  const ask = (body: object, authorization?: string): Promise<Reply> =>
    api.call('POST', '/oauth/token', {
      token: null,
      headers: {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify(body),
    });
  const by = (token: string, body: object) => ask(body, `Bearer ${token}`);
  const isGood = async (token: string) =>
    (await api.get(`/oauth/token/${token}`, null)).status === 200;
  return { api, time, id, room, addon, basic: basicOf(addon), ask, by, isGood };
}

/** The grants by which a token makes another. */
const minting = (room: number) => [
  { grant_type: 'personal' },
  { grant_type: 'room_notification', room_id: room },
];

describe('a token made by a token', () => {
  it('lives no longer than that one, over any number of them', async () => {
    const { api, time, room, by, isGood } = await signedUp();
    let token = api.server.mintToken({ user: '@pat', expiresIn: 60 });
    const made: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      time.now += 10_000;
      for (const body of minting(room)) {
        const { access_token, expires_in } = (await by(token, body)).body;
        expect(expires_in).toBe(50 - turn * 10);
        made.push(access_token);
      }
      token = made.at(-2) ?? '';
    }
    expect(await Promise.all(made.map(isGood))).toEqual(made.map(() => true));
    time.now = start + 60_000;

    expect(await Promise.all(made.map(isGood))).toEqual(made.map(() => false));
  });

  it('ends with that one, and leaves it when it ends itself', async () => {
    const { api, room, by, isGood } = await signedUp();
    const first = api.server.mintToken({ user: '@pat' });
    const made: string[] = [];
    for (const body of minting(room)) made.push((await by(first, body)).body.access_token);
    const [second = ''] = made;
    const third = (await by(second, { grant_type: 'personal' })).body.access_token;
    await api.delete(`/oauth/token/${third}`, null);
    expect([await isGood(first), await isGood(second), await isGood(third)]).toEqual([
      true,
      true,
      false,
    ]);
    await api.delete(`/oauth/token/${first}`, null);

    expect(await Promise.all(made.map(isGood))).toEqual([false, false]);
  });

  it.each<{ scopes: Scope[]; asked?: string; status: number }>([
    { scopes: ['admin_room'], status: 403 },
    { scopes: ['send_notification'], status: 403 },
    { scopes: ['admin_room', 'send_notification'], status: 200 },
    { scopes: ['admin_room', 'send_notification'], asked: 'view_room', status: 400 },
    { scopes: ['admin_room', 'send_notification', 'view_room'], asked: 'view_room', status: 200 },
  ])('for notifications may no more: $asked of $scopes', async ({ scopes, asked, status }) => {
    const { api, room, by } = await signedUp();
    const token = api.server.mintToken({ user: '@pat', scopes });
    const body = { grant_type: 'room_notification', room_id: room, scope: asked };

    expect((await by(token, body)).status).toBe(status);
  });

  it('leaves no program behind in the room when it has ended', async () => {
    const { api, time, room, by } = await signedUp();
    const token = api.server.mintToken({ user: '@pat', expiresIn: 60 });
    const mint = { grant_type: 'room_notification', room_id: room };
    const key = '/addon/room-notification';
    await by(token, mint);
    expect((await api.get(key)).status).toBe(200);
    time.now += 60_000;
    api.server.mintToken();

    expect((await api.get(key)).status).toBe(404);
  });
});

describe('a refresh token', () => {
  const refreshed = async () => {
    const world = await signedUp();
    const { ask, basic } = world;
    const first = (await ask({ grant_type: 'password', ...pat }, basic)).body;
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    const second = (await ask(refresh, basic)).body;
    return { ...world, first, second, refresh };
  };

  it('can be ended, and ends with it every token that it made', async () => {
    const { api, first, second, refresh, ask, basic, isGood } = await refreshed();
    const path = `/oauth/token/${first.refresh_token}`;
    // It is exchanged and ended, and good for nothing else.
    expect((await api.get(path, null)).status).toBe(401);
    expect((await api.get('/room', first.refresh_token)).status).toBe(401);
    expect((await api.delete(`${path}?auth_test=true`, null)).status).toBe(202);
    expect((await api.delete(path, null)).status).toBe(204);

    expect((await ask(refresh, basic)).status).toBe(400);
    expect([await isGood(first.access_token), await isGood(second.access_token)]).toEqual([
      false,
      false,
    ]);
    expect((await api.delete(path, null)).status).toBe(401);
  });

  it('stays when one of its tokens is ended', async () => {
    const { api, first, second, refresh, ask, basic, isGood } = await refreshed();
    await api.delete(`/oauth/token/${first.access_token}`, null);

    expect((await ask(refresh, basic)).status).toBe(200);
    expect(await isGood(second.access_token)).toBe(true);
  });

  it('is written down nowhere when it is ended', async () => {
    const { api, first } = await refreshed();
    await api.delete(`/oauth/token/${first.refresh_token}`, null);

    expect(JSON.stringify(api.server.requests)).not.toContain(first.refresh_token);
  });
});

/** A code for the add-on, as the page gives it. */
async function codeFor(api: TestApi, addon: InstalledAddon, password: string): Promise<string> {
  const url = `http://localhost/users/authorize?client_id=${addon.oauthId}`;
  const body = new URLSearchParams({ username: '@pat', password });
  const sent = await api.server.fetch(new Request(url, { method: 'POST', body }));
  return new URL(sent.headers.get('location') ?? 'x:').searchParams.get('code') ?? '';
}

const exchange = (code: string) => ({
  grant_type: 'authorization_code',
  code,
  redirect_url: 'https://a.test/',
});

describe('a changed password', () => {
  it('ends every session of the person: tokens, refresh tokens, codes, and what they made', async () => {
    const { api, id, room, addon, basic, ask, by, isGood } = await signedUp();
    const own = (await ask({ grant_type: 'password', ...pat })).body.access_token;
    const throughAddon = (await ask({ grant_type: 'password', ...pat }, basic)).body;
    const personal = (await ask({ grant_type: 'personal', ...pat })).body.access_token;
    const program = (await ask({ grant_type: 'room_notification', room_id: room, ...pat })).body
      .access_token;
    const made = (await by(own, { grant_type: 'personal' })).body.access_token;
    const code = await codeFor(api, addon, 'right');
    const minted = api.server.mintToken({ user: '@pat' });
    const others = api.server.mintToken({ user: '@bo' });
    const all = [own, throughAddon.access_token, personal, program, made, minted];
    expect(await Promise.all(all.map(isGood))).toEqual(all.map(() => true));
    expect((await api.put(`/user/${id}`, { ...person, password: 'new' })).status).toBe(204);

    expect(await Promise.all(all.map(isGood))).toEqual(all.map(() => false));
    const refresh = { grant_type: 'refresh_token', refresh_token: throughAddon.refresh_token };
    expect((await ask(refresh, basic)).status).toBe(400);
    expect((await ask(exchange(code), basic)).status).toBe(400);
    expect(await isGood(others)).toBe(true);
    expect((await ask({ grant_type: 'password', ...pat, password: 'new' })).status).toBe(200);
  });

  it('is not what happens where another field is written, or the first password is set', async () => {
    const { api, id, isGood } = await signedUp();
    const token = api.server.mintToken({ user: '@pat' });
    await api.put(`/user/${id}`, { ...person, title: 'Boss' });
    const bo = api.server.mintToken({ user: '@bo' });
    const whole = (await api.get('/user/@bo')).body;
    await api.put('/user/@bo', { ...whole, presence: null, password: 'first' });

    expect([await isGood(token), await isGood(bo)]).toEqual([true, true]);
  });

  it('leaves nothing that was asked for by the old one in the same moment', async () => {
    const { api, id, addon, basic, ask, isGood } = await signedUp();
    const asked: Promise<Json>[] = [];
    const codes: Promise<string>[] = [];
    const askAll = () => {
      asked.push(ask({ grant_type: 'password', ...pat }, basic).then(({ body }) => body));
      asked.push(ask({ grant_type: 'personal', ...pat }).then(({ body }) => body));
      codes.push(codeFor(api, addon, 'right'));
    };
    // Before, at the same time and after: whichever way they get between each other.
    askAll();
    const changed = api.put(`/user/${id}`, { ...person, password: 'new' });
    askAll();
    askAll();
    expect((await changed).status).toBe(204);
    const replies = await Promise.all(asked);
    const tokens = replies.flatMap(({ access_token }) => access_token ?? []);
    const refreshing = replies.flatMap(({ refresh_token }) => refresh_token ?? []);

    expect(await Promise.all(tokens.map(isGood))).toEqual(tokens.map(() => false));
    for (const refresh_token of refreshing) {
      expect((await ask({ grant_type: 'refresh_token', refresh_token }, basic)).status).toBe(400);
    }
    for (const code of await Promise.all(codes)) {
      expect((await ask(exchange(code), basic)).status).toBe(400);
    }
  });
});

describe('whoever runs the server', () => {
  it('sees every token and refresh token, and ends them with what they made', async () => {
    const { api, room, basic, ask, by, isGood } = await signedUp();
    const { server } = api;
    const before = new Set(server.listTokens().map(({ id }) => id));
    const first = server.mintToken({
      user: '@pat',
      name: 'Script',
      scopes: ['view_room', 'admin_room', 'send_notification'],
    });
    const second = (await by(first, { grant_type: 'personal', client_name: 'Copy' })).body;
    const program = { grant_type: 'room_notification', room_id: room, client_name: 'CI' };
    await by(first, program);
    const through = (await ask({ grant_type: 'password', ...pat }, basic)).body;
    const listed = server.listTokens().filter(({ id }) => !before.has(id));

    const pats = { owner: expect.stringMatching(/^user \d+$/), ownerName: 'Pat' };
    expect(listed).toMatchObject([
      { ...pats, kind: 'user', made: 'command', name: 'Script', expires: null },
      { ...pats, kind: 'personal', made: 'personal', name: 'Copy' },
      { owner: expect.stringMatching(/^add-on /), ownerName: 'CI', made: 'room_notification' },
      { ...pats, kind: 'user', made: 'password' },
      { ...pats, kind: 'refresh', name: 'ci', expires: null, created: '2018-01-01T00:00:00.000Z' },
    ]);
    expect(JSON.stringify(listed)).not.toContain(first);
    expect(server.listTokens({ user: '@pat' })).toHaveLength(4);

    expect(server.revokeTokens({ id: listed[0]?.id ?? '' })).toBe(3);
    expect([await isGood(first), await isGood(second.access_token)]).toEqual([false, false]);
    expect(server.revokeTokens({ id: listed[4]?.id ?? '' })).toBe(2);
    expect(await isGood(through.access_token)).toBe(false);
    for (const id of ['', '0', 'r', 'r000000000000', '1 OR 1=1', listed[0]?.id ?? '']) {
      expect(() => server.revokeTokens({ id })).toThrow('There is no token');
    }
    server.mintToken({ user: '@pat' });
    expect(server.revokeTokens({ user: '@pat' })).toBe(1);
    expect(() => server.revokeTokens({ user: '@nobody' })).toThrow(RangeError);
  });

  it('has one token of all starts', async () => {
    const { api, isGood } = await signedUp();
    const named = api.server.mintToken({ name: 'start' });
    const starts = [1, 2, 3].map(() => api.server.mintStartToken());

    expect(await Promise.all([named, ...starts].map(isGood))).toEqual([true, false, false, true]);
  });
});
