/**
 * Who calls: finds the token in a request and its owner, and checks both against an endpoint.
 *
 * What the owner may do to a particular room or user is decided in `rights.ts`.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { GenerationCache } from './answerCache.ts';
import type { Clock } from './clock.ts';
import type { Access, Call } from './endpoint.ts';
import { forbidden, invalidSession, missingScope, unauthenticated } from './errors.ts';
import { administersRoom } from './rights.ts';
import type { Scope } from './scopes.ts';
import type { ClientRow } from './store/Clients.ts';
import type { Store } from './store/Store.ts';
import { familyOf, type TokenKind, type TokenRow } from './store/Tokens.ts';
import type { UserRow } from './store/Users.ts';

/** Whose token it is: a person's, an add-on's of the whole group, or an add-on's of one room. */
export type Owner = 'user' | 'group client' | 'room client';

export type Caller =
  | {
      readonly owner: 'user';
      readonly tokenId: number;
      /** Under which name its requests are counted. */
      readonly family: string;
      readonly scopes: ReadonlySet<Scope>;
      readonly user: UserRow;
    }
  | {
      readonly owner: 'group client' | 'room client';
      readonly tokenId: number;
      readonly family: string;
      readonly scopes: ReadonlySet<Scope>;
      readonly client: ClientRow;
    }
  | { readonly owner: 'nobody' }
  /** A token that is unknown, has expired or was revoked. */
  | { readonly owner: 'unknown' };

/** The rest of a caller whose rights are looked at without a token of theirs. */
export const withoutToken: Pick<
  Extract<Caller, { readonly owner: 'user' }>,
  'tokenId' | 'family' | 'scopes'
> = { tokenId: 0, family: '', scopes: new Set() };

/** Finds callers, and remembers them for as long as nothing was written. */
export class Callers {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #known = new GenerationCache<Known>(() => 1);

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The caller of a request, by its `Authorization` header or its `auth_token` parameter. */
  identify(authorization: string | undefined, query: URLSearchParams): Caller {
    const bearer = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    const text = bearer ?? query.get('auth_token');
    if (text === null || text === '') return { owner: 'nobody' };

    const { generation } = this.#store;
    const known = this.#known.get(generation, text);
    if (known !== undefined && known.expires > this.#clock.seconds()) return known.caller;
    const token = this.#store.tokens.find(text);
    const caller = callerOfToken(token, this.#store, this.#clock);
    if (token === undefined || caller.owner === 'unknown') return caller;
    const expires = token.expires ?? Number.POSITIVE_INFINITY;
    this.#known.set(generation, text, { caller, expires });
    return caller;
  }
}

interface Known {
  readonly caller: Caller;
  /** Seconds since 1970. */
  readonly expires: number;
}

/**
 * The caller who holds this token; or this refresh token, which is good for nothing but to be
 * exchanged and to be ended.
 */
export function callerWith(text: string, store: Store, clock: Clock): Caller {
  const grant = store.tokens.findRefresh(text);
  if (grant === undefined) return callerOfToken(store.tokens.find(text), store, clock);
  const user = store.users.find(grant.user_id);
  if (user === undefined || user.is_deleted === 1) return { owner: 'unknown' };
  return { owner: 'user', user, ...withoutToken };
}

/**
 * The same call with the rights that its caller has now: for what was begun and had to wait, for a
 * password or a file.
 *
 * @throws {ApiError} 401 where the token is good no more.
 */
export function asOfNow(call: Call): Call {
  const { caller, store, clock } = call;
  if (!('tokenId' in caller)) return call;
  const now = callerOfToken(store.tokens.findById(caller.tokenId), store, clock);
  if (now.owner === 'unknown') throw invalidSession();
  return { ...call, caller: now };
}

/** The caller whose token it is; `unknown` where it is good no more. */
export function callerOfToken(token: TokenRow | undefined, store: Store, clock: Clock): Caller {
  if (token === undefined) return { owner: 'unknown' };
  if (token.expires !== null && token.expires <= clock.seconds()) return { owner: 'unknown' };
  return ownerOf(token, store);
}

function ownerOf(token: TokenRow, store: Store): Caller {
  const scopes = new Set(token.scopes.split(' ') as Scope[]);
  const tokenId = token.id;
  const family = familyOf(token);

  if (token.user_id !== null) {
    const user = store.users.find(token.user_id);
    if (user === undefined || user.is_deleted === 1) return { owner: 'unknown' };
    return { owner: 'user', tokenId, family, scopes, user };
  }
  const client = store.clients.find(token.client_id ?? 0);
  if (client === undefined || !isStanding(client, store)) return { owner: 'unknown' };
  const owner = client.room_id === null ? 'group client' : 'room client';
  return { owner, tokenId, family, scopes, client };
}

/** A program that a person let into a room is there by that person's rights, for as long as they last. */
function isStanding(client: ClientRow, store: Store): boolean {
  if (client.creator_id === null) return true;
  const user = store.users.find(client.creator_id);
  const room = store.rooms.find(client.room_id ?? 0);
  if (user === undefined || user.is_deleted === 1 || room === undefined) return false;
  return administersRoom(store, { owner: 'user', user, ...withoutToken }, room);
}

/**
 * Checks that the caller may call the endpoint at all.
 *
 * @throws {ApiError} 401 without a good token, 403 without a fitting scope or owner.
 */
export function authorize(access: Access, caller: Caller): void {
  if (access === 'anyone') return;
  if (caller.owner === 'nobody') throw unauthenticated();
  if (caller.owner === 'unknown') throw invalidSession();
  if (access === 'token in path') return;
  if (access.scopes.length > 0 && !access.scopes.some((scope) => caller.scopes.has(scope)))
    throw missingScope(access.scopes);
  if (!access.owners.includes(caller.owner)) {
    throw forbidden(`This action cannot be performed with the token of a ${caller.owner}`);
  }
}

/** How long the text of a token is: 43 letters and digits hold 256 bits. */
const lengths: Readonly<Record<TokenKind, number>> = {
  user: 43,
  client: 43,
  // HipChat's had 40, and a widely used exporter refuses any other length: 238 bits.
  personal: 40,
};

const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new token's text, from the system's random source. */
export function newTokenText(kind: TokenKind): string {
  return Array.from({ length: lengths[kind] }, () => characters[randomInt(62)]).join('');
}

/** A password for a user who was given none. */
export const newPassword = (): string => randomBytes(12).toString('base64url');
