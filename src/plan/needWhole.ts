/**
 * What stands in a document of which only some fields were asked for.
 */
import { requestFailed } from './failed.ts';
import { cameBy, type Followed } from './followed.ts';
import { reasonOf } from './foresee.ts';
import type { Knowledge } from './known.ts';
import { needResource } from './needResource.ts';
import type { ResourcePlace } from './place.ts';
import type { Move } from './program.ts';
import { WHOLE } from './wish.ts';

/** All that stands in a document, where it was asked for some of that. */
export function needWhole(
  place: ResourcePlace,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
): Followed {
  const failure = known.asked.failure(place.address);
  if (failure !== undefined) return requestFailed(cameBy(moves, index), failure);
  const needed = needResource(place, WHOLE, reasonOf(moves, index, place.kind ?? 'resource'));
  return { is: 'need', needs: [needed], step: (moves[index] as Move).at };
}
