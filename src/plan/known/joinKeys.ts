/**
 * What is kept by address is kept by another, once the two turn out to name one thing.
 */
import type { Identity } from './Identity.ts';

interface Keyed<T> extends Iterable<readonly [string, T]> {
  get(key: string): T | undefined;
  set(key: string, value: T): unknown;
  delete(key: string): unknown;
}

/**
 * Keeps what stands under an address, or below it, under its one address.
 *
 * @param start - What the address begins with.
 * @param unite - Says what is known where something is known under both.
 */
export function joinKeys<T>(
  known: Keyed<T>,
  start: string,
  identity: Identity,
  unite: (one: T, other: T) => T,
): void {
  const found: string[] = [];
  for (const [key] of known) if (key.startsWith(start) && identity.of(key) !== key) found.push(key);
  for (const key of found) {
    const [to, from] = [identity.of(key), known.get(key) as T];
    const there = known.get(to);
    known.set(to, there === undefined ? from : unite(there, from));
    known.delete(key);
  }
}

export const keepFirst = <T>(first: T): T => first;

export const uniteSets = <T>(one: ReadonlySet<T>, two: ReadonlySet<T>): Set<T> =>
  new Set([...one, ...two]);
