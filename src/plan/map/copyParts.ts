import { isRecord } from './given.ts';

/**
 * A copy of an array, a map, a set or a plain record, with something else in the place of each of its parts; anything else as it is.
 *
 * @param made - The copies that were made so far: what holds itself is copied as what holds its own copy.
 */
export function copyParts(
  value: unknown,
  part: (each: unknown) => unknown,
  made: Map<unknown, unknown>,
): unknown {
  const before = made.get(value);
  if (before !== undefined) return before;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    made.set(value, copy);
    for (const each of value) copy.push(part(each));
    return copy;
  }
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    made.set(value, copy);
    for (const [key, each] of value) copy.set(part(key), part(each));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>();
    made.set(value, copy);
    for (const each of value) copy.add(part(each));
    return copy;
  }
  if (!isRecord(value)) return value;
  // A name such as `__proto__` is an own one of the copy by then.
  const copy: Record<string, unknown> = { ...value };
  made.set(value, copy);
  for (const [name, each] of Object.entries(value)) copy[name] = part(each);
  return copy;
}
