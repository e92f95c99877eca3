import { WHOLE, type Wish } from '../known/wish.ts';
import type { ResourcePlace } from '../place/place.ts';
import type { ResourceNeed } from './need.ts';

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

/** The need for a document that is known, and has to be asked all the same: an action changed what stands in it. */
export function needAnew(place: ResourcePlace, reason: string): ResourceNeed {
  return { ...needResource(place, WHOLE, reason), anew: true };
}
