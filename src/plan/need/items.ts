/**
 * The items of a collection: which are known, and which part of it is to be asked for next.
 */
import type { Knowledge } from '../known/known.ts';
import { behindGaps, type ListRecord } from '../known/lists.ts';
import { type Known, Reference } from '../known/records.ts';
import type { Wish } from '../known/wish.ts';
import type { CollectionPlace, Origin, Place } from '../place/place.ts';
import { placeNamed } from '../place/stood.ts';
import type { Need, Part } from './need.ts';

/** The item at an index, or the part of the collection in which it should be. */
export type ItemAt =
  /** @property index - Its index in the list in which it is known. */
  | { readonly is: 'item'; readonly value: Known; readonly index: number }
  | { readonly is: 'none'; readonly message: string }
  /** @property size - The page size to ask for, where that is the map's. @property broken - Why nothing leads to it. */
  | {
      readonly is: 'missing';
      readonly part: Part;
      readonly size?: number | undefined;
      readonly broken: unknown;
    };

/** Looks an item up by its index in the whole collection, from where that was written to start. */
export function itemAt(place: CollectionPlace, index: number, known: Knowledge): ItemAt {
  const { kind, start = 0 } = place;
  const at = start + index;
  if (place.size === 0) return { is: 'none', message: `no item ${index} on pages of no ${kind}s` };
  const list = known.list(place.address);
  const found = list === undefined ? at : behindGaps(list, at);
  const kept = list?.items.get(found);
  const value = kept === undefined ? list?.foretold?.(found) : kept;
  if (value !== undefined) return { is: 'item', value, index: found };
  if (list?.end !== undefined && found >= list.end) {
    const count = Math.max(0, list.end - start);
    const isCount = list.items.has(list.end - 1) || list.end === 0;
    const behind = start === 0 ? '' : ` from index ${start} on`;
    const there = isCount
      ? `there ${count === 1 ? 'is 1' : `are ${count}`}${behind}`
      : 'they end before';
    return { is: 'none', message: `no item ${index} of the ${kind}s: ${there}` };
  }
  // A window that did not bring what it was asked for is no way to go on; the pages in order are.
  if (isByIndex(place, at, list, known))
    return { is: 'missing', part: { index: at }, broken: undefined };
  // One that came empty may say itself where its items are.
  const next = list?.next.get(at)?.href;
  const isOnward = next !== undefined && place.indexed && !list?.visited.has(next);
  const broken = list?.broken?.cause;
  if (isOnward) return { is: 'missing', part: { from: at, next, upTo: at }, broken };
  const size = firstSize(place, list, known);
  const part = size === undefined ? nextPart(place, known, at) : firstPart(at);
  return { is: 'missing', part, size, broken };
}

/** The page size of the map, where a collection without an index begins with a page of so many. */
export function firstSize(
  { indexed, wholeSize }: CollectionPlace,
  list: ListRecord | undefined,
  known: Knowledge,
): number | undefined {
  const isBegun = list !== undefined && (list.prefix > 0 || list.next.has(0));
  return indexed || isBegun || known.ignoresSizes ? undefined : wholeSize;
}

/** The beginning of a collection, as far as an item. */
const firstPart = (index: number): Part => ({ from: 0, most: index + 1, upTo: index });

/** Looks an item up by its index on the page that awaiting the collection gives. */
export function itemOfPage(place: CollectionPlace, index: number, known: Knowledge): ItemAt {
  const { kind } = place;
  const items = known.page(place.page)?.items;
  const value = items?.[index];
  if (value !== undefined) return { is: 'item', value, index };
  if (items === undefined) return { is: 'missing', part: { page: true }, broken: undefined };
  const has = items.length === 1 ? `1 ${kind}` : `${items.length} ${kind}s`;
  const all = 'loops, `toArray()` and `drop(…)` go through all of them, newest first';
  return { is: 'none', message: `no item ${index} on this page, which has ${has}: ${all}` };
}

/** Whether the item at an index can be asked for by that. */
export function isByIndex(
  { indexed }: Pick<CollectionPlace, 'indexed'>,
  index: number,
  list: ListRecord | undefined,
  known: Knowledge,
): boolean {
  const isPicked = indexed && !known.ignoresWindows && list?.capped === undefined;
  return isPicked && !list?.missed.has(index);
}

/** The part of a collection that follows what is known from its start on. @param item - The one that is wanted; default all. */
export function nextPart(place: CollectionPlace, known: Knowledge, item?: number): Part {
  const list = known.list(place.address);
  const from = list?.prefix ?? 0;
  const next = list?.next.get(from)?.href;
  const upTo = item === undefined ? {} : { upTo: item };
  if (next !== undefined) return { from, next, ...upTo };
  const isPlain = !place.indexed || known.ignoresWindows || known.ignoresSizes;
  if (from === 0 && isPlain) return { page: true, upTo: item ?? Number.POSITIVE_INFINITY };
  if (list?.capped === undefined) return { from, ...upTo };
  // As far as the page reaches in which it lies.
  return { from, most: list.capped - (from % list.capped), ...upTo };
}

/** The place of an item that is known. */
export function itemPlace(
  list: string,
  kind: string,
  value: Known,
  index: number,
  known: Knowledge,
): Place {
  return placeAmong({ list, index, path: NO_PATH, isWalked: false }, kind, value, known);
}

/** The place of an item that is known, by where it came from. */
export function placeAmong(origin: Origin, kind: string, value: Known, known: Knowledge): Place {
  if (!(value instanceof Reference)) {
    return { at: 'value', value, codec: 'json', of: `item ${origin.index}` };
  }
  const place = placeNamed(value, known);
  return { ...place, kind: place.kind ?? kind, origin };
}

const NO_PATH: readonly string[] = Object.freeze([]);

/** An item as its collection shows it: whole, where that was asked for. */
export function shownIn({ expanded }: CollectionPlace, item: Place): Place {
  if (expanded === undefined || item.at !== 'resource') return item;
  return { ...item, shows: 'whole', expanded };
}

/** The need for the page that awaiting a collection gives. */
export function needPage(place: CollectionPlace, wish: Wish, reason: string): Need {
  const { page: address, kind } = place;
  const indexed = place.indexed && address === place.address;
  const part = { page: true } as const;
  return { of: 'list', address, kind, indexed, part, wish, reason, ...shownAndHung(place) };
}

/** The need for a part of a collection. */
export function needItem(place: CollectionPlace, part: Part, wish: Wish, reason: string): Need {
  const { address, kind, indexed, size } = place;
  const more = { ...(size !== undefined && { size }), ...shownAndHung(place) };
  return { of: 'list', address, kind, indexed, part, wish, reason, ...more };
}

/** How much of each item a collection shows, and what that hangs in, as far as a need has to say it. */
const shownAndHung = ({ as, hung }: CollectionPlace): Pick<CollectionPlace, 'as' | 'hung'> => ({
  ...(as && { as }),
  ...(hung && { hung }),
});
