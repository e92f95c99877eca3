/** The tokens that there are, for those who run the server: seen without their texts, and ended. */
import { findUser } from './rights.ts';
import type { Scope } from './scopes.ts';
import type { Store } from './store/Store.ts';
import type { GrantRow, TokenKind, TokenRow } from './store/Tokens.ts';
import type { UserRow } from './store/Users.ts';

/** A token, without its text, which nobody keeps. */
export interface TokenRecord {
  /** By which it is ended: a number, or `r` and twelve hexadecimal digits for a refresh token. */
  readonly id: string;
  /** A refresh token is good for nothing but to be exchanged for others. */
  readonly kind: TokenKind | 'refresh';
  /** Whose it is: `user 3` or `add-on 1`. */
  readonly owner: string;
  /** What the owner is called. */
  readonly ownerName: string;
  /** What the token is called; null for one without a name. */
  readonly name: string | null;
  /**
   * In which way it was made: `start` when a server started, `command` by who runs it, or a type of
   * grant, such as `personal`; null for one of an older server.
   */
  readonly made: string | null;
  /** What it may do. */
  readonly scopes: readonly Scope[];
  /** When it was made, in ISO 8601; null where that is not known. */
  readonly created: string | null;
  /** When it ends; null for one without an end. */
  readonly expires: string | null;
}

/** Which tokens: the one of this id, or all of a person, by id, e-mail address or `@mention` name. */
export type WhichTokens = { readonly id: string } | { readonly user: number | string };

/**
 * Every token that is good at this time, the oldest first; then refresh tokens.
 *
 * @throws {RangeError} Where there is no such user.
 */
export function listTokens(
  store: Store,
  now: number,
  { user }: { readonly user?: number | string } = {},
): TokenRecord[] {
  const owner = user === undefined ? undefined : `user ${userOf(store, user).id}`;
  const tokens = [
    ...all(
      (after) => store.tokens.listAfter(after),
      0,
      ({ id }) => id,
    ),
  ];
  const grants = [
    ...all(
      (after) => store.tokens.listRefreshAfter(after),
      '',
      ({ hash }) => hash,
    ),
  ];
  const records = [
    ...tokens
      .filter(({ expires }) => expires === null || expires > now)
      .map((token) => recordOf(store, token)),
    ...grants.map((grant) => refreshRecordOf(store, grant)),
  ];
  return records.filter((record) => owner === undefined || record.owner === owner);
}

function userOf(store: Store, which: number | string): UserRow {
  const user = findUser(store, String(which));
  if (user === undefined) throw new RangeError(`There is no user "${which}"`);
  return user;
}

/**
 * Ends tokens, with everything that was made of them.
 *
 * @returns How many ended.
 * @throws {RangeError} Where there is no such token or user.
 */
export function revokeTokens(store: Store, which: WhichTokens): number {
  return store.transaction(() => {
    const before = store.tokens.count();
    if ('id' in which) {
      if (!store.tokens.deleteListed(which.id)) {
        throw new RangeError(`There is no token ${JSON.stringify(which.id)}`);
      }
    } else {
      store.users.endSessions(userOf(store, which.user).id);
    }
    return before - store.tokens.count();
  });
}

function* all<Row, Key>(
  pageAfter: (key: Key) => readonly Row[],
  first: Key,
  keyOf: (row: Row) => Key,
): Generator<Row> {
  let page = pageAfter(first);
  while (page.length > 0) {
    yield* page;
    page = pageAfter(keyOf(page.at(-1) as Row));
  }
}

function recordOf(store: Store, token: TokenRow): TokenRecord {
  return {
    id: String(token.id),
    kind: token.kind,
    ...ownerOf(store, token),
    name: token.name,
    made: token.made,
    scopes: token.scopes.split(' ') as Scope[],
    created: isoOf(token.created),
    expires: isoOf(token.expires),
  };
}

function refreshRecordOf(store: Store, grant: GrantRow): TokenRecord {
  const addon = store.clients.find(grant.client_id);
  return {
    id: `r${grant.hash.slice(0, 12)}`,
    kind: 'refresh',
    ...ownerOf(store, { user_id: grant.user_id, client_id: null }),
    name: addon?.name ?? null,
    made: null,
    scopes: grant.scopes.split(' ') as Scope[],
    created: isoOf(grant.created),
    expires: null,
  };
}

function ownerOf(
  store: Store,
  { user_id, client_id }: Pick<TokenRow, 'user_id' | 'client_id'>,
): { owner: string; ownerName: string } {
  if (user_id !== null) {
    return { owner: `user ${user_id}`, ownerName: store.users.find(user_id)?.name ?? '' };
  }
  return {
    owner: `add-on ${client_id}`,
    ownerName: store.clients.find(client_id ?? 0)?.name ?? '',
  };
}

const isoOf = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(seconds * 1000).toISOString();
