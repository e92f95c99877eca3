/** Makes the token that was granted, and says so in the words of OAuth. */
import { randomUUID } from 'node:crypto';
import { newTokenText } from '../auth.ts';
import { type GrantType, tokenSeconds } from '../choices/values.ts';
import type { Call } from '../endpoint.ts';
import { invalidSession } from '../errors.ts';
import type { Document } from '../json.ts';
import type { TokenRow } from '../store/Tokens.ts';
import { oauthRefused, wrongClient } from './errors.ts';
import type { Granted } from './grants.ts';
import { isStillIn } from './login.ts';

export function issue(call: Call, grantType: GrantType, granted: Granted): Document {
  const { store, clock } = call;
  const created = clock.seconds();
  const text = newTokenText(granted.kind);
  const refreshToken = granted.refreshToken === 'new' ? newTokenText('user') : granted.refreshToken;
  // All in one step: what was true when it was granted has to be true when it is kept.
  const expires = store.transaction(() => {
    store.tokens.forgetExpired(created);
    requireStanding(call, granted);
    const parent = parentOf(call, granted);
    const { kind, user, app, scopes } = granted;
    if (granted.refreshToken === 'new' && user !== undefined && app !== undefined) {
      store.tokens.addGrant({
        text: refreshToken ?? '',
        kind: 'refresh',
        clientId: app.id,
        userId: user.id,
        scopes: scopes.join(' '),
        expires: null,
        created,
      });
    }
    const longest = created + tokenSeconds[grantType];
    const ends = Math.min(longest, parent?.expires ?? longest);
    const clientId = granted.client?.id ?? newClient(call, granted, created);
    store.tokens.add({
      text,
      kind,
      userId: clientId === null ? (user?.id ?? null) : null,
      clientId,
      appId: app?.id ?? null,
      name: granted.name ?? null,
      scopes,
      created,
      expires: ends,
      made: grantType,
      parent,
      refreshToken,
      bySecret: grantType === 'client_credentials',
    });
    return ends;
  });
  const group = store.groups.first();
  return {
    access_token: text,
    expires_in: expires - created,
    group_id: group?.id ?? 1,
    group_name: group?.name ?? '',
    scope: granted.scopes.join(' '),
    token_type: 'bearer',
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  };
}

/** @throws {ApiError} Where whoever it is for, or what it is exchanged for, is gone by now. */
function requireStanding({ store }: Call, { user, client, app, refreshToken }: Granted): void {
  if (user !== undefined && !isStillIn(store, user)) throw oauthRefused('grant');
  const addon = client ?? app;
  if (addon !== undefined && store.clients.find(addon.id) === undefined) throw wrongClient();
  if (refreshToken === undefined || refreshToken === 'new') return;
  if (store.tokens.findRefresh(refreshToken) === undefined) throw oauthRefused('refresh_token');
}

/** @throws {ApiError} 401 where the token by which it was asked for has ended. */
function parentOf({ store }: Call, { parentId }: Granted): TokenRow | undefined {
  if (parentId === undefined) return undefined;
  const parent = store.tokens.findById(parentId);
  if (parent === undefined) throw invalidSession();
  return parent;
}

function newClient({ store }: Call, granted: Granted, created: number): number | null {
  if (granted.newClientOf === undefined) return null;
  return store.clients.add({
    oauthId: randomUUID(),
    ...granted.newClientOf,
    addonKey: 'room-notification',
    name: granted.name ?? 'Notifications',
    allowedScopes: granted.scopes,
    created,
  });
}
