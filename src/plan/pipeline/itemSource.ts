/**
 * The items of a collection in their order, as a pipeline reads them: those that are known, and what has to be
 * asked for the next ones.
 */

import { firstPosition } from '../known/keyset.ts';
import type { Knowledge } from '../known/known.ts';
import {
  behindGaps,
  isAnchored,
  type ListRecord,
  type Moves,
  nextAt,
  passGaps,
} from '../known/lists.ts';
import type { Known } from '../known/records.ts';
import { firstSize, isByIndex, itemPlace, needItem, needPage, nextPart } from '../need/items.ts';
import type { Need, Part } from '../need/need.ts';
import type { CollectionPlace, Place } from '../place/place.ts';
import type { Appetite } from './appetite.ts';

/** The address by which a collection, or the one page of it, is known. */
export function sourceAddress(place: CollectionPlace): string {
  return place.items ? place.page : place.address;
}

/** An item of a collection. */
export interface FoundItem {
  readonly item: Place;
  readonly index: number;
  /** Whether it stands for all that follow, of which none is there yet. */
  readonly isSeveral?: boolean;
}

/** The item at an index, or the first one behind what the server leaves out there. */
export function itemFrom(
  place: CollectionPlace,
  index: number,
  known: Knowledge,
): FoundItem | undefined {
  const address = sourceAddress(place);
  if (place.items) {
    const value = known.page(address)?.items[index];
    if (value === undefined) return undefined;
    const item = itemIn(place, value, index, known);
    return { item, index };
  }
  const list = known.list(address);
  if (list === undefined) return undefined;
  const at = behindGaps(list, index);
  const value = list.items.get(at);
  if (value === undefined) return undefined;
  const isSeveral = list.several !== undefined && at >= list.several;
  return { item: itemIn(place, value, at, known), index: at, isSeveral };
}

/** An item, of which no more is shown than its pages hold. */
function itemIn(place: CollectionPlace, value: Known, index: number, known: Knowledge): Place {
  const item = itemPlace(sourceAddress(place), place.kind, value, index, known);
  return place.as === undefined || item.at !== 'resource' ? item : { ...item, shows: place.as };
}

/** Whether there is no item at that index, nor behind it. */
export function isEnd(place: CollectionPlace, index: number, known: Knowledge): boolean {
  if (place.items) {
    const page = known.page(place.page);
    return page !== undefined && index >= page.items.length;
  }
  // Pages of no items, as were written, lead nowhere.
  if (place.size === 0) return true;
  const list = known.list(place.address);
  return list?.end !== undefined && passGaps(list, index) >= list.end;
}

/** Why nothing leads to the item at that index, where it is not there and something is wrong with the page before it. */
export function brokenAt(place: CollectionPlace, index: number, known: Knowledge): unknown {
  const list = place.items ? undefined : known.list(place.address);
  if (list?.broken === undefined) return undefined;
  return passGaps(list, Math.max(index, list.prefix)) >= list.broken.at
    ? list.broken.cause
    : undefined;
}

/** The needs for the items that follow, from the first one on that is not known. */
export function needNext(
  place: CollectionPlace,
  index: number,
  { most, concurrency }: Appetite,
  known: Knowledge,
  { wish, reason }: Pick<Need, 'wish' | 'reason'>,
): readonly Need[] {
  if (place.items) return [needPage(place, wish, reason)];
  const { keyset } = place;
  if (keyset !== undefined) {
    const position = known.list(place.address)?.key ?? firstPosition(keyset, place.start ?? 0);
    const from = known.list(place.address)?.prefix ?? 0;
    const { by, address, until } = keyset;
    const keyed = { by, address, position, until };
    return [needItem(place, { from, keyed }, wish, reason)];
  }
  const list = known.list(place.address);
  // What is known without a gap need not be gone through.
  const from = list === undefined ? index : passGaps(list, Math.max(index, list.prefix));
  const isPicked = isByIndex(place, from, list, known);
  const { moves: asOf } = known;
  const first = from === 0 ? firstSize(place, list, known) : undefined;
  if (first !== undefined) {
    const part = { from, ...(most !== undefined && { most }) };
    return [needItem({ ...place, size: first }, part, wish, reason)];
  }
  const parts: Part[] = [
    isPicked && !(from === 0 && known.ignoresSizes)
      ? partFrom(place, from, list, most, asOf)
      : nextPart(place, known),
  ];
  // What others of the walk were given may be larger than what was written here.
  const size = list?.pageSize && Math.min(list.pageSize, place.size ?? list.pageSize);
  // Only once a page was seen to be followed by another, and its size is known; and not while items move.
  const isStill = asOf.taken + asOf.changed === 0;
  if (isPicked && size !== undefined && list?.end === undefined && isStill) {
    const told = list?.told ?? Number.POSITIVE_INFINITY;
    for (let page = 1; page < concurrency && from + page * size < told; page += 1) {
      const start = from + page * size;
      if (list === undefined || list.items.has(start)) continue;
      // One that came empty says itself where its items are.
      const onward = nextAt(list, start, place.size);
      const part = onward === undefined ? { most: size } : { next: onward };
      parts.push({ from: start, ...part, isAhead: true });
    }
  }
  return parts.map((part) => needItem(place, part, wish, reason));
}

/** The part of a collection from an index on, wherever the item there stands by now. */
function partFrom(
  place: CollectionPlace,
  from: number,
  list: ListRecord | undefined,
  most: number | undefined,
  asOf: Moves,
): Part {
  if (list === undefined) return { from, asOf, ...(most !== undefined && { most }) };
  const taken = asOf.taken - list.asOf.taken;
  const isMoved = taken + asOf.changed - list.asOf.changed > 0;
  if (isMoved && isAnchored(list)) {
    // What stands before the first item that was read, as what `drop` leaves out, tells nothing: it was never known.
    const start = Math.max(place.start ?? 0, Math.min(from, list.items.first));
    const { onward, back = taken + 1 } = list;
    if (onward?.asOf === asOf) return { from, at: onward.at, asOf, overlap: 'onward' };
    const at = Math.max(start, from - list.shift - back);
    return { from, at, asOf, overlap: at === start ? 'first' : 'back' };
  }
  const next = nextAt(list, from, place.size);
  const few = most === undefined ? {} : { most };
  const at = list.shift === 0 ? {} : { at: from - list.shift };
  return { from, asOf, ...(next === undefined ? { ...few, ...at } : { next }) };
}
