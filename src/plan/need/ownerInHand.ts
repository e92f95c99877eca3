/**
 * Who tells what stands within a document: the document itself, whether or not what it names is open to us.
 */

import type { Knowledge } from '../known/known.ts';
import { isUnaddressed } from '../map/address.ts';
import { type ResourcePlace, wholeAt } from '../place/place.ts';
import type { ResourceNeed } from './need.ts';
import { needAnew } from './needResource.ts';

/** The need for the document that named a thing before an action made it unknown: it tells the stub, whether or not the thing is open to us. */
export function needOwnerAnew(
  place: ResourcePlace,
  known: Knowledge,
  reason: string,
): ResourceNeed | undefined {
  if (place.shows === 'whole' || place.found === undefined) return undefined;
  const owner = known.stood(place.found) === undefined ? ownerInHand(place, known) : undefined;
  return owner && needAnew(owner, reason);
}

/** The resource in whose document a place was found, if that is in hand. */
export function ownerInHand(
  { inOwner, listedIn }: ResourcePlace,
  known: Knowledge,
): ResourcePlace | undefined {
  const owner = inOwner ?? listedIn;
  if (owner === undefined || isUnaddressed(owner.address)) return undefined;
  const { address, kind } = owner;
  const isInHand =
    known.record(address) !== undefined && known.asked.failure(address) === undefined;
  return isInHand ? wholeAt(address, kind) : undefined;
}
