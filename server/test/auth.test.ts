import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allScopes } from '../src/index.ts';
import { testApi } from './helpers/testApi.ts';

const error = (code: number, message: string, type: string) => ({ error: { code, message, type } });

describe('capabilities', () => {
  it('are told to anyone', async () => {
    const { status, body } = await testApi().get('/capabilities', null);

    expect(status).toBe(200);
    const { availableScopes } = body.capabilities.hipchatApiProvider;
    expect(Object.keys(availableScopes)).toEqual(allScopes);
    expect(availableScopes.send_notification).toEqual({
      description: expect.any(String),
      id: 'send_notification',
      name: 'Send Notification',
    });
    expect({ ...body, capabilities: { ...body.capabilities, hipchatApiProvider: null } }).toEqual({
      capabilities: {
        hipchatApiProvider: null,
        oauth2Provider: {
          authorizationUrl: 'http://localhost/users/authorize',
          tokenUrl: 'http://localhost/v2/oauth/token',
        },
      },
      connect_server_api_version: 1,
      description: 'Group chat and IM built for teams',
      key: 'hipchat',
      links: {
        api: 'http://localhost/v2',
        homepage: 'http://localhost',
        self: 'http://localhost/v2/capabilities',
        subdomain: 'http://localhost',
      },
      name: 'HipChat',
      vendor: { name: 'Atlassian', url: 'http://atlassian.com' },
    });
  });
});

describe('a token', () => {
  it('comes in the header or in the query', async () => {
    const api = testApi();
    const token = api.server.mintToken();

    expect((await api.get('/room', token)).status).toBe(200);
    expect((await api.get(`/room?auth_token=${token}`, null)).status).toBe(200);
    const headers = { authorization: `bearer  ${token}` };
    expect((await api.call('GET', '/room', { token: null, headers })).status).toBe(200);
  });

  it('is needed', async () => {
    const { status, body } = await testApi().get('/room', null);

    expect(status).toBe(401);
    expect(body).toEqual(
      error(
        401,
        'Authenticated requests only. See https://www.hipchat.com/docs/apiv2/auth for more information.',
        'Unauthorized',
      ),
    );
  });

  it.each(['nonsense', '0'.repeat(43), "' OR 1=1 --"])('has to be known: %s', async (token) => {
    const { status, body } = await testApi().get(`/room?auth_token=${token}`, null);

    expect(status).toBe(401);
    expect(body).toEqual(error(401, 'Invalid OAuth session', 'Unauthorized'));
  });

  it('ends when it expires', async () => {
    let now = Date.parse('2017-01-01T00:00:00Z');
    const api = testApi({ now: () => now });
    const token = api.server.mintToken({ expiresIn: 60 });

    expect((await api.get('/room', token)).status).toBe(200);
    now += 60_000;
    expect((await api.get('/room', token)).body.error.message).toBe('Invalid OAuth session');
  });

  it('needs one of the scopes', async () => {
    const api = testApi();
    const token = api.server.mintToken({ scopes: ['send_message', 'view_messages'] });
    const { status, body } = await api.get('/room', token);

    expect(status).toBe(403);
    expect(body).toEqual(
      error(
        403,
        "This action requires one of the following scopes: [u'view_group', u'view_room']",
        'Forbidden',
      ),
    );
  });

  it.each([
    { method: 'GET', path: '/room', scope: 'view_room' },
    { method: 'POST', path: '/room', scope: 'manage_rooms' },
    { method: 'GET', path: '/room/52', scope: 'view_group' },
    { method: 'PUT', path: '/room/52', scope: 'admin_room' },
    { method: 'DELETE', path: '/room/52', scope: 'manage_rooms' },
    { method: 'PUT', path: '/room/52/topic', scope: 'admin_room' },
    { method: 'POST', path: '/room/52/message', scope: 'send_message' },
    { method: 'POST', path: '/room/52/notification', scope: 'send_notification' },
    { method: 'GET', path: '/room/52/history', scope: 'view_messages' },
    { method: 'GET', path: '/room/52/history/latest', scope: 'view_messages' },
    { method: 'GET', path: '/room/52/history/x', scope: 'view_messages' },
    { method: 'GET', path: '/room/52/participant', scope: 'view_room' },
    { method: 'GET', path: '/room/52/member', scope: 'view_room' },
    { method: 'GET', path: '/room/52/statistics', scope: 'view_room' },
    { method: 'POST', path: '/room/52/invite/2', scope: 'admin_room' },
    { method: 'GET', path: '/user', scope: 'view_group' },
    { method: 'POST', path: '/user', scope: 'admin_group' },
    { method: 'GET', path: '/user/2', scope: 'view_group' },
    { method: 'PUT', path: '/user/2', scope: 'admin_group' },
    { method: 'DELETE', path: '/user/2', scope: 'admin_group' },
    { method: 'POST', path: '/user/2/message', scope: 'send_message' },
    { method: 'GET', path: '/user/2/history', scope: 'view_messages' },
    { method: 'GET', path: '/user/2/history/latest', scope: 'view_messages' },
    { method: 'GET', path: '/user/2/history/x', scope: 'view_messages' },
    { method: 'GET', path: '/user/2/preference/auto-join', scope: 'view_group' },
    { method: 'GET', path: '/group/1', scope: 'view_group' },
    { method: 'GET', path: '/group/1/statistics', scope: 'view_group' },
    { method: 'GET', path: '/group/1/avatar', scope: 'view_group' },
    { method: 'PUT', path: '/group/1/avatar', scope: 'admin_group' },
    { method: 'DELETE', path: '/group/1/avatar', scope: 'admin_group' },
    { method: 'GET', path: '/emoticon', scope: 'view_group' },
    { method: 'GET', path: '/emoticon/1', scope: 'view_group' },
    { method: 'POST', path: '/invite/user', scope: 'admin_group' },
    { method: 'GET', path: '/room/52/avatar', scope: 'view_room' },
    { method: 'PUT', path: '/room/52/avatar', scope: 'admin_room' },
    { method: 'DELETE', path: '/room/52/avatar', scope: 'admin_room' },
    { method: 'PUT', path: '/room/52/member/2', scope: 'admin_room' },
    { method: 'DELETE', path: '/room/52/member/2', scope: 'admin_room' },
    { method: 'POST', path: '/room/52/reply', scope: 'send_message' },
    { method: 'POST', path: '/room/52/share/file', scope: 'send_message' },
    { method: 'POST', path: '/room/52/share/link', scope: 'send_message' },
    { method: 'GET', path: '/room/52/webhook', scope: 'admin_room' },
    { method: 'POST', path: '/room/52/webhook', scope: 'admin_room' },
    { method: 'GET', path: '/room/52/webhook/1', scope: 'admin_room' },
    { method: 'DELETE', path: '/room/52/webhook/1', scope: 'admin_room' },
    { method: 'GET', path: '/user/2/photo/big', scope: 'view_group' },
    { method: 'POST', path: '/user/2/share/file', scope: 'send_message' },
    { method: 'POST', path: '/user/2/share/link', scope: 'send_message' },
    { method: 'GET', path: '/file/1', scope: 'view_messages' },
  ] as const)('does $method $path with $scope alone', async ({ method, path, scope }) => {
    const api = testApi();
    const fitting = api.server.mintToken({ scopes: [scope] });
    const rest = api.server.mintToken({
      // Of the two that read rooms either is enough.
      scopes: allScopes.filter((other) => other !== scope && !/^view_(room|group)$/.test(other)),
    });

    expect((await api.call(method, path, { token: fitting })).status).not.toBe(403);
    expect((await api.call(method, path, { token: rest })).status).toBe(403);
  });

  it('of an add-on does what add-ons may, in the group or in its own room', async () => {
    const api = testApi();
    const inGroup = api.server.mintToken({ kind: 'client' });
    const inOps = api.server.mintToken({ kind: 'client', room: 'Ops' });

    expect((await api.get('/room', inGroup)).body.items).toHaveLength(12);
    expect((await api.get('/user/@bo', inGroup)).status).toBe(200);
    expect((await api.get('/room', inOps)).status).toBe(403);
    expect((await api.get('/room/42', inOps)).status).toBe(200);
    for (const other of ['41', '45', 'nowhere']) {
      expect((await api.get(`/room/${other}`, inOps)).status).toBe(403);
    }
    expect((await api.put('/room/42/topic', { topic: 'By an add-on' }, inOps)).status).toBe(204);
    expect((await api.get('/room/42/history/latest')).body.items.at(-1)).toMatchObject({
      from: 'Add-on',
      type: 'topic',
    });
    expect((await api.delete('/room/42', inOps)).status).toBe(403);
  });

  it('can be tried out with auth_test, and then does nothing', async () => {
    const api = testApi();
    const reply = await api.delete('/room/42?auth_test=true');

    expect(reply.status).toBe(202);
    expect(reply.body).toEqual({
      success: {
        code: 202,
        message: 'This auth_token has access to use this method.',
        type: 'Accepted',
      },
    });
    expect((await api.get('/room/42')).status).toBe(200);
    expect((await api.get('/room?auth_test=true', 'bad')).status).toBe(401);
    const weak = api.server.mintToken({ scopes: ['view_room'] });
    expect((await api.delete('/room/42?auth_test=true', weak)).status).toBe(403);
  });

  it('is a text of 256 random bits; one made by hand has 40 characters', () => {
    const { server } = testApi();

    expect(server.mintToken()).toMatch(/^[0-9A-Za-z]{43}$/);
    expect(server.mintToken({ kind: 'client' })).toMatch(/^[0-9A-Za-z]{43}$/);
    expect(server.mintToken({ kind: 'personal' })).toMatch(/^[0-9A-Za-z]{40}$/);
    expect(server.mintToken()).not.toBe(server.mintToken());
  });

  it('is minted only for who and what there is', () => {
    const { server } = testApi();

    expect(() => server.mintToken({ user: '@nobody' })).toThrow(RangeError);
    expect(() => server.mintToken({ kind: 'client', room: 'nowhere' })).toThrow(RangeError);
    expect(() => server.mintToken({ scopes: ['all'] as never })).toThrow('There is no scope "all"');
    expect(() => server.mintToken({ scopes: [] })).toThrow(RangeError);
  });
});

describe('the log of requests', () => {
  it('counts what came, without tokens, and remembers the last', async () => {
    const api = testApi({ requestLog: 2 });
    await api.get('/room?expand=items');
    await api.get('/room?auth_token=secret&max-results=1');
    await api.call('POST', '/nowhere?auth%5Ftoken=secret');

    expect(api.server.requestCount).toBe(3);
    expect(api.server.requests).toEqual([
      { method: 'GET', path: '/v2/room?max-results=1' },
      { method: 'POST', path: '/v2/nowhere' },
    ]);
  });
});

describe('the manifest', () => {
  it('pins what it depends on', () => {
    const file = new URL('../package.json', import.meta.url);
    const { dependencies } = JSON.parse(readFileSync(file, 'utf8'));

    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
