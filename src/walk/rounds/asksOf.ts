/**
 * The requests of one round, and the plain way where the planner's own expectations are broken.
 *
 * While wants are run together, no address is asked twice unless there is something new to ask of it. Where the planner asks so all
 * the same, it expected of an answer what that did not bring: the walk goes on by one request for each need, without
 * expansions, and it is told. Only what even that does not bring is an error.
 */
import {
  addressOf,
  beginOf,
  plainAddressOf,
  type Spelling,
  spelled,
} from '../../plan/ask/addressOf.ts';
import type { Terms } from '../../plan/ask/limits.ts';
import { unite } from '../../plan/ask/unite.ts';
import { askCollection } from '../../plan/ask/windows.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { NO_MOVES } from '../../plan/known/lists.ts';
import { isMore, NOTHING, type Wish } from '../../plan/known/wish.ts';
import type { Need, Part, ResourceNeed } from '../../plan/need/need.ts';
import {
  type Ask,
  addressesOf,
  isAskedAt,
  isPlainPage,
  type ListAsk,
} from '../../plan/need/request.ts';
import type { InOwner } from '../../plan/place/place.ts';
import { eachPageOnce } from './eachPageOnce.ts';

/** A request, as it is spelled. */
export interface Asking {
  readonly ask: Ask;
  /** The address that is asked, and the same without its expansion. */
  readonly url: string;
  readonly plain: string;
}

/** A request, and the needs that it may help. */
interface Answering extends Asking {
  readonly needs: readonly Need[];
  /** What it is remembered by among the requests of a walk. */
  readonly key: string;
}

/** What a round asks. */
interface Asks {
  readonly asks: readonly Answering[];
  /** What was asked already, in every way that there is. */
  readonly unanswered: readonly Need[];
  /** What the planner did that it never should. */
  readonly fault?: string;
}

/** Finds the requests for needs. @param before - The requests of earlier rounds; those of this one are added. */
export function asksOf(
  needs: readonly Need[],
  known: Knowledge,
  before: Set<string>,
  limits: Terms,
  spelling: Spelling,
): Asks {
  const askNew = (asks: readonly Ask[]): readonly Answering[] => {
    const alone = new Set(asks.flatMap(addressesOf));
    const near = byAddress(needs, known);
    return asks.flatMap((ask) => {
      // A page may be declared by two addresses of one collection that nobody knows to be one.
      const url = addressOf(ask, spelling);
      const key = keyOf(ask, url);
      const plain = plainAddressOf(ask, spelling);
      const isAside = ask.of === 'list' && known.list(ask.address)?.aside.delete(plain);
      if (before.has(key) && !isAside) return [];
      before.add(key);
      return [{ ask, url, plain, needs: answeredBy(ask, near, known, alone), key }];
    });
  };
  const { planned, fault } = plan(needs, known, limits, spelling);
  const found = askNew(planned);
  const asks = eachOnce(found, known);
  if (asks.length < found.length) {
    // What another request meets is not sent: it may be asked for once that did not bring it.
    const sent = new Set(asks.map(({ key }) => key));
    for (const { key } of found) if (!sent.has(key)) before.delete(key);
  }
  const isStuck = asks.length === 0 && needs.length > 0;
  if (fault === undefined && found.length === planned.length && !isStuck) {
    return { asks, unanswered: [] };
  }
  const left = needs.filter((need) => !asks.some((each) => each.needs.includes(need)));
  const plain = askNew(left.flatMap((need) => askPlainly(need, known, limits, spelling)));
  const all = [...asks, ...plain];
  const unanswered = left.filter((need) => !all.some((each) => each.needs.includes(need)));
  const again = planned.find((ask) => !found.some((each) => each.ask === ask));
  const what =
    again === undefined
      ? `asked for nothing, though ${needs[0]?.address} is needed`
      : `asked in vain, and again: GET ${addressOf(again, spelling)}`;
  return { asks: all, unanswered, fault: fault ?? what };
}

/** What a request is remembered by among those of a walk. */
function keyOf(ask: Ask, url: string): string {
  const { asOf = NO_MOVES, overlap = '' } = ask.of === 'list' ? ask : {};
  // After an action that may have moved its items, a page is another one, and so it is where it tells something else.
  const moves = asOf.taken + asOf.changed;
  return moves === 0 ? `${ask.address} ${url}` : `${ask.address} ${url} ${moves} ${overlap}`;
}

function plan(
  needs: readonly Need[],
  known: Knowledge,
  limits: Terms,
  spelling: Spelling,
): { readonly planned: readonly Ask[]; readonly fault?: string } {
  try {
    const { selection } = known.asked;
    const fields = selection?.isOver === false && selection.fields;
    // How much there is of the items of pages where they are not expanded.
    const named = new Map<string, 'ref' | 'stub'>();
    for (const need of needs) {
      if (need.of === 'list' && need.as) named.set(known.identity(need.address), need.as);
    }
    const planned = unite(needs, known, limits).map((ask): Ask => {
      if (ask.of === 'many') return spelled(ask, spelling);
      const as = ask.of === 'list' && named.get(ask.address);
      return spelled({ ...ask, ...(fields && { fields }), ...(as && { as }) }, spelling);
    });
    return { planned: eachPageOnce(planned, (ask) => keyOf(ask, addressOf(ask, spelling))) };
  } catch (error) {
    return { planned: [], fault: String(error) };
  }
}

/** The request for one need alone, which expands nothing. */
function askPlainly(
  need: Need,
  known: Knowledge,
  limits: Terms,
  spelling: Spelling,
): readonly Ask[] {
  const address = known.identity(need.address);
  if (need.of === 'list') {
    const asks = askCollection([{ ...need, address, wish: NOTHING }], limits);
    return asks.map((ask) => spelled(ask, spelling));
  }
  const { kind, reason } = need;
  return [{ of: 'resource', address, kind, wish: NOTHING, reasons: [reason] }];
}

/** The needs that have to do with any of some addresses, in their order. */
type Near = (addresses: Iterable<string>) => readonly Need[];

/**
 * The needs of a round by the addresses that they have to do with: their own, those that name what they want, and the
 * list that it is an item of. So no request looks at all needs, of which there may be as many as requests.
 */
function byAddress(needs: readonly Need[], known: Knowledge): Near {
  const at = new Map<string, number[]>();
  for (const [index, need] of needs.entries()) {
    const add = (address: string): unknown =>
      at.get(address)?.push(index) ?? at.set(address, [index]);
    add(known.identity(need.address));
    if (need.of === 'list') continue;
    for (const { address } of ownersOf(need)) add(known.identity(address));
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
function answeredBy(
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

/** What names it, and what names that, from the nearest on. */
function* ownersOf({ inOwner }: ResourceNeed): Iterable<InOwner> {
  for (let owner = inOwner; owner !== undefined; owner = owner.above) yield owner;
}

/** Without the needs that another request meets in full, and what was for those alone: a chain does not wait, nor pay, for both. */
function eachOnce(asks: readonly Answering[], known: Knowledge): readonly Answering[] {
  if (asks.length < 2) return asks;
  const met = new Map<Need, Ask>();
  for (const { ask, needs } of asks) {
    for (const need of needs) if (!met.has(need) && isMet(need, ask, known)) met.set(need, ask);
  }
  return asks.flatMap((each) => {
    const needs = each.needs.filter((need) => (met.get(need) ?? each.ask) === each.ask);
    if (needs.length > 0) return [{ ...each, needs }];
    return each.needs.length > 0 && each.ask.of === 'resource' ? [] : [each];
  });
}

/** Whether a request brings all that is wished of what is needed. */
function isMet(need: Need, ask: Ask, known: Knowledge): boolean {
  if (need.of === 'list') {
    return known.identity(need.address) === ask.address && holdsAll(ask.wish, need.wish);
  }
  const path = pathIn(need, ask, known);
  const there = path && wishAt(ask.wish, path);
  if (there === undefined) return false;
  // What is expanded stands there whole, as what is asked at its own address does.
  const isOwn = ask.of !== 'list' && path?.length === 0;
  return holdsAll({ ...there, whole: isOwn || isMore(there) }, need.wish);
}

/** The names that lead from what is asked to what is needed; `undefined` where none do. */
function pathIn(need: ResourceNeed, ask: Ask, known: Knowledge): readonly string[] | undefined {
  if (isAskedAt(ask, known.identity(need.address))) return [];
  if (ask.of === 'list') return need.origin?.path;
  const path: string[] = [];
  for (const { name, address } of ownersOf(need)) {
    path.unshift(name);
    if (isAskedAt(ask, known.identity(address))) return path;
  }
  return undefined;
}

/** What is wished of what names lead to; `undefined` where nothing is. */
function wishAt(wish: Wish, path: readonly string[]): Wish | undefined {
  return path.reduce<Wish | undefined>((inner, name) => inner?.refs.get(name), wish);
}

function holdsAll(has: Wish, wanted: Wish): boolean {
  if (wanted.whole && !has.whole) return false;
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
  const begin = beginOf(ask);
  const size = (ask.covers ?? ask.window)?.size ?? 1;
  return !isPage && part.from >= begin && part.from < begin + size;
}

/** Whether the item through which something was found is on the page that is asked for. */
function isOnPage({ origin }: ResourceNeed, ask: ListAsk, known: Knowledge): boolean {
  if (origin === undefined || origin.list !== ask.address) return false;
  if (ask.again) return known.list(origin.list)?.items.hrefOf(origin.index) === ask.href;
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
