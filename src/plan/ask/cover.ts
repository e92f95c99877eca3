/**
 * How a wish is covered by requests where the server limits what one of them may expand.
 *
 * Paths are cut to the depth that is allowed, and what is beyond is followed from there; more paths than one
 * request may expand are several requests of the same address, in the same round.
 */

import { along, isMore, isOfWhole, NOTHING, uniteWishes, WHOLE, type Wish } from '../known/wish.ts';
import { batches } from '../map/paths.ts';
import type { Terms } from './limits.ts';
import { canExpand, type Reach, reachOf } from './reach.ts';

type Path = readonly string[];

/**
 * The expansions of each request for one resource: one request at least, which may expand nothing.
 *
 * @param isWorth - Whether a path is still worth asking for.
 */
export function coverResource(
  wish: Wish,
  reach: Reach,
  isWorth: (path: string) => boolean,
): readonly Wish[] {
  return inBatches(
    within(wish, reach).filter((path) => isWorth(path.join('.'))),
    reach,
  );
}

/** The expansions of each request for one page, from its items on. */
export function coverItems(wish: Wish, reach: Reach): readonly Wish[] {
  const deeper = within(wish, reach);
  const isItself = deeper.length === 0 && isOfWhole(wish) && reach.isOfItems;
  return inBatches(isItself ? [[]] : deeper, reach);
}

/** The least number of requests for a resource whose address is known, with all that is wished of it. */
export function requestsFor(wish: Wish, limits: Terms, kind?: string): number {
  const reach = reachOf(limits, kind, 'one');
  const here = coverResource(wish, reach, () => true).length;
  return here + beyond(wish, reach.depth, limits);
}

/** The requests that are left for it once another has brought it, through so many names that were expanded. */
export function requestsAfter(wish: Wish, names: number, limits: Terms): number {
  const { expandDepth = Number.POSITIVE_INFINITY } = limits;
  return beyond(wish, Math.max(0, expandDepth - names), limits);
}

/** The requests for what lies deeper than one request reaches. */
function beyond(wish: Wish, depth: number, limits: Terms): number {
  let requests = 0;
  const children = [...wish.refs.values()].filter(isMore);
  if (depth > 0) {
    for (const child of children) requests += beyond(child, depth - 1, limits);
    return requests;
  }
  for (const child of children) {
    // Of one that only leads on, the stub that is there already is enough.
    requests += isOfWhole(child) ? requestsFor(child, limits) : beyond(child, 0, limits);
  }
  // A resource that names several of them can be asked again for all of them at once.
  const { expandDepth = Number.POSITIVE_INFINITY } = limits;
  return children.length > 1 && expandDepth > 0
    ? Math.min(requests, requestsFor(wish, limits))
    : requests;
}

/** The paths of a wish as far as they can be expanded. What only leads on beyond that is left as it is: its stub does that. */
function within(wish: Wish, reach: Reach, path: Path = []): readonly Path[] {
  const paths = [...wish.refs].flatMap(([name, inner]): readonly Path[] => {
    const own = [...path, name];
    if (!canExpand(reach, own)) return [];
    const deeper = within(inner, reach, own);
    return deeper.length === 0 && isOfWhole(inner) ? [own] : deeper;
  });
  return paths.sort((a, b) => (a.join('.') < b.join('.') ? -1 : 1));
}

/** The wishes of requests that expand these paths, each as many as one may: one at least, which may expand nothing. */
function inBatches(paths: readonly Path[], reach: Reach): readonly Wish[] {
  const all = batches(paths, reach.paths);
  return all.length === 0 ? [NOTHING] : all.map(toWish);
}

/** What is asked for by paths as texts, as a wish: of a page, `''` is its items. */
export function wishOf(paths: readonly string[]): Wish {
  if (paths.length === 0) return NOTHING;
  return toWish(paths.map((path) => (path === '' ? [] : path.split('.'))));
}

function toWish(paths: readonly Path[]): Wish {
  return paths.map((path) => along(path, WHOLE)).reduce(uniteWishes, WHOLE);
}
