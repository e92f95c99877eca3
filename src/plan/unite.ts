/**
 * How needs become requests: needs of one address are one request with their wishes united, indices that fit
 * one page are one window, and items of one page that lack the same thing are that page asked again.
 */
import type { Knowledge } from './known.ts';
import type { Ask, Need } from './place.ts';
import { expansionsOf, only, through, uniteWishes, type Wish } from './wish.ts';

/** What a server lets one request ask for. */
export interface Limits {
  /** The greatest number of items that a page may have. */
  readonly pageSize: number;
  /** How many items a page has when its size is not asked for. */
  readonly defaultPageSize: number;
}

type ResourceNeed = Need & { readonly of: 'resource' };
type ListNeed = Need & { readonly of: 'list' };

/** The fewest requests for all needs of one round. */
export function unite(needs: readonly Need[], known: Knowledge, limits: Limits): readonly Ask[] {
  const resources = new Map<string, ResourceNeed>();
  const lists = new Map<string, ListNeed[]>();
  for (const need of needs) {
    if (need.of === 'list') {
      const same = lists.get(need.address);
      if (same === undefined) lists.set(need.address, [need]);
      else same.push(need);
    } else {
      addResource(resources, need, known);
    }
  }
  comeWithOwner(resources, known);
  const again = siblings(resources, known);
  const asks: Ask[] = [...lists.values()].flatMap((same) => askLists(same, limits));
  for (const ask of again) asks.push(ask);
  for (const { address, kind, wish, reason } of resources.values()) {
    const isNew = (path: string): boolean => !known.wasAsked(address, path);
    asks.push({ of: 'resource', address, kind, wish: only(wish, isNew), reasons: [reason] });
  }
  return asks;
}

function addResource(
  resources: Map<string, ResourceNeed>,
  need: ResourceNeed,
  known: Knowledge,
): void {
  const address = known.identity(need.address);
  const other = resources.get(address);
  const wish = other === undefined ? need.wish : uniteWishes(other.wish, need.wish);
  resources.set(address, { ...(other ?? need), address, wish });
}

/** A thing that has an address and a place in its owner comes with the owner, where that is asked for anyway. */
function comeWithOwner(resources: Map<string, ResourceNeed>, known: Knowledge): void {
  for (const [address, need] of resources) {
    if (need.inOwner === undefined) continue;
    const ownerAddress = known.identity(need.inOwner.address);
    const owner = resources.get(ownerAddress);
    if (owner === undefined) continue;
    const wish = uniteWishes(owner.wish, through(need.inOwner.name, need.wish, true));
    resources.set(ownerAddress, { ...owner, wish });
    resources.delete(address);
  }
}

/** Takes out the needs that one page asked again can answer together, and gives the asks for them. */
function siblings(resources: Map<string, ResourceNeed>, known: Knowledge): readonly Ask[] {
  const groups = new Map<
    string,
    { needs: ResourceNeed[]; path: readonly string[]; href: string }
  >();
  for (const need of resources.values()) {
    if (need.origin === undefined) continue;
    const href = known.list(need.origin.list)?.broughtBy.get(need.origin.index);
    if (href === undefined) continue;
    const path = need.origin.path;
    const key = `${need.origin.list} ${href} ${path.join('.')}`;
    const group = groups.get(key) ?? { needs: [], path, href };
    group.needs.push(need);
    groups.set(key, group);
  }
  const pages = new Map<string, Ask & { readonly of: 'list' }>();
  for (const { needs, path, href } of groups.values()) {
    const [first] = needs;
    if (first?.origin === undefined) continue;
    const isWalked = needs.some((need) => need.origin?.isWalked);
    if (needs.length < 2 && !isWalked) continue;
    const wish = needs.map((need) => need.wish).reduce(uniteWishes);
    const ofItem = wrap(path, { ...wish, whole: true });
    const list = first.origin.list;
    if (expansionPaths(ofItem).every((each) => known.wasAsked(href, each))) continue;
    const other = pages.get(href);
    pages.set(href, {
      of: 'list',
      address: list,
      kind: known.record(list)?.kind ?? '',
      href,
      start: 0,
      indexed: false,
      indices: [],
      again: true,
      wish: other === undefined ? ofItem : uniteWishes(other.wish, ofItem),
      reasons: [`${first.reason}, for all on the page`],
    });
    for (const need of needs) resources.delete(need.address);
  }
  return [...pages.values()];
}

function wrap(path: readonly string[], wish: Wish): Wish {
  return path.reduceRight((inner, name) => through(name, inner, true), wish);
}

/** The expansions of a page of items, as texts: `''` is the items themselves. */
export function expansionPaths(wish: Wish): readonly string[] {
  const paths = expansionsOf(wish).map((path) => path.join('.'));
  return paths.length === 0 && wish.whole ? [''] : paths;
}

function askLists(needs: readonly ListNeed[], limits: Limits): readonly Ask[] {
  const [first] = needs;
  if (first === undefined) return [];
  const { address, kind, indexed } = first;
  const asks: (Ask & { readonly of: 'list' })[] = [];
  const base = { of: 'list', address, kind, indexed, again: false } as const;
  const runs: { start: number; end: number; href?: string; isPage: boolean; needs: ListNeed[] }[] =
    [];
  const rest: ListNeed[] = [];
  for (const need of needs) {
    if ('page' in need.part) {
      const same = runs.find((run) => run.isPage);
      if (same) same.needs.push(need);
      else runs.push({ start: 0, end: limits.defaultPageSize, isPage: true, needs: [need] });
    } else if ('from' in need.part) {
      const { from, next } = need.part;
      const same = runs.find((run) => !run.isPage && run.start === from);
      if (same) same.needs.push(need);
      else {
        const href = next === undefined ? {} : { href: next };
        runs.push({
          start: from,
          end: from + limits.pageSize,
          ...href,
          isPage: false,
          needs: [need],
        });
      }
    } else {
      rest.push(need);
    }
  }
  const byIndex = rest.sort((a, b) => indexOf(a) - indexOf(b));
  for (const need of byIndex) {
    const index = indexOf(need);
    const covering = runs.find((run) => index >= run.start && index < run.end);
    if (covering) {
      covering.needs.push(need);
    } else {
      // The widest window that may start here: what follows and fits is taken in.
      runs.push({ start: index, end: index + limits.pageSize, isPage: false, needs: [need] });
    }
  }
  for (const run of runs) {
    const wish = run.needs.map((need) => need.wish).reduce(uniteWishes);
    const reasons = [...new Set(run.needs.map((need) => need.reason))];
    const indices = run.needs.filter((need) => 'index' in need.part).map(indexOf);
    const onlyIndices = indices.length === run.needs.length;
    const size = onlyIndices ? Math.max(...indices) - run.start + 1 : limits.pageSize;
    asks.push({
      ...base,
      start: run.start,
      indices,
      wish,
      reasons,
      ...(run.href !== undefined && { href: run.href }),
      ...(!run.isPage && run.href === undefined && { window: { start: run.start, size } }),
    });
  }
  return asks;
}

function indexOf(need: ListNeed): number {
  return 'index' in need.part ? need.part.index : 0;
}
