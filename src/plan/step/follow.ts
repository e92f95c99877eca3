/**
 * One step from a place: where it leads by what is known, or what is needed to say so.
 *
 * Actions are not followed here: see `advance.ts`.
 */

import type { Knowledge } from '../known/known.ts';
import type { PlanContext } from '../pipeline/context.ts';
import type { Place } from '../place/place.ts';
import { isNothing, nothingAt } from '../place/stood.ts';
import { type Followed, failed, settle } from '../program/followed.ts';
import type { Move } from '../program/program.ts';
import { fromCollection } from './fromCollection.ts';
import { fromResource } from './fromResource.ts';
import { fromValue } from './fromValue.ts';

/** Follows `moves[index]` from a place. */
export function follow(
  place: Place,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
  context: PlanContext,
): Followed {
  const move = moves[index] as Move;
  switch (place.at) {
    case 'resource':
      if (isNothing(place, known)) return settle(nothingAt(place), moves, index - 1);
      return fromResource(place, moves, index, known, context);
    case 'collection':
      return fromCollection(place, moves, index, known);
    case 'value':
      return fromValue(place, moves, index, known, context);
    case 'result':
    case 'batch':
    case 'address':
      return failed(
        move,
        'noSuchLink',
        `a list of results has no steps of its own: await it first`,
      );
  }
}
