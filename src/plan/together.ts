/**
 * Needs that come together: things that live in their owner, what one owner names, and the items of a page.
 *
 * Each of these takes needs out of the map where one request for what holds them costs less than one for each.
 */
import { coverItems, requestsFor } from './cover.ts';
import type { Knowledge } from './known.ts';
import type { Limits } from './limits.ts';
import type { Ask, InOwner, Need } from './place.ts';
import { NOTHING, through, uniteWishes, type Wish } from './wish.ts';

/** The need for a resource. */
export type ResourceNeed = Need & { readonly of: 'resource' };

/** Needs by the address of what they need. */
export type Needed = Map<string, ResourceNeed>;

/**
 * Asks an owner for what it names, in place of asking for each by itself.
 *
 * Either the owner was fetched, and several of what it names are needed; or what is needed has an address below
 * the owner's and a place in it, and comes whichever way is cheaper.
 */
export function comeWithOwner(needed: Needed, known: Knowledge, limits: Limits): void {
  const groups = new Map<string, { owner: InOwner; needs: ResourceNeed[] }>();
  for (const [at, need] of needed) {
    const owner = nearestAsked(need.inOwner, needed, known) ?? need.inOwner;
    if (owner === undefined || at === known.identity(owner.address)) continue;
    const address = known.identity(owner.address);
    const group = groups.get(address) ?? { owner, needs: [] };
    group.needs.push(need);
    groups.set(address, group);
  }
  for (const [address, { owner, needs }] of groups) {
    const asked = needed.get(address);
    const isNew = (need: ResourceNeed): boolean =>
      !known.wasAsked(address, pathFrom(address, need.inOwner, known).join('.'));
    const children = needs.filter(isNew);
    if (children.length === 0) continue;
    const wish = children
      .map((need) => wrap(pathFrom(address, need.inOwner, known), need.wish))
      .reduce(uniteWishes, asked?.wish ?? NOTHING);
    const alone = children.map((need) => requestsFor(need.wish, limits));
    const apart = sum(alone) + (asked === undefined ? 0 : requestsFor(asked.wish, limits));
    if (requestsFor(wish, limits) >= apart) continue;
    const reason = asked?.reason ?? children[0]?.reason ?? '';
    needed.set(address, { of: 'resource', address, kind: owner.kind, ...asked, wish, reason });
    for (const need of children) needed.delete(need.address);
  }
}

/** Asks a page again for what several of its items lack, in place of asking for each by itself. */
export function comeWithPage(needed: Needed, known: Knowledge, limits: Limits): readonly Ask[] {
  const pages = new Map<string, { list: string; needs: ResourceNeed[] }>();
  for (const need of needed.values()) {
    if (need.origin === undefined) continue;
    const href = known.list(need.origin.list)?.broughtBy.get(need.origin.index);
    if (href === undefined) continue;
    const page = pages.get(href) ?? { list: need.origin.list, needs: [] };
    page.needs.push(need);
    pages.set(href, page);
  }
  const asks: Ask[] = [];
  for (const [href, { list, needs }] of pages) {
    const asked = needs.filter((need) => isInReach(need, href, known, limits));
    const isWalked = asked.some((need) => need.origin?.isWalked);
    if (asked.length < 2 && !isWalked) continue;
    const wish = asked.map((need) => ofItem(need)).reduce(uniteWishes);
    const covers = coverItems(wish, limits);
    const alone = sum(asked.map((need) => requestsFor(need.wish, limits)));
    if (!isWalked && covers.length >= alone) continue;
    const kind = known.list(list)?.kind ?? '';
    const base = { of: 'list', address: list, kind, href, start: 0, indexed: false } as const;
    const reasons = [...new Set(asked.map((need) => `${need.reason}, for all on the page`))];
    asks.push(
      ...covers.map((each) => ({ ...base, indices: [], again: true, wish: each, reasons })),
    );
    for (const need of asked) needed.delete(need.address);
  }
  return asks;
}

/** The nearest of the owners that is asked for in this round anyway. */
function nearestAsked(
  owner: InOwner | undefined,
  needed: Needed,
  known: Knowledge,
): InOwner | undefined {
  if (owner === undefined || needed.has(known.identity(owner.address))) return owner;
  return nearestAsked(owner.above, needed, known);
}

/** The names that lead from an owner to what it names, directly or through others. */
function pathFrom(
  address: string,
  owner: InOwner | undefined,
  known: Knowledge,
): readonly string[] {
  if (owner === undefined) return [];
  if (known.identity(owner.address) === address) return [owner.name];
  return [...pathFrom(address, owner.above, known), owner.name];
}

/** What is wished of the item through which something was found. */
function ofItem({ origin, wish }: ResourceNeed): Wish {
  return wrap(origin?.path ?? [], { ...wish, whole: true });
}

function wrap(path: readonly string[], wish: Wish): Wish {
  return path.reduceRight<Wish>((inner, name) => through(name, inner, true), wish);
}

/** Whether the page can bring it, and was not asked for it before. */
function isInReach(need: ResourceNeed, href: string, known: Knowledge, limits: Limits): boolean {
  const { expandDepth = Number.POSITIVE_INFINITY, expandPaths = 1 } = limits;
  const path = need.origin?.path ?? [];
  return path.length < expandDepth && expandPaths > 0 && !known.wasAsked(href, path.join('.'));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
