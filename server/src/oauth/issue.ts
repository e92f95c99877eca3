/** Makes the token that was granted, and says so in the words of OAuth. */
import { randomUUID } from 'node:crypto';
import { newTokenText } from '../auth.ts';
import { type GrantType, tokenSeconds } from '../choices/values.ts';
import type { Call } from '../endpoint.ts';
import type { Document } from '../json.ts';
import type { Granted } from './grants.ts';

export function issue(call: Call, grantType: GrantType, granted: Granted): Document {
  const { store, clock } = call;
  const { kind, user, app, name, scopes } = granted;
  const created = clock.seconds();
  const text = newTokenText(kind);
  const refreshToken = granted.refreshToken === 'new' ? newTokenText('user') : granted.refreshToken;
  store.transaction(() => {
    store.tokens.add({
      text,
      kind,
      userId: user?.id ?? null,
      clientId: granted.client?.id ?? newClient(call, granted, created),
      appId: app?.id ?? null,
      name: name ?? null,
      scopes,
      created,
      expires: created + tokenSeconds[grantType],
    });
    if (granted.refreshToken !== 'new' || user === undefined || app === undefined) return;
    store.tokens.addGrant({
      text: refreshToken ?? '',
      kind: 'refresh',
      clientId: app.id,
      userId: user.id,
      scopes: scopes.join(' '),
      expires: null,
      now: created,
    });
  });
  const group = store.groups.first();
  return {
    access_token: text,
    expires_in: tokenSeconds[grantType],
    group_id: group?.id ?? 1,
    group_name: group?.name ?? '',
    scope: scopes.join(' '),
    token_type: 'bearer',
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  };
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
