import type { Kind, LinkMap } from '../types/linkMap.ts';
import { kindOf } from './members.ts';

/** Finds something of kinds, once of each: every item of every page may ask for it. @returns `undefined` for what is no kind of the map. */
export function perKind<T extends object>(
  find: (kind: Kind) => T,
): (map: LinkMap, name: string | undefined) => T | undefined {
  const all = new WeakMap<Kind, T>();
  return (map, name) => {
    const kind = kindOf(map, name);
    if (kind === undefined) return undefined;
    const found = all.get(kind) ?? find(kind);
    all.set(kind, found);
    return found;
  };
}
