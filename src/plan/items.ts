/**
 * The items of a collection: which are known, and which part of it is to be asked for next.
 */
import type { Knowledge } from './known.ts';
import type { CollectionPlace, Need, Part, Place } from './place.ts';
import { type Known, Reference } from './records.ts';
import type { Wish } from './wish.ts';

/** The item at an index, or the part of the collection in which it should be. */
export type ItemAt =
  | { readonly is: 'item'; readonly value: Known }
  | { readonly is: 'none'; readonly message: string }
  | { readonly is: 'missing'; readonly part: Part };

/** Looks an item up by its index in the whole collection. */
export function itemAt(place: CollectionPlace, index: number, known: Knowledge): ItemAt {
  const list = known.list(place.address);
  const value = list?.items.get(index);
  if (value !== undefined) return { is: 'item', value };
  if (list?.end !== undefined && index >= list.end) {
    const isCount = list.items.has(list.end - 1) || list.end === 0;
    const there = isCount
      ? `there ${list.end === 1 ? 'is 1' : `are ${list.end}`}`
      : 'they end before';
    return { is: 'none', message: `no item ${index} of the ${place.kind}s: ${there}` };
  }
  // A window that did not bring what it was asked for is no way to go on; the pages in order are.
  const byIndex = place.indexed && !known.ignoresWindows && !list?.missed.has(index);
  return { is: 'missing', part: byIndex ? { index } : nextPart(place, known) };
}

/** The part of a collection that follows what is known from its start on. */
export function nextPart(place: CollectionPlace, known: Knowledge): Part {
  const list = known.list(place.address);
  const from = list?.prefix ?? 0;
  const next = list?.next.get(from);
  if (next !== undefined) return { from, next };
  return from === 0 && (!place.indexed || known.ignoresWindows) ? { page: true } : { from };
}

/** The place of an item that is known. @param isWalked - Whether code goes through the items one by one. */
export function itemPlace(
  list: string,
  kind: string,
  value: Known,
  index: number,
  known: Knowledge,
  isWalked: boolean = false,
): Place {
  if (!(value instanceof Reference)) {
    return { at: 'value', value, codec: 'json', of: `item ${index}` };
  }
  const address = known.identity(value.address);
  const origin = { list, index, path: NO_PATH, isWalked };
  return { at: 'resource', address, kind, shows: 'stub', origin, found: value };
}

const NO_PATH: readonly string[] = Object.freeze([]);

/** An item as its collection shows it: whole, where that was asked for. */
export function shownIn({ expanded }: CollectionPlace, item: Place): Place {
  if (expanded === undefined || item.at !== 'resource') return item;
  return { ...item, shows: expanded.whole ? 'whole' : 'stub', expanded };
}

/** The need for the page that awaiting a collection gives. */
export function needPage(place: CollectionPlace, wish: Wish, reason: string): Need {
  const { page, kind } = place;
  const indexed = place.indexed && page === place.address;
  return { of: 'list', address: page, kind, indexed, part: { page: true }, wish, reason };
}

/** The need for a part of a collection. */
export function needItem(place: CollectionPlace, part: Part, wish: Wish, reason: string): Need {
  const { address, kind, indexed } = place;
  return { of: 'list', address, kind, indexed, part, wish, reason };
}
