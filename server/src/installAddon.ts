/** Installs an add-on: gives it an id and a secret with which it gets its tokens. */
import { randomBytes, randomUUID } from 'node:crypto';
import { newTokenText } from './auth.ts';
import { checkNames } from './checkNames.ts';
import { keyShape } from './choices/values.ts';
import type { Clock } from './clock.ts';
import { findRoom } from './rights.ts';
import { allScopes, isScope, type Scope } from './scopes.ts';
import type { Store } from './store/Store.ts';

/** Which add-on, and where. */
export interface AddonOptions {
  /** Letters, digits, `_`, `.` and `-`, at most 40. */
  readonly key: string;
  /** Default: the key. */
  readonly name?: string;
  /** What its tokens may do at most. Default: everything. */
  readonly scopes?: readonly Scope[];
  /** The room it is installed in, by id or name. Default: the whole group. */
  readonly room?: number | string;
  /** Where people may be sent back to with a code. */
  readonly redirectUrls?: readonly string[];
}

/** What an add-on has to know of itself. */
export interface InstalledAddon {
  /** The id by which it asks for its tokens. */
  readonly oauthId: string;
  /** The secret by which it asks for them, and by which what it is posted is signed. */
  readonly oauthSecret: string;
  /** The group in which it is. */
  readonly groupId: number;
  /** The room in which it is, where it is in one alone. */
  readonly roomId?: number;
  /** The path below the server's address where the same can be read, once. */
  readonly installablePath: string;
}

const names = { key: true, name: true, scopes: true, room: true, redirectUrls: true } as const;

/** @throws {RangeError} For a bad key, and where there is no such room or scope. */
export function installAddon(store: Store, clock: Clock, options: AddonOptions): InstalledAddon {
  checkNames<AddonOptions>('installAddon', options, names);
  const { key, name = key, scopes = allScopes, room: which, redirectUrls = [] } = options;
  if (!keyShape.test(key)) throw new RangeError(`"${key}" is no key of an add-on`);
  const wrong = scopes.find((scope) => !isScope(scope));
  if (wrong !== undefined) throw new RangeError(`There is no scope "${wrong}"`);
  const room = which === undefined ? undefined : findRoom(store, String(which));
  if (which !== undefined && room === undefined) {
    throw new RangeError(`There is no room "${which}"`);
  }
  const oauthId = randomUUID();
  const oauthSecret = randomBytes(30).toString('base64url');
  const installable = newTokenText('user');
  store.transaction(() => {
    const clientId = store.clients.add({
      oauthId,
      oauthSecret,
      roomId: room?.id ?? null,
      addonKey: key,
      name,
      allowedScopes: scopes,
      redirectUrls,
      created: clock.seconds(),
    });
    store.clients.addInstallable(installable, clientId);
  });
  return {
    oauthId,
    oauthSecret,
    groupId: 1,
    ...(room === undefined ? {} : { roomId: room.id }),
    installablePath: `/v2/addon/${key}/installable/${installable}`,
  };
}
