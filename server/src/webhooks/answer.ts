/**
 * Posts what a webhook's receiver answered to the room, where it is shaped like a notification.
 *
 * It is sent in the name of whoever made the webhook. It is told to no webhook in turn, or two
 * receivers could answer each other for ever.
 */
import type { Call } from '../endpoint.ts';
import { ApiError } from '../errors.ts';
import { notificationSchema, sendNotification } from '../notify.ts';
import type { WebhookRow } from '../store/Webhooks.ts';
import { validate } from '../validate.ts';
import { noEvents } from './noEvents.ts';
import { makerOf, mayStillBeTold } from './standing.ts';

export async function postAnswer(call: Call, webhook: WebhookRow, answer: unknown): Promise<void> {
  if (typeof answer !== 'object' || answer === null || !('message' in answer)) return;
  try {
    const caller = makerOf(call.store, webhook);
    // What was there when the event was told may be gone by now.
    const room = call.store.rooms.find(webhook.room_id);
    if (caller === undefined || room === undefined || room.is_archived === 1) return;
    if (!mayStillBeTold(call.store, webhook)) return;
    const body = validate(notificationSchema, answer);
    call.flood.take(`room ${room.id}`);
    await call.store.write(() =>
      sendNotification({ ...call, caller, events: noEvents }, room, body),
    );
  } catch (error) {
    // An answer that does not fit is nobody's request: there is nobody to tell.
    if (!(error instanceof ApiError)) throw error;
  }
}
