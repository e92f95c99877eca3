import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../src/index.ts';
import { caller, type Reply, testApi } from './helpers/testApi.ts';

const start = Date.parse('2017-07-01T00:00:00Z');

const pat = { name: 'Pat', email: 'pat@example.com', mention_name: 'pat', password: 'right' };

const ofRate = ({ headers }: Reply) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));
const ofFlood = ({ headers }: Reply) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-floodcontrol-${name}`)));

describe('the rate limit', () => {
  it('is told in the headers of every answer', async () => {
    const api = testApi({ rateLimit: 50, now: () => start });
    const reset = start / 1000 + 300;
    const replies = [
      await api.get('/room'),
      await api.put('/room/42/topic', { topic: 'x' }),
      await api.get('/room/nope'),
      await api.get('/nowhere'),
      await api.call('PATCH', '/room'),
      await api.post('/room/42/message', {}),
      await api.get('/capabilities'),
      await api.delete('/room/42?auth_test=true'),
    ];

    expect(replies.map((reply) => reply.status)).toEqual([200, 204, 404, 404, 405, 400, 200, 202]);
    expect(replies.map(ofRate)).toEqual(replies.map((_, index) => [50, 49 - index, reset]));
    const unknown = [await api.get('/room', null), await api.get('/room', 'x')];
    expect(unknown.map(ofRate)).toEqual([
      [50, 50, reset],
      [50, 50, reset],
    ]);
  });

  it('refuses what goes over it, until five minutes have passed', async () => {
    let now = start;
    const api = testApi({ rateLimit: 2, now: () => now });
    await api.get('/room');
    await api.get('/room');
    const refused = await api.get('/room');

    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({
      error: { code: 429, message: 'Rate Limit exceeded', type: 'Too Many Requests' },
    });
    expect(ofRate(refused)).toEqual([2, 0, start / 1000 + 300]);
    now += 299_999;
    expect((await api.post('/room/42/message', { message: 'x' })).status).toBe(429);
    now += 1;
    expect(ofRate(await api.get('/room'))).toEqual([2, 1, start / 1000 + 600]);
  });

  it('is counted for each token by itself', async () => {
    const api = testApi({ rateLimit: 1 });
    await api.get('/room');

    expect((await api.get('/room')).status).toBe(429);
    expect((await api.get('/room', api.server.mintToken())).status).toBe(200);
  });

  it('counts with a token what it has made, so that making more gives no more', async () => {
    const api = testApi({ rateLimit: 6, now: () => start });
    const { id } = (await api.post('/user', pat)).body;
    const room = (await api.post('/room', { name: 'Mine', owner_user_id: id })).body.id;
    const first = api.server.mintToken({ user: '@pat' });
    const ask = async (token: string, body: object) =>
      (await api.post('/oauth/token', body, token)).body.access_token;
    const second = await ask(first, { grant_type: 'personal' });
    const third = await ask(second, { grant_type: 'personal' });
    const program = await ask(third, { grant_type: 'room_notification', room_id: room });
    const notify = (token: string) =>
      api.post(`/room/${room}/notification`, { message: 'x' }, token);

    const replies = [
      await api.get('/room', third),
      await api.get('/room', first),
      await notify(program),
    ];
    expect(replies.map(ofRate).map(([, remaining]) => remaining)).toEqual([2, 1, 0]);
    for (const token of [first, second, third, program]) {
      expect((await notify(token)).status).toBe(429);
    }
    // Another of the same person's has its own, as HipChat's had.
    expect((await notify(api.server.mintToken({ user: '@pat' }))).status).toBe(204);
  });

  it('gives a program that a person let in no more than the person has', async () => {
    const server = createServer({ now: () => start });
    onTestFinished(() => server.close());
    const api = caller(server.fetch, server.mintToken());
    const room = (await api.post('/room', { name: 'Mine' })).body.id;
    const grant = {
      grant_type: 'room_notification',
      room_id: room,
      scope: 'send_notification view_room',
    };
    const program = (await api.post('/oauth/token', grant)).body.access_token;

    expect(ofRate(await api.get(`/room/${room}`, program)).slice(0, 2)).toEqual([100, 97]);
  });

  it('counts together what one refresh token made, and what one secret did', async () => {
    const api = testApi({ rateLimit: 2, now: () => start });
    await api.post('/user', pat);
    const { oauthId, oauthSecret } = api.server.installAddon({ key: 'ci' });
    const authorization = `Basic ${Buffer.from(`${oauthId}:${oauthSecret}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const ask = async (body: object) =>
      (await api.call('POST', '/oauth/token', { token: null, headers, body: JSON.stringify(body) }))
        .body;
    const password = { grant_type: 'password', username: '@pat', password: 'right' };
    const { refresh_token, access_token } = await ask(password);
    const refresh = { grant_type: 'refresh_token', refresh_token };
    const ofRefresh = [
      access_token,
      (await ask(refresh)).access_token,
      (await ask(refresh)).access_token,
    ];
    const secret = { grant_type: 'client_credentials' };
    const ofSecret = [await ask(secret), await ask(secret), await ask(secret)].map(
      (granted) => granted.access_token,
    );

    for (const tokens of [ofRefresh, ofSecret]) {
      const statuses = [];
      for (const token of tokens) statuses.push((await api.get('/room', token)).status);
      expect(statuses).toEqual([200, 200, 429]);
    }
  });

  it.each([
    { options: {}, user: 100, client: 500 },
    { options: { sample: true }, user: 500, client: 500 },
    { options: { rateLimit: 7 }, user: 7, client: 7 },
  ])(
    'is $user for people and $client for add-ons with $options',
    async ({ options, ...limits }) => {
      const server = createServer(options);
      onTestFinished(() => server.close());
      const api = caller(server.fetch, server.mintToken());

      expect(ofRate(await api.get('/room'))[0]).toBe(limits.user);
      const addon = server.mintToken({ kind: 'client' });
      expect(ofRate(await api.get('/room', addon))[0]).toBe(limits.client);
    },
  );

  it('can be switched off, and still has headers that nobody waits for', async () => {
    const api = testApi({ rateLimit: 0 });
    await api.get('/room');

    expect(ofRate(await api.get('/room'))[1]).toBeGreaterThan(100_000);
  });

  it.each([-1, 1.5, Number.NaN])('cannot be %s', (rateLimit) => {
    expect(() => testApi({ rateLimit })).toThrow('`rateLimit` must be a whole number');
  });
});

describe('flood control', () => {
  it('is told and kept for each room and person', async () => {
    let now = start;
    const api = testApi({ floodLimit: 2, now: () => now });
    const send = (path: string) => api.post(path, { message: 'x' });
    const reset = start / 1000 + 60;

    expect(ofFlood(await send('/room/42/message'))).toEqual([2, 1, reset]);
    expect(ofFlood(await send('/room/Ops/notification'))).toEqual([2, 0, reset]);
    const refused = await send('/room/42/message');
    expect([refused.status, ...ofFlood(refused)]).toEqual([429, 2, 0, reset]);
    expect(ofFlood(await send('/room/43/message'))).toEqual([2, 1, reset]);
    expect(ofFlood(await send('/user/2/message'))).toEqual([2, 1, reset]);
    now += 60_000;
    expect((await send('/room/42/message')).status).toBe(201);
  });

  it('is told of sending only', async () => {
    expect((await testApi().get('/room')).headers.has('x-floodcontrol-limit')).toBe(false);
  });
});
