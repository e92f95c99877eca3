/**
 * What the other items of a page name, by the same way as one that code goes through: they will need the same.
 */
import type { Knowledge } from '../known/known.ts';
import { type Known, Reference } from '../known/records.ts';
import type { ResourceNeed } from './need.ts';

/** The addresses that stand where the needed one stands in its item, of those that are not whole yet: the next item's first. */
export function siblingsOf({ origin }: ResourceNeed, known: Knowledge): readonly string[] {
  const list = origin?.isWalked ? known.list(origin.list) : undefined;
  if (origin === undefined || list === undefined) return [];
  const href = list.items.hrefOf(origin.index);
  const others = [...list.items].filter(([index]) => list.items.hrefOf(index) === href);
  const after = others.filter(([index]) => index > origin.index);
  const before = others.filter(([index]) => index < origin.index);
  const found = [...after, ...before].flatMap(([, item]) => at(item, origin.path, known) ?? []);
  return [...new Set(found)].filter((address) => {
    const isLost = known.asked.failure(address) !== undefined;
    return !isLost && known.record(address)?.level !== 'whole';
  });
}

/** The address at the end of a way of references. */
function at(item: Known, path: readonly string[], known: Knowledge): string | undefined {
  let value: Known | undefined = item;
  for (const name of path) {
    if (!(value instanceof Reference)) return undefined;
    value = known.record(value.address)?.field(name);
  }
  return value instanceof Reference ? known.identity(value.address) : undefined;
}
