import type { LinkMap } from '../../types/linkMap.ts';
import { heldIn } from '../../types/readMember.ts';
import type { Knowledge } from '../known/known.ts';
import { through, uniteWishes, WHOLE, type Wish } from '../known/wish.ts';
import { kindOf } from '../map/members.ts';
import type { Place, ResourcePlace } from '../place/place.ts';
import type { Need, ResourceNeed } from './need.ts';

/** The need for the resource at a place, with what tells how else than by its address it can come. */
export function needResource(
  { address, kind, origin, inOwner }: ResourcePlace,
  wish: Wish,
  reason: string,
): ResourceNeed {
  return {
    of: 'resource',
    address,
    kind,
    wish,
    reason,
    ...(origin && { origin }),
    ...(inOwner && { inOwner }),
  };
}

/** What was found on a page that code goes through item by item: what one of them lacks, the others will lack as well. */
export function walked<T extends Place | Need>(found: T): T {
  if ('hung' in found && found.hung?.origin !== undefined) {
    const { hung } = found;
    return { ...found, hung: { ...hung, origin: { ...found.hung.origin, isWalked: true } } };
  }
  if (!('origin' in found) || found.origin === undefined) return found;
  return { ...found, origin: { ...found.origin, isWalked: true } };
}

/**
 * The need for a document that is known, and has to be asked all the same: an action changed what stands in it. What only an
 * expansion brings is asked of it again where that is in hand.
 */
export function needAnew(
  place: ResourcePlace,
  known: Knowledge,
  map: LinkMap,
  reason: string,
): ResourceNeed {
  const { address, kind } = place;
  const record = known.record(address);
  const anew = Object.entries(kindOf(map, kind)?.members ?? {}).flatMap(([name, { read }]) =>
    heldIn(read) === 'expansion' && record?.field(name) !== undefined ? [name] : [],
  );
  const wish = anew
    .map((name) => through(name, WHOLE, { in: 'whole', isDerived: false }))
    .reduce(uniteWishes, WHOLE);
  return { ...needResource(place, wish, reason), anew };
}
