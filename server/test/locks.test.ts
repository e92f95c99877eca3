import { rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gif, png } from './helpers/pictures.ts';
import { temporaryFile } from './helpers/temporaryFile.ts';
import { openApi, type Reply, type TestApi } from './helpers/testApi.ts';

/** A server on a file, and another process's connection to it. */
function shared(): { api: TestApi; other: DatabaseSync } {
  const database = temporaryFile('chat.db');
  const api = openApi({ database });
  const other = new DatabaseSync(database);
  onTestFinished(() => {
    other.close();
    api.server.close();
  });
  return { api, other };
}

const multipart = {
  headers: { 'content-type': 'multipart/related; boundary=b' },
  body: '--b\nContent-Disposition: x; name="file"; filename="a"\n\nx\n--b--',
};

/** One of each kind of writing. */
const writings: Readonly<Record<string, (api: TestApi) => Promise<Reply>>> = {
  message: (api) => api.post('/room/42/message', { message: 'x' }),
  room: (api) => api.post('/room', { name: 'New' }),
  'room that goes': (api) => api.delete('/room/43'),
  topic: (api) => api.put('/room/42/topic', { topic: 'x' }),
  member: (api) => api.put('/room/45/member/6', {}),
  webhook: (api) => api.post('/room/42/webhook', { url: 'http://a.test/', event: 'room_message' }),
  user: (api) => api.post('/user', { name: 'N', email: 'n@example.com', password: 'p' }),
  file: (api) => api.call('POST', '/room/42/share/file', multipart),
  photo: (api) => api.put('/user/2/photo', { photo: png.toString('base64') }),
  'photo that goes': (api) => api.delete('/user/2/photo'),
  token: (api) => api.post('/oauth/token', { grant_type: 'personal' }),
};

describe('while another process writes', () => {
  it('what would write is asked to come again, whatever it is', async () => {
    const { api, other } = shared();
    other.exec('BEGIN IMMEDIATE');
    const all = Object.entries(writings);
    const refused = await Promise.all(all.map(([, write]) => write(api)));

    for (const [index, { status, headers, text }] of refused.entries()) {
      expect([all[index]?.[0], status, headers.get('retry-after')], text).toEqual([
        all[index]?.[0],
        503,
        '1',
      ]);
    }
    other.exec('ROLLBACK');
    for (const [name, write] of all) expect((await write(api)).status, name).toBeLessThan(300);
  });

  it('reading goes on, and does not wait for what would write', async () => {
    const { api, other } = shared();
    other.exec('BEGIN IMMEDIATE');
    const order: string[] = [];
    const writing = Promise.all(
      Array.from({ length: 20 }, async () => {
        const { status } = await api.post('/room/42/message', { message: 'x' });
        order.push(`write ${status}`);
      }),
    );
    order.push(`read ${(await api.get('/room/42')).status}`);
    await writing;

    expect(order).toEqual(['read 200', ...Array(20).fill('write 503')]);
  });

  it('what would write waits a moment, and is done when that is over', async () => {
    const { api, other } = shared();
    other.exec('BEGIN IMMEDIATE');
    const waiting = api.post('/room/42/message', { message: 'after all' });
    await api.get('/room/42');
    other.exec('COMMIT');

    expect((await waiting).status).toBe(201);
  });
});

describe('what another server took in the same moment', () => {
  it.each([
    {
      what: 'a room’s name',
      take: `INSERT INTO rooms (group_id, name, name_key, xmpp_name, topic, privacy, owner_id,
        created, version) VALUES (1, 'Same', 'same', 'same', '', 'public', 1, 0, '')`,
      write: (api: TestApi) => api.post('/room', { name: 'Same' }),
    },
    {
      what: 'a mention name',
      take: "UPDATE users SET mention_name = 'same', mention_key = 'same' WHERE id = 2",
      write: (api: TestApi) =>
        api.post('/user', { name: 'S', mention_name: 'same', email: 's@a.test', password: 'p' }),
    },
    {
      what: 'an e-mail address',
      take: "UPDATE users SET email = 's@a.test', email_key = 's@a.test' WHERE id = 2",
      write: (api: TestApi) =>
        api.post('/user', { name: 'S', mention_name: 'same', email: 's@a.test', password: 'p' }),
    },
  ])('is refused, and is no error of the server: $what', async ({ take, write }) => {
    const errors: unknown[] = [];
    const database = temporaryFile('chat.db');
    const api = openApi({ database, onError: (error) => errors.push(error) });
    const other = new DatabaseSync(database);
    onTestFinished(() => {
      other.close();
      api.server.close();
    });
    other.exec('BEGIN IMMEDIATE');
    other.exec(take);
    const waiting = write(api);
    await api.get('/room/42');
    other.exec('COMMIT');
    const { status, body } = await waiting;

    expect([400, 409]).toContain(status);
    expect(body.error.message).toMatch(/^Another (room|user) exists|Somebody else took that name/);
    expect(errors).toEqual([]);
  });
});

describe('what cannot be written', () => {
  it('is a 503 that says so, is told to whoever runs the server, and leaves nothing half done', async () => {
    const errors: unknown[] = [];
    const database = temporaryFile('chat.db');
    const api = openApi({ database, onError: (error) => errors.push(error) });
    onTestFinished(() => api.server.close());
    const before = (await api.get('/room/42')).body;
    // Where a file should go there is one already that is no directory.
    rmSync(`${database}-files`, { recursive: true, force: true });
    writeFileSync(`${database}-files`, '');
    const refused = await api.put('/room/42/avatar', { avatar: gif.toString('base64') });

    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(errors).toHaveLength(1);
    expect((await api.get('/room/42')).body).toEqual(before);
  });
});
