/**
 * Collections that are gone through by a key of their items, newest first, where an index would not hold: each page
 * starts at the key of the last item of the page before it.
 */
import type { KeyedWalk } from '../types/linkMap.ts';
import { withQuery } from './address.ts';
import type { Knowledge } from './known.ts';
import type { CollectionPlace } from './place.ts';

/** How a collection is gone through by a key. */
export interface Keyset {
  readonly by: KeyedWalk;
  /** The collection's address with the options that were written, but for the key's own. */
  readonly address: string;
  /** The key to start from; `undefined` is now. */
  readonly from: string | undefined;
  /** An option that was written and says otherwise than the walk does. */
  readonly conflict: string | undefined;
}

/** Where a page starts: at a key, and so many items behind the first one that has it. */
export interface KeyPosition {
  readonly at: string;
  readonly skip: number;
  /** What tells the item that was the last one: the page should begin with those that share its key. */
  readonly expects: string | undefined;
  /** Whether the server was seen to cut keys short, so that a later one is asked for. */
  readonly isRounded: boolean;
  /** What tells the items of the last pages: what comes again is no new item. */
  readonly seen: ReadonlySet<string>;
}

/** The keyset of a collection. @param query - All options that were written. */
export function keysetOf(
  by: KeyedWalk,
  target: string,
  query: readonly (readonly [name: string, value: string])[],
): Keyset {
  const fixed = new Map(by.query);
  const conflict = query.find(([name, value]) => fixed.has(name) && fixed.get(name) !== value)?.[0];
  const given = query.find(([name]) => name === by.parameter)?.[1];
  const rest = query.filter(([name]) => name !== by.parameter && !fixed.has(name));
  const isDefault = given === undefined || by.defaults.includes(given);
  return { by, address: withQuery(target, rest), from: isDefault ? undefined : given, conflict };
}

/** The collection as a list of its own: in the order of the walk, and as of the moment at which that began. */
export function keyedPlace(
  place: CollectionPlace,
  keyset: Keyset,
  known: Knowledge,
): CollectionPlace {
  const from = keyset.from ?? known.begun;
  const address = withQuery(keyset.address, [[keyset.by.parameter, from], ...keyset.by.query]);
  return { ...place, address, page: address, indexed: false };
}

/** Where a walk by a key starts. */
export function firstPosition(keyset: Keyset, known: Knowledge): KeyPosition {
  const at = keyset.from ?? known.begun;
  return { at, skip: 0, expects: undefined, isRounded: false, seen: new Set() };
}
