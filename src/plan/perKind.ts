/**
 * What is found of maps and of their kinds, once: every item of every page may ask for it.
 */
import type { Kind, LinkMap } from '../types/linkMap.ts';
import { kindOf } from './members.ts';

/** Finds something of each map, or kind, once. */
export function onceFor<K extends object, T>(find: (of: K) => T): (of: K) => T {
  const all = new WeakMap<K, { readonly value: T }>();
  return (of) => {
    let found = all.get(of);
    if (found === undefined) {
      found = { value: find(of) };
      all.set(of, found);
    }
    return found.value;
  };
}

/** Finds something of each kind once, by its name. @returns `undefined` for what is no kind of the map. */
export function perKind<T>(
  find: (kind: Kind) => T,
): (map: LinkMap, name: string | undefined) => T | undefined {
  const of = onceFor(find);
  return (map, name) => {
    const kind = kindOf(map, name);
    return kind && of(kind);
  };
}
