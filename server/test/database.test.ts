import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../src/app.ts';
import { Clock } from '../src/clock.ts';
import { Database } from '../src/database.ts';
import { FileLinks } from '../src/files/FileLinks.ts';
import { FileStore } from '../src/files/FileStore.ts';
import { mintToken } from '../src/mintToken.ts';
import { RateLimit } from '../src/rateLimit.ts';
import { RequestLog } from '../src/requestLog.ts';
import { fillWithSample } from '../src/sample/fillWithSample.ts';
import { Store } from '../src/store/Store.ts';
import { Deliveries } from '../src/webhooks/Deliveries.ts';
import { temporaryFile } from './helpers/temporaryFile.ts';
import { caller, type Json, openApi } from './helpers/testApi.ts';

describe('a database file', () => {
  it('keeps everything, tokens included, when the server starts anew', async () => {
    const database = temporaryFile('chat.db');
    const first = openApi({ database });
    const token = first.server.mintToken({ user: '@bo' });
    const room = (await first.post('/room', { name: 'Kept', topic: 'ü' }, token)).body;
    const sent = (await first.post('/room/Kept/message', { message: 'still here' }, token)).body;
    await first.delete('/room/41');
    first.server.close();

    const second = openApi({ database });
    onTestFinished(() => second.server.close());
    expect((await second.get('/room/Kept', token)).body).toMatchObject({
      id: room.id,
      owner: { id: 3 },
      topic: 'ü',
    });
    const { message } = (await second.get(`/room/Kept/history/${sent.id}`, token)).body;
    expect(message).toMatchObject({ date: sent.timestamp, message: 'still here' });
    // The sample neither comes twice nor comes back.
    expect((await second.get('/room/41')).status).toBe(404);
    expect((await second.get('/user')).body.items).toHaveLength(15);
  });

  it('that already holds a group is not filled with the sample', async () => {
    const database = temporaryFile('chat.db');
    const first = openApi({ database, sample: false });
    expect((await first.get('/user')).body.items).toMatchObject([{ mention_name: 'admin' }]);
    expect((await first.get('/group/1')).body).toMatchObject({ owner: { id: 1 } });
    await first.post('/room', { name: 'Own' });
    first.server.close();

    const second = openApi({ database, sample: true });
    onTestFinished(() => second.server.close());
    expect((await second.get('/room')).body.items).toMatchObject([{ name: 'Own' }]);
    expect((await second.get('/user')).body.items).toHaveLength(1);
  });

  it('can be served by two servers at once', async () => {
    const database = temporaryFile('chat.db');
    const [one, other] = [openApi({ database }), openApi({ database })];
    onTestFinished(() => {
      one.server.close();
      other.server.close();
    });
    const { id } = (await one.post('/room/42/message', { message: 'from one' })).body;

    expect((await other.get(`/room/42/history/${id}`)).body.message.message).toBe('from one');
  });

  it('holds no token, only what it can be recognised by', () => {
    const database = temporaryFile('chat.db');
    const { server } = openApi({ database });
    const token = server.mintToken();
    server.close();

    expect(readFileSync(database).includes(token)).toBe(false);
  });

  it('has to be one, and none of a newer server', () => {
    const text = temporaryFile('notes.txt');
    writeFileSync(text, 'These are notes, and no database. '.repeat(100));
    expect(() => openApi({ database: text })).toThrow('not a database');

    const newer = temporaryFile('newer.db');
    openApi({ database: newer }).server.close();
    const connection = new DatabaseSync(newer);
    connection.exec("INSERT INTO migrations VALUES (1000, 'tomorrow')");
    connection.close();
    expect(() => openApi({ database: newer })).toThrow('of a newer hypchat-server');
  });
});

describe('the sample', () => {
  it('is the same every time', async () => {
    const read = async () => {
      const { server, get } = openApi();
      const paths = ['/room?expand=items', '/user?expand=items', '/room/42/history'];
      const bodies = [];
      for (const path of paths) bodies.push((await get(path)).body);
      server.close();
      return bodies;
    };

    expect(await read()).toEqual(await read());
  });

  it('has people active when they last said something', async () => {
    const { server, get } = openApi();
    onTestFinished(() => server.close());
    const history = '/history?date=2020-01-01&max-results=1000';
    const rooms = (await get('/room?include-archived=true')).body.items;
    let last = '';
    for (const { id } of rooms) {
      for (const item of (await get(`/room/${id}${history}`)).body.items) {
        if (item.from?.id === 14 && item.date > last) last = item.date;
      }
    }

    const { body } = await get('/user/14');
    expect(new Date(Number(body.last_active) * 1000).toISOString().slice(0, 19)).toBe(
      last.slice(0, 19),
    );
  });

  it('has several owners, and hundreds of messages and notifications', async () => {
    const { server, get } = openApi();
    onTestFinished(() => server.close());
    const rooms = (await get('/room?include-archived=true&expand=items')).body.items;
    const owners = new Set(rooms.map((room: Json) => room.owner.id));

    expect(rooms.length).toBeGreaterThanOrEqual(12);
    expect(owners.size).toBeGreaterThanOrEqual(4);
    expect(rooms.some((room: Json) => room.topic === '')).toBe(true);
    expect(rooms.some((room: Json) => room.last_active < '2016-04')).toBe(true);
  });
});

describe('every statement', () => {
  it('is answered by an index', async () => {
    const database = new Database(':memory:');
    onTestFinished(() => database.close());
    const store = new Store(database);
    fillWithSample(store);
    const clock = new Clock(Date.now);
    const app = createApp({
      store,
      clock,
      log: new RequestLog(10),
      rateLimits: { user: 0, client: 0 },
      floodLimit: 0,
      expandDepth: 9,
      expandLimit: 1000,
      files: new FileStore(':memory:', 1000),
      fileLinks: new FileLinks('secret', clock),
      // Webhooks are looked for, and none is delivered.
      events: new Deliveries({ hosts: [] }, console.error),
      logins: new RateLimit(1000, clock),
      onError: (error) => {
        throw error;
      },
    });
    const token = mintToken(store, clock);
    const addon = mintToken(store, clock, { kind: 'client', room: 'Ops' });
    const api = caller((request) => app.fetch(request), token);
    await useEverything(api, addon);

    const plans = database.statements.map((sql) => ({
      sql,
      plan: database
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, nullParameters(sql))
        .map((step) => step.detail),
    }));
    expect(plans.length).toBeGreaterThan(30);
    for (const { sql, plan } of plans) {
      if (sql.startsWith('EXPLAIN')) continue;
      for (const step of plan) {
        expect(step, sql).not.toMatch(/^SCAN (?!CONSTANT)/);
        expect(step, sql).not.toContain('TEMP B-TREE');
      }
    }
  });
});

const nullParameters = (sql: string): Record<string, null> =>
  Object.fromEntries([...sql.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => [name, null]));

async function useEverything(api: ReturnType<typeof caller>, addon: string): Promise<void> {
  const user = { name: 'N', email: 'n@example.com', mention_name: 'n', password: 'p' };
  const room = (await api.get('/room/42?expand=owner.group.owner,statistics')).body;
  const id = (await api.post('/room/42/message', { message: '@ann' })).body.id;
  const made = (await api.post('/room', { name: 'N' })).body.id;
  const replies = [
    await api.get('/room'),
    await api.get('/user'),
    await api.get('/user/@ann'),
    await api.get('/user/ann@example.com'),
    await api.get('/user/2/preference/auto-join'),
    await api.get('/room/45/member'),
    await api.get('/room/45/participant'),
    await api.get('/room/42/history?date=2017-01-01'),
    await api.get(`/room/42/history/latest?not-before=${id}`),
    await api.get('/user/2/history'),
    await api.post('/room/42/notification', { message: 'x' }, addon),
    await api.post('/user/15/message', { message: 'x' }),
    await api.put('/room/42/topic', { topic: 'x' }),
    await api.put('/room/42', { ...room, is_archived: true }),
    await api.post(`/room/${made}/invite/3`, {}),
    await api.delete(`/room/${made}`),
    await api.post('/user', user),
    await api.put('/user/@n', user),
    await api.delete('/user/@n'),
  ];
  for (const reply of replies) expect(reply.status, reply.text).toBeLessThan(300);
}
