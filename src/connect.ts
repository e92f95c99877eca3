/**
 * Connects a dialect, a link map and an endpoint to a chain: what everything starts from.
 */
import type { Dialect } from './dialects/Dialect.ts';
import { createSend } from './http/send.ts';
import type { LinkMap } from './types/linkMap.ts';
import { Client, type ClientEvents } from './walk/client.ts';

/** How a client reaches its server. */
export interface ConnectOptions {
  /** The address of the API's root. Its origin is the only one to which anything is sent. */
  readonly endpoint: string;
  /** Sent in the way of the dialect, to the endpoint's origin alone. */
  readonly token?: string;
  /** How long a request may take, in milliseconds; default 30,000. */
  readonly timeoutMs?: number;
  /** In place of the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** What to tell, and whom. */
  readonly on?: ClientEvents;
  /** How the root is written in errors and plans; default `hc`. */
  readonly name?: string;
}

/**
 * The chain at which everything starts, for any API.
 *
 * Sends nothing. The root is no chain itself: it can be awaited, returned and passed about freely.
 *
 * @param map - What is known of the API beforehand. Without kinds in it, every step follows what the
 *   documents declare.
 * @throws {TypeError} When the endpoint is no `http:` or `https:` address.
 */
export function connect<Root extends object>(
  dialect: Dialect,
  map: LinkMap,
  options: ConnectOptions,
): Root {
  const base = toBase(options.endpoint);
  const send = createSend({
    dialect,
    base,
    token: options.token,
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
    ...(options.fetch && { fetch: options.fetch }),
  });
  const client = new Client({ dialect, map, base, send, ...(options.on && { on: options.on }) });
  return client.root(options.name ?? 'hc') as Root;
}

function toBase(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      `\`endpoint\` has to be an http: or https: address, got ${JSON.stringify(endpoint)}`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    throw new TypeError('`endpoint` must not hold a name, a password or a query');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
