/**
 * What an answer holds, in the engine's own words: a dialect reads JSON into this, `foretell` makes it up.
 */
import type { Json } from '../values/json.ts';

/** One resource as it stands in an answer, whole or as a stub. */
export class Doc {
  /** Its own absolute address; `undefined` when it declares none. */
  readonly address: string | undefined;
  /** The absolute addresses that it declares, by relation. */
  readonly links: ReadonlyMap<string, string>;
  /** What stands in it, by the server's own names. */
  readonly fields: ReadonlyMap<string, Item>;

  constructor(
    address: string | undefined,
    links: ReadonlyMap<string, string>,
    fields: ReadonlyMap<string, Item>,
  ) {
    this.address = address;
    this.links = links;
    this.fields = fields;
  }
}

/** Stands where a server put an error in the place of something that it was asked to expand. */
export const REFUSED: unique symbol = Symbol('refused');

/** What a field holds: data, a resource, or a list of either. */
export type Item = Json | Doc | typeof REFUSED | readonly Item[];

/** One page of a collection. */
export interface PageDoc {
  readonly items: readonly Item[];
  /** The index of the first item, where the server declares it. */
  readonly start?: number;
  /** The absolute address of the following page; `undefined` when this is the last one. */
  readonly next?: string;
  /** The page itself, with everything but its items. */
  readonly doc: Doc;
}
