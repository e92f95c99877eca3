/**
 * How far one request may expand, by what it asks for: what the map says of that kind, or else what the dialect says of all.
 */
import type { Terms } from './limits.ts';

/** How far the expansions of one request reach. */
export interface Reach {
  /** The most names in one path, from the thing on that is asked for, or from the items of a page. */
  readonly depth: number;
  /** How many paths there may be. */
  readonly paths: number;
  /** Whether the items of a page can be expanded themselves. */
  readonly isOfItems: boolean;
  /** The only paths that can be expanded, where not all can. */
  readonly only: readonly string[] | undefined;
  /** Those that the server refused. */
  readonly refused: readonly string[];
}

/** Of a request for one of a kind, or for a page of them, which several by their ids are as well. */
export function reachOf(terms: Terms, kind: string | undefined, of: 'one' | 'items'): Reach {
  const ofKind = terms.limitsOf?.(kind);
  const refused = terms.refusedOf?.(kind) ?? [];
  const own = of === 'one' ? ofKind : ofKind?.ofItems;
  const { expandDepth = Number.POSITIVE_INFINITY, expandPaths = Number.POSITIVE_INFINITY } = terms;
  const isItself =
    own?.expands?.includes('') ?? (own?.expandDepth !== undefined || expandDepth > 0);
  return {
    depth: own?.expandDepth ?? Math.max(0, of === 'one' ? expandDepth : expandDepth - 1),
    paths: own?.expandPaths ?? expandPaths,
    isOfItems: of === 'items' && isItself && !refused.includes(''),
    only: own?.expands,
    refused,
  };
}

/** Whether a path can be expanded. What leads to one that can comes with it. */
export function canExpand({ depth, only, refused }: Reach, path: readonly string[]): boolean {
  const text = path.join('.');
  if (path.length > depth || refused.some((each) => `${text}.`.startsWith(`${each}.`)))
    return false;
  return only === undefined || only.some((each) => each === text || each.startsWith(`${text}.`));
}

/** How far is left to go from what a path leads to. */
export function beyond(reach: Reach, path: readonly string[]): Reach {
  const lead = path.map((name) => `${name}.`).join('');
  const behind = (each: string): readonly string[] =>
    each.startsWith(lead) ? [each.slice(lead.length)] : [];
  return {
    ...reach,
    depth: reach.depth - path.length,
    only: reach.only?.flatMap(behind),
    refused: reach.refused.flatMap(behind),
  };
}
