import type { Need, ResourcePlace } from './place.ts';
import type { Wish } from './wish.ts';

/** The need for the resource at a place, with what tells how else than by its address it can come. */
export function needResource(
  { address, kind, origin, inOwner }: ResourcePlace,
  wish: Wish,
  reason: string,
): Need & { readonly of: 'resource' } {
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
