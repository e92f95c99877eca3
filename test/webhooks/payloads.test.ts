/** What the server posts of each event: typed by its name, and walked on from. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HypChat, Temporal, type WebhookEventName, type WebhookPayload } from '../../src/index.ts';
import { readWebhook } from '../../src/webhooks.ts';
import { liveServer } from '../helpers/live.ts';

/** What each event is caused by, and what its payload leads to. */
const EVENTS: readonly {
  readonly event: WebhookEventName;
  readonly cause: (hc: HypChat) => Promise<unknown>;
  readonly read: (payload: WebhookPayload) => Promise<unknown>;
  readonly is: unknown;
}[] = [
  {
    event: 'room_message',
    cause: async (hc) => hc.room(42).message('hi @ann'),
    read: async ({ event, item }) =>
      event === 'room_message' && [
        item.message.message,
        item.message.date instanceof Temporal.Instant,
        await item.message.mentions[0]?.email,
        await item.room.owner.email,
      ],
    is: ['hi @ann', true, 'ann@example.com', 'bo@example.com'],
  },
  {
    event: 'room_notification',
    cause: async (hc) => hc.room(42).notification('built', { from: 'CI', color: 'green' }),
    read: async ({ event, item }) =>
      event === 'room_notification' && [item.message.from, item.message.color],
    is: ['CI', 'green'],
  },
  {
    event: 'room_topic_change',
    cause: async (hc) => hc.room(42).topic('Deploying'),
    read: async ({ event, item }) =>
      event === 'room_topic_change' && [
        item.topic,
        typeof item.sender === 'object' && (await item.sender.email),
      ],
    is: ['Deploying', 'gil@example.com'],
  },
  {
    event: 'room_file_upload',
    cause: async (hc) => hc.room(42).shareFile(new Blob(['hello']), { name: 'a.txt' }),
    read: async ({ event, item }) =>
      event === 'room_file_upload' && [item.file.name, item.file.size],
    is: ['a.txt', 5],
  },
  {
    event: 'room_archived',
    cause: async (hc) => hc.room(42).update({ isArchived: true }),
    read: async ({ event, item }) => event === 'room_archived' && item.room.name,
    is: 'Ops',
  },
  {
    event: 'room_unarchived',
    cause: async (hc) => hc.room(42).update({ isArchived: false }),
    read: async ({ event, item }) =>
      event === 'room_unarchived' && typeof item.sender === 'object' && item.sender.mention_name,
    is: 'gil',
  },
];

describe('the payload of', () => {
  let secret = '';
  const received: unknown[] = [];
  const receiver = createServer(async (message, response) => {
    const request = new Request('http://addon.test/heard', {
      method: 'POST',
      body: new Uint8Array(await buffer(message)),
      headers: { authorization: message.headers.authorization ?? '' },
    });
    const { json, signature } = await readWebhook(request, secret);
    received.push({ ...json, signedFor: signature.roomId });
    response.writeHead(204).end();
  });
  const live = liveServer({ webhooks: { hosts: ['127.0.0.1'] } });
  let here = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    here = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/heard`;
  });
  afterAll(() => {
    receiver.closeAllConnections();
    receiver.close();
  });

  it.each(EVENTS)(
    '$event is signed, and is what its name says',
    async ({ event, cause, read, is }) => {
      const { oauthId, oauthSecret } = live.installAddon({ key: `of.${event}`, room: 42 });
      secret = oauthSecret;
      const grant = { grantType: 'client_credentials', oauthId, oauthSecret } as const;
      const addon = new HypChat(grant, { endpoint: live.url });
      const hook = addon.room(42).extensionWebhook('hook');
      await hook.put({ url: here, event, authentication: 'jwt' });
      received.length = 0;

      await cause(live.hc);
      await live.delivered();

      expect(received).toMatchObject([{ event, oauth_client_id: oauthId, signedFor: 42 }]);
      const payload = live.hc.wrap(received[0]);
      expect(payload.event).toBe(event);
      expect(payload.item.room.name).toBe('Ops');
      expect(await read(payload)).toEqual(is);
      await hook.delete();
    },
  );
});
