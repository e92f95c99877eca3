/**
 * The JSON Schema of an add-on's descriptor, in the two drafts that were offered.
 *
 * The shape is said once, as data. Draft 4 lists what is required; draft 2 marks what is optional.
 */
import { eventNames } from './events.ts';
import type { Document } from './json.ts';
import { allScopes } from './scopes.ts';

/** A property; with `must` one that has to be there. */
type Shape = Document & {
  readonly must?: true;
  readonly properties?: Readonly<Record<string, Shape>>;
};

const text = (least = 0, most = 2048): Shape => ({
  type: 'string',
  minLength: least,
  maxLength: most,
});
const flag = (initial: boolean): Shape => ({ type: 'boolean', default: initial });
const oneOf = (options: readonly string[], initial?: string): Shape => ({
  type: 'string',
  enum: options,
  ...(initial === undefined ? {} : { default: initial }),
});
const must = (shape: Shape): Shape => ({ ...shape, must: true });
const list = (items: Shape): Shape => ({ type: 'array', items });
const object = (properties: Readonly<Record<string, Shape>>): Shape => ({
  type: 'object',
  properties,
});

const url: Shape = { type: 'string', format: 'uri' };
const key: Shape = { ...text(1, 40), pattern: '^[a-zA-Z0-9_\\-\\.]+$' };
const name = object({ value: must(text(1, 100)), i18n: text(1, 40) });
const icon = object({ url: must(url), 'url@2x': must(url) });
const weight: Shape = { type: 'integer', default: 100 };
const conditions = list(object({}));
const signed = oneOf(['jwt', 'none'], 'jwt');
const page = { url: must(url), key: must(key), authentication: signed };

const capabilities: Readonly<Record<string, Shape>> = {
  hipchatApiConsumer: object({
    scopes: must(list(oneOf(allScopes))),
    avatar: { type: ['string', 'object'] },
    fromName: text(1, 64),
  }),
  installable: object({
    allowGlobal: flag(true),
    allowRoom: flag(true),
    callbackUrl: url,
    installedUrl: url,
    uninstalledUrl: url,
    updateCallbackUrl: url,
    updatedUrl: url,
  }),
  configurable: object({
    url: must(url),
    authentication: signed,
    allowAccessToRoomAdmins: flag(false),
  }),
  adminPage: object({ url: must(url) }),
  webhook: list(
    object({
      url: must(url),
      event: must(oneOf(eventNames)),
      key,
      name: text(1, 100),
      pattern: text(),
      authentication: oneOf(['jwt', 'none'], 'none'),
    }),
  ),
  glance: list(
    object({
      name: must(name),
      key: must(key),
      icon: must(icon),
      queryUrl: url,
      target: { type: ['string', 'object'] },
      weight,
      conditions,
    }),
  ),
  webPanel: list(
    object({
      ...page,
      name: must(name),
      location: must(oneOf(['hipchat.sidebar.right'])),
      icon,
      weight,
      conditions,
    }),
  ),
  dialog: list(object({ ...page, title: must(name), options: object({}) })),
  action: list(
    object({
      name: must(name),
      key: must(key),
      target: must({ type: ['string', 'object'] }),
      location: must(oneOf(['hipchat.message.action', 'hipchat.input.action'])),
      weight,
      conditions,
    }),
  ),
  externalPage: list(object({ url: must(url), key: must(key), name })),
  oauth2Consumer: object({ redirectionUrls: must(list(url)) }),
  oauth2Provider: object({ authorizationUrl: url, tokenUrl: url }),
};

const descriptor = object({
  name: must(text(1, 100)),
  key: must(key),
  description: must(text(1, 300)),
  links: must(object({ self: must(url), homepage: url })),
  vendor: object({ name: must(text(1, 100)), url: must(url) }),
  apiVersion: { ...text(), pattern: '^\\d+:\\d+$' },
  capabilities: object(capabilities),
});

/** The drafts that can be asked for. */
export const drafts = ['v2', 'v4'] as const;

/** The schema in a draft. */
export function descriptorSchema(draft: (typeof drafts)[number]): Document {
  const number = draft === 'v2' ? '02' : '04';
  return {
    $schema: `http://json-schema.org/draft-${number}/schema#`,
    ...written(descriptor, draft),
  };
}

function written(shape: Shape, draft: (typeof drafts)[number]): Document {
  const { must: isRequired, properties, items, ...rest } = shape;
  const names = Object.entries(properties ?? {}).filter(([, inner]) => inner.must === true);
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([field, inner]) => [field, written(inner, draft)]),
          ),
        }),
    ...(items === undefined ? {} : { items: written(items as Shape, draft) }),
    ...(draft === 'v4' && names.length > 0 ? { required: names.map(([field]) => field) } : {}),
    ...(draft === 'v2' && isRequired !== true ? { optional: true } : {}),
  };
}
