/** Proofs of what the server does where nobody wrote it down: people, files, tokens. */
import { Buffer } from 'node:buffer';
import { expect } from 'vitest';
import { png } from '../helpers/pictures.ts';
import { base, type Json, type TestApi, testApi } from '../helpers/testApi.ts';
import type { Proofs } from './proofs.ts';

const photo = { photo: png.toString('base64') };
const multipart = { 'content-type': 'multipart/related; boundary=b' };
const part = 'Content-Disposition: attachment; name="file"; filename="a"';

const shareFile = (api: TestApi, content: string, more = '') =>
  api.call('POST', '/room/42/share/file', {
    headers: multipart,
    body: `--b\n${part}\n${more}\n${content}\n--b--`,
  });

const last = async (api: TestApi): Promise<Json> =>
  (await api.get('/room/42/history/latest?max-results=1')).body.items[0];

const download = (api: TestApi, url: string) => api.server.fetch(new Request(url));

export const userProofs: Proofs<
  | 'privateMessage'
  | 'autoJoin'
  | 'photoRights'
  | 'photoSizes'
  | 'userNotFound'
  | 'deletedUser'
  | 'inviteUser'
> = {
  privateMessage: async (api) => {
    const { status, text } = await api.post('/user/2/message', { message: 'x' });
    expect([status, text]).toEqual([204, '']);
  },
  autoJoin: async (api) => {
    const token = api.server.mintToken({ scopes: ['view_group'] });
    const { items } = (await api.get('/user/2/preference/auto-join', token)).body;
    expect(items.map((room: Json) => room.id)).toContain(48);
    const emile = api.server.mintToken({ user: '@emile' });
    const seen = (await api.get('/user/2/preference/auto-join', emile)).body.items;
    expect(seen.map((room: Json) => room.privacy)).not.toContain('private');
    const other = api.server.mintToken({ scopes: ['view_room'] });
    expect((await api.get('/user/2/preference/auto-join', other)).status).toBe(403);
  },
  photoRights: async (api) => {
    const put = (id: number, scope: 'admin_room' | 'admin_group', user: number) =>
      api.put(`/user/${id}/photo`, photo, api.server.mintToken({ user, scopes: [scope] }));
    expect((await put(6, 'admin_room', 6)).status).toBe(204);
    expect((await put(3, 'admin_room', 6)).status).toBe(403);
    expect((await put(3, 'admin_group', 1)).status).toBe(204);
    const addon = api.server.mintToken({ kind: 'client', scopes: ['admin_group'] });
    expect((await api.put('/user/1/photo', photo, addon)).status).toBe(403);
  },
  photoSizes: async (api) => {
    await api.put('/user/2/photo', photo);
    const [small, big, huge] = await Promise.all(
      ['small', 'big', 'huge'].map((size) => api.get(`/user/2/photo/${size}`)),
    );
    expect(small?.headers.get('location')).toBe(big?.headers.get('location'));
    expect(huge?.status).toBe(400);
  },
  userNotFound: async (api) => {
    expect((await api.get('/user/@nobody')).body.error.message).toBe('User @nobody not found');
  },
  deletedUser: async (api) => {
    await api.delete('/user/@dana');
    expect((await api.get('/user/@dana')).status).toBe(404);
    const made = { name: 'D', mention_name: 'dana', email: 'dana@example.com' };
    expect((await api.post('/user', made)).status).toBe(201);
    const deleted = (await api.get('/user?include-deleted=true&expand=items')).body.items;
    const { id } = deleted.find((user: Json) => user.is_deleted);
    expect((await api.get(`/user/${id}`)).body.is_deleted).toBe(true);
  },
  inviteUser: async (api) => {
    const body = { email: 'n@example.com', name: 'N', title: '' };
    const reply = await api.post('/invite/user', body);
    expect([reply.status, reply.body]).toEqual([200, body]);
    const other = api.server.mintToken({ scopes: ['view_group'] });
    expect((await api.post('/invite/user', body, other)).status).toBe(403);
  },
};

export const fileProofs: Proofs<
  | 'fileEncoding'
  | 'fileLinks'
  | 'thumbnails'
  | 'fileSize'
  | 'sharedLink'
  | 'emoticonShortcut'
  | 'groupStatistics'
> = {
  fileEncoding: async (api) => {
    await shareFile(api, 'aGk=');
    expect((await last(api)).file.size).toBe(4);
    await shareFile(api, 'aGk=', 'Content-Transfer-Encoding: base64\n');
    expect((await last(api)).file.size).toBe(2);
  },
  fileLinks: async () => {
    let now = Date.parse('2018-01-01T00:59:59Z');
    const api = testApi({ now: () => now });
    await shareFile(api, 'x');
    const { url } = (await last(api)).file;
    now += 3_600_000;
    expect((await download(api, url)).status).toBe(200);
    now += 3_600_000;
    expect((await download(api, url)).status).toBe(403);
  },
  thumbnails: async (api) => {
    await shareFile(api, 'x');
    expect((await last(api)).file).not.toHaveProperty('thumb_url');
    await shareFile(api, png.toString('base64'), 'Content-Transfer-Encoding: base64\n');
    const { file } = await last(api);
    expect(file.thumb_url).toBe(file.url);
  },
  fileSize: async () => {
    const api = testApi({ fileLimit: 3 });
    expect((await shareFile(api, 'xxx')).status).toBe(204);
    expect((await shareFile(api, 'xxxx')).status).toBe(413);
    const large = testApi();
    const most = 20 * 1024 * 1024;
    expect((await shareFile(large, 'x'.repeat(most))).status).toBe(204);
    expect((await shareFile(large, 'x'.repeat(most + 1))).status).toBe(413);
  },
  sharedLink: async (api) => {
    const link = 'https://nowhere.invalid/';
    await api.post('/room/42/share/link', { link, message: 'see' });
    expect(await last(api)).toMatchObject({
      message: `see ${link}`,
      message_links: [{ link: { title: link }, type: 'link', url: link }],
    });
  },
  emoticonShortcut: async (api) => {
    await api.server.addEmoticon({ shortcut: 'own', image: png });
    for (const which of ['own', '(own)']) {
      expect((await api.get(`/emoticon/${encodeURIComponent(which)}`)).body.type).toBe('group');
    }
    const { items } = (await api.get('/emoticon?max-results=1000')).body;
    expect([items[0].type, items.at(-1).type]).toEqual(['global', 'group']);
  },
  groupStatistics: async (api) => {
    const { body } = await api.get('/group/1/statistics');
    const room = (await api.get('/room/42/statistics')).body;
    expect(Object.keys(body)).toEqual(Object.keys(room));
    expect(body.messages_sent).toBeGreaterThan(room.messages_sent);
  },
};

const grant = (api: TestApi, body: object, token: string | null, authorization?: string) =>
  api.call('POST', '/oauth/token', {
    token,
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify(body),
  });

const basic = (api: TestApi): string => {
  const { oauthId, oauthSecret } = api.server.installAddon({ key: 'ci', scopes: ['view_room'] });
  return `Basic ${Buffer.from(`${oauthId}:${oauthSecret}`).toString('base64')}`;
};

const pat = { username: '@pat', password: 'p' };
const addPat = (api: TestApi) =>
  api.post('/user', { name: 'P', email: 'p@example.com', mention_name: 'pat', password: 'p' });

export const oauthProofs: Proofs<
  | 'personalGrant'
  | 'roomNotificationGrant'
  | 'roomNotificationScopes'
  | 'refreshToken'
  | 'internalGrant'
  | 'wrongScope'
  | 'passwordTries'
  | 'sessionOfPerson'
  | 'endlessSession'
  | 'addonSelf'
  | 'noRetryAfter'
  | 'resetWhileBlocked'
  | 'unlimited'
  | 'withoutToken'
  | 'floodControl'
  | 'validationTexts'
  | 'forbiddenTexts'
  | 'tokenLength'
> = {
  personalGrant: async (api) => {
    const { id } = (await addPat(api)).body;
    const own = { grant_type: 'personal', client_name: 'Script', scope: 'view_group' };
    const byPassword = await grant(api, { ...own, user_id: id, password: 'p' }, null);
    expect(byPassword.body.scope).toBe('view_group');
    const weak = api.server.mintToken({ user: '@pat', scopes: ['view_room'] });
    expect((await grant(api, { grant_type: 'personal' }, weak)).body.scope).toBe('view_room');
    expect((await grant(api, own, weak)).status).toBe(400);
  },
  roomNotificationGrant: async (api) => {
    const body = { grant_type: 'room_notification', room_id: 42 };
    expect((await grant(api, body, api.server.mintToken({ user: '@bo' }))).status).toBe(200);
    expect((await grant(api, body, api.server.mintToken({ user: 6 }))).status).toBe(403);
    expect((await grant(api, { ...body, room_id: null }, api.server.mintToken())).status).toBe(400);
  },
  roomNotificationScopes: async (api) => {
    const body = { grant_type: 'room_notification', room_id: 42 };
    const token = api.server.mintToken();
    expect((await grant(api, body, token)).body.scope).toBe('send_notification');
    const both = 'send_notification view_room';
    expect((await grant(api, { ...body, scope: both }, token)).body.scope).toBe(both);
  },
  refreshToken: async (api) => {
    await addPat(api);
    const body = { grant_type: 'password', ...pat };
    const own = (await grant(api, body, null)).body;
    expect(own).not.toHaveProperty('refresh_token');
    const addon = basic(api);
    const { refresh_token } = (await grant(api, body, null, addon)).body;
    for (let turn = 0; turn < 2; turn += 1) {
      const renewed = await grant(api, { grant_type: 'refresh_token', refresh_token }, null, addon);
      expect([renewed.status, renewed.body.refresh_token]).toEqual([200, refresh_token]);
    }
    const clients = await grant(api, { grant_type: 'client_credentials' }, null, addon);
    expect(clients.body).not.toHaveProperty('refresh_token');
  },
  internalGrant: async (api) => {
    expect((await grant(api, { grant_type: 'internal' }, null)).status).toBe(400);
  },
  wrongScope: async (api) => {
    const body = { grant_type: 'client_credentials', scope: 'view_room admin_group' };
    const { status, body: said } = await grant(api, body, null, basic(api));
    expect([status, said.error.field]).toEqual([400, 'scope']);
  },
  passwordTries: async (api) => {
    const body = { grant_type: 'password', username: '@x', password: 'x' };
    const replies = await Promise.all(Array.from({ length: 11 }, () => grant(api, body, null)));
    expect(replies.map((reply) => reply.status)).toEqual([...Array(10).fill(400), 429]);
    for (const username of ['2', '02', '@ann', '@ANN', 'ann@example.com', '002', '0002']) {
      await grant(api, { ...body, username }, null);
      await grant(api, { ...body, username }, null);
    }
    expect((await grant(api, { ...body, username: '2' }, null)).status).toBe(429);
  },
  sessionOfPerson: async (api) => {
    const token = api.server.mintToken({ scopes: ['view_room'] });
    const { client } = (await api.get(`/oauth/token/${token}`, null)).body;
    expect(client).toMatchObject({
      allowed_scopes: ['view_room'],
      links: { self: `${base}/oauth/token/${token}` },
    });
  },
  endlessSession: async (api) => {
    const session = (await api.get(`/oauth/token/${api.server.mintToken()}`, null)).body;
    expect(session.expires_in).toBe(31_536_000);
  },
  addonSelf: async (api) => {
    const { access_token } = (
      await grant(api, { grant_type: 'client_credentials' }, null, basic(api))
    ).body;
    const { client } = (await api.get(`/oauth/token/${access_token}`, null)).body;
    expect(client.links.self).toBe(`${base}/addon/ci`);
    expect((await api.get('/addon/ci', access_token)).body.name).toBe('ci');
  },
  noRetryAfter: async () => {
    const api = testApi({ rateLimit: 1 });
    await api.get('/room');
    const { status, headers } = await api.get('/room');
    expect(status).toBe(429);
    expect([headers.get('retry-after'), headers.get('x-backoff')]).toEqual([null, null]);
  },
  resetWhileBlocked: async () => {
    let now = Date.parse('2018-01-01T00:00:00Z');
    const api = testApi({ rateLimit: 1, now: () => now });
    const reset = (await api.get('/room')).headers.get('x-ratelimit-reset');
    now += 60_000;
    const blocked = await api.get('/room');
    expect([blocked.status, blocked.headers.get('x-ratelimit-reset')]).toEqual([429, reset]);
  },
  unlimited: async (api) => {
    expect((await api.get('/room')).headers.get('x-ratelimit-remaining')).toBe('1000000');
  },
  withoutToken: async () => {
    const api = testApi({ rateLimit: 1 });
    for (let turn = 0; turn < 3; turn += 1) {
      const { status, headers } = await api.get('/room', null);
      expect([status, headers.get('x-ratelimit-remaining')]).toEqual([401, '1']);
    }
  },
  floodControl: async () => {
    const api = testApi({ floodLimit: 1 });
    const bo = api.server.mintToken({ user: '@bo' });
    expect((await api.post('/room/42/message', { message: 'x' })).status).toBe(201);
    expect((await api.post('/room/42/message', { message: 'x' }, bo)).status).toBe(429);
    expect((await api.post('/room/43/message', { message: 'x' })).status).toBe(201);
  },
  validationTexts: async (api) => {
    const said = async (body: object) =>
      (await api.post('/room', body)).body.error.message as string;
    expect(await said({})).toBe("Required field 'name' is missing");
    expect(await said({ name: 'x'.repeat(51) })).toMatch(/must be less than or equal to 50$/);
    expect(await said({ name: 'x', privacy: 'secret' })).toBe(
      "Value u'secret' for field 'privacy' is not in the enumeration: [u'public', u'private']",
    );
  },
  forbiddenTexts: async (api) => {
    const erik = api.server.mintToken({ user: 6 });
    const { body } = await api.get('/user?include-deleted=true', erik);
    expect(body.error.message).toBe('This action can only be performed by a group administrator');
  },
  tokenLength: async (api) => {
    expect(api.server.mintToken()).toMatch(/^[0-9A-Za-z]{43}$/);
  },
};
