/**
 * Collections that begin in the documents of their owners: they come along where that is asked anyway; those that only an
 * expansion brings, also where one request for a page brings those of all its items.
 */
import type { Knowledge } from '../known/known.ts';
import {
  expandsAny,
  expansionsOf,
  NOTHING,
  ofLevel,
  through,
  uniteWishes,
  WHOLE,
} from '../known/wish.ts';
import { openHung, pageBringing } from '../need/hung.ts';
import type { Need, ResourceNeed } from '../need/need.ts';
import type { Hung } from '../place/place.ts';
import type { Terms } from './limits.ts';
import { beyond, canExpand, type Reach, reachOf } from './reach.ts';

/** Needs as they are met, each with the one that it stands for: that for a collection which comes with its owner is one for the owner. */
export function withOwners(
  needs: readonly Need[],
  known: Knowledge,
  terms: Terms,
): ReadonlyMap<Need, Need> {
  const hung = new Map<Need, Hung>();
  const owners = new Set<string>();
  const pages = new Map<string, number>();
  for (const need of needs) {
    if (need.of === 'resource') {
      if (!need.alone) owners.add(known.identity(need.address));
      continue;
    }
    const open = openHung(need, known);
    if (open === undefined) continue;
    hung.set(need, open);
    const page = pageBringing(open.origin, known);
    if (page !== undefined) pages.set(page, (pages.get(page) ?? 0) + 1);
  }
  const reachTo = (need: Need, { inOwner, origin }: Hung): Reach | undefined => {
    const { address, kind, name, in: held } = inOwner;
    if (owners.has(known.identity(address))) {
      const own = reachOf(terms, kind, 'one');
      return (held === 'expansion' ? canExpand(own, [name]) : isOfBeginning(need))
        ? own
        : undefined;
    }
    const page = pageBringing(origin, known);
    if (held !== 'expansion' || origin === undefined || page === undefined) return undefined;
    const isOfMany = origin.isWalked || (pages.get(page) ?? 0) > 1;
    const reach = reachOf(terms, known.list(origin.list)?.kind, 'items');
    const lead = origin.path.slice(0, -1);
    return isOfMany && canExpand(reach, [...lead, name]) ? beyond(reach, lead) : undefined;
  };
  return new Map(
    needs.map((need) => {
      const open = hung.get(need);
      const reach = open && reachTo(need, open);
      return [open && reach ? ofOwner(need, open, reach) : need, need];
    }),
  );
}

/** Whether it is for what stands in the document of the owner, where anything does: how much that is, nobody knows. */
function isOfBeginning(need: Need): boolean {
  if (need.of !== 'list') return false;
  const { part } = need;
  return 'page' in part || ('index' in part ? part.index : part.from) === 0;
}

/** The need for an owner with its collection in it. @param reach - How far it can be expanded there. */
function ofOwner(need: Need, { inOwner, origin }: Hung, reach: Reach): ResourceNeed {
  const { address, kind, name, above, in: held } = inOwner;
  const { reason } = need;
  const hangs = { in: 'stub', isDerived: false } as const;
  // What cannot come along is asked for once the items are there.
  const isWithin = expansionsOf(need.wish).every((path) =>
    canExpand(reach, [name, ...path.split('.')]),
  );
  const wish = isWithin ? need.wish : { ...need.wish, refs: NOTHING.refs };
  // What stands in the owner's document comes with that; what its items name is expanded there.
  const items = held === 'expansion' ? uniteWishes(wish, WHOLE) : { ...wish, level: undefined };
  const inIt = held === 'expansion' || expandsAny(wish) ? through(name, items, hangs) : NOTHING;
  return {
    of: 'resource',
    address,
    kind,
    // Its own address is no way to it here.
    wish: held === 'expansion' ? inIt : uniteWishes(inIt, ofLevel(held)),
    reason,
    ...(origin && { origin: { ...origin, path: origin.path.slice(0, -1) } }),
    ...(above && { inOwner: above }),
  };
}
