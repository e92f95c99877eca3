/**
 * What add-ons put into the clients' windows, in the group or in a room: kept, and given back to
 * the add-on. There are no windows here that would show it.
 */
import * as v from 'valibot';
import { keyShape } from '../choices/values.ts';
import { act, actWith, type Call, done, type Endpoint, get } from '../endpoint.ts';
import { badRequest, notFound } from '../errors.ts';
import { text } from '../fields.ts';
import type { Document } from '../json.ts';
import { clientOf, roomOf } from '../rights.ts';
import type { ExtensionName } from '../store/Extensions.ts';
import { clientToken } from './access.ts';

const address = text(1, 2048, 'An address');
const key = v.optional(
  v.pipe(v.string(), v.regex(keyShape, 'is not a valid key'), v.description('The key')),
);
const name = v.looseObject({
  value: text(1, 100, 'The name as it is shown'),
  i18n: v.optional(text(1, 40, 'The key of its translation')),
});
const weight = v.optional(v.pipe(v.number(), v.integer(), v.description('Its place among others')));
const conditions = v.optional(v.array(v.looseObject({})));
const target = v.union([text(1, 500, 'What it opens'), v.looseObject({})]);
const location = text(1, 100, 'Where it is shown');

type Type = 'action' | 'dialog' | 'externalPage' | 'glance' | 'webPanel';

/** The bodies, by type. What is not named here is kept as it came. */
const bodies: Readonly<Record<Type, v.GenericSchema<unknown, Document>>> = {
  action: v.looseObject({
    target,
    location,
    key: v.pipe(v.string(), v.regex(keyShape, 'is not a valid key')),
    name,
    weight,
    conditions,
  }),
  glance: v.looseObject({
    name,
    key,
    icon: v.looseObject({ url: address, 'url@2x': v.optional(address) }),
    queryUrl: v.optional(address),
    target: v.optional(target),
    weight,
    conditions,
  }),
  webPanel: v.looseObject({ name, url: address, key, location, weight, conditions }),
  dialog: v.looseObject({ url: address, key, title: name }),
  externalPage: v.looseObject({ url: address, key, name: v.optional(name) }),
};

const types = Object.keys(bodies) as Type[];

export const extensionEndpoints: readonly Endpoint[] = types.flatMap((type) =>
  ['', '/room/:room'].flatMap((place) => endpointsOf(type, `${place}/extension/${type}/:key`)),
);

function endpointsOf(type: Type, path: string): Endpoint[] {
  const who = clientToken();
  return [
    get(path, who, (call) => read(call, type)),
    actWith('PUT', path, who, { schema: bodies[type] }, (call, body) => {
      const extension = nameOf(call, type);
      const said = body.key ?? extension.key;
      if (said !== extension.key) throw badRequest("The key in the body is not the path's");
      const whole = { ...body, key: extension.key };
      call.store.extensions.put(extension, JSON.stringify(whole));
      return { status: 201, body: { ...whole, links: { self: selfOf(call, type) } } };
    }),
    act('DELETE', path, who, (call) => {
      read(call, type);
      call.store.extensions.delete(nameOf(call, type));
      return done;
    }),
  ];
}

function read(call: Call, type: Type): Document {
  const extension = nameOf(call, type);
  const body = call.store.extensions.find(extension);
  if (body === undefined) throw notFound('Extension', extension.key);
  const { clientId, roomId, key: named } = extension;
  const at = { clientId, roomId, userId: 0, key: named };
  const content = type === 'glance' ? call.store.clients.glance(at) : null;
  return {
    ...JSON.parse(body),
    links: { self: selfOf(call, type) },
    ...(content === null ? {} : { content: JSON.parse(content) }),
  };
}

function nameOf(call: Call, type: Type): ExtensionName & { readonly key: string } {
  const { key: wanted = '' } = call.params;
  if (!keyShape.test(wanted)) throw badRequest(`${wanted} is not a valid key`);
  const client = clientOf(call);
  const roomId = call.params.room === undefined ? 0 : roomOf(call).id;
  return { clientId: client.id, roomId, type, key: wanted };
}

function selfOf(call: Call, type: Type): string {
  const { room, key: wanted = '' } = call.params;
  const place = room === undefined ? '' : `/room/${roomOf(call).id}`;
  return call.links.to(`${place}/extension/${type}/${wanted}`);
}
