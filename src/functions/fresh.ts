import { isUnaddressed } from '../plan/map/address.ts';
import type { ResourcePlace } from '../plan/place/place.ts';
import { createChain } from '../proxy/chain.ts';
import type { Action, Chain } from '../types/chain.ts';
import { readReached } from './readChained.ts';
import { followed, whereTold } from './whereTold.ts';

/**
 * The same chain, knowing nothing: a read of it asks again for what the snapshot that it was taken from knows.
 *
 * Of a snapshot, it is the chain to the whole resource. An action in the chain keeps its result, and what is read behind it is asked for.
 */
export function fresh<C extends Chain<unknown> | Action<unknown>>(chain: C): C;
export function fresh<S extends { readonly self: Chain<unknown> }>(snapshot: S): S['self'];
export function fresh(reached: object): unknown {
  return anew(reached);
}

/** The same, whatever its type. */
function anew(reached: object): object {
  const read = readReached(reached, 'fresh');
  const { client, start, source, steps } = read;
  const told = whereTold(read);
  if (told !== undefined) return followed(told.reach(anew(told.owner)), steps);
  const isSnapshot = typeof reached === 'object';
  const known = start.place.at === 'resource' ? forgetting(start.place) : start.place;
  const place = isSnapshot && known.at === 'resource' ? wholeOf(known) : known;
  const unknowing = client.source({ ...start, place, walk: undefined, isFresh: true }, source);
  return createChain(unknowing, steps);
}

/** The place without how it stood where it was found, unless that is all that there can be. */
function forgetting({
  found,
  origin: _item,
  inOwner: _owner,
  ...place
}: ResourcePlace): ResourcePlace {
  return found !== undefined && isUnaddressed(place.address) ? { ...place, found } : place;
}

/** The whole resource, whatever the snapshot was asked to show expanded in it. */
export function wholeOf({ expanded: _expanded, ...place }: ResourcePlace): ResourcePlace {
  return { ...place, shows: 'whole' };
}
