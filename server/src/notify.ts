/** Notifications: their body, and sending one, whether a client posts it or a webhook's receiver answers it. */
import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import { storedCard } from './card.ts';
import { cardSchema } from './cardSchema.ts';
import type { Call } from './endpoint.ts';
import { tellMessage } from './events.ts';
import { choice, flag, text } from './fields.ts';
import { mentionsIn, sendToRoom } from './send.ts';
import type { RoomRow } from './store/Rooms.ts';

const colors = ['yellow', 'green', 'red', 'purple', 'gray'] as const;

export interface Notification {
  readonly message: string;
  readonly from?: string | null;
  readonly message_format: 'html' | 'text';
  readonly color: (typeof colors)[number] | 'random';
  readonly notify: boolean;
  readonly attach_to?: string | null;
  readonly card?: Record<string, unknown> | null;
}

const schema = v.object({
  message: text(1, 10_000, 'The message body'),
  from: v.nullish(text(0, 64, "A label to be shown in addition to the sender's name"), ''),
  message_format: v.optional(choice(['html', 'text'], 'How the message is rendered'), 'html'),
  color: v.optional(choice([...colors, 'random'], 'Background color for message'), 'yellow'),
  notify: v.optional(flag('Whether this message should trigger a user notification'), false),
  attach_to: v.nullish(text(0, 36, 'The id of the message to attach this one to'), null),
  card: v.nullish(cardSchema, null),
});

/** The body of a notification. */
export const notificationSchema: v.GenericSchema<unknown, Notification> = schema;

export function sendNotification(call: Call, room: RoomRow, body: Notification): void {
  const sent = sendToRoom(call, room, {
    type: 'notification',
    message: body.message,
    messageFormat: body.message_format,
    mentions: body.message_format === 'text' ? mentionsIn(body.message, call.store) : [],
    color: body.color === 'random' ? (colors[randomInt(colors.length)] ?? null) : body.color,
    attachTo: body.attach_to || null,
    card: body.card ? storedCard(body.card) : null,
    senderName: body.from || nameOf(call),
    notificationSender: JSON.stringify(senderOf(call)),
  });
  tellMessage(call, room, sent.id);
}

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
