/** Proofs of what the server does where nobody wrote it down: add-ons, webhooks. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';
import { type Json, type TestApi, testApi } from '../helpers/testApi.ts';
import type { Proofs } from './proofs.ts';

const hook = { url: 'http://127.0.0.1:9/', event: 'room_message' };
const addonOf = (api: TestApi) => api.server.mintToken({ kind: 'client' });

/** A server whose webhooks come here, and what came. */
async function receiving(answer: { status: number; body?: string }) {
  const told: Json[] = [];
  const receiver = createServer(async (request, response) => {
    told.push(JSON.parse(await text(request)));
    response.writeHead(answer.status, { location: '/elsewhere' }).end(answer.body);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    receiver.close();
  });
  const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const api = testApi({ webhooks: { hosts: [host], retryDelaysMs: [1, 1, 1] } });
  const add = (event: string, room = 42) =>
    api.post(`/room/${room}/webhook`, { event, url: `http://${host}/` });
  return { api, add, told };
}

export const addonProofs: Proofs<
  | 'extensionTwins'
  | 'extensionWebhookScope'
  | 'addonScopes'
  | 'addonLink'
  | 'glances'
  | 'webhookKey'
  | 'webhookJwt'
  | 'webhookMost'
  | 'webhookPattern'
  | 'webhookFile'
  | 'webhookArchive'
  | 'webhookPresence'
  | 'webhookAnswer'
  | 'webhookRetries'
> = {
  extensionTwins: async (api) => {
    const [one, other] = [addonOf(api), addonOf(api)];
    for (const place of ['', '/room/42']) {
      const path = `${place}/extension/externalPage/k`;
      expect((await api.put(path, { url: 'https://a.test' }, one)).status).toBe(201);
      expect((await api.get(path, one)).status).toBe(200);
      expect((await api.get(path, other)).status).toBe(404);
      expect((await api.delete(path, one)).status).toBe(204);
    }
  },
  extensionWebhookScope: async (api) => {
    const path = '/room/42/extension/webhook/k';
    const put = (scope: 'admin_room' | 'view_room') =>
      api.put(path, hook, api.server.mintToken({ kind: 'client', scopes: [scope] }));
    expect([(await put('view_room')).status, (await put('admin_room')).status]).toEqual([403, 201]);
  },
  addonScopes: async (api) => {
    const token = api.server.mintToken({ kind: 'client', scopes: ['import_data'] });
    const path = '/extension/externalPage/k';
    expect((await api.put(path, { url: 'https://a.test' }, token)).status).toBe(201);
    expect((await api.put(path, { url: 'https://a.test' })).status).toBe(403);
  },
  addonLink: async (api) => {
    const { body } = await api.post('/addon/link', { target: 'x', ttl: 5 }, addonOf(api));
    expect(body.links.self).toMatch(new RegExp(`/addon/link/${body.token}$`));
  },
  glances: async (api) => {
    const token = addonOf(api);
    const path = '/extension/glance/k';
    const content = { label: { type: 'html', value: '4' } };
    await api.put(path, { name: { value: 'K' }, icon: { url: 'x' } }, token);
    await api.post('/addon/ui', { glance: [{ key: 'k', content }] }, token);
    expect((await api.get(path, token)).body.content).toEqual(content);
  },
  webhookKey: async (api) => {
    await api.post('/room/42/webhook', hook);
    expect((await api.get('/room/42/webhook')).body.items[0].key).toMatch(/^\w+$/);
    const [one, other] = [addonOf(api), addonOf(api)];
    const post = (token: string) => api.post('/room/42/webhook', { ...hook, key: 'k' }, token);
    const statuses = [];
    for (const token of [one, other, one]) statuses.push((await post(token)).status);
    expect(statuses).toEqual([201, 201, 400]);
  },
  webhookJwt: async (api) => {
    const reply = await api.post('/room/42/webhook', { ...hook, authentication: 'jwt' });
    expect([reply.status, reply.body.error.field]).toEqual([400, 'authentication']);
  },
  webhookMost: async (api) => {
    for (let index = 0; index < 100; index += 1) await api.post('/room/42/webhook', hook);
    expect((await api.post('/room/42/webhook', hook)).status).toBe(400);
  },
  webhookPattern: async (api) => {
    const post = async (pattern: string) =>
      (await api.post('/room/42/webhook', { ...hook, pattern })).status;
    expect(await post('(?i)deploy|\\bstop\\b')).toBe(201);
    for (const pattern of ['(?=a)', '(a)\\1', 'a'.repeat(1001)]) {
      expect(await post(pattern)).toBe(400);
    }
  },
  webhookFile: async () => {
    const { api, add, told } = await receiving({ status: 204 });
    await add('room_file_upload');
    await add('room_message');
    await api.call('POST', '/room/42/share/file', {
      headers: { 'content-type': 'multipart/related; boundary=b' },
      body: '--b\nContent-Disposition: x; name="file"; filename="a"\n\nx\n--b--',
    });
    await api.server.delivered();
    const items = Object.fromEntries(told.map(({ event, item }) => [event, Object.keys(item)]));
    expect(items).toEqual({
      room_file_upload: ['file', 'room', 'sender'],
      room_message: ['message', 'room'],
    });
  },
  webhookArchive: async () => {
    const { api, add, told } = await receiving({ status: 204 });
    for (const event of ['room_archived', 'room_unarchived', 'room_created', 'room_deleted']) {
      await add(event);
    }
    const room = (await api.get('/room/42')).body;
    await api.put('/room/42', { ...room, is_archived: true });
    await api.put('/room/42', { ...room, is_archived: false });
    await api.post('/room', { name: 'New' });
    await api.delete('/room/42');
    await api.server.delivered();
    expect(told.map(({ event }) => event).sort()).toEqual([
      'room_archived',
      'room_deleted',
      'room_unarchived',
    ]);
    for (const { item } of told) expect(Object.keys(item)).toEqual(['room', 'sender']);
  },
  webhookPresence: async () => {
    const { api, add, told } = await receiving({ status: 204 });
    await add('room_exit', 45);
    const { owner } = (await api.get('/room/45')).body;
    const { items } = (await api.get('/room/45/participant')).body;
    const other = items.find((item: Json) => item.id !== owner.id);
    await api.delete(`/room/45/member/${other.id}`);
    await api.server.delivered();
    expect(told).toMatchObject([{ item: { room: { id: 45 }, sender: { id: other.id } } }]);
  },
  webhookAnswer: async () => {
    const { api, add, told } = await receiving({ status: 200, body: '{"message":"yes"}' });
    await add('room_message');
    await add('room_notification');
    await api.post('/room/42/message', { message: 'x' });
    await api.server.delivered();
    const { items } = (await api.get('/room/42/history/latest?max-results=1')).body;
    expect(items[0]).toMatchObject({ message: 'yes', notification_sender: { id: '1' } });
    expect(told).toHaveLength(1);
  },
  webhookRetries: async () => {
    for (const [status, tries] of [
      [500, 4],
      [429, 4],
      [400, 1],
      [302, 1],
    ] as const) {
      const { api, add, told } = await receiving({ status });
      await add('room_message');
      await api.post('/room/42/message', { message: 'x' });
      await api.server.delivered();
      expect(told, String(status)).toHaveLength(tries);
    }
  },
};
