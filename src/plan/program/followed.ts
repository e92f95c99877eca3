/**
 * Where a step can lead, and the ends that every sort of place shares.
 */

import type { Known } from '../known/records.ts';
import type { Failure, Outcome } from '../need/outcome.ts';
import type { Place, ValuePlace } from '../place/place.ts';
import type { Move } from './program.ts';

/** Where a step leads. `ended` gives the place as the result, whatever steps are left: past `null` lies `null`. */
export type Followed = Outcome | { readonly is: 'ended'; readonly place: Place };

/** It leads there. */
export function reached(place: Place): Outcome & { readonly is: 'reached' } {
  return { is: 'reached', place };
}

/** The step leads nowhere. */
export function failed(
  move: Move,
  code: Failure['code'],
  message: string,
): Outcome & { readonly is: 'failed' } {
  return { is: 'failed', failure: { step: move.at, code, message } };
}

/** Past `null` lies `null`, unless something is to be done to it; past what is absent lies an error. */
export function settle(place: ValuePlace, moves: readonly Move[], index: number): Followed {
  const rest = moves.slice(index + 1);
  if (rest.length === 0) return reached(place);
  if (place.value === null) {
    const action = rest.find((move) => move.meaning.is === 'action' || move.args !== undefined);
    return action === undefined
      ? { is: 'ended', place }
      : failed(action, 'pastNothing', `${place.of} is null, so there is nothing to ${action.name}`);
  }
  if (place.value === undefined) {
    return failed(moves[index] as Move, 'pastNothing', `there is no ${place.of}`);
  }
  return reached(place);
}

/** The error of a step for which the place is no object. */
export function pastNothing(place: Place, move: Move): Outcome & { readonly is: 'failed' } {
  const what = place.at === 'value' ? `${place.of} is ${sort(place.value)}` : 'this is no resource';
  // What a value itself has is there once it is.
  const isOwn = place.at === 'value' && place.value != null && move.name in Object(place.value);
  const hint = isOwn ? ' before it is awaited' : '';
  return failed(move, 'pastNothing', `${what}: it has no "${move.name}"${hint}`);
}

function sort(value: Known | undefined): string {
  if (value === null) return 'null';
  if (value === undefined) return 'not there';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

/** The step that led to the place from which `moves[index]` goes on: where a failed request is to be marked. */
export function cameBy(moves: readonly Move[], index: number): number {
  return (moves[index - 1] ?? moves[index])?.at ?? 0;
}
