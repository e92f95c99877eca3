import { describe, expect, it } from 'vitest';
import { base, testApi } from './helpers/testApi.ts';

const hook = { url: 'http://127.0.0.1:9/hook', event: 'room_message' };

describe('webhooks of a room', () => {
  it('are made, listed, read and deleted', async () => {
    const api = testApi();
    const made = await api.post('/room/Ops/webhook', {
      ...hook,
      name: 'Deploys',
      pattern: '^/deploy',
      key: 'deploys',
    });
    const self = `${base}/room/42/webhook/1`;
    expect([made.status, made.body]).toEqual([201, { id: 1, links: { self } }]);

    const item = {
      authentication: 'none',
      event: 'room_message',
      id: 1,
      key: 'deploys',
      links: { self },
      name: 'Deploys',
      pattern: '^/deploy',
      url: hook.url,
    };
    const list = (await api.get('/room/42/webhook')).body;
    expect(list).toEqual({
      items: [item],
      links: { self: `${base}/room/42/webhook` },
      maxResults: 100,
      startIndex: 0,
    });
    const { room, creator, created, ...rest } = (await api.get('/room/42/webhook/1')).body;
    expect(rest).toEqual(item);
    expect(room).toMatchObject({ id: 42, name: 'Ops' });
    expect(creator).toMatchObject({ id: 1, links: { self: `${base}/user/1` } });
    expect(created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);

    expect((await api.delete('/room/42/webhook/1')).status).toBe(204);
    expect((await api.get('/room/42/webhook/1')).status).toBe(404);
    expect((await api.get('/room/42/webhook?expand=items')).body.items).toEqual([]);
  });

  it('expand like everything else', async () => {
    const api = testApi();
    await api.post('/room/42/webhook', hook);
    const { items } = (await api.get('/room/42/webhook?expand=items.creator')).body;

    expect(items[0].creator).toEqual((await api.get('/user/1')).body);
  });

  it.each([
    { body: { event: 'room_message' }, field: 'url', validation: 'required' },
    { body: { url: hook.url }, field: 'event', validation: 'required' },
    { body: { ...hook, event: 'room_quake' }, field: 'event', validation: 'enum' },
    { body: { ...hook, url: 'ftp://example.com' }, field: 'url', validation: 'format' },
    { body: { ...hook, url: 'http://a:b@example.com' }, field: 'url', validation: 'format' },
    { body: { ...hook, url: 'nonsense' }, field: 'url', validation: 'format' },
    { body: { ...hook, pattern: '(' }, field: 'pattern', validation: 'format' },
    { body: { ...hook, pattern: '(?=x)' }, field: 'pattern', validation: 'format' },
    { body: { ...hook, pattern: 'a{999}' }, field: 'pattern', validation: 'format' },
    { body: { ...hook, pattern: 'a'.repeat(1001) }, field: 'pattern', validation: 'format' },
    { body: { ...hook, key: 'a b' }, field: 'key', validation: 'format' },
    { body: { ...hook, authentication: 'basic' }, field: 'authentication', validation: 'enum' },
    { body: { ...hook, authentication: 'jwt' }, field: 'authentication', validation: 'secret' },
  ])('are refused where $field does not fit ($validation)', async ({ body, field, validation }) => {
    const reply = await testApi().post('/room/42/webhook', body);

    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ field, validation });
  });

  it('are for those who administer the room', async () => {
    const api = testApi();
    const erik = api.server.mintToken({ user: 6 });
    const owner = api.server.mintToken({ user: '@bo' });

    expect((await api.post('/room/42/webhook', hook, erik)).status).toBe(403);
    expect((await api.get('/room/42/webhook', erik)).status).toBe(403);
    expect((await api.post('/room/42/webhook', hook, owner)).status).toBe(201);
    // A webhook is looked for in its own room alone.
    expect((await api.get('/room/43/webhook/1')).status).toBe(404);
    expect((await api.delete('/room/43/webhook/1')).status).toBe(404);
  });

  it('are at most a hundred', async () => {
    const api = testApi();
    for (let index = 0; index < 100; index += 1) await api.post('/room/42/webhook', hook);

    expect((await api.post('/room/42/webhook', hook)).status).toBe(400);
    expect((await api.get('/room/42/webhook?max-results=10')).body.links.next).toBe(
      `${base}/room/42/webhook?start-index=10&max-results=10`,
    );
  });

  it('of an add-on have keys of its own, by which it writes and reads them', async () => {
    const api = testApi();
    const token = api.server.mintToken({ kind: 'client', room: 'Ops' });
    const path = '/room/42/extension/webhook/on-message';
    await api.post('/room/42/webhook', { ...hook, key: 'on-message' });

    const made = await api.put(path, hook, token);
    expect([made.status, made.body.id]).toEqual([201, 2]);
    const again = await api.put(path, { ...hook, event: 'room_exit' }, token);
    expect([again.status, again.body]).toEqual([201, made.body]);
    expect((await api.get(path, token)).body).toMatchObject({
      creator: { name: 'Add-on' },
      event: 'room_exit',
      key: 'on-message',
      links: made.body.links,
    });
    expect((await api.get(path)).status).toBe(403);
    expect((await api.post('/room/42/webhook', { ...hook, key: 'on-message' }, token)).status).toBe(
      400,
    );
    expect((await api.delete(path, token)).status).toBe(204);
    expect((await api.get(path, token)).status).toBe(404);
    expect((await api.get('/room/42/webhook')).body.items).toHaveLength(1);
  });
});
