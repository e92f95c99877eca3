/**
 * How a wish is covered by requests where the server limits what one of them may expand.
 *
 * Paths are cut to the depth that is allowed, and what is beyond is followed from there; more paths than one
 * request may expand are several requests of the same address, in the same round.
 */
import type { Limits } from './limits.ts';
import { expansionsOf, type Wish } from './wish.ts';

type Path = readonly string[];

/**
 * The expansions of each request for one resource: one request at least, which may expand nothing.
 *
 * @param isWorth - Whether a path is still worth asking for.
 */
export function coverResource(
  wish: Wish,
  limits: Limits,
  isWorth: (path: string) => boolean,
): readonly Wish[] {
  const { expandDepth = Number.POSITIVE_INFINITY } = limits;
  const paths = cut(expansionsOf(wish), expandDepth).filter((path) => isWorth(path.join('.')));
  const batches = batch(paths, limits);
  return batches.length === 0 ? [toWish([], false)] : batches.map((each) => toWish(each, true));
}

/** The expansions of each request for one page: the items themselves count as the first name of a path. */
export function coverItems(wish: Wish, limits: Limits): readonly Wish[] {
  const { expandDepth = Number.POSITIVE_INFINITY } = limits;
  const deeper = expansionsOf(wish);
  const wanted: readonly Path[] = deeper.length === 0 && wish.whole ? [[]] : deeper;
  const paths = expandDepth === 0 ? [] : cut(wanted, expandDepth - 1, true);
  const batches = batch(paths, limits);
  return batches.length === 0 ? [toWish([], false)] : batches.map((each) => toWish(each, true));
}

/** The expansions of each request for several of one kind: it is a page of them, in which each is whole by itself. */
export function coverMany(
  wish: Wish,
  limits: Limits,
  isWorth: (path: string) => boolean,
): readonly Wish[] {
  const { expandDepth = Number.POSITIVE_INFINITY } = limits;
  return coverResource(wish, { ...limits, expandDepth: Math.max(0, expandDepth - 1) }, isWorth);
}

/** The least number of requests for a resource whose address is known, with all that is wished of it. */
export function requestsFor(wish: Wish, limits: Limits): number {
  const { expandDepth = Number.POSITIVE_INFINITY } = limits;
  const here = coverResource(wish, limits, () => true).length;
  return here + beyond(wish, expandDepth, limits);
}

/** The requests that are left for it once another has brought it, through so many names that were expanded. */
export function requestsAfter(wish: Wish, names: number, limits: Limits): number {
  const { expandDepth = Number.POSITIVE_INFINITY } = limits;
  return beyond(wish, Math.max(0, expandDepth - names), limits);
}

/** The requests for what lies deeper than one request reaches. */
function beyond(wish: Wish, depth: number, limits: Limits): number {
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

/** The paths to a depth, without those that others hold. */
function cut(paths: readonly Path[], depth: number, keepsRoot = false): readonly Path[] {
  if (depth <= 0 && !keepsRoot) return [];
  const cutPaths = new Map(
    paths.map((path) => [path.slice(0, depth).join('.'), path.slice(0, depth)]),
  );
  const keys = [...cutPaths.keys()];
  const isHeld = (key: string): boolean =>
    keys.some((other) => other !== key && (key === '' || other.startsWith(`${key}.`)));
  return [...cutPaths].filter(([key]) => !isHeld(key)).map(([, path]) => path);
}

function batch(paths: readonly Path[], limits: Limits): readonly (readonly Path[])[] {
  const { expandPaths = Number.POSITIVE_INFINITY } = limits;
  if (expandPaths === 0 || paths.length === 0) return [];
  if (paths.length <= expandPaths) return [paths];
  return [paths.slice(0, expandPaths), ...batch(paths.slice(expandPaths), limits)];
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
