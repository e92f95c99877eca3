/** Webhooks of a room, by id; those of an add-on by key as well. Delivery is in `webhooks/`. */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { keyShape, mostWebhooks } from '../choices/values.ts';
import { act, actWith, type Call, created, done, type Endpoint, get } from '../endpoint.ts';
import { badRequest, notFound } from '../errors.ts';
import { eventNames } from '../events.ts';
import { choice, text } from '../fields.ts';
import { readWindow, rowsFor, shownOf, toPage } from '../page.ts';
import { clientStub } from '../represent/client.ts';
import { roomPath, roomStub } from '../represent/room.ts';
import { userStub } from '../represent/user.ts';
import { webhookItem, webhookPath, webhookWhole } from '../represent/webhook.ts';
import { clientOf, requireRoomAdmin, roomOf } from '../rights.ts';
import type { RoomRow } from '../store/Rooms.ts';
import type { WebhookRow } from '../store/Webhooks.ts';
import { invalid } from '../validate.ts';
import { faultIn } from '../webhooks/patterns.ts';
import { anyToken, clientToken } from './access.ts';

const key = v.pipe(
  v.string(),
  v.regex(keyShape, 'is not a valid key'),
  v.description('The key of the webhook'),
);

const webAddress = v.pipe(
  v.string(),
  v.maxLength(2048),
  v.check(isWebAddress, 'is not a valid URL'),
  v.description('Where events are posted'),
);

const fields = {
  url: webAddress,
  event: choice(eventNames, 'The event to listen for'),
  pattern: v.nullish(text(0, 10_000, 'The pattern that messages have to match'), null),
  name: v.nullish(text(0, 100, 'The name of the webhook'), ''),
  authentication: v.nullish(choice(['none', 'jwt'], 'How deliveries are signed'), 'none'),
};

const newWebhook = v.object({ ...fields, key: v.nullish(key, null) });
const keyedWebhook = v.object(fields);

export const webhookEndpoints: readonly Endpoint[] = [
  get('/room/:room/webhook', anyToken('admin_room'), (call) => {
    const { store, links, query } = call;
    const room = administered(call);
    const window = readWindow(query);
    const rows = store.webhooks.list({ roomId: room.id, ...rowsFor(window) });
    const items = shownOf(rows, window).map((webhook) => webhookItem(webhook, links));
    const path = `${roomPath(room.id)}/webhook`;
    return toPage(items, rows.length > items.length, window, path, { links, query });
  }),

  actWith(
    'POST',
    '/room/:room/webhook',
    anyToken('admin_room'),
    { schema: newWebhook },
    (call, body) => {
      const room = administered(call);
      const { key: wanted } = body;
      if (wanted !== null && findByKey(call, room, wanted) !== undefined) {
        throw badRequest('Another webhook exists with that key.');
      }
      return add(call, room, { ...body, key: wanted ?? randomBytes(12).toString('hex') });
    },
  ),

  get('/room/:room/webhook/:webhook', anyToken('admin_room'), (call) => {
    const room = administered(call);
    return whole(call, room, webhookOf(call, room));
  }),

  act('DELETE', '/room/:room/webhook/:webhook', anyToken('admin_room'), (call) => {
    call.store.webhooks.delete(webhookOf(call, administered(call)).id);
    return done;
  }),

  get('/room/:room/extension/webhook/:key', clientToken('admin_room'), (call) => {
    const room = roomOf(call);
    return whole(call, room, keyed(call, room));
  }),

  actWith(
    'PUT',
    '/room/:room/extension/webhook/:key',
    clientToken('admin_room'),
    { schema: keyedWebhook },
    (call, body) => {
      const room = roomOf(call);
      const { key: wanted = '' } = call.params;
      if (!keyShape.test(wanted)) throw badRequest(`${wanted} is not a valid key`);
      const known = findByKey(call, room, wanted);
      if (known === undefined) return add(call, room, { ...body, key: wanted });
      call.store.webhooks.update(known.id, checked(call, body));
      return created(known.id, call.links.to(webhookPath(known)));
    },
  ),

  act('DELETE', '/room/:room/extension/webhook/:key', clientToken('admin_room'), (call) => {
    call.store.webhooks.delete(keyed(call, roomOf(call)).id);
    return done;
  }),
];

type Body = v.InferOutput<typeof keyedWebhook>;
type Fields = Body & { name: string; pattern: string | null; authentication: 'none' | 'jwt' };

function administered(call: Call): RoomRow {
  const room = roomOf(call);
  requireRoomAdmin(call, room);
  return room;
}

function add(call: Call, room: RoomRow, body: Body & { key: string }): ReturnType<typeof created> {
  const { store, clock, caller, links } = call;
  const wanted = checked(call, body);
  if (store.webhooks.count(room.id) >= mostWebhooks) {
    throw badRequest(`Room ${room.name} has ${mostWebhooks} webhooks already`);
  }
  const id = store.webhooks.add({
    ...wanted,
    key: body.key,
    roomId: room.id,
    userId: caller.owner === 'user' ? caller.user.id : null,
    clientId: 'client' in caller ? caller.client.id : null,
    created: clock.seconds(),
  });
  return created(id, links.to(`${roomPath(room.id)}/webhook/${id}`));
}

/** What a schema cannot see: whether the pattern is one, and whether there is a secret to sign with. */
function checked({ caller }: Call, body: Body): Omit<Fields, 'key'> {
  const { url, event, name, pattern: wanted, authentication } = body;
  const pattern = wanted === '' ? null : wanted;
  const fault = pattern === null ? undefined : faultIn(pattern);
  if (fault !== undefined) {
    const message = `Value for field 'pattern' ${fault}`;
    throw invalid(message, { field: 'pattern', validation: 'format', value: pattern });
  }
  if (authentication === 'jwt' && !('client' in caller && caller.client.oauth_secret !== null)) {
    const message = 'Only an add-on with a secret can have its webhooks signed';
    const fault = { field: 'authentication', validation: 'secret', value: authentication };
    throw invalid(message, fault);
  }
  return { url, event, name, pattern, authentication };
}

const findByKey = (call: Call, room: RoomRow, wanted: string): WebhookRow | undefined =>
  call.store.webhooks.findByKey(
    room.id,
    'client' in call.caller ? call.caller.client.id : null,
    wanted,
  );

function keyed(call: Call, room: RoomRow): WebhookRow {
  const which = call.params.key ?? '';
  const webhook = call.store.webhooks.findByKey(room.id, clientOf(call).id, which);
  if (webhook === undefined) throw notFound('Webhook', which);
  return webhook;
}

function webhookOf(call: Call, room: RoomRow): WebhookRow {
  const which = call.params.webhook ?? '';
  const id = /^\d{1,15}$/.test(which) ? Number(which) : -1;
  const webhook = call.store.webhooks.find(room.id, id);
  if (webhook === undefined) throw notFound('Webhook', which);
  return webhook;
}

function whole(call: Call, room: RoomRow, webhook: WebhookRow): ReturnType<typeof webhookWhole> {
  const { store, links } = call;
  const user = webhook.user_id === null ? undefined : store.users.find(webhook.user_id);
  const client = webhook.client_id === null ? undefined : store.clients.find(webhook.client_id);
  const creator = user ? userStub(user, links) : client ? clientStub(client, links) : null;
  return webhookWhole(webhook, roomStub(room, links), creator, links);
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
