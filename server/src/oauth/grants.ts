/**
 * The grants of `POST /oauth/token`: who may exchange what for which token.
 *
 * How long each token is good is said in `choices/values.ts`.
 */
import { withoutToken } from '../auth.ts';
import type { GrantType } from '../choices/values.ts';
import type { Call } from '../endpoint.ts';
import { badRequest, forbidden } from '../errors.ts';
import { requireRoomAdmin, roomOf } from '../rights.ts';
import { allScopes, isScope, type Scope } from '../scopes.ts';
import type { ClientRow } from '../store/Clients.ts';
import type { TokenKind } from '../store/Tokens.ts';
import type { UserRow } from '../store/Users.ts';
import { oauthRefused, wrongClient } from './errors.ts';
import { login } from './login.ts';

/** What a client sends. */
export interface GrantBody {
  readonly grant_type: string;
  readonly scope?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly user_id?: string | number | null | undefined;
  readonly password?: string | null | undefined;
  readonly code?: string | null | undefined;
  readonly redirect_url?: string | null | undefined;
  readonly redirect_uri?: string | null | undefined;
  readonly refresh_token?: string | null | undefined;
  readonly client_name?: string | null | undefined;
  readonly group_id?: string | number | null | undefined;
  readonly room_id?: string | number | null | undefined;
}

/** The token that is to be made. */
export interface Granted {
  readonly kind: TokenKind;
  readonly user?: UserRow;
  readonly client?: ClientRow;
  /** The add-on through which a person gets the token. */
  readonly app?: ClientRow;
  readonly name?: string | null;
  readonly scopes: readonly Scope[];
  /** The token by which it is asked for: what is made of it lives no longer, and goes with it. */
  readonly parentId?: number;
  /** The one that was used, or `new` where there is to be one. */
  readonly refreshToken?: string;
  /** For an add-on that is made along with its token: the room that it is for, and by whose rights. */
  readonly newClientOf?: { readonly roomId: number; readonly creatorId: number };
}

/** One grant: what it is given by a call with this body, from this add-on where one signed in. */
export type Grant = (
  call: Call,
  body: GrantBody,
  client: ClientRow | undefined,
) => Granted | Promise<Granted>;

export const grants: Readonly<Record<GrantType, Grant>> = {
  client_credentials: (_call, body, client) => {
    if (client === undefined) throw wrongClient();
    return { kind: 'client', client, scopes: scopesOf(body.scope, allowedTo(client)) };
  },

  authorization_code: async ({ store, clock }, body, client) => {
    if (client === undefined) throw wrongClient();
    const code = required(body, 'code');
    // In one step, so that no other server ends the session between the code and whose it is.
    const [grant, owner] = await store.write(() => {
      const taken = store.tokens.takeCode(code, clock.seconds());
      return [taken, taken && store.users.find(taken.user_id)];
    });
    if (grant === undefined || grant.client_id !== client.id) throw oauthRefused('code');
    const url = body.redirect_url ?? body.redirect_uri ?? null;
    if (grant.redirect_url !== null && grant.redirect_url !== url) {
      throw oauthRefused('redirect_url');
    }
    const user = presentUser(owner, 'code');
    const scopes = grant.scopes.split(' ') as Scope[];
    return { kind: 'user', user, app: client, scopes, refreshToken: 'new' };
  },

  refresh_token: ({ store }, body, client) => {
    if (client === undefined) throw wrongClient();
    const refreshToken = required(body, 'refresh_token');
    const grant = store.tokens.findRefresh(refreshToken);
    if (grant === undefined || grant.client_id !== client.id) throw oauthRefused('refresh_token');
    const user = presentUser(store.users.find(grant.user_id), 'refresh_token');
    const scopes = scopesOf(body.scope, grant.scopes.split(' ') as Scope[]);
    return { kind: 'user', user, app: client, scopes, refreshToken };
  },

  password: async (call, body, client) => {
    const user = await signIn(call, body);
    const scopes = scopesOf(body.scope, client === undefined ? allScopes : allowedTo(client));
    if (client === undefined) return { kind: 'user', user, scopes };
    return { kind: 'user', user, app: client, scopes, refreshToken: 'new' };
  },

  personal: async (call, body) => {
    const user = await signedIn(call, body);
    // A token made by a token can do no more than that one.
    const most = call.caller.owner === 'user' ? [...call.caller.scopes] : allScopes;
    return {
      kind: 'personal',
      user,
      name: body.client_name ?? null,
      scopes: scopesOf(body.scope, most),
      ...madeBy(call),
    };
  },

  room_notification: async (call, body) => {
    const user = await signedIn(call, body);
    const which = String(body.room_id ?? '');
    if (which === '') throw badRequest("Required field 'room_id' is missing");
    const caller = { owner: 'user', user, ...withoutToken } as const;
    const asUser: Call = { ...call, caller, params: { room: which } };
    const room = roomOf(asUser);
    requireRoomAdmin(asUser, room);
    // A token made by a token can do no more than that one, here as well.
    const may = (scope: Scope): boolean =>
      call.caller.owner !== 'user' || call.caller.scopes.has(scope);
    if (!may('admin_room') || !may('send_notification')) {
      throw forbidden(
        'A room notification token is made with the scopes admin_room and send_notification',
      );
    }
    const most = (['send_notification', 'view_room'] as const).filter(may);
    return {
      kind: 'client',
      user,
      name: body.client_name ?? null,
      scopes: scopesOf(body.scope, most, ['send_notification']),
      ...madeBy(call),
      newClientOf: { roomId: room.id, creatorId: user.id },
    };
  },
};

/** The scopes that are asked for, or all there may be. */
export function scopesOf(
  asked: string | null | undefined,
  most: readonly Scope[],
  unasked: readonly Scope[] = most,
): readonly Scope[] {
  const words = (asked ?? '').split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) return unasked;
  const scopes = [...new Set(words)].filter(isScope);
  const wrong = words.find(
    (word) => !scopes.some((scope) => scope === word && most.includes(scope)),
  );
  if (wrong !== undefined) throw oauthRefused('scope', `The scope ${wrong} cannot be granted`);
  return scopes;
}

/** The scopes that an add-on's descriptor names. */
export const allowedTo = (client: ClientRow): Scope[] =>
  client.allowed_scopes.split(' ').filter(isScope);

/** The token of a person by which something is asked for. */
const madeBy = ({ caller }: Call): { readonly parentId?: number } =>
  caller.owner === 'user' ? { parentId: caller.tokenId } : {};

/** Whoever calls by a token, or else by name and password. */
async function signedIn(call: Call, body: GrantBody): Promise<UserRow> {
  return call.caller.owner === 'user' ? call.caller.user : signIn(call, body);
}

async function signIn({ store, logins }: Call, body: GrantBody): Promise<UserRow> {
  const named = body.username ?? (body.user_id == null ? undefined : String(body.user_id));
  const username = named ?? required(body, 'username');
  const user = await login(store, logins, username, required(body, 'password'));
  if (user === undefined) throw oauthRefused('password', 'The username or the password is wrong');
  if (body.group_id != null && Number(body.group_id) !== user.group_id) {
    throw oauthRefused('group_id');
  }
  return user;
}

function required(body: GrantBody, field: keyof GrantBody): string {
  const value = body[field];
  if (typeof value === 'string' && value !== '') return value;
  throw badRequest(`Required field '${field}' is missing`);
}

function presentUser(user: UserRow | undefined, field: string): UserRow {
  if (user === undefined || user.is_deleted === 1) throw oauthRefused(field);
  return user;
}
