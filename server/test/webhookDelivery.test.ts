import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, ServerOptions } from '../src/index.ts';
import { Hosts } from '../src/webhooks/hosts.ts';
import { type Json, type TestApi, testApi } from './helpers/testApi.ts';

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Json;
}

let receiver: Server;
let host: string;
let received: Received[] = [];
/** What the receiver answers, each once; then 204. */
let answers: { status: number; body?: string; headers?: Record<string, string> }[] = [];

// Each test has a receiver of its own: what one gave up may come to it late.
beforeEach(async () => {
  received = [];
  answers = [];
  const own = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    if (receiver !== own) return;
    received.push({ path: request.url ?? '', headers: request.headers, body });
    const { status, body: said, headers } = answers.shift() ?? { status: 204 };
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(said);
  });
  receiver = own;
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});

afterEach(() => {
  receiver.closeAllConnections();
  receiver.close();
});

async function hooked(
  events: readonly string[],
  more: Record<string, unknown> = {},
  options: ServerOptions = {},
): Promise<TestApi> {
  const webhooks = { hosts: [host], retryDelaysMs: [1, 1, 1], ...options.webhooks };
  const api = testApi({ ...options, webhooks });
  for (const event of events) {
    const made = await api.post('/room/42/webhook', { url: `http://${host}/hook`, event, ...more });
    expect(made.status).toBe(201);
  }
  return api;
}

describe('a delivery', () => {
  it('tells of a message as HipChat did', async () => {
    const api = await hooked(['room_message']);
    const { id } = (await api.post('/room/42/message', { message: 'hi @ann' })).body;
    await api.server.delivered();

    const { message } = (await api.get(`/room/42/history/${id}`)).body;
    const room = (await api.get('/room?start-index=1&max-results=1')).body.items[0];
    expect(received).toHaveLength(1);
    expect(received[0]?.path).toBe('/hook');
    expect(received[0]?.headers['content-type']).toBe('application/json');
    expect(received[0]?.headers).not.toHaveProperty('authorization');
    expect(received[0]?.body).toEqual({
      event: 'room_message',
      item: { message, room },
      webhook_id: 1,
    });
  });

  it.each([
    {
      event: 'room_notification',
      act: (api: TestApi) =>
        api.post('/room/42/notification', { message: 'built', from: 'CI', color: 'green' }),
      item: { message: { color: 'green', from: 'CI', message: 'built', type: 'notification' } },
    },
    {
      event: 'room_topic_change',
      act: (api: TestApi) => api.put('/room/42/topic', { topic: 'New' }),
      item: { sender: { id: 1 }, topic: 'New' },
    },
    {
      event: 'room_archived',
      act: async (api: TestApi) =>
        api.put('/room/42', { ...(await api.get('/room/42')).body, is_archived: true }),
      item: { room: { id: 42, is_archived: true }, sender: { id: 1 } },
    },
    {
      event: 'room_deleted',
      act: (api: TestApi) => api.delete('/room/42'),
      item: { room: { id: 42 }, sender: { id: 1 } },
    },
    {
      event: 'room_message',
      act: (api: TestApi) =>
        api.post('/room/42/share/link', { link: 'https://example.com/', message: 'look' }),
      item: {
        message: { message: 'look https://example.com/', message_links: [{ type: 'link' }] },
      },
    },
  ])('tells of $event', async ({ event, act, item }) => {
    const api = await hooked([event]);
    await act(api);
    await api.server.delivered();

    expect(received).toHaveLength(1);
    expect(received[0]?.body).toMatchObject({ event, item });
  });

  it('tells who left a private room, of a file, and of a room opened again', async () => {
    const api = await hooked([]);
    const hook = { url: `http://${host}/` };
    await api.post('/room/45/webhook', { ...hook, event: 'room_exit' });
    const { items } = (await api.get('/room/45/participant')).body;
    const owner = (await api.get('/room/45')).body.owner.id;
    const leaving = items.find((item: Json) => item.id !== owner);
    await api.delete(`/room/45/member/${leaving.id}`);

    await api.post('/room/42/webhook', { ...hook, event: 'room_file_upload' });
    const body =
      '--b\nContent-Disposition: attachment; name="file"; filename="a.txt"\n\nhello\n--b--';
    await api.call('POST', '/room/42/share/file', {
      headers: { 'content-type': 'multipart/related; boundary=b' },
      body,
    });
    await api.post('/room/42/webhook', { ...hook, event: 'room_unarchived' });
    const room = (await api.get('/room/42')).body;
    await api.put('/room/42', { ...room, is_archived: true });
    await api.put('/room/42', { ...room, is_archived: false });
    await api.server.delivered();

    const told = received.map(({ body: { event, item } }) => [event, item.sender.id]);
    expect(told.sort()).toEqual([
      ['room_exit', leaving.id],
      ['room_file_upload', 1],
      ['room_unarchived', 1],
    ]);
    const file = received.find(({ body: told }) => told.event === 'room_file_upload')?.body.item
      .file;
    expect(file).toMatchObject({ name: 'a.txt', size: 5 });
  });

  it('is made where the pattern is found in the text, and nowhere else', async () => {
    const api = await hooked(['room_message', 'room_topic_change'], {
      pattern: '^/(deploy|stop)\\b',
    });
    await api.post('/room/42/message', { message: 'never mind /deploy' });
    await api.post('/room/42/message', { message: '/deploy now' });
    // Patterns are for messages: a topic is told whatever it is.
    await api.put('/room/42/topic', { topic: 'x' });
    await api.server.delivered();

    expect(
      received.map(({ body }) => body.item.message?.message ?? body.item.topic).sort(),
    ).toEqual(['/deploy now', 'x']);
  });

  it('is not held up by a pattern that would hang others', async () => {
    const api = await hooked(['room_message'], { pattern: '^(\\w+\\s?)*$' });
    await api.post('/room/42/message', { message: `${'a'.repeat(990)}!` });
    // A pattern that goes through all ways to read this would not be done in years.
    await api.server.delivered();

    expect(received).toEqual([]);
  });

  it('is signed with the secret of the add-on that asked for it', async () => {
    const api = await hooked([]);
    const { oauthId, oauthSecret } = api.server.installAddon({ key: 'ci', name: 'CI' });
    const basic = Buffer.from(`${oauthId}:${oauthSecret}`).toString('base64');
    const granted = await api.call('POST', '/oauth/token', {
      token: null,
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const token = granted.body.access_token;
    const hook = { url: `http://${host}/`, event: 'room_message', authentication: 'jwt' };
    await api.put('/room/42/extension/webhook/signed', hook, token);
    await api.post('/room/42/message', { message: 'x' }, api.server.mintToken({ user: '@bo' }));
    await api.server.delivered();

    const [head = '', payload = '', signature] =
      received[0]?.headers.authorization?.replace('JWT ', '').split('.') ?? [];
    expect(signature).toBe(
      createHmac('sha256', oauthSecret).update(`${head}.${payload}`).digest('base64url'),
    );
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims).toMatchObject({ iss: oauthId, sub: '3', context: { room_id: 42 } });
    expect(claims.context.user_tz).toMatch(/\w/);
    expect(claims.jti).toHaveLength(20);
    expect(claims.exp).toBeGreaterThan(claims.iat);
    expect(received[0]?.body.oauth_client_id).toBe(oauthId);
  });

  it.each([500, 503, 429])('is tried again after a %i', async (status) => {
    const deliveries: Delivery[] = [];
    const onDelivery = (delivery: Delivery) => deliveries.push(delivery);
    const options = { webhooks: { hosts: [host], onDelivery } };
    const api = await hooked(['room_message'], {}, options);
    answers = [{ status }, { status }];
    await api.post('/room/42/message', { message: 'x' });
    await api.server.delivered();

    expect(received).toHaveLength(3);
    expect(deliveries).toEqual([
      { event: 'room_message', host, status: 204, tries: 3, webhook: 1 },
    ]);
  });

  it('is given up after a few tries, and not repeated after a refusal', async () => {
    const api = await hooked(['room_message']);
    answers = Array.from({ length: 4 }, () => ({ status: 500 }));
    await api.post('/room/42/message', { message: 'x' });
    await api.server.delivered();
    expect(received).toHaveLength(4);

    answers = [{ status: 404 }];
    await api.post('/room/42/message', { message: 'y' });
    await api.server.delivered();
    expect(received).toHaveLength(5);
  });

  it('follows no redirect', async () => {
    const api = await hooked(['room_message']);
    answers = [{ status: 307, headers: { Location: `http://${host}/elsewhere` } }];
    await api.post('/room/42/message', { message: 'x' });
    await api.server.delivered();

    expect(received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('goes to allowed hosts alone, and nowhere unless an option allows it', async () => {
    const port = host.split(':')[1];
    const api = await hooked([]);
    const names = [`localhost:${port}`, `example.com:${port}`, `[::1]:${port}`, '127.0.0.1:1'];
    for (const name of names) {
      await api.post('/room/42/webhook', { url: `http://${name}/`, event: 'room_message' });
    }
    await api.post('/room/42/message', { message: 'x' });
    await api.server.delivered();

    const silent = testApi();
    const hook = { url: `http://${host}/`, event: 'room_message' };
    expect((await silent.post('/room/42/webhook', hook)).status).toBe(201);
    await silent.post('/room/42/message', { message: 'x' });
    await silent.server.delivered();
    expect(received).toEqual([]);
  });

  it('does not fail who caused it', async () => {
    const api = await hooked(['room_message'], {}, { webhooks: { hosts: [host], timeoutMs: 1 } });
    answers = [{ status: 200, body: '{"message":' }];

    expect((await api.post('/room/42/message', { message: 'x' })).status).toBe(201);
    await api.server.delivered();
  });
});

describe('an answer to a delivery', () => {
  it('is posted to the room where it is shaped like a notification, and told to no webhook', async () => {
    const api = await hooked(['room_message', 'room_notification']);
    answers = [
      { status: 200, body: '{"message":"on it","color":"green","message_format":"text"}' },
    ];
    await api.post('/room/42/message', { message: '/deploy' });
    await api.server.delivered();

    const last = (await api.get('/room/42/history/latest?max-results=1')).body.items[0];
    expect(last).toMatchObject({ color: 'green', from: expect.any(String), message: 'on it' });
    expect(last.notification_sender).toEqual({ id: '1', type: 'user' });
    expect(received).toHaveLength(1);
  });

  it.each([
    '{"text":"no message"}',
    '{"message":"x","color":"pink"}',
    '[]',
    'null',
    'message',
    `{"message":"x","card":"${'x'.repeat(70_000)}"}`,
  ])('is left alone where it is not: %.30s', async (body) => {
    const api = await hooked(['room_message']);
    answers = [{ status: 200, body }];
    await api.post('/room/42/message', { message: 'last' });
    await api.server.delivered();

    const last = (await api.get('/room/42/history/latest?max-results=1')).body.items[0];
    expect(last.message).toBe('last');
  });
});

describe('hosts', () => {
  it.each([
    { allowed: 'example.com', url: 'https://example.com/x', fits: true },
    { allowed: 'Example.com', url: 'http://EXAMPLE.com:8080', fits: true },
    { allowed: 'example.com:443', url: 'https://example.com', fits: true },
    { allowed: 'example.com:443', url: 'http://example.com', fits: false },
    { allowed: 'example.com', url: 'https://www.example.com', fits: false },
    { allowed: 'example.com', url: 'https://example.com.', fits: false },
    { allowed: 'example.com', url: 'https://example.com@evil.test', fits: false },
    { allowed: '127.0.0.1', url: 'http://0x7f.1/', fits: true },
    { allowed: 'localhost', url: 'http://127.0.0.1/', fits: false },
    { allowed: '[::1]:80', url: 'http://[::1]/', fits: true },
    { allowed: 'example.com', url: 'ftp://example.com/', fits: false },
  ])('$allowed for $url: $fits', ({ allowed, url, fits }) => {
    expect(new Hosts([allowed]).allows(new URL(url))).toBe(fits);
  });

  it.each(['http://example.com', 'a b', '', '*'])('are no such thing as "%s"', (host) => {
    expect(() => new Hosts([host])).toThrow(RangeError);
  });
});
