/** A webhook as its room lists it, and the whole. */
import type { Document } from '../json.ts';
import type { Links } from '../links.ts';
import type { WebhookRow } from '../store/Webhooks.ts';
import { formatSeconds } from '../time.ts';
import { roomPath } from './room.ts';

export const webhookPath = (webhook: WebhookRow): string =>
  `${roomPath(webhook.room_id)}/webhook/${webhook.id}`;

export function webhookItem(webhook: WebhookRow, links: Links): Document {
  return {
    authentication: webhook.authentication,
    event: webhook.event,
    id: webhook.id,
    key: webhook.key,
    links: { self: links.to(webhookPath(webhook)) },
    name: webhook.name,
    pattern: webhook.pattern,
    url: webhook.url,
  };
}

/** @param creator - The stub of the person or the add-on that made it. */
export function webhookWhole(
  webhook: WebhookRow,
  room: Document,
  creator: Document | null,
  links: Links,
): Document {
  return {
    ...webhookItem(webhook, links),
    created: formatSeconds(webhook.created),
    creator,
    room,
  };
}
