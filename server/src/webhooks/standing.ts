/**
 * Whether a webhook may still be told: whoever made it has to have the right to make one now.
 *
 * A webhook stands for as long as it is not taken away, and rights come and go in the meantime. So
 * they are looked at when something is delivered, not only when the webhook was made.
 */
import { type Caller, withoutToken } from '../auth.ts';
import { administersRoom } from '../rights.ts';
import type { Store } from '../store/Store.ts';
import type { WebhookRow } from '../store/Webhooks.ts';

/** Whoever made the webhook, as a caller; `undefined` for who is gone. */
export function makerOf(store: Store, webhook: WebhookRow): Caller | undefined {
  if (webhook.user_id !== null) {
    const user = store.users.find(webhook.user_id);
    return user === undefined || user.is_deleted === 1
      ? undefined
      : { owner: 'user', user, ...withoutToken };
  }
  const client = store.clients.find(webhook.client_id ?? 0);
  if (client === undefined) return undefined;
  return {
    owner: client.room_id === null ? 'group client' : 'room client',
    client,
    ...withoutToken,
  };
}

/** Whether it may be told of what happens in its room now. */
export function mayBeTold(store: Store, webhook: WebhookRow): boolean {
  const maker = makerOf(store, webhook);
  const room = store.rooms.find(webhook.room_id);
  if (maker === undefined || room === undefined) return false;
  if ('client' in maker && !maker.client.allowed_scopes.split(' ').includes('admin_room')) {
    return false;
  }
  return administersRoom(store, maker, room);
}

/** The same for what happened a while ago: the webhook may be gone by now, and its room. */
export function mayStillBeTold(store: Store, webhook: WebhookRow): boolean {
  if (store.rooms.find(webhook.room_id) === undefined) {
    // The end of a room is the last that is told of it: its members went with it, people did not.
    return webhook.user_id === null || makerOf(store, webhook) !== undefined;
  }
  const known = store.webhooks.find(webhook.room_id, webhook.id);
  return known !== undefined && mayBeTold(store, known);
}
