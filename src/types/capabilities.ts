/**
 * Capabilities: what the API says of itself.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/get_capabilities
 */
import type { ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { field, link } from './members.ts';
import type { Representation, Whole } from './representation.ts';

/** What the API says of itself; no token is needed. */
export interface CapabilitiesIn<R extends Representation> {
  readonly name: Whole<R, string>;
  readonly description: Whole<R, string>;
  /** The name by which add-ons know the product. */
  readonly key: Whole<R, string>;
  readonly connect_server_api_version: Whole<R, number>;
  readonly links: Whole<R, Readonly<Record<string, string>>>;
  readonly vendor: Whole<R, { readonly name: string; readonly url: string }>;
  /** What can be done, by its name: the scopes of tokens, the addresses of OAuth. */
  readonly capabilities: Whole<R, Readonly<Record<string, unknown>>>;
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
export interface CapabilitiesSelf extends CapabilitiesChain {
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
    self: link('capabilities', { rel: 'self', path: '' }),
  },
};
