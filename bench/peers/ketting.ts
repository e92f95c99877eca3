/**
 * Ketting for HipChat's documents, which are none of the formats that it knows: a factory of states, as Ketting has one for each
 * format, says which links are in them. What is named in a document is a link there, under its own name, and an item is one of `item`.
 */
import { bearerAuth, Client, HalState, type Link, Links } from 'ketting';

type Json = { readonly [name: string]: unknown };

/** A client of a server, which knows nothing yet. */
export function kettingClient(url: string, token: string): Client {
  const client = new Client(`${url}/v2/`);
  client.use(bearerAuth(token));
  client.contentTypeMap['application/json'] = [
    async (of, uri, response) => {
      const data = (await response.json()) as Json;
      return new HalState({
        client: of,
        uri,
        data,
        headers: response.headers,
        links: new Links(uri, linksOf(uri, data)),
      });
    },
    '1.0',
  ];
  return client;
}

function linksOf(context: string, { links, items, ...fields }: Json): Link[] {
  const found: Link[] = [];
  const add = (rel: string, href: unknown): void => {
    if (typeof href === 'string') found.push({ rel, href, context });
  };
  for (const [rel, href] of Object.entries((links ?? {}) as Json)) add(rel, href);
  for (const item of Array.isArray(items) ? items : []) add('item', selfOf(item));
  for (const [name, value] of Object.entries(fields)) add(name, selfOf(value));
  return found;
}

function selfOf(value: unknown): unknown {
  return (value as { readonly links?: Json } | null)?.links?.self;
}
