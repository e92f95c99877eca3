/**
 * A collection that is gone through by a key, as a place.
 */

import type { Keyset } from '../known/keyset.ts';
import { withQuery } from '../map/address.ts';
import type { CollectionPlace } from './place.ts';

/** The collection as a list of its own: in the order of the walk. */
export function keyedPlace(place: CollectionPlace, keyset: Keyset): CollectionPlace {
  const { by, from = by.newest.value } = keyset;
  const whole = withQuery(keyset.address, [[by.parameter, from], ...by.query]);
  // A list that starts elsewhere has other items at its indices.
  const address = (place.start ?? 0) === 0 ? whole : `${whole}&${place.start}`;
  return { ...place, address, page: address, indexed: false };
}
