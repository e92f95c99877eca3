/**
 * Capabilities: what the API says of itself.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/get_capabilities
 */
import type { ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { field, link } from './members.ts';
import type { NoFieldOfTheApi, NoNameOfTheApi } from './noFieldOfTheApi.ts';
import type { Representation, Whole } from './representation.ts';

/** What the API says of itself; no token is needed. */
export interface CapabilitiesIn<R extends Representation> {
  /** What the server is called: `HipChat`. */
  readonly name: Whole<R, string>;
  /** What the server says of itself. */
  readonly description: Whole<R, string>;
  /** The name by which add-ons know the product. */
  readonly key: Whole<R, string>;
  /** The version of the API for add-ons, 1. */
  readonly connect_server_api_version: Whole<R, number>;
  /** Addresses of the server, by what is there: `api`, `homepage`, `self`. */
  readonly links: Whole<R, Readonly<Record<string, string>>>;
  /** Who made the server. */
  readonly vendor: Whole<R, { readonly name: string; readonly url: string }>;
  /** What can be done, by its name: the scopes of tokens, the addresses of OAuth. */
  readonly capabilities: Whole<R, Readonly<Record<string, unknown>>>;
  /** The JSON Schema of an add-on's descriptor. */
  readonly addonSchema: CallableAddonSchema;
  /** The whole of it. */
  readonly self: CapabilitiesSelf;
}

/** The whole capabilities. */
export interface Capabilities extends CapabilitiesIn<'whole'> {}
/** Capabilities that nobody fetched yet. */
export interface CapabilitiesChain
  extends CapabilitiesIn<'chain'>,
    ResourceChain<'capabilities', Capabilities> {}

/** The whole of it; `self()` is the same. */
export interface CapabilitiesSelf extends CapabilitiesChain, NoFieldOfTheApi {
  (): CapabilitiesChain;
}

/** What the planner knows of capabilities. */
export const capabilities: KindFor<
  CapabilitiesIn<'chain'>,
  CapabilitiesIn<'stub'>,
  CapabilitiesIn<'ref'>
> = {
  members: {
    name: field('string', 'whole'),
    description: field('string', 'whole'),
    key: field('string', 'whole'),
    connect_server_api_version: field('number', 'whole'),
    links: field('json', 'whole'),
    vendor: field('json', 'whole'),
    capabilities: field('json', 'whole'),
    addonSchema: link('addonSchema', {
      path: 'addon/schema',
      options: { draft: { type: 'string', oneOf: ['v2', 'v4'] } },
    }),
    self: link('capabilities', { rel: 'self', path: '' }),
  },
};

/** The JSON Schema of an add-on's descriptor. */
export interface AddonSchemaIn<R extends Representation> {
  /** Which draft of JSON Schema it is written in, as an address. */
  readonly $schema: Whole<R, string>;
  /** What a descriptor is: `object`. */
  readonly type: Whole<R, string>;
  /** The schema of each property of a descriptor, by its name. */
  readonly properties: Whole<R, Readonly<Record<string, unknown>>>;
  /** Of draft 4: draft 2 says at each property whether it is optional. */
  readonly required: Whole<R, readonly string[] | undefined>;
}

/** The whole schema. */
export interface AddonSchema extends AddonSchemaIn<'whole'> {}
/** A schema that nobody fetched yet. */
export interface AddonSchemaChain
  extends AddonSchemaIn<'chain'>,
    ResourceChain<'addonSchema', AddonSchema> {}
/** The schema, callable with the draft of JSON Schema in which it is wanted. */
export interface CallableAddonSchema extends AddonSchemaChain, NoNameOfTheApi {
  (options?: { readonly draft?: 'v2' | 'v4' | undefined }): AddonSchemaChain;
}

/** What the planner knows of the schema. */
export const addonSchema: KindFor<
  AddonSchemaIn<'chain'>,
  AddonSchemaIn<'stub'>,
  AddonSchemaIn<'ref'>
> = {
  members: {
    $schema: field('string', 'whole'),
    type: field('string', 'whole'),
    properties: field('json', 'whole'),
    required: field('json', 'whole'),
  },
};
