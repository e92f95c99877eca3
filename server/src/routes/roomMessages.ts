/** What is said in a room: messages of people, notifications of programs, and the history of both. */
import * as v from 'valibot';
import { actWith, type Call, done, type Endpoint, get } from '../endpoint.ts';
import { notFound } from '../errors.ts';
import { tellMessage } from '../events.ts';
import { text } from '../fields.ts';
import { historyPage, latestPage, oneMessage } from '../history.ts';
import { notificationSchema, sendNotification } from '../notify.ts';
import { roomPath } from '../represent/room.ts';
import { openRoomOf, roomOf } from '../rights.ts';
import { mentionsIn, sendToRoom } from '../send.ts';
import { formatMicros } from '../time.ts';
import { anyToken, personToken } from './access.ts';
import { toRoom } from './flood.ts';

const message = v.object({ message: text(1, 1000, 'The message body') });

const reply = v.object({
  parentMessageId: text(1, 100, 'The id of the message to reply to'),
  message: text(1, 1000, 'The message body'),
});

export const roomMessageEndpoints: readonly Endpoint[] = [
  actWith(
    'POST',
    '/room/:room/message',
    personToken('send_message'),
    toRoom({ schema: message }),
    (call, body) => {
      const room = openRoomOf(call);
      const mentions = mentionsIn(body.message, call.store);
      const sent = sendToRoom(call, room, { type: 'message', message: body.message, mentions });
      tellMessage(call, room, sent.id);
      return {
        status: 201,
        body: { id: sent.id, timestamp: formatMicros(sent.sentAt) },
      };
    },
  ),

  actWith(
    'POST',
    '/room/:room/reply',
    personToken('send_message'),
    toRoom({ schema: reply }),
    (call, body) => {
      const room = openRoomOf(call);
      const parent = call.store.messages.find(conversationOf(call, room.id), body.parentMessageId);
      if (parent === undefined) throw notFound('Message', body.parentMessageId);
      const mentions = mentionsIn(body.message, call.store);
      const draft = { type: 'message', message: body.message, mentions } as const;
      const sent = sendToRoom(call, room, { ...draft, attachTo: parent.id });
      tellMessage(call, room, sent.id);
      return done;
    },
  ),

  actWith(
    'POST',
    '/room/:room/notification',
    anyToken('send_notification'),
    toRoom({
      schema: notificationSchema,
      types: {
        'application/x-www-form-urlencoded': readForm,
        'text/plain': (message) => ({ message, message_format: 'text' }),
        'text/html': (message) => ({ message, message_format: 'html' }),
      },
    }),
    (call, body) => {
      sendNotification(call, openRoomOf(call), body);
      return done;
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
