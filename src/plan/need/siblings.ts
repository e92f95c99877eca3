/**
 * What the other items of a page name, by the same way as one that code goes through: they will need the same.
 */
import type { Knowledge } from '../known/known.ts';
import { type Known, Reference } from '../known/records.ts';
import type { ResourceNeed } from './need.ts';

/** The addresses that stand where the needed one stands in its item, of those that are not whole yet: what is beside it in a list first, then the next item's. */
export function siblingsOf(
  { origin, address: needed }: ResourceNeed,
  known: Knowledge,
): readonly string[] {
  const list = origin?.isWalked ? known.list(origin.list) : undefined;
  if (origin === undefined || list === undefined) return [];
  const href = list.items.hrefOf(origin.index);
  const others = [...list.items].filter(([index]) => list.items.hrefOf(index) === href);
  const after = others.filter(([index]) => index > origin.index);
  const before = others.filter(([index]) => index < origin.index);
  const own = list.items.get(origin.index);
  const items = [
    ...(own === undefined ? [] : [own]),
    ...[...after, ...before].map(([, item]) => item),
  ];
  const found = new Set(items.flatMap((item) => allAt(item, origin.path, known)));
  found.delete(known.identity(needed));
  return [...found].filter((address) => {
    const isLost = known.asked.failure(address) !== undefined;
    return !isLost && known.record(address)?.level !== 'whole';
  });
}

/** The addresses at the end of a way of references, and of lists of these. */
function allAt(item: Known, path: readonly string[], known: Knowledge): readonly string[] {
  if (Array.isArray(item)) return item.flatMap((each: Known) => allAt(each, path, known));
  if (!(item instanceof Reference)) return [];
  const [name, ...rest] = path;
  if (name === undefined) return [known.identity(item.address)];
  const value = known.record(item.address)?.field(name);
  return value === undefined ? [] : allAt(value, rest, known);
}
