/**
 * Who tells what stands within a document: the document itself, whether or not what it names is open to us.
 */

import type { LinkMap } from '../../types/linkMap.ts';
import { isNaming, levelNamed } from '../../types/readMember.ts';
import type { Knowledge } from '../known/known.ts';
import { Reference } from '../known/records.ts';
import { isUnaddressed } from '../map/address.ts';
import { memberOf } from '../map/members.ts';
import { type ResourcePlace, wholeAt } from '../place/place.ts';
import type { ResourceNeed } from './need.ts';
import { needAnew } from './needResource.ts';

/**
 * The need for the document that named a thing before an action made it unknown: it tells the stub, whether or not the thing is open
 * to us. `undefined` where it tells no more than how the thing is named: by an id, say.
 */
export function needOwnerAnew(
  place: ResourcePlace,
  known: Knowledge,
  map: LinkMap,
  reason: string,
): ResourceNeed | undefined {
  const { namedBy, found = namedBy, inOwner } = place;
  if (place.shows === 'whole' || found === undefined || known.stood(found) !== undefined)
    return undefined;
  const read = inOwner && memberOf(map, inOwner.kind, inOwner.name)?.read;
  // What it told may have been expanded there, and what the map says of it may be more than it tells.
  const stood = found.stood.isUnforeseen ? 'stub' : found.stood.level;
  const tells = isNaming(read) ? levelNamed(read) : stood;
  const isNamedSince = known.record(place.address)?.level === 'ref';
  if (place.shows === 'stub' && (tells === 'ref' || isNamedSince)) return undefined;
  // What is meant itself may start the chain: an action may have changed since then what its document names.
  if (place.found === undefined && !isNamedThere(place, known)) return undefined;
  const owner = ownerInHand(place, known);
  return owner && needAnew(owner, known, map, reason);
}

/** Whether the document in hand names a thing still that it named before. */
function isNamedThere({ address, inOwner }: ResourcePlace, known: Knowledge): boolean {
  const value = inOwner && known.record(inOwner.address)?.field(inOwner.name);
  return [value].flat().some((each) => {
    const isReference = each instanceof Reference;
    return isReference && known.identity(each.address) === known.identity(address);
  });
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
