/**
 * How needs of one collection become windows: a page that is asked for anyway answers the indices on it, and
 * indices that fit one page are one window.
 */

import { uniteWishes } from '../known/wish.ts';
import type { KeyedPage, ListNeed, Part } from '../need/need.ts';
import type { Ask, ListAsk } from '../need/request.ts';
import { coverItems } from './cover.ts';
import type { Limits, Terms } from './limits.ts';
import { reachOf } from './reach.ts';

type FromPart = Extract<Part, { readonly most?: number }>;

/** A stretch of a collection that one request asks for. */
interface Stretch {
  readonly start: number;
  /** The index behind the last item that it can bring. */
  readonly end: number;
  /** A declared address, where there is one. */
  readonly href?: string;
  /** Or a key. */
  readonly keyed?: KeyedPage;
  /** Whether it is the page that the address gives without a window. */
  readonly isPage: boolean;
  /** The size of pages that was written, if one was. */
  readonly pageSize: number | undefined;
  /** What else a part from an index on says. */
  readonly from?: FromPart;
  readonly needs: ListNeed[];
}

/**
 * The requests for all needs of one collection.
 *
 * @param seen - How many items its pages were seen to have at most, whatever is asked.
 */
export function askCollection(
  needs: readonly ListNeed[],
  limits: Terms,
  seen: number = Number.POSITIVE_INFINITY,
): readonly Ask[] {
  const [first] = needs;
  if (first === undefined) return [];
  const asks = new Map<string, Stretch>();
  for (const stretch of stretchesOf(needs, limits, seen)) {
    // Two ways to say one thing are one request.
    const key = keyOf(stretch, limits);
    const same = asks.get(key);
    if (same === undefined) asks.set(key, stretch);
    else same.needs.push(...stretch.needs);
  }
  return [...asks.values()].flatMap((stretch) => {
    const wish = stretch.needs.map((need) => need.wish).reduce(uniteWishes);
    const indices = stretch.needs.flatMap(({ part }) => ('index' in part ? [part.index] : []));
    const { start, href, keyed, pageSize, from = { from: start } } = stretch;
    const { at = start, asOf, overlap } = from;
    const size = sizeOf(stretch, limits);
    const { address, kind, indexed } = first;
    const base = { of: 'list', address, kind, indexed, again: false, start, indices } as const;
    const reasons = [...new Set(stretch.needs.map((need) => need.reason))];
    const isAhead = stretch.needs.every(({ part }) => 'isAhead' in part);
    const covers = coverItems(wish, reachOf(limits, kind, 'items'));
    // No page is asked for twice that is only on the way to an item behind it.
    const isBehind = ({ part }: ListNeed): boolean => {
      const { upTo = Number.POSITIVE_INFINITY } = 'upTo' in part ? part : {};
      return Number.isFinite(upTo) && upTo >= stretch.end;
    };
    const some = stretch.needs.every(isBehind) ? covers.slice(0, 1) : covers;
    return some.map((each) => ({
      ...base,
      wish: each,
      reasons,
      ...goingOn(stretch.needs),
      ...(pageSize !== undefined && { pageSize }),
      ...(href !== undefined && { href }),
      ...(keyed !== undefined && { keyed: { ...keyed, size } }),
      ...(isAhead && { isAhead }),
      ...(asOf !== undefined && { asOf }),
      ...(overlap !== undefined && { overlap }),
      ...(isWindow(stretch) && { window: { start: at, size } }),
    }));
  });
}

/** How far the pages behind those that are needed are gone through. */
export function goingOn(needs: readonly ListNeed[]): Pick<ListAsk, 'upTo'> {
  const upTo = needs.flatMap(({ part }): readonly number[] => {
    if ('index' in part) return [];
    if ('keyed' in part) return [Number.POSITIVE_INFINITY];
    const all = 'from' in part ? [Number.POSITIVE_INFINITY] : [];
    return part.upTo === undefined ? all : [part.upTo];
  });
  return upTo.length === 0 ? {} : { upTo };
}

function isWindow({ isPage, href, keyed }: Stretch): boolean {
  return !isPage && href === undefined && keyed === undefined;
}

/** How many items it asks for: as many as were written, or as are of use. */
function sizeOf({ start, keyed, pageSize, needs }: Stretch, limits: Limits): number {
  // One that was written holds as it is. Without an index, or a key, nobody writes any: it is the most that are asked for.
  const isWritten = keyed !== undefined || needs.some(({ indexed }) => indexed);
  if (pageSize !== undefined && isWritten) return pageSize;
  if (keyed !== undefined) return limits.pageSize;
  const most = Math.min(limits.pageSize, pageSize ?? limits.pageSize);
  const ends = needs.map(({ part }) => endOf(part, start, most));
  return Math.min(most, Math.max(...ends) - start);
}

/** What tells a request from others of the same collection. */
function keyOf(stretch: Stretch, limits: Limits): string {
  const { start, href, isPage, keyed, from } = stretch;
  if (href !== undefined) return href;
  if (isPage) return 'page';
  const size = sizeOf(stretch, limits);
  if (keyed === undefined) return `${from?.at ?? start} ${size}`;
  const { at, skip, via } = keyed.position;
  return via ?? JSON.stringify([at, skip, size]);
}

/** The index behind the last item that is of use. */
function endOf(part: Part, start: number, size: number): number {
  if ('index' in part) return part.index + 1;
  const most = 'most' in part ? part.most : undefined;
  const from = 'from' in part && !('keyed' in part) ? part.from : start;
  return from + (most ?? size);
}

/** Those that start at an index in the order of these: what starts later may be on a page that is asked for anyway. */
function inTurn(needs: readonly ListNeed[]): readonly ListNeed[] {
  const from = ({ part }: ListNeed): number =>
    'from' in part && !('keyed' in part) ? part.from : Number.NEGATIVE_INFINITY;
  return needs.length === 1 ? needs : [...needs].sort((a, b) => from(a) - from(b));
}

/** Whether a page that one walk needs starts within the page that another one needs. */
function isAround({ start, end, pageSize, from, ...stretch }: Stretch, need: ListNeed): boolean {
  const { part, size } = need;
  if (!('from' in part) || 'keyed' in part || from === undefined) return false;
  // Pages that are asked for ahead of their turn follow one another by themselves.
  if (part.isAhead || from.isAhead || part.next !== undefined || part.at !== from.at) return false;
  const isPlain = stretch.href === undefined && stretch.keyed === undefined && !stretch.isPage;
  return isPlain && pageSize === size && part.from > start && part.from < end;
}

/** Whether an item that is looked for from the first page on foreseeably stands on the one that is awaited. */
function isOnPage({ isPage, end }: Stretch, { part }: ListNeed): boolean {
  if (!isPage || !('from' in part) || 'keyed' in part || part.next !== undefined) return false;
  return part.from === 0 && part.upTo !== undefined && part.upTo < end;
}

function stretchesOf(needs: readonly ListNeed[], limits: Limits, seen: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const byIndex: (ListNeed & { readonly part: { readonly index: number } })[] = [];
  for (const need of inTurn(needs)) {
    const { part, size: pageSize } = need;
    if ('index' in part) {
      byIndex.push({ ...need, part });
      continue;
    }
    const isPage = 'page' in part;
    if ('keyed' in part) {
      const { from: start, keyed } = part;
      stretches.push({ start, end: start, isPage: false, pageSize, needs: [need], keyed });
      continue;
    }
    const start = isPage ? 0 : part.from;
    const from = 'from' in part ? part : undefined;
    const same = stretches.find(
      (each) =>
        each.isPage === isPage &&
        each.start === start &&
        each.pageSize === pageSize &&
        each.from?.at === from?.at,
    );
    const around = stretches.find((each) => isAround(each, need) || isOnPage(each, need));
    if (same !== undefined) {
      same.needs.push(need);
    } else if (around !== undefined) {
      around.needs.push(need);
    } else {
      const size = pageSize ?? (isPage ? limits.defaultPageSize : limits.pageSize);
      const href = isPage || part.next === undefined ? {} : { href: part.next };
      const end = (from?.at ?? start) + Math.min(size, seen);
      const more = { ...href, ...(from && { from }) };
      stretches.push({ start, end, isPage, pageSize, needs: [need], ...more });
    }
  }
  for (const need of byIndex.sort((a, b) => a.part.index - b.part.index)) {
    const { size: pageSize } = need;
    const { index } = need.part;
    const covering = stretches.find((each) => index >= each.start && index < each.end);
    if (covering !== undefined) {
      covering.needs.push(need);
    } else {
      // The widest window that may start here: what follows and fits is taken in.
      const end = index + (pageSize ?? limits.pageSize);
      stretches.push({ start: index, end, isPage: false, pageSize, needs: [need] });
    }
  }
  return stretches;
}
