/**
 * One step from a place: where it leads by what is known, or what is needed to say so.
 *
 * Actions are not followed here: see `act.ts`.
 */

import type { Place } from '../place/place.ts';
import { isNothing, nothingAt } from '../place/stood.ts';
import { type Followed, failed, settle } from '../program/followed.ts';
import { fromCollection } from './fromCollection.ts';
import { fromResource } from './fromResource.ts';
import { fromValue } from './fromValue.ts';
import type { Stepping } from './stepping.ts';

/** Follows a step from a place. */
export function follow(place: Place, stepping: Stepping): Followed {
  const { move, moves, index, known } = stepping;
  switch (place.at) {
    case 'resource':
      if (isNothing(place, known)) return settle(nothingAt(place), moves, index - 1);
      return fromResource(place, stepping);
    case 'collection':
      return fromCollection(place, stepping);
    case 'value':
      return fromValue(place, stepping);
    case 'result':
    case 'batch':
    case 'address':
      return failed(
        move,
        'noSuchLink',
        'what a lambda gave has no steps of its own: await it first',
      );
  }
}
