/**
 * Reads a conversation's history, a room's and a private chat's alike.
 *
 * `recent`, the default, is the newest 75 and knows no windows; a date opens the whole, newest
 * first, of which the window is cut before it is turned round. So with `reverse` (the default) each
 * page is oldest first in itself, while the next page is older.
 */
import type { Call } from './endpoint.ts';
import { notFound } from './errors.ts';
import type { Document } from './json.ts';
import { readWindow, rowsFor, shownOf, toPage, type Window } from './page.ts';
import { booleanParameter, dateParameter, textParameter, timezoneParameter } from './query.ts';
import { messageItem } from './represent/message.ts';
import type { MessageRow } from './store/Messages.ts';
import type { UserRow } from './store/Users.ts';

/** How many messages `recent` and `latest` give. */
const recentResults = 75;

const always: { readonly newest: number; readonly oldest: number } = {
  newest: Number.MAX_SAFE_INTEGER,
  oldest: 0,
};

/**
 * A page of the history.
 *
 * @param conversationId - `undefined` for a private chat in which nothing was said yet.
 */
export function historyPage(
  call: Call,
  path: string,
  conversationId: number | undefined,
): Document {
  const { query, links } = call;
  const timezone = timezoneParameter(query);
  const oldestFirst = booleanParameter(query, 'reverse', true);
  const isRecent = (textParameter(query, 'date') ?? 'recent') === 'recent';
  const asked = readWindow(query, isRecent ? recentResults : undefined);
  const window = isRecent ? { startIndex: 0, maxResults: recentResults } : asked;
  const span = isRecent ? always : spanOf(query, timezone);
  const rows = listRows(call, conversationId, window, span);
  const shown = shownOf(rows, window);
  const items = toItems(call, oldestFirst ? shown.reverse() : shown, timezone);
  return toPage(items, !isRecent && rows.length > items.length, window, path, { links, query });
}

/** The newest messages, oldest first; those from `not-before` on. */
export function latestPage(call: Call, path: string, conversationId: number | undefined): Document {
  const { query, links, store } = call;
  const timezone = timezoneParameter(query);
  const { maxResults } = readWindow(query, recentResults);
  const window = { startIndex: 0, maxResults };
  const from = textParameter(query, 'not-before');
  const first =
    from === null || conversationId === undefined
      ? undefined
      : store.messages.find(conversationId, from);
  if (from !== null && first === undefined) throw notFound('Message', from);
  const span = { ...always, oldest: first?.sent_at ?? 0 };
  const shown = shownOf(listRows(call, conversationId, window, span), window).reverse();
  return toPage(toItems(call, shown, timezone), false, window, path, { links, query });
}

/** `{"message": …}` for the message that the path names. */
export function oneMessage(call: Call, conversationId: number | undefined): Document {
  const timezone = timezoneParameter(call.query);
  const deleted = booleanParameter(call.query, 'include_deleted', true);
  const id = call.params.message ?? '';
  const row =
    conversationId === undefined ? undefined : call.store.messages.find(conversationId, id);
  if (row === undefined || (row.is_deleted === 1 && !deleted)) throw notFound('Message', id);
  return { message: toItems(call, [row], timezone)[0] };
}

function spanOf(query: URLSearchParams, timezone: string): { newest: number; oldest: number } {
  const newest = dateParameter(query, 'date', timezone) ?? always.newest;
  const unbounded = (textParameter(query, 'end-date') ?? 'null') === 'null';
  const oldest = unbounded ? undefined : dateParameter(query, 'end-date', timezone);
  return { newest, oldest: oldest ?? always.oldest };
}

function listRows(
  call: Call,
  conversationId: number | undefined,
  window: Window,
  span: { newest: number; oldest: number },
): MessageRow[] {
  const deleted = booleanParameter(call.query, 'include_deleted', true);
  if (conversationId === undefined) return [];
  const rows = rowsFor(window);
  return call.store.messages.list({ conversationId, deleted, ...span, ...rows });
}

function toItems(call: Call, rows: readonly MessageRow[], timezone: string): Document[] {
  // A page of a thousand messages has a handful of senders.
  const users = new Map<number, UserRow | undefined>();
  const findUser = (id: number): UserRow | undefined => {
    if (!users.has(id)) users.set(id, call.store.users.find(id));
    return users.get(id);
  };
  return rows.map((row) => messageItem(row, findUser, call.links, timezone));
}
