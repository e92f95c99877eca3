/**
 * What is known of one collection: its items by their index, and how it goes on.
 */
import { identitiesIn, KnownItems } from './KnownItems.ts';
import type { KeyPosition } from './keyset.ts';
import type { Known } from './records.ts';
import { NOTHING, uniteWishes, type Wish } from './wish.ts';

/** The index behind what the server leaves out there, if it does. */
export function behindGaps({ items, gaps }: ListRecord, index: number): number {
  let at = index;
  while (!items.has(at)) {
    const gap = [...gaps].find(([from, to]) => from <= at && to > at);
    if (gap === undefined) return at;
    [, at] = gap;
  }
  return at;
}

/** The first index from `index` on that is not known and not left out. */
export function passGaps({ items, gaps }: ListRecord, index: number): number {
  let at = items.gapFrom(index);
  for (let gap = gaps.get(at) ?? 0; gap > at; gap = gaps.get(at) ?? 0) at = items.gapFrom(gap);
  return at;
}

/** How often actions may have moved what stands in a list. */
export interface Moves {
  /** How many were begun that take something away. */
  readonly taken: number;
  /** How many others were begun that may, and how many of both have ended. */
  readonly changed: number;
  /** How many of these were begun that may put something into a list. */
  readonly made: number;
}

/** A page that follows, as one before it declares it. */
interface NextPage {
  readonly href: string;
  /** The page size that was asked for by the one that declares it: 0 where that came empty, for then nothing else leads on; or `NARROW`. */
  readonly size?: number | undefined;
  /** The index at which the request ended its result that led there, where it limited that. */
  readonly limit?: number | undefined;
}

/** What is known of one collection. */
export interface ListRecord {
  /** The kind of its items. */
  readonly kind: string;
  readonly items: KnownItems;
  /** The index of its first item in the whole collection, where it is one page of that, or begins with one that says so. */
  begins: number;
  /** Whether its last page was as full as it may be: others may follow that it does not declare. */
  isFull: boolean;
  /** How many items there are in all, as its last page says. */
  told: number | undefined;
  /** How many items are known from the start on without a gap. */
  prefix: number;
  /** Stretches that a server leaves out, by the index at which they start: where its next page goes on. */
  readonly gaps: Map<number, number>;
  /** How many items a page really has that is followed by another. */
  pageSize: number | undefined;
  /** How many items its numbered pages have at most, where the server gives fewer than were asked for: they are gone through in their order. */
  capped: number | undefined;
  /** Where the next page starts, if the collection is gone through by a key. */
  key: KeyPosition | undefined;
  /** How many pages in a row had no new item, though another followed. */
  empty: number;
  /** No item has this index or a greater one. Once the last page was seen, it is their number. */
  end: number | undefined;
  /** The pages that follow others, by the index at which they start. */
  readonly next: Map<number, NextPage>;
  /** The sizes of pages that declared another: a page of such a size that declares none is the last one. */
  readonly declaring: Set<number>;
  /** The index of the first item that nothing leads to, and why: the page before it declares no address that can be read. */
  broken: { readonly at: number; readonly cause: unknown } | undefined;
  /** By how much an item's index here is greater than the server's own, since items before it were taken away. */
  shift: number;
  /** The moves that its last page was asked after. */
  asOf: Moves;
  /** How many items before the next one a page is asked from, to find where that stands after a move (`walk/learn/overlap.ts`). */
  back: number | undefined;
  /** Or the index of the server's own behind a page of which all items came already, as of these moves. */
  onward: { readonly at: number; readonly asOf: Moves } | undefined;
  /** What told the last items that were forgotten from others: those of each answer, the oldest first. */
  past: readonly (readonly unknown[])[];
  /** Indices that were asked for in vain. */
  readonly missed: Set<number>;
  /** The addresses of pages that were read: none is read twice. */
  readonly visited: Set<string>;
  /** The addresses of pages that came and could not be put anywhere: each may be asked for once more in its turn. */
  readonly aside: Set<string>;
  /** What a page was asked for again, for all its items: those of the next one will want it too. */
  learned: Wish;
  /** In a plan, the index from which on one item stands for all that follow. */
  several: number | undefined;
  /** And what stands at the index of an item that is wanted by it, on whichever page it will be. */
  foretold: ((index: number) => Known) | undefined;
}

/**
 * Stands for the size of a page that was asked for no more items than were wanted. The page that it declares would be as small, so
 * that a collection with an index goes on by index, in pages as large as may be.
 */
export const NARROW = -1;

/** Nothing was moved. */
export const NO_MOVES: Moves = { taken: 0, changed: 0, made: 0 };

/** How many forgotten items of a list are remembered by their address, at least. */
const MOST_PAST = 10_000;

/** Forgets the items before an index, but for what tells them from others. */
export function forgetItems(list: ListRecord, index: number): void {
  const gone = list.items.cut(0, index);
  // What is gone through by a key finds its place by that.
  let past = list.key === undefined ? [...list.past, ...gone.map(identitiesIn)] : [];
  let count = past.reduce((sum, { length }) => sum + length, 0);
  while (count - (past[0]?.length ?? 0) >= MOST_PAST) {
    count -= past[0]?.length ?? 0;
    past = past.slice(1);
  }
  list.past = past;
}

/** Whether the first items were known, and are forgotten. */
export function isForgotten({ items, prefix }: ListRecord): boolean {
  return prefix > 0 && !items.has(0);
}

/** Whether there are items by which it can be told where the next one stands. */
export function isAnchored({ items, past }: ListRecord): boolean {
  return items.size + past.length > 0;
}

/** The declared address of the page from an index on, if it has the size that was written. */
export function nextAt(
  { next }: ListRecord,
  index: number,
  size: number | undefined,
): string | undefined {
  const declared = next.get(index);
  return declared?.size === 0 || declared?.size === size ? declared?.href : undefined;
}

/** A collection of which nothing is known yet. */
export function newList(kind: string): ListRecord {
  return {
    kind,
    items: new KnownItems(),
    begins: 0,
    isFull: false,
    told: undefined,
    prefix: 0,
    gaps: new Map(),
    pageSize: undefined,
    capped: undefined,
    key: undefined,
    empty: 0,
    end: undefined,
    next: new Map(),
    declaring: new Set(),
    broken: undefined,
    shift: 0,
    asOf: NO_MOVES,
    back: undefined,
    onward: undefined,
    past: [],
    missed: new Set(),
    visited: new Set(),
    aside: new Set(),
    learned: NOTHING,
    several: undefined,
    foretold: undefined,
  };
}

export function copyList(list: ListRecord): ListRecord {
  return {
    ...list,
    items: list.items.copy(),
    gaps: new Map(list.gaps),
    next: new Map(list.next),
    declaring: new Set(list.declaring),
    missed: new Set(list.missed),
    visited: new Set(list.visited),
    aside: new Set(list.aside),
  };
}

/** What is known of a collection by one page of it. @param start - Where that begins. @param size - How many items it was asked for. */
export function begunWith(page: ListRecord, start: number, size: number | undefined): ListRecord {
  const { prefix, next, end, missed, broken } = page;
  const isFull = (page.isFull || (size !== undefined && prefix >= size)) && !next.has(prefix);
  const list = {
    ...copyList(page),
    items: new KnownItems(),
    gaps: new Map([...page.gaps].map(([from, to]) => [start + from, start + to])),
    next: new Map(
      [...next].map(([index, { limit, ...each }]) => [
        start + index,
        { ...each, limit: limit === undefined ? undefined : start + limit },
      ]),
    ),
    begins: 0,
    told: page.told === undefined ? undefined : start + page.told,
    prefix: start === 0 ? prefix : 0,
    end: isFull || end === undefined ? undefined : start + end,
    missed: new Set([...missed].map((index) => start + index)),
    broken: broken && { ...broken, at: start + broken.at },
  };
  list.items.putAll(page.items, start);
  return list;
}

/** What is known of one collection by two addresses of it. */
export function uniteLists(one: ListRecord, other: ListRecord): ListRecord {
  const both = copyList(one);
  both.items.putAll(other.items);
  for (const [from, to] of other.gaps) both.gaps.set(from, to);
  for (const [index, next] of other.next) if (!both.next.has(index)) both.next.set(index, next);
  for (const index of other.missed) both.missed.add(index);
  for (const href of other.visited) both.visited.add(href);
  for (const size of other.declaring) both.declaring.add(size);
  both.broken ??= other.broken;
  both.prefix = passGaps(both, both.prefix);
  both.pageSize ??= other.pageSize;
  both.capped ??= other.capped;
  both.end = Math.min(one.end ?? Number.POSITIVE_INFINITY, other.end ?? Number.POSITIVE_INFINITY);
  if (both.end === Number.POSITIVE_INFINITY) both.end = undefined;
  both.learned = uniteWishes(one.learned, other.learned);
  return both;
}
