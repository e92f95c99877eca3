/**
 * One step from a place: where it leads by what is known, or what is needed to say so.
 *
 * Actions are not followed here: see `advance.ts`.
 */
import type { PlanContext } from './context.ts';
import { type Followed, failed, settle } from './followed.ts';
import { fromCollection } from './fromCollection.ts';
import { fromResource } from './fromResource.ts';
import { fromValue } from './fromValue.ts';
import type { Knowledge } from './known.ts';
import type { Place } from './place.ts';
import type { Move } from './program.ts';
import { isNothing, nothingAt } from './stood.ts';

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
