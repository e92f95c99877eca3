/**
 * How a wish is covered by requests where the server limits what one of them may expand.
 *
 * Paths are cut to the depth that is allowed, and what is beyond is followed from there; more paths than one
 * request may expand are several requests of the same address, in the same round.
 */

import { expansionsOf, type Wish } from '../known/wish.ts';
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
  const paths = within(wish, reach).filter((path) => isWorth(path.join('.')));
  const batches = batch(paths, reach);
  return batches.length === 0 ? [toWish([], false)] : batches.map((each) => toWish(each, true));
}

/** The expansions of each request for one page, from its items on. */
export function coverItems(wish: Wish, reach: Reach): readonly Wish[] {
  const deeper = within(wish, reach);
  const isItself = deeper.length === 0 && wish.whole && reach.isOfItems;
  const batches = batch(isItself ? [[]] : deeper, reach);
  return batches.length === 0 ? [toWish([], false)] : batches.map((each) => toWish(each, true));
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
  const children = [...wish.refs.values()].filter(isWish);
  if (depth > 0) {
    for (const child of children) requests += beyond(child, depth - 1, limits);
    return requests;
  }
  for (const child of children) {
    // Of one that only leads on, the stub that is there already is enough.
    requests += child.whole ? requestsFor(child, limits) : beyond(child, 0, limits);
  }
  // A resource that names several of them can be asked again for all of them at once.
  const { expandDepth = Number.POSITIVE_INFINITY } = limits;
  return children.length > 1 && expandDepth > 0
    ? Math.min(requests, requestsFor(wish, limits))
    : requests;
}

function isWish(wish: Wish): boolean {
  return wish.whole || expansionsOf(wish).length > 0;
}

/** The paths of a wish as far as they can be expanded. What only leads on beyond that is left as it is: its stub does that. */
function within(wish: Wish, reach: Reach, path: Path = []): readonly Path[] {
  const paths = [...wish.refs].flatMap(([name, inner]): readonly Path[] => {
    const own = [...path, name];
    if (!canExpand(reach, own)) return [];
    const deeper = within(inner, reach, own);
    return deeper.length === 0 && inner.whole ? [own] : deeper;
  });
  return paths.sort((a, b) => (a.join('.') < b.join('.') ? -1 : 1));
}

function batch(paths: readonly Path[], reach: Reach): readonly (readonly Path[])[] {
  if (reach.paths === 0 || paths.length === 0) return [];
  if (paths.length <= reach.paths) return [paths];
  return [paths.slice(0, reach.paths), ...batch(paths.slice(reach.paths), reach)];
}

/** The wish for these paths. */
export function toWish(paths: readonly Path[], whole: boolean): Wish {
  const names = new Map<string, Path[]>();
  for (const [name, ...rest] of paths) {
    if (name === undefined) continue;
    const same = names.get(name);
    if (same === undefined) names.set(name, [rest]);
    else same.push(rest);
  }
  return {
    whole,
    refs: new Map([...names].map(([name, inner]) => [name, toWish(inner, true)])),
  };
}
