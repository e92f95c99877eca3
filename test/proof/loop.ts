/**
 * Lays a loop over a collection out over what is known, from the item where it stands.
 *
 * What the body of a loop touches, nobody knows before it does; after that it is foreseen of the items that follow. It
 * touches one thing after another. The next page may be asked for once the second half of one is in use. Nothing of the
 * library is in it.
 */
import type { Portion } from './free.ts';
import { type Ground, inSight, portionOf } from './ground.ts';
import { at, type Read } from './world.ts';

/** Lays a loop over a collection, at the item where it stands. */
export function layLoop(ground: Ground, list: number, kind: string, reads: readonly Read[]): void {
  ground.list(list).isWalked = true;
  const { known, end } = inSight(ground, list, 0);
  const { pageSize } = ground.world.limits;
  const page = known === 0 ? 0 : Math.floor((known - 1) / pageSize) * pageSize;
  const secondHalf = page + Math.floor((known - page) / 2);
  /** What the body touched already, or touches now, and whether it ever went to its end. */
  const touched = new Map<Read, 'part' | 'all'>();
  let isPast = false;
  let after: readonly Portion[] = [];
  /** What is touched before the second half of the last page is in use. */
  let beforeNext: readonly Portion[] = [];
  for (let index = 0; index < end; index += 1) {
    const item = ground.item(list, index);
    if (typeof item === 'string') continue;
    const isSeen = index < known;
    if (index === secondHalf) beforeNext = after;
    ground.want({ node: item.index, need: 1 }, isSeen ? [] : beforeNext, false);
    for (const read of reads) {
      const address = ground.addressOf(item.index);
      if (isSeen && read.of !== undefined && !read.of.includes(address ?? '')) continue;
      if ((isPast || !isSeen) && !touched.has(read)) continue;
      const [first] = read.steps;
      // What an item's stub should hold is no chain: left out, it is nothing.
      const isNone =
        first?.is === 'ref' &&
        at(at(ground.world.kinds, kind).refs, first.name).in === 'stub' &&
        ground.isLeftOut(item.index, first.name);
      const reached = isNone ? 'null' : ground.walk(item, kind, 'stub', read.steps);
      const portion = portionOf(reached);
      // Past nothing there may have been nothing to see of the rest.
      const isPart = touched.get(read) !== 'all' && (portion === undefined || !isSeen);
      // Where a chain goes nowhere the loop ends.
      if (isSeen && reached === 'failed') return;
      if (isSeen) touched.set(read, isPart ? 'part' : 'all');
      if (portion === undefined || ground.isKnown(portion)) continue;
      ground.want(portion, after, isPart);
      if (isPart) continue;
      after = [...after, portion];
      isPast = true;
    }
  }
}
