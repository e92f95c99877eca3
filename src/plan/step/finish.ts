/**
 * What is still needed to show the place where a chain has ended.
 */

import type { Knowledge } from '../known/known.ts';
import { NOTHING, WHOLE } from '../known/wish.ts';
import { needOrFailure, requestFailed } from '../need/failed.ts';
import { needPage } from '../need/items.ts';
import { lackingExpanded } from '../need/lacking.ts';
import { needResource } from '../need/needResource.ts';
import type { Outcome } from '../need/outcome.ts';
import { needOwnerAnew } from '../need/ownerInHand.ts';
import type { PlanContext } from '../pipeline/context.ts';
import { lackingShown } from '../pipeline/lackingShown.ts';
import type { Place } from '../place/place.ts';
import { isNothing, isThere, nothingAt } from '../place/stood.ts';
import { reached } from '../program/followed.ts';
import type { Move } from '../program/program.ts';

/** Whether the place can be shown, and what it needs if not. */
export function finish(
  place: Place,
  moves: readonly Move[],
  known: Knowledge,
  context: PlanContext,
): Outcome {
  const step = moves.at(-1)?.at ?? 0;
  if (place.at !== 'resource' && place.at !== 'collection') {
    return finishExpanded(place, step, known, context);
  }
  if (place.at === 'resource' && isNothing(place, known)) return reached(nothingAt(place));
  const there =
    place.at === 'collection' ? known.page(place.page) !== undefined : isThere(place, known);
  if (there) return finishExpanded(place, step, known, context);
  if (place.at === 'collection') {
    const { expanded = NOTHING, kind } = place;
    return needOrFailure(needPage(place, expanded, `a page of ${kind}s`), known, step);
  }
  const kind = place.kind ?? 'resource';
  const need =
    place.shows === 'whole'
      ? needResource(place, place.expanded ?? WHOLE, `the whole ${kind}`)
      : needResource(place, NOTHING, `the ${kind}`);
  const anew = needOwnerAnew(place, known, context.map, `a stub of the ${kind}`);
  const outcome = needOrFailure(need, known, step);
  return anew !== undefined && outcome.is === 'need' ? { ...outcome, needs: [anew] } : outcome;
}

/** Whether all that it shows is there as well, and what was asked to be expanded in it. What the server left out is asked for by itself. */
function finishExpanded(
  place: Place,
  step: number,
  known: Knowledge,
  context: PlanContext,
): Outcome {
  const isResource = place.at === 'resource' || place.at === 'collection';
  const expanded = isResource ? lackingExpanded(place, known, context.map) : [];
  const needs = [...expanded, ...lackingShown(place, known, context)];
  const [failure] = needs.flatMap((need) => known.asked.failure(need.address) ?? []);
  if (failure !== undefined) return requestFailed(step, failure);
  return needs.length === 0 ? reached(place) : { is: 'need', needs, step };
}
