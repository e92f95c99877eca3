/** What is said in a room: messages of people, notifications of programs, and the history of both. */
import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import { storedCard } from '../card.ts';
import { cardSchema } from '../cardSchema.ts';
import { actWith, type Call, type Endpoint, get } from '../endpoint.ts';
import { choice, flag, text } from '../fields.ts';
import { historyPage, latestPage, oneMessage } from '../history.ts';
import { roomPath } from '../represent/room.ts';
import { openRoomOf, roomOf } from '../rights.ts';
import { mentionsIn, sendToRoom } from '../send.ts';
import { formatMicros } from '../time.ts';
import { anyToken, personToken } from './access.ts';

const message = v.object({ message: text(1, 1000, 'The message body') });

const colors = ['yellow', 'green', 'red', 'purple', 'gray'] as const;

const notification = v.object({
  message: text(1, 10_000, 'The message body'),
  from: v.nullish(text(0, 64, "A label to be shown in addition to the sender's name"), ''),
  message_format: v.optional(choice(['html', 'text'], 'How the message is rendered'), 'html'),
  color: v.optional(choice([...colors, 'random'], 'Background color for message'), 'yellow'),
  notify: v.optional(flag('Whether this message should trigger a user notification'), false),
  attach_to: v.nullish(text(0, 36, 'The id of the message to attach this one to'), null),
  card: v.nullish(cardSchema, null),
});

export const roomMessageEndpoints: readonly Endpoint[] = [
  actWith(
    'POST',
    '/room/:room/message',
    personToken('send_message'),
    { schema: message },
    (call, body) => {
      const room = openRoomOf(call);
      const headers = call.flood.take(`room ${room.id}`);
      const mentions = mentionsIn(body.message, call.store);
      const sent = sendToRoom(call, room, { type: 'message', message: body.message, mentions });
      return {
        status: 201,
        body: { id: sent.id, timestamp: formatMicros(sent.sentAt) },
        headers,
      };
    },
  ),

  actWith(
    'POST',
    '/room/:room/notification',
    anyToken('send_notification'),
    {
      schema: notification,
      types: {
        'application/x-www-form-urlencoded': readForm,
        'text/plain': (message) => ({ message, message_format: 'text' }),
        'text/html': (message) => ({ message, message_format: 'html' }),
      },
    },
    (call, body) => {
      const room = openRoomOf(call);
      const headers = call.flood.take(`room ${room.id}`);
      sendToRoom(call, room, {
        type: 'notification',
        message: body.message,
        messageFormat: body.message_format,
        mentions: body.message_format === 'text' ? mentionsIn(body.message, call.store) : [],
        color: body.color === 'random' ? (colors[randomInt(colors.length)] ?? null) : body.color,
        attachTo: body.attach_to || null,
        card: body.card === null ? null : storedCard(body.card),
        senderName: body.from || nameOf(call),
        notificationSender: JSON.stringify(senderOf(call)),
      });
      return { status: 204, headers };
    },
  ),

  get('/room/:room/history', anyToken('view_messages'), (call) => {
    const room = roomOf(call);
    return historyPage(call, `${roomPath(room.id)}/history`, conversationOf(call, room.id));
  }),

  get('/room/:room/history/latest', anyToken('view_messages'), (call) => {
    const room = roomOf(call);
    return latestPage(call, `${roomPath(room.id)}/history/latest`, conversationOf(call, room.id));
  }),

  get('/room/:room/history/:message', anyToken('view_messages'), (call) =>
    oneMessage(call, conversationOf(call, roomOf(call).id)),
  ),
];

const conversationOf = (call: Call, roomId: number): number =>
  call.store.messages.conversationOfRoom(roomId);

/** A form's fields are all text; the one that is not meant as text is made what it says. */
function readForm(body: string): unknown {
  const fields = Object.fromEntries(new URLSearchParams(body));
  const notify = words.get(fields.notify ?? '');
  return notify === undefined ? fields : { ...fields, notify };
}

const words: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function nameOf({ caller }: Call): string {
  if (caller.owner === 'user') return caller.user.name;
  return 'client' in caller ? caller.client.name : '';
}

function senderOf({ caller }: Call): Record<string, string> {
  if (caller.owner === 'user') return { id: String(caller.user.id), type: 'user' };
  if (!('client' in caller)) return {};
  const { oauth_id, addon_key } = caller.client;
  return { client_id: oauth_id, id: addon_key, type: 'addon' };
}
