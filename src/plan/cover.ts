/**
 * How a wish is covered by requests where the server limits what one of them may expand.
 *
 * Paths are cut to the depth that is allowed, and what is beyond is followed from there; more paths than one
 * request may expand are several requests of the same address, in the same round.
 */
import type { Terms } from './limits.ts';
import { canExpand, type Reach, reachOf } from './reach.ts';
import { expansionsOf, type Wish } from './wish.ts';

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
  const paths = cut(expansionsOf(wish), reach).filter((path) => isWorth(path.join('.')));
  const batches = batch(paths, reach);
  return batches.length === 0 ? [toWish([], false)] : batches.map((each) => toWish(each, true));
}

/** The expansions of each request for one page, from its items on. */
export function coverItems(wish: Wish, reach: Reach): readonly Wish[] {
  const deeper = expansionsOf(wish);
  const wanted: readonly Path[] = deeper.length === 0 && wish.whole ? [[]] : deeper;
  const batches = batch(cut(wanted, reach, reach.isOfItems), reach);
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

/** The paths as far as they can be expanded, without those that others hold. */
function cut(paths: readonly Path[], reach: Reach, keepsRoot = false): readonly Path[] {
  const allowed = paths.flatMap((path): readonly Path[] => {
    const length = path.findIndex((_name, at) => !canExpand(reach, path.slice(0, at + 1)));
    const own = length < 0 ? path : path.slice(0, length);
    return own.length > 0 || keepsRoot ? [own] : [];
  });
  const cutPaths = new Map(allowed.map((path) => [path.join('.'), path]));
  const keys = [...cutPaths.keys()];
  const isHeld = (key: string): boolean =>
    keys.some((other) => other !== key && (key === '' || other.startsWith(`${key}.`)));
  return [...cutPaths].filter(([key]) => !isHeld(key)).map(([, path]) => path);
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
