import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFile } from './helpers/temporaryFile.ts';
import { type Json, openApi, type TestApi, testApi } from './helpers/testApi.ts';

const noon = Date.parse('2018-06-01T12:00:00Z');
const hour = 3_600_000;

const history = async (api: TestApi, path: string): Promise<Json[]> =>
  (await api.get(`${path}/history?date=2030-01-01&max-results=1000`)).body.items;

describe('a clock that goes back', () => {
  it.each(['/room/42', '/user/3'])(
    'does not put what is said now before what was said: %s',
    async (path) => {
      let now = noon;
      const database = temporaryFile('chat.db');
      const first = openApi({ database, now: () => now });
      await first.post(`${path}/message`, { message: 'noon' });
      now -= hour;
      await first.post(`${path}/message`, { message: 'an hour before, by the clock' });
      first.server.close();
      now -= hour;
      const second = openApi({ database, now: () => now });
      onTestFinished(() => second.server.close());
      await second.post(`${path}/message`, { message: 'another hour before, and a restart' });
      await second.post(`${path}/message`, { message: 'last' });

      const said = (await history(second, path)).slice(-4).map((item) => item.message);
      expect(said).toEqual([
        'noon',
        'an hour before, by the clock',
        'another hour before, and a restart',
        'last',
      ]);
      const latest = (await second.get(`${path}/history/latest?max-results=1`)).body.items;
      expect(latest).toMatchObject([{ message: 'last' }]);
    },
  );

  it('makes nobody active earlier than they were', async () => {
    const database = temporaryFile('chat.db');
    const first = openApi({ database, now: () => noon });
    await first.post('/room/42/message', { message: 'x' });
    const before = [(await first.get('/room/42')).body, (await first.get('/user/1')).body];
    first.server.close();
    const second = openApi({ database, now: () => noon - hour });
    onTestFinished(() => second.server.close());
    await second.post('/room/43/message', { message: 'x' });
    await second.post('/room/42/message', { message: 'x' });
    const after = [(await second.get('/room/42')).body, (await second.get('/user/1')).body];

    expect(after.map((body) => body.last_active)).toEqual(before.map((body) => body.last_active));
  });

  it('makes nobody wait longer than a window is', async () => {
    let now = noon;
    const api = testApi({ now: () => now, rateLimit: 1, floodLimit: 1 });
    await api.post('/room/42/message', { message: 'x' });
    expect((await api.get('/room/42')).status).toBe(429);
    now -= hour;

    expect((await api.post('/room/42/message', { message: 'x' })).status).toBe(201);
    expect((await api.get('/room/42')).status).toBe(429);
    now += 300_000;
    expect((await api.get('/room/42')).status).toBe(200);
  });
});

describe('moments', () => {
  it('never go back in a room, whatever the clocks of its servers do', async () => {
    const step = fc.record({
      server: fc.nat(1),
      room: fc.constantFrom('42', '43'),
      ms: fc.integer({ min: -2 * hour, max: hour }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const database = temporaryFile('chat.db');
        const clocks = [noon, noon];
        const servers = [0, 1].map((index) => openApi({ database, now: () => clocks[index] ?? 0 }));
        const said = new Map<string, string[]>();
        for (const { server, room, ms } of steps) {
          clocks[server] = (clocks[server] ?? 0) + ms;
          const { body } =
            (await servers[server]?.post(`/room/${room}/message`, { message: 'x' })) ?? {};
          said.set(room, [...(said.get(room) ?? []), body.timestamp]);
        }
        for (const api of servers) api.server.close();

        for (const moments of said.values()) {
          expect(moments).toEqual([...new Set(moments)].sort());
        }
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});
