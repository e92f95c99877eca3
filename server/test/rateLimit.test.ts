import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../src/index.ts';
import { caller, type Reply, testApi } from './helpers/testApi.ts';

const start = Date.parse('2017-07-01T00:00:00Z');

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
