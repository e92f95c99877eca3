/**
 * Needs that come together: things that live in their owner, what one owner names, and the items of a page.
 *
 * Each of these takes needs out of the map where one request for what holds them costs less than one for each.
 */

import type { Knowledge } from '../known/known.ts';
import { along, isMore, isOfWhole, NOTHING, uniteWishes, type Wish } from '../known/wish.ts';
import { isUnaddressed } from '../map/address.ts';
import type { ResourceNeed } from '../need/need.ts';
import type { Ask } from '../need/request.ts';
import { pageBehind } from '../need/unexpanded.ts';
import { pathFrom } from '../place/place.ts';
import { requestsForAll, sum } from './askTogether.ts';
import { coverItems, coverResource, requestsAfter, requestsFor } from './cover.ts';
import type { Terms } from './limits.ts';
import { canExpand, type Reach, reachOf } from './reach.ts';

/** Needs by the address of what they need. */
export type Needed = Map<string, ResourceNeed>;

/**
 * Asks an owner for what it names, in place of asking for each by itself.
 *
 * Either the owner was fetched, and several of what it names are needed; or what is needed has an address below
 * the owner's and a place in it, and comes whichever way is cheaper.
 */
export function comeWithOwner(needed: Needed, known: Knowledge, limits: Terms): void {
  // What is asked anyway first, and of the others those that most needs share.
  const owners = ownersOf(needed, known).sort(
    (a, b) => Number(needed.has(b.address)) - Number(needed.has(a.address)) || b.count - a.count,
  );
  for (const { address, kind } of owners) {
    const asked = needed.get(address);
    const reach = reachOf(limits, kind, 'one');
    const isThis = (other: string): boolean => known.identity(other) === address;
    const children = [...needed.values()].flatMap((need) => {
      const path = need.address === address ? undefined : pathFrom(need.inOwner, isThis);
      return path && isWishInReach(need.wish, path, address, known, reach) ? [{ need, path }] : [];
    });
    if (children.length === 0) continue;
    const wish = children
      .map(({ need, path }) => along(path, need.wish))
      .reduce(uniteWishes, asked?.wish ?? NOTHING);
    const alone = requestsForAll(
      children.map(({ need }) => need),
      known,
      limits,
    );
    const apart = alone + (asked === undefined ? 0 : requestsFor(asked.wish, limits, kind));
    // One name may lead to several things, and what is left of each of them takes requests of its own.
    const left = sum(
      children.map(({ need, path }) => requestsAfter(need.wish, path.length, limits)),
    );
    const own = asked === undefined ? 0 : requestsAfter(asked.wish, 0, limits);
    const isOnlyWay = children.some(({ need }) => isUnaddressed(need.address));
    if (!isOnlyWay && coverResource(wish, reach, () => true).length + left + own >= apart) continue;
    const reason = asked?.reason ?? children[0]?.need.reason ?? '';
    needed.set(address, { of: 'resource', address, kind, ...asked, wish, reason });
    for (const { need } of children) needed.delete(need.address);
  }
}

/** The owners of what is needed, near and far, with the number of needs that each could bring. */
function ownersOf(
  needed: Needed,
  known: Knowledge,
): { readonly address: string; readonly kind: string | undefined; readonly count: number }[] {
  const owners = new Map<string, { address: string; kind: string | undefined; count: number }>();
  for (const need of needed.values()) {
    for (let owner = need.inOwner; owner !== undefined; owner = owner.above) {
      const address = known.identity(owner.address);
      const other = owners.get(address) ?? { address, kind: owner.kind, count: 0 };
      owners.set(address, { ...other, count: other.count + 1 });
    }
  }
  return [...owners.values()];
}

/** Asks a page again for what several of its items lack, in place of asking for each by itself. */
export function comeWithPage(needed: Needed, known: Knowledge, limits: Terms): readonly Ask[] {
  const pages = new Map<string, { list: string; needs: ResourceNeed[] }>();
  for (const need of needed.values()) {
    if (need.origin === undefined) continue;
    const href = pageBehind(need, known);
    if (href === undefined) continue;
    const page = pages.get(href) ?? { list: need.origin.list, needs: [] };
    page.needs.push(need);
    pages.set(href, page);
  }
  const asks: Ask[] = [];
  for (const [href, { list, needs }] of pages) {
    const kind = known.list(list)?.kind ?? '';
    const reach = reachOf(limits, kind, 'items');
    const asked = needs.filter(({ origin, address, wish }) => {
      const path = origin?.path ?? [];
      // Of an item that came in part, the page tells what its stub lacks, also where it expands nothing.
      const isOfStub = path.length === 0 && !isOfWhole(wish) && known.isInPart(address);
      return isOfStub || isWishInReach(wish, path, href, known, reach);
    });
    const isWalked = asked.some((need) => need.origin?.isWalked);
    const isOnlyWay = asked.some(
      ({ address }) => known.asked.failure(address) !== undefined || isUnaddressed(address),
    );
    if (asked.length < 2 && !isWalked && !isOnlyWay) continue;
    const wish = asked.map((need) => ofItem(need)).reduce(uniteWishes);
    const covers = coverItems(wish, reach);
    const alone = requestsForAll(asked, known, limits);
    const left = sum(
      asked.map((need) => requestsAfter(need.wish, 1 + (need.origin?.path.length ?? 0), limits)),
    );
    // Where code walks the page, its other items will need the same: then it is enough that each is spared one.
    const isNoLess = isWalked ? left >= alone : covers.length + left >= alone;
    if (isNoLess && !isOnlyWay) continue;
    const base = { of: 'list', address: list, kind, href, start: 0, indexed: false } as const;
    const reasons = [...new Set(asked.map((need) => `${need.reason}, for all on the page`))];
    asks.push(
      ...covers.map((each) => ({ ...base, indices: [], again: true, wish: each, reasons })),
    );
    for (const need of asked) needed.delete(need.address);
  }
  return asks;
}

/** What is wished of the item through which something was found. */
export function ofItem({ origin, wish }: ResourceNeed): Wish {
  return along(origin?.path ?? [], { ...wish, level: 'whole' });
}

/** Whether what is wished at the end of a path is in reach: where that is nothing but what is named there, these names. */
function isWishInReach(
  wish: Wish,
  path: readonly string[],
  address: string,
  known: Knowledge,
  reach: Reach,
): boolean {
  const { level, refs } = wish;
  const names = [...refs].flatMap(([name, inner]) => (isMore(inner) ? [name] : []));
  const isOfNamed = (level ?? 'ref') === 'ref' && names.length > 0 && !isOfWhole(wish);
  const paths = isOfNamed ? names.map((name) => [...path, name]) : [path];
  return paths.some((each) => isInReach(each, address, known, reach));
}

/** Whether what lies there can be expanded in an answer, and was not asked to be before. */
function isInReach(
  path: readonly string[],
  address: string,
  known: Knowledge,
  reach: Reach,
): boolean {
  const isAllowed = path.length === 0 ? reach.isOfItems : canExpand(reach, path);
  return isAllowed && reach.paths > 0 && !known.asked.was(address, path.join('.'));
}
