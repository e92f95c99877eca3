import type { LinkMap } from '../types/linkMap.ts';

/** What was asked: what a dialect is told besides the answer that it reads, or the paths that it spells. */
export interface Asked {
  /**
   * What a request is for: one resource, a page of a collection, several of one kind by their ids, or an action. What comes may be another thing, as a page
   * where a link that no map foresees leads to one.
   */
  readonly of: 'resource' | 'page' | 'many' | 'action';
  /**
   * The kind, by the map: of the resource, of a page's items, or of what an action gives; several with `|` between, where it
   * may be any of them. `undefined` where no map foresees it.
   */
  readonly kind?: string;
  /** The absolute address, without window and expansion: of a collection, that of its first page. */
  readonly address: string;
  /** What is to be expanded: of a page, from its items on, where `''` is the items themselves. */
  readonly paths: readonly string[];
  /**
   * What is read of each kind, by the names of the map, where all that is read is known beforehand: no more need come. A kind
   * that is missing is not read at all. `undefined` where all is wanted; and always, where the dialect has no `selects`.
   *
   * What a name stands for besides is the dialect's to ask for: the keys that make an address, the fields with an id (`by`).
   */
  readonly fields?: ReadonlyMap<string, ReadonlySet<string>>;
  /** All that is known beforehand of the API. */
  readonly map: LinkMap;
  /**
   * The absolute address of a thing that is known by its id, as its kind's `address` and the endpoint say.
   *
   * @param ids - One for each hole of that `address`, in their order.
   * @returns `undefined` where the map has no address for the kind, another number of ids, or one of them cannot be a part
   *   of an address.
   */
  addressOf(kind: string, ...ids: readonly (string | number)[]): string | undefined;
}
