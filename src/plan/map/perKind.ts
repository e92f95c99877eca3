/**
 * What is found of maps and of their kinds, once: every item of every page may ask for it.
 */
import type { Kind, LinkMap } from '../../types/linkMap.ts';
import { kindOf } from './members.ts';

/** Finds something of each map, or kind, once. @param find - What else it is told is the same each time. */
export function onceFor<K extends object, Told extends readonly unknown[], T>(
  find: (of: K, ...told: Told) => T,
): (of: K, ...told: Told) => T {
  const all = new WeakMap<K, { readonly value: T }>();
  return (of, ...told) => {
    let found = all.get(of);
    if (found === undefined) {
      found = { value: find(of, ...told) };
      all.set(of, found);
    }
    return found.value;
  };
}

/** Finds something of each kind once, by its name. @returns `undefined` for what is no kind of the map. */
export function perKind<T>(
  find: (kind: Kind, name: string, map: LinkMap) => T,
): (map: LinkMap, name: string | undefined) => T | undefined {
  const of = onceFor(find);
  return (map, name) => {
    const kind = kindOf(map, name);
    return kind === undefined || name === undefined ? undefined : of(kind, name, map);
  };
}
