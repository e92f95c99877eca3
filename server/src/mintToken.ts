/** Makes tokens for those who run the server. Tokens by OAuth are another matter. */
import { randomUUID } from 'node:crypto';
import { newTokenText } from './auth.ts';
import { checkNames } from './checkNames.ts';
import type { Clock } from './clock.ts';
import { findRoom, findUser } from './rights.ts';
import { allScopes, isScope, type Scope } from './scopes.ts';
import type { Store } from './store/Store.ts';
import type { TokenKind } from './store/Tokens.ts';
import type { UserRow } from './store/Users.ts';

/** Whose token to make, and for what. */
export interface MintOptions {
  /**
   * A person's token (`user`, the default), one that a person made for a script (`personal`, 40
   * characters as HipChat's had), or an add-on's (`client`).
   */
  readonly kind?: TokenKind;
  /** Whose it is: an id, an e-mail address or a `@mention` name. Default: the group's owner. */
  readonly user?: number | string;
  /** What it may do. Default: everything. */
  readonly scopes?: readonly Scope[];
  /** For an add-on: the room it is installed in, by id or name. Default: the whole group. */
  readonly room?: number | string;
  /** What it is called; for an add-on, what the add-on is. Default: nothing, `Add-on`. */
  readonly name?: string;
  /** For how many seconds it is good. Default: for ever. */
  readonly expiresIn?: number;
}

const names = {
  kind: true,
  user: true,
  scopes: true,
  room: true,
  name: true,
  expiresIn: true,
} as const;

/**
 * Makes the token that a server gives when it starts: the group's owner's, with every scope. It takes
 * the place of the one of the last start, so that starting often leaves no pile of them.
 */
export function mintStartToken(store: Store, clock: Clock): string {
  return store.transaction(() => {
    store.tokens.deleteMade('start');
    return mintToken(store, clock, {}, 'start');
  });
}

export function mintToken(
  store: Store,
  clock: Clock,
  options: MintOptions = {},
  made = 'command',
): string {
  checkNames<MintOptions>('mintToken', options, names);
  const { kind = 'user', scopes = allScopes, expiresIn } = options;
  const wrong = scopes.find((scope) => !isScope(scope));
  if (wrong !== undefined) throw new RangeError(`There is no scope "${wrong}"`);
  if (scopes.length === 0) throw new RangeError('A token needs a scope');
  const text = newTokenText(kind);
  store.transaction(() => {
    const created = clock.seconds();
    store.tokens.forgetExpired(created);
    const isClient = kind === 'client';
    store.tokens.add({
      text,
      kind,
      userId: isClient ? null : ownerOf(store, options.user).id,
      clientId: isClient ? addClient(store, created, options) : null,
      name: options.name ?? null,
      scopes,
      created,
      made,
      expires: expiresIn === undefined ? null : created + expiresIn,
    });
  });
  return text;
}

function ownerOf(store: Store, which: number | string | undefined): UserRow {
  const named = which ?? store.groups.first()?.owner_id ?? '';
  const user = findUser(store, String(named));
  if (user === undefined || user.is_deleted === 1) {
    throw new RangeError(`There is no user "${named}"`);
  }
  return user;
}

function addClient(store: Store, created: number, options: MintOptions): number {
  const { name = 'Add-on', room: which } = options;
  const room = which === undefined ? undefined : findRoom(store, String(which));
  if (which !== undefined && room === undefined) {
    throw new RangeError(`There is no room "${which}"`);
  }
  const oauthId = randomUUID();
  const addonKey = name.toLowerCase().replace(/[^a-z0-9_.-]+/g, '-');
  return store.clients.add({
    oauthId,
    roomId: room?.id ?? null,
    addonKey,
    name,
    allowedScopes: options.scopes ?? allScopes,
    created,
  });
}
