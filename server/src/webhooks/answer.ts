/**
 * Posts what a webhook's receiver answered to the room, where it is shaped like a notification.
 *
 * It is sent in the name of whoever made the webhook. It is told to no webhook in turn, or two
 * receivers could answer each other for ever.
 */
import type { Caller } from '../auth.ts';
import type { Call } from '../endpoint.ts';
import { ApiError } from '../errors.ts';
import { notificationSchema, sendNotification } from '../notify.ts';
import { sees } from '../rights.ts';
import type { WebhookRow } from '../store/Webhooks.ts';
import { validate } from '../validate.ts';
import { noEvents } from './noEvents.ts';

export function postAnswer(call: Call, webhook: WebhookRow, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !('message' in answer)) return;
  try {
    const caller = creatorOf(call, webhook);
    // What was there when the event was told may be gone by now.
    const room = call.store.rooms.find(webhook.room_id);
    if (caller === undefined || room === undefined || room.is_archived === 1) return;
    if (!sees(call.store, caller, room)) return;
    const body = validate(notificationSchema, answer);
    call.flood.take(`room ${room.id}`);
    sendNotification({ ...call, caller, events: noEvents }, room, body);
  } catch (error) {
    // An answer that does not fit is nobody's request: there is nobody to tell.
    if (!(error instanceof ApiError)) throw error;
  }
}

function creatorOf({ store }: Call, webhook: WebhookRow): Caller | undefined {
  const rest = { tokenId: 0, scopes: new Set<never>() };
  if (webhook.user_id !== null) {
    const user = store.users.find(webhook.user_id);
    return user === undefined || user.is_deleted === 1
      ? undefined
      : { owner: 'user', user, ...rest };
  }
  const client = store.clients.find(webhook.client_id ?? 0);
  if (client === undefined) return undefined;
  return { owner: client.room_id === null ? 'group client' : 'room client', client, ...rest };
}
