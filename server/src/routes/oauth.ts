/** Tokens by OAuth: making one, looking at its session, ending it. The grants are in `oauth/`. */
import * as v from 'valibot';
import { callerWith } from '../auth.ts';
import { endlessSeconds, type GrantType } from '../choices/values.ts';
import { act, actInSteps, type Call, done, type Endpoint, lead } from '../endpoint.ts';
import { badRequest, invalidSession } from '../errors.ts';
import { identifier, text } from '../fields.ts';
import type { Document } from '../json.ts';
import { basicClient } from '../oauth/basic.ts';
import { allowedTo, type GrantBody, grants } from '../oauth/grants.ts';
import { issue } from '../oauth/issue.ts';
import { clientStub } from '../represent/client.ts';
import { roomStub } from '../represent/room.ts';
import { userStub } from '../represent/user.ts';
import type { ClientRow } from '../store/Clients.ts';

const secret = (description: string) => v.nullish(text(0, 1000, description));

const grantBody: v.GenericSchema<unknown, GrantBody> = v.object({
  grant_type: text(1, 100, 'The type of grant'),
  scope: v.nullish(v.string()),
  username: v.nullish(text(0, 255, 'Who signs in')),
  user_id: v.nullish(identifier('Who signs in')),
  password: secret('The password'),
  code: secret('The code that is exchanged'),
  redirect_url: v.nullish(text(0, 2048, 'Where the code was sent')),
  redirect_uri: v.nullish(text(0, 2048, 'Where the code was sent')),
  refresh_token: secret('The token that is exchanged'),
  client_name: v.nullish(text(0, 100, 'What the token is called')),
  group_id: v.nullish(identifier('The group')),
  room_id: v.nullish(identifier('The room, for a room notification token')),
});

export const oauthEndpoints: readonly Endpoint[] = [
  actInSteps(
    'POST',
    '/oauth/token',
    'anyone',
    {
      schema: grantBody,
      types: {
        'application/x-www-form-urlencoded': (form) =>
          Object.fromEntries(new URLSearchParams(form)),
      },
    },
    async (call, asked) => {
      const { grant_type: type } = asked;
      if (!isGrant(type)) throw badRequest(`Grant type ${type} is not supported`);
      const granted = await grants[type](
        call,
        asked,
        basicClient(call.header('authorization'), call.store),
      );
      const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };
      const body = await call.store.write(() => issue(call, type, granted));
      return { status: 200, body, headers: noStore };
    },
  ),

  lead('/oauth/token/:token', 'token in path', (call) => ({
    status: 200,
    body: session(call),
    headers: { 'Cache-Control': 'no-store' },
  })),

  act('DELETE', '/oauth/token/:token', 'token in path', (call) => {
    call.store.tokens.delete(call.params.token ?? '');
    return done;
  }),
];

const isGrant = (type: string): type is GrantType => Object.hasOwn(grants, type);

/** What a token is good for, and whose it is. */
function session(call: Call): Document {
  const { store, clock, links, params } = call;
  const text = params.token ?? '';
  const caller = callerWith(text, store, clock);
  const token = store.tokens.find(text);
  if (token === undefined || !('scopes' in caller)) throw invalidSession();
  const scopes = token.scopes.split(' ');
  const client = 'client' in caller ? caller.client : store.clients.find(token.app_id ?? 0);
  const ownClient = {
    allowed_scopes: scopes,
    id: String(token.id),
    links: { self: links.to(`/oauth/token/${text}`) },
    name: token.name ?? 'HipChat API',
    room: null,
  };
  return {
    access_token: text,
    client: client === undefined ? ownClient : clientOf(call, client),
    expires_in: token.expires === null ? endlessSeconds : token.expires - clock.seconds(),
    owner_type: caller.owner === 'user' ? 'user' : 'client',
    scopes,
    ...(caller.owner === 'user' ? { owner: userStub(caller.user, links) } : {}),
  };
}

function clientOf({ store, links }: Call, client: ClientRow): Document {
  const room = client.room_id === null ? undefined : store.rooms.find(client.room_id);
  return {
    ...clientStub(client, links),
    allowed_scopes: allowedTo(client),
    oauth_client_id: client.oauth_id,
    room: room === undefined ? null : roomStub(room, links),
  };
}
