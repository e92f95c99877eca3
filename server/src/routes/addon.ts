/** Add-ons: what one reads when it is installed, links to it, and what its glances show. */
import * as v from 'valibot';
import { newTokenText } from '../auth.ts';
import { keyShape } from '../choices/values.ts';
import { act, actWith, type Call, done, type Endpoint, get } from '../endpoint.ts';
import { notFound } from '../errors.ts';
import { choice, text } from '../fields.ts';
import type { Document } from '../json.ts';
import { clientStub } from '../represent/client.ts';
import { clientOf, roomOf, userOf } from '../rights.ts';
import type { ClientRow } from '../store/Clients.ts';
import { anyToken, clientToken } from './access.ts';

const target = v.union([text(1, 500, 'What the link opens'), v.looseObject({})]);
const link = v.object({
  target,
  ttl: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31_536_000)),
});

const address = text(1, 2048, 'An address');
const lozenges = ['default', 'success', 'error', 'current', 'new', 'complete', 'moved'] as const;

const status = v.union([
  v.object({
    type: v.literal('lozenge'),
    value: v.object({ type: choice(lozenges, 'The colour'), label: text(1, 20, 'The text') }),
  }),
  v.object({
    type: v.literal('icon'),
    value: v.object({ url: address, 'url@2x': v.optional(address) }),
  }),
]);

const glances = v.object({
  glance: v.pipe(
    v.array(
      v.object({
        key: v.pipe(v.string(), v.regex(keyShape, 'is not a valid key')),
        content: v.object({
          label: v.object({
            type: choice(['html'], 'How the label is rendered'),
            value: v.string(),
          }),
          status: v.nullish(status),
          metadata: v.nullish(v.looseObject({})),
        }),
      }),
    ),
    v.minLength(1),
    v.maxLength(100),
  ),
});

type Glances = v.InferOutput<typeof glances>;

export const addonEndpoints: readonly Endpoint[] = [
  get('/addon/:addon', anyToken(), (call) => clientStub(addonOf(call), call.links)),

  act('GET', '/addon/:addon/installable/:token', 'anyone', (call) => {
    const { store, links, params } = call;
    const addon = addonOf(call);
    const { token = '' } = params;
    const installed = store.clients.find(
      store.clients.takeInstallable(token, addon.addon_key) ?? 0,
    );
    if (installed === undefined) throw notFound('Installable', '…');
    return { status: 200, body: installable(installed, links.to('/capabilities')) };
  }),

  actWith('POST', '/addon/link', clientToken(), { schema: link }, (call, body) => {
    const { store, clock, links } = call;
    const token = newTokenText('user');
    const now = clock.seconds();
    store.clients.addLink({
      token,
      clientId: clientOf(call).id,
      target: JSON.stringify(body.target),
      expires: now + body.ttl,
      now,
    });
    return { status: 200, body: { links: { self: links.to(`/addon/link/${token}`) }, token } };
  }),

  act('DELETE', '/addon/link/:link', clientToken(), (call) => {
    const { link: token = '' } = call.params;
    if (!call.store.clients.deleteLink(token, clientOf(call).id)) throw notFound('Link', '…');
    return done;
  }),

  ...['', '/room/:room', '/user/:user', '/room/:room/user/:user'].map((place) =>
    actWith('POST', `/addon/ui${place}`, clientToken(), { schema: glances }, showGlances),
  ),
];

function showGlances(call: Call, body: Glances): typeof done {
  const { store, clock, params } = call;
  const at = {
    clientId: clientOf(call).id,
    roomId: params.room === undefined ? 0 : roomOf(call).id,
    userId: params.user === undefined ? 0 : userOf(call).id,
  };
  for (const { key, content } of body.glance) {
    store.clients.setGlance(at, {
      key,
      content: JSON.stringify(content),
      updated: clock.seconds(),
    });
  }
  return done;
}

function addonOf({ store, params }: Call): ClientRow {
  const { addon: which = '' } = params;
  const addon = store.clients.findByOauthId(which) ?? store.clients.findByKey(which);
  if (addon === undefined) throw notFound('Add-on', which);
  return addon;
}

/** What an add-on is told when it is installed. */
export function installable(client: ClientRow, capabilitiesUrl: string): Document {
  return {
    capabilitiesUrl,
    groupId: 1,
    oauthId: client.oauth_id,
    oauthSecret: client.oauth_secret,
    ...(client.room_id === null ? {} : { roomId: client.room_id }),
  };
}
