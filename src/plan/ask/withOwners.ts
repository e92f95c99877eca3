/**
 * Collections that begin in the documents of their owners: they come along where that is asked anyway; those that only an
 * expansion brings, also where one request for a page brings those of all its items.
 */
import type { Knowledge } from '../known/known.ts';
import { expandsAny, NOTHING, ofLevel, through, uniteWishes, WHOLE } from '../known/wish.ts';
import { openHung, pageBringing } from '../need/hung.ts';
import type { Need, ResourceNeed } from '../need/need.ts';
import type { Hung } from '../place/place.ts';
import type { Terms } from './limits.ts';
import { canExpand, reachOf } from './reach.ts';

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
  const comesAlong = (need: Need, { inOwner, origin }: Hung): boolean => {
    const { address, kind, name, in: held } = inOwner;
    const isOwnerAsked = owners.has(known.identity(address));
    if (held !== 'expansion') return isOwnerAsked && isOfBeginning(need);
    if (isOwnerAsked) {
      return canExpand(reachOf(terms, kind, 'one'), [name]) && !known.asked.was(address, name);
    }
    const page = pageBringing(origin, known);
    if (origin === undefined || page === undefined) return false;
    const isOfMany = origin.isWalked || (pages.get(page) ?? 0) > 1;
    return (
      isOfMany && canExpand(reachOf(terms, known.list(origin.list)?.kind, 'items'), origin.path)
    );
  };
  return new Map(
    needs.map((need) => {
      const open = hung.get(need);
      return [open !== undefined && comesAlong(need, open) ? ofOwner(need, open) : need, need];
    }),
  );
}

/** Whether it is for what stands in the document of the owner, where anything does: how much that is, nobody knows. */
function isOfBeginning(need: Need): boolean {
  if (need.of !== 'list') return false;
  const { part } = need;
  return 'page' in part || ('index' in part ? part.index : part.from) === 0;
}

/** The need for an owner with its collection in it. */
function ofOwner({ wish, reason }: Need, { inOwner, origin }: Hung): ResourceNeed {
  const { address, kind, name, above, in: held } = inOwner;
  const hangs = { in: 'stub', isDerived: false } as const;
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
