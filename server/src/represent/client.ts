/** An add-on, as sessions, webhooks and events name it. */
import type { Document } from '../json.ts';
import type { Links } from '../links.ts';
import type { ClientRow } from '../store/Clients.ts';

export const clientPath = (client: ClientRow): string =>
  `/addon/${encodeURIComponent(client.addon_key)}`;

export function clientStub(client: ClientRow, links: Links): Document {
  return {
    id: client.oauth_id,
    key: client.addon_key,
    links: { self: links.to(clientPath(client)) },
    name: client.name,
  };
}
