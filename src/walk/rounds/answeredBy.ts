/**
 * Which needs a request answers: those for what it asks for, and for what comes with it.
 */

import { beginOf } from '../../plan/ask/addressOf.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { isMore, isOfWhole, type Wish } from '../../plan/known/wish.ts';
import type { Need, Part, ResourceNeed } from '../../plan/need/need.ts';
import {
  type Ask,
  addressesOf,
  isAskedAt,
  isPlainPage,
  type ListAsk,
} from '../../plan/need/request.ts';
import { pageBehind } from '../../plan/need/unexpanded.ts';
import { pathFrom } from '../../plan/place/place.ts';

/** The needs that have to do with any of some addresses, in their order. */
export type Near = (addresses: Iterable<string>) => readonly Need[];

/**
 * The needs of a round by the addresses that they have to do with: their own, those that name what they want, and the
 * list that it is an item of. So no request looks at all needs, of which there may be as many as requests.
 */
export function byAddress(needs: readonly Need[], known: Knowledge): Near {
  const at = new Map<string, number[]>();
  for (const [index, need] of needs.entries()) {
    const add = (address: string): unknown =>
      at.get(address)?.push(index) ?? at.set(address, [index]);
    add(known.identity(need.address));
    if (need.of === 'list') continue;
    for (let owner = need.inOwner; owner !== undefined; owner = owner.above) {
      add(known.identity(owner.address));
    }
    if (need.origin !== undefined) add(need.origin.list);
  }
  return (addresses) => {
    const found = new Set([...addresses].flatMap((address) => at.get(address) ?? []));
    return [...found].sort((a, b) => a - b).map((index) => needs[index] as Need);
  };
}

/**
 * The needs that a request may help: those for what it asks for, or for what may come with it.
 *
 * @param alone - What is asked at its own address in this round.
 */
export function answeredBy(
  ask: Ask,
  near: Near,
  known: Knowledge,
  alone: ReadonlySet<string>,
): readonly Need[] {
  // Needs of one resource are one need, whichever way each came to it, unless it is asked at its own address: then another
  // request that brings it as well is for those alone who came that way. Those of a collection are for its parts.
  const of = (some: readonly Need[]): readonly Need[] => {
    const chosen = new Set(some);
    const answered = new Set(some.map((need) => known.identity(need.address)));
    return near(answered).filter((need) => {
      if (need.of === 'list' || chosen.has(need)) return chosen.has(need);
      const address = known.identity(need.address);
      return answered.has(address) && (isAskedAt(ask, address) || !alone.has(address));
    });
  };
  const own = ask.of === 'list' ? [ask.address] : addressesOf(ask);
  const coming = near([...own, ...(ask.brings ?? [])]).filter((need) =>
    comesWith(need, ask, known),
  );
  const surely = of(coming.filter((need) => isBrought(need, ask, known)));
  // Where it is asked for as a stub, it may come whole all the same.
  return surely.length > 0 ? surely : of(coming);
}

/** Whether a request brings all that is wished of what is needed. */
export function isMet(need: Need, ask: Ask, known: Knowledge): boolean {
  if (need.of === 'list') {
    return known.identity(need.address) === ask.address && holdsAll(ask.wish, need.wish);
  }
  const path = pathIn(need, ask, known);
  if (path === undefined) return false;
  const there = wishAt(ask.wish, path);
  if (there === undefined) return isNamed(need, ask, path);
  // What is expanded stands there whole, as what is asked at its own address does.
  const isOwn = ask.of !== 'list' && path.length === 0;
  return holdsAll({ ...there, level: isOwn || isMore(there) ? 'whole' : undefined }, need.wish);
}

/** Whether a stub of it is enough, and comes with what names it, which is asked for by itself. */
function isNamed({ wish, inOwner }: ResourceNeed, ask: Ask, path: readonly string[]): boolean {
  return ask.of !== 'list' && path.length === 1 && inOwner?.in !== 'expansion' && !isMore(wish);
}

/** The names that lead from what is asked to what is needed; `undefined` where none do. */
function pathIn(need: ResourceNeed, ask: Ask, known: Knowledge): readonly string[] | undefined {
  if (isAskedAt(ask, known.identity(need.address))) return [];
  if (ask.of === 'list') return need.origin?.path;
  return pathFrom(need.inOwner, (address) => isAskedAt(ask, known.identity(address)));
}

/** What is wished of what names lead to; `undefined` where nothing is. */
function wishAt(wish: Wish, path: readonly string[]): Wish | undefined {
  return path.reduce<Wish | undefined>((inner, name) => inner?.refs.get(name), wish);
}

function holdsAll(has: Wish, wanted: Wish): boolean {
  if (isOfWhole(wanted) && has.level !== 'whole') return false;
  return [...wanted.refs].every(([name, inner]) => {
    const there = has.refs.get(name);
    return !isMore(inner) || (there !== undefined && holdsAll(there, inner));
  });
}

/** Whether a resource is what a request asks for, or is expanded in it as far as it is needed. */
function isBrought(need: Need, ask: Ask, known: Knowledge): boolean {
  if (need.of === 'list' || isAskedAt(ask, known.identity(need.address))) return true;
  const path = pathIn(need, ask, known) ?? (ask.of === 'list' ? [] : undefined);
  if (path === undefined || !isMore(need.wish)) return path !== undefined;
  const there = wishAt(ask.wish, path);
  return there !== undefined && isMore(there);
}

/** Whether a request is for that part of its collection. */
function isFor(ask: ListAsk, part: Part): boolean {
  if ('index' in part) return ask.indices.includes(part.index);
  if ('keyed' in part) return ask.keyed !== undefined;
  const isPage = isPlainPage(ask);
  if ('page' in part) return isPage;
  // The page that is awaited may be the first on the way to an item.
  if (part.upTo !== undefined && ask.upTo?.includes(part.upTo)) return true;
  const begin = beginOf(ask);
  const size = (ask.covers ?? ask.window)?.size ?? 1;
  return !isPage && part.from >= begin && part.from < begin + size;
}

/** Whether the item through which something was found is on the page that is asked for. */
function isOnPage(need: ResourceNeed, ask: ListAsk, known: Knowledge): boolean {
  const { origin } = need;
  if (origin === undefined || origin.list !== ask.address) return false;
  if (ask.again) return pageBehind(need, known) === ask.href;
  const size = ask.window?.size ?? Number.POSITIVE_INFINITY;
  return origin.index >= ask.start && origin.index < ask.start + size;
}

function comesWith(need: Need, ask: Ask, known: Knowledge): boolean {
  const address = known.identity(need.address);
  if (need.of === 'list') {
    return isAskedAt(ask, address) && (ask.of !== 'list' || (!ask.again && isFor(ask, need.part)));
  }
  if (ask.brings?.has(address)) return true;
  return ask.of === 'list' ? isOnPage(need, ask, known) : pathIn(need, ask, known) !== undefined;
}
