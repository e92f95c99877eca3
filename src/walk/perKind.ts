import { kindOf } from '../plan/members.ts';
import type { LinkMap } from '../types/linkMap.ts';

/**
 * Makes something of each kind of a map, once: every item of every page is held against it.
 *
 * @param make - Is told no kind where the map does not know it: such names are as many as servers make up.
 */
export function perKind<T>(
  make: (map: LinkMap, kind: string | undefined) => T & NonNullable<unknown>,
): (map: LinkMap, kind: string | undefined) => T {
  const maps = new WeakMap<LinkMap, Map<string | undefined, T>>();
  return (map, kind) => {
    const kinds = maps.get(map) ?? new Map<string | undefined, T>();
    maps.set(map, kinds);
    const before = kinds.get(kind);
    if (before !== undefined) return before;
    const known = kindOf(map, kind) === undefined ? undefined : kind;
    const made = kinds.get(known) ?? make(map, known);
    kinds.set(known, made);
    return made;
  };
}
