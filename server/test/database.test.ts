import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAddressOf } from '../src/address.ts';
import { createApp } from '../src/app.ts';
import { Clock } from '../src/clock.ts';
import { Database } from '../src/database.ts';
import { FileLinks } from '../src/files/FileLinks.ts';
import { FileStore } from '../src/files/FileStore.ts';
import { type InstalledAddon, installAddon } from '../src/installAddon.ts';
import { migrations } from '../src/migrations.ts';
import { mintStartToken, mintToken } from '../src/mintToken.ts';
import { RateLimit } from '../src/rateLimit.ts';
import { RequestLog } from '../src/requestLog.ts';
import { fillWithSample } from '../src/sample/fillWithSample.ts';
import { hashOf } from '../src/store/hashOf.ts';
import { Store } from '../src/store/Store.ts';
import { listTokens } from '../src/tokenList.ts';
import { Deliveries } from '../src/webhooks/Deliveries.ts';
import { png } from './helpers/pictures.ts';
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
    // What one has read it reads again when the other has written, tokens included.
    const token = one.server.mintToken();
    for (const topic of ['first', 'second', 'third']) {
      await one.put('/room/42/topic', { topic });
      for (let turn = 0; turn < 2; turn += 1) {
        expect((await other.get('/room/42', token)).body.topic).toBe(topic);
      }
    }
    await one.delete(`/oauth/token/${token}`);
    expect((await other.get('/room/42', token)).status).toBe(401);
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

describe('a database of an older server', () => {
  it('loses nothing when its tables are made anew, and gives no id again', async () => {
    const file = temporaryFile('old.db');
    const old = new DatabaseSync(file);
    old.exec('CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied TEXT NOT NULL) STRICT');
    for (const [index, step] of migrations.slice(0, 5).entries()) {
      old.exec(step);
      old.exec(`INSERT INTO migrations VALUES (${index + 1}, 'long ago')`);
    }
    old.exec(`
      BEGIN;
      INSERT INTO groups VALUES (1, 'G', NULL, 'g', 0, NULL, 1, 1, 'plus', NULL);
      INSERT INTO users (id, group_id, name, mention_name, mention_key, title, timezone, created,
        is_group_admin, roles, version) VALUES (1, 1, 'A', 'a', 'a', '', 'UTC', 0, 1, '[]', 'V');
      INSERT INTO rooms (id, group_id, name, name_key, xmpp_name, topic, privacy, owner_id, created,
        version) VALUES (7, 1, 'R', 'r', 'r', '', 'private', 1, 0, 'V'),
        (9, 1, 'S', 's', 's', '', 'public', 1, 0, 'V');
      INSERT INTO room_members VALUES (7, 1, 1);
      INSERT INTO conversations (id, room_id) VALUES (1, 7), (2, 9);
      INSERT INTO messages (id, conversation_id, sent_at, type, sender_id, message, message_format)
        VALUES ('m', 1, 1, 'message', 1, 'kept', 'text');
      INSERT INTO webhooks VALUES (3, 7, 'k', '', 'room_message', NULL, 'http://a.test/', 'none', 1, NULL, 0);
      INSERT INTO tokens (id, hash, kind, user_id, scopes, created) VALUES
        (5, '${hashOf('old token')}', 'user', 1, 'view_room view_messages admin_room manage_rooms', 0);
      COMMIT;
      DELETE FROM rooms WHERE id = 9;
    `);
    old.close();
    const { server, get, post } = openApi({
      database: file,
      sample: false,
      // The file was made by nobody who would have closed it to others.
      onWarning: () => undefined,
    });
    onTestFinished(() => server.close());

    const token = 'old%20token';
    const asOld = (path: string) => get(`${path}?auth_token=${token}`, null);
    expect((await asOld('/room/r/history')).body.items).toMatchObject([{ message: 'kept' }]);
    expect((await asOld('/room/7/member')).body.items).toMatchObject([{ id: 1 }]);
    expect((await asOld('/room/7/webhook')).body.items).toMatchObject([{ id: 3 }]);
    expect((await post('/room', { name: 'New' })).body.id).toBe(10);
  });
});

describe('an answer that was given before', () => {
  it('is given to nobody else, and no longer than it is true', async () => {
    let now = Date.parse('2018-01-01T00:00:00Z');
    const { server, get, post } = openApi({ now: () => now });
    onTestFinished(() => server.close());
    const dana = server.mintToken({ user: '@dana' });
    const weak = server.mintToken({ scopes: ['send_message'] });
    const short = server.mintToken({ expiresIn: 10 });

    expect((await get('/room/45')).status).toBe(200);
    expect((await get('/room/45', short)).status).toBe(200);
    expect((await get('/room/45', dana)).status).toBe(404);
    expect((await get('/room/45', weak)).status).toBe(403);
    expect((await get('/room/45?auth_test=true')).status).toBe(202);
    now += 10_000;
    expect((await get('/room/45', short)).status).toBe(401);
    const before = (await get('/room/42/statistics')).body.messages_sent;
    await post('/room/42/message', { message: 'x' });
    expect((await get('/room/42/statistics')).body.messages_sent).toBe(before + 1);
  });

  it('has links on the address that is called', async () => {
    const { server } = openApi({ trustedProxies: ['10.0.0.7'] });
    onTestFinished(() => server.close());
    const authorization = `Bearer ${server.mintToken()}`;
    for (const host of ['one.test', 'two.test', 'one.test']) {
      const request = new Request('http://x/v2/room/42', { headers: { authorization } });
      request.headers.set('x-forwarded-host', host);
      const { links } = await (await server.fetch(request, { peer: '10.0.0.7' })).json();
      expect(links.self).toBe(`http://${host}/v2/room/42`);
    }
  });
});

describe('the sample', () => {
  it('is the same every time', async () => {
    // In memory it may be a copy of one made before; in a file it never is.
    const read = async (database: string) => {
      const { server, get } = openApi({ database });
      const paths = ['/room?expand=items', '/user?expand=items', '/room/42/history'];
      const bodies = [];
      for (const path of paths) bodies.push((await get(path)).body);
      server.close();
      return bodies;
    };

    const inFile = await read(temporaryFile('chat.db'));
    expect(inFile).toEqual(await read(temporaryFile('chat.db')));
    expect(inFile).toEqual(await read(':memory:'));
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

  it('mentions nobody but people that there are', async () => {
    const { server, get } = openApi();
    onTestFinished(() => server.close());
    const people = (await get('/user?include-deleted=true')).body.items;
    const names: string[] = [...people.map((each: Json) => each.mention_name), 'all', 'here'];
    const rooms = (await get('/room?include-archived=true')).body.items;
    for (const { id } of rooms) {
      const { items } = (await get(`/room/${id}/history?date=2020-01-01&max-results=1000`)).body;
      for (const { message } of items) {
        for (const [, mentioned = ''] of String(message).matchAll(/(?:^|\s)@(\S+)/g)) {
          expect(names.filter((name) => mentioned.startsWith(name))).not.toEqual([]);
        }
      }
    }
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
      addressOf: createAddressOf(undefined, []),
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
    const installed = installAddon(store, clock, { key: 'ci', redirectUrls: ['https://a.test/'] });
    await useEverything(api, addon);
    await useTheRest(api, addon, installed);
    store.tokens.takeCode('none', 0);
    store.emoticons.add({ shortcut: 's', fileKey: 'k', width: 1, height: 1, creatorId: null });
    store.files.findByKey('none');
    store.rooms.findByAvatar('none');
    listTokens(store, 0);
    mintStartToken(store, clock);
    for (const id of ['999', 'r0123456789ab']) store.tokens.deleteListed(id);
    store.tokens.count();
    store.webhooks.findById(0);
    store.files.secret('some', () => 'x');

    const plans = database.statements.map((sql) => ({
      sql,
      plan: database
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, nullParameters(sql))
        .map((step) => step.detail),
    }));
    // None is left out: the questions are asked in `store/` alone.
    expect(database.statements.filter((sql) => !sql.startsWith('EXPLAIN'))).toHaveLength(
      statementsInSource(),
    );
    for (const { sql, plan } of plans) {
      if (sql.startsWith('EXPLAIN')) continue;
      for (const step of plan) {
        expect(step, sql).not.toMatch(/^SCAN (?!CONSTANT)/);
        expect(step, sql).not.toContain('TEMP B-TREE');
      }
    }
  });
});

function statementsInSource(): number {
  const store = new URL('../src/store/', import.meta.url);
  const sources = readdirSync(store).map((name) => readFileSync(new URL(name, store), 'utf8'));
  return [...sources.join('').matchAll(/#database\s*\.(?:get|all|run)\b/g)].length;
}

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

async function useTheRest(
  api: ReturnType<typeof caller>,
  addon: string,
  { oauthId, oauthSecret, installablePath }: InstalledAddon,
): Promise<void> {
  const hook = { url: 'http://a.test/', event: 'room_message', pattern: 'x' };
  const glance = { key: 'k', content: { label: { type: 'html', value: 'x' } } };
  const extension = { name: { value: 'x' }, icon: { url: 'x' } };
  const picture = { photo: png.toString('base64'), avatar: png.toString('base64') };
  const grant = (body: object, headers: Record<string, string> = {}) =>
    api.call('POST', '/oauth/token', {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const basic = Buffer.from(`${oauthId}:${oauthSecret}`).toString('base64');
  const asAddon = { authorization: `Basic ${basic}` };
  const room = (await api.get('/room/42')).body;
  await api.put('/room/42', { ...room, is_archived: false });
  await api.post('/user', { name: 'N', email: 'n2@example.com', password: 'p' });
  const login = { username: 'n2@example.com', password: 'p' };
  const refresh = (await grant({ grant_type: 'password', ...login }, asAddon)).body.refresh_token;
  const parentMessageId = (await api.post('/room/42/message', { message: 'x' })).body.id;
  const link = (await api.post('/addon/link', { target: 'x', ttl: 9 }, addon)).body.token;
  const made = (await api.post('/room', { name: 'N2' })).body.id;
  const multipart = {
    headers: { 'content-type': 'multipart/related; boundary=b' },
    body: '--b\nContent-Disposition: x; name="file"; filename="a"\n\nx\n--b--',
  };
  const replies = [
    await api.post('/room/42/webhook', hook),
    await api.put('/room/42/extension/webhook/k', hook, addon),
    await api.put('/room/42/extension/webhook/k', hook, addon),
    await api.get('/room/42/webhook'),
    await api.get('/room/42/webhook/1'),
    await api.post('/room/42/message', { message: 'x' }),
    await api.delete('/room/42/webhook/1'),
    await api.post('/room/42/reply', { parentMessageId, message: 'x' }),
    await api.put('/room/45/member/2', { room_roles: ['room_admin'] }),
    await api.delete('/room/45/member/2'),
    await api.call('POST', '/room/42/share/file', multipart),
    await api.get('/file/1'),
    await api.put('/user/2/photo', picture),
    await api.put('/user/2/photo', picture),
    await api.put('/room/42/avatar', picture),
    await api.put('/group/1/avatar', picture),
    await api.delete('/room/42/avatar'),
    await api.get('/group/1/statistics'),
    await api.post('/invite/user', { name: 'N', email: 'n3@example.com' }),
    await api.get('/emoticon?type=group'),
    await api.delete(`/addon/link/${link}`, addon),
    await api.post('/addon/ui/room/42', { glance: [glance] }, addon),
    await api.put('/room/42/extension/glance/k', extension, addon),
    await api.get('/room/42/extension/glance/k', addon),
    await api.delete('/room/42/extension/glance/k', addon),
    await api.get(installablePath.replace('/v2', ''), null),
    await api.get('/addon/ci'),
    await grant({ grant_type: 'client_credentials' }, asAddon),
    await grant({ grant_type: 'refresh_token', refresh_token: refresh }, asAddon),
    await grant({ grant_type: 'personal', ...login }),
    await grant({ grant_type: 'room_notification', room_id: 42 }),
    await api.get(`/oauth/token/${addon}`),
    await api.delete(`/oauth/token/${addon}`),
    await api.delete(`/room/${made}`),
    await api.delete('/user/2'),
  ];
  for (const [index, reply] of replies.entries()) {
    expect(reply.status, `${index} ${reply.text}`).toBeLessThan(300);
  }
  expect((await api.get('/emoticon/nothing')).status).toBe(404);
  expect((await api.get('/emoticon/20000')).status).toBe(404);
}
