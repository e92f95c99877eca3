/**
 * Collections that are gone through by a key of their items, newest first, where an index would not hold: each page
 * starts at the key of the last item of the page before it, and the first one at the server's own newest.
 */
import type { KeyedWalk } from '../../types/readMember.ts';
import { withQuery } from '../map/address.ts';
import type { Item } from './document.ts';
import type { SeenPage } from './SeenPage.ts';

/** How a collection is gone through by a key. */
export interface Keyset {
  readonly by: KeyedWalk;
  /** The collection's address with the options that were written, but for the key's own. */
  readonly address: string;
  /** The key to start from; `undefined` is the newest that the server has. */
  readonly from: string | undefined;
  /** The oldest key wanted. */
  readonly until: string | undefined;
  /** An option that was written and says otherwise than the walk does. */
  readonly conflict: string | undefined;
}

/** Where a page starts: at a key, and so many items behind the first one that has it. */
export interface KeyPosition {
  /** `undefined` for the newest: such a page takes no window. */
  readonly at: string | undefined;
  readonly skip: number;
  /**
   * Whether all pages are asked from this key on, each behind the items of those before it: where a walk starts behind
   * items that never came, these could not be told from new ones by another key.
   */
  readonly isByIndex: boolean;
  /** How many items are still to be left out, since the walk starts behind them. */
  readonly leftOut: number;
  /** What tells the item that was the last one: the page should begin with those that share its key. */
  readonly expects: string | undefined;
  /** Whether the server was seen to cut keys short, so that a later one is asked for. */
  readonly isRounded: boolean;
  /** The key of the last item that came. */
  readonly reached: string | undefined;
  /** What tells the items of the last pages, the last one first: what comes again is no new item. */
  readonly seen: readonly SeenPage[];
  /** The address by which a page that came empty says that it goes on, and how many did so in a row. */
  readonly via: string | undefined;
  readonly empty: number;
  /** What the last page held: a server that gives it again for another place does not obey. */
  readonly last: readonly Item[];
}

/** The keyset of a collection. @param query - All options that were written, but for those that pick a page. */
export function keysetOf(
  by: KeyedWalk,
  target: string,
  query: readonly (readonly [name: string, value: string])[],
): Keyset {
  const fixed = new Map(by.query);
  const conflict = query.find(([name, value]) => fixed.has(name) && fixed.get(name) !== value)?.[0];
  const given = query.find(([name]) => name === by.parameter)?.[1];
  const until = query.find(([name]) => name === by.until)?.[1];
  const rest = query.filter(([name]) => name !== by.parameter && !fixed.has(name));
  const from = given === by.newest.value ? undefined : given;
  return { by, address: withQuery(target, rest), from, until, conflict };
}

/** Where a walk by a key starts. @param start - How many items it starts behind. */
export function firstPosition({ from }: Keyset, start: number): KeyPosition {
  return {
    at: from,
    // A page of the newest takes no window: what is left out of it is left out here.
    skip: from === undefined ? 0 : start,
    isByIndex: from !== undefined && start > 0,
    leftOut: from === undefined ? start : 0,
    expects: undefined,
    isRounded: false,
    reached: undefined,
    seen: [],
    via: undefined,
    empty: 0,
    last: [],
  };
}

/** Whether two positions are one. */
export function isOnePosition(one: KeyPosition, other: KeyPosition): boolean {
  return one.at === other.at && one.skip === other.skip && one.via === other.via;
}
