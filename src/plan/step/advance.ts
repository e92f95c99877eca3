/**
 * How far one want gets with what is known: to its end, to a need, to an action, or to an error.
 *
 * It sends nothing, and writes down only how far it came (`pipeline/Memory.ts`). The walk calls it again after each round of
 * answers, from the start: what is known already costs nothing to pass. Where it came to a collection that it goes through, it goes
 * on there. `explain` calls it on foretold answers.
 */

import type { LinkMap } from '../../types/linkMap.ts';
import type { Knowledge } from '../known/known.ts';
import { type Known, Reference } from '../known/records.ts';
import { NOTHING, WHOLE } from '../known/wish.ts';
import { isOneOf } from '../map/oneOf.ts';
import { failedBy, needOrFailure, requestFailed } from '../need/failed.ts';
import { openHung, pageBringing } from '../need/hung.ts';
import { needItem } from '../need/items.ts';
import type { Need } from '../need/need.ts';
import { needResource } from '../need/needResource.ts';
import type { Outcome } from '../need/outcome.ts';
import type { PlanContext } from '../pipeline/context.ts';
import type { Advance, Pipeline } from '../pipeline/look.ts';
import { AsItIs } from '../pipeline/pass.ts';
import { pipe, resume } from '../pipeline/pipeline.ts';
import type { CollectionPlace, Place, ResourcePlace } from '../place/place.ts';
import { toldOf } from '../place/stood.ts';
import { argumentsOf } from '../program/argument.ts';
import { failed, reached } from '../program/followed.ts';
import { beyondNamed, foresee, ofItems } from '../program/foresee.ts';
import type { Move, Want } from '../program/program.ts';
import { compile, Misuse } from '../program/want.ts';
import { act, actDeclared, ofItsKind } from './act.ts';
import { isDeclared } from './declared.ts';
import { finish } from './finish.ts';
import { follow } from './follow.ts';
import { foundCollection, mayBeCollection } from './foundCollection.ts';
import { reachArgument } from './reachArgument.ts';

/** By what a loop is remembered to have begun. */
const BEGUN: object = {};

/** What one want has come to, with what is known. */
export function advance(want: Want, known: Knowledge, context: PlanContext): Outcome {
  const end = reach(want, known, context);
  const outcome = end.is === 'reached' ? atEnd(end.place, want, known, context) : end;
  if (outcome.is !== 'need') return outcome;
  // What the next action's arguments need is asked for now, so that it costs no round trip of its own.
  const next = nextAction(want, context);
  if (next === undefined) return outcome;
  const more = argumentsOf(next).flatMap((argument): readonly Need[] => {
    const inner = reachArgument(argument, next.identity, known, { ...context, reach });
    return inner.is === 'need' ? inner.needs : [];
  });
  return more.length === 0 ? outcome : { ...outcome, needs: [...outcome.needs, ...more] };
}

/** What is wanted of the place where a want ends. */
function atEnd(place: Place, want: Want, known: Knowledge, context: PlanContext): Outcome {
  if (want.goal === 'address') return reached({ at: 'address', place });
  if (want.goal === 'given') return reached(place);
  if (want.goal === 'begun') {
    return place.at === 'collection' ? beginning(place, want.moves, known) : reached(place);
  }
  if (want.goal === 'batch' && place.at !== 'batch') {
    const last = want.moves.at(-1);
    const step = last?.at ?? 0;
    if (place.at === 'collection') {
      const pipeline = {
        place,
        moves: [],
        tail: NOTHING,
        goal: 'batch',
        enough: undefined,
        step,
      } as const;
      return pipe(pipeline, known, context, advancing(known, context));
    }
    const values = place.at === 'result' && !place.isOne ? place.values : listOf(place);
    if (values === undefined) {
      if (last !== undefined && place.at === 'value' && place.value === null)
        return failed(
          last,
          'pastNothing',
          `${place.of} is null, so there is nothing to go through`,
        );
      const cause = new TypeError('this is no collection to go through: await it');
      return failedBy(step, 'misuse', cause);
    }
    const given = place.at === 'result' ? place.given : new Map();
    return reached({ at: 'batch', values, given, isLast: true, source: undefined });
  }
  // What an action gave is shown as it was then, whatever was done since: its answer cannot be asked for again.
  const last = want.moves.at(-1);
  const then = last && context.memory.answered.get(last.identity)?.known;
  if (then !== undefined) {
    const finished = finish(place, want.moves, then, context);
    if (finished.is === 'reached') return { ...finished, known: then };
  }
  return finish(place, want.moves, known, context);
}

/** What a collection that a loop is about to go through needs, where the page that has its owner may bring those of all on it. */
function beginning(place: CollectionPlace, moves: readonly Move[], known: Knowledge): Outcome {
  const { origin, inOwner } = openHung(place, known) ?? {};
  const isOfPage = origin?.isWalked && inOwner?.in === 'expansion';
  if (!isOfPage || pageBringing(origin, known) === undefined) return reached(place);
  const at = moves.findLastIndex(({ meaning }) => meaning.is === 'collection');
  const wish = ofItems(moves, at + 1, NOTHING);
  const need = needItem(place, { from: 0 }, wish, `every ${place.kind}`);
  return needOrFailure(need, known, moves[at]?.at ?? 0);
}

/** The items of a list that is in hand. */
function listOf(place: Place): readonly unknown[] | undefined {
  if (place.at !== 'value' || !Array.isArray(place.value)) return undefined;
  return place.value.map((value: Known, index) => {
    const of = `item ${index} of ${place.of}`;
    const kind = place.kind;
    if (!(value instanceof Reference)) {
      return new AsItIs({ at: 'value', value, codec: 'json', of });
    }
    return new AsItIs({
      at: 'resource',
      address: value.address,
      kind,
      shows: 'stub',
      found: value,
    });
  });
}

function reach(want: Want, known: Knowledge, context: PlanContext): Outcome {
  let place = want.start;
  let moves = want.moves;
  // What led to an action that was sent is behind: the action may have made all of it unknown again.
  const start = moves.findLastIndex(({ identity }) => context.acted(identity) !== undefined);
  const { memory } = context;
  const before = memory.begun.get(want.goal === 'batch' ? BEGUN : want);
  // Of one that was refused, what leads there may say why.
  const isRefused = before !== undefined && isRefusedAltogether(before.place, known);
  const begun = isRefused ? undefined : before;
  if (begun !== undefined) ({ place, moves } = begun);
  const operations = memory.listed.size === 0 ? [] : lastOperations(moves);
  const resumed = resume(operations, context, advancing(known, context));
  if (resumed !== undefined) return resumed;
  const first = Math.max(begun?.index ?? 0, start);
  for (let index = first; index < moves.length; index += 1) {
    const move = moves[index] as Move;
    const acted = context.acted(move.identity);
    if (acted !== undefined) {
      if (!('place' in acted)) return requestFailed(move.at, acted.failure.cause);
      place = ofItsKind(acted.place, context);
      continue;
    }
    place = toldOf(place, known);
    const listed = isUnforeseen(move)
      ? foundCollection(place, move, known, context.map)
      : undefined;
    // Where an action was sent, the walk has not come by what led there.
    if (listed !== undefined || (index !== start && isToldMore(place, move, context.map))) {
      // The map could not foresee this place, but the answer, or the map itself, knows what was found here.
      place = listed ?? place;
      try {
        const rest = compile(place, moves.slice(index), context.map, context.rows);
        moves = [...moves.slice(0, index), ...rest.moves];
      } catch (error) {
        const cause = error instanceof Misuse ? error.cause : error;
        return failedBy(move.at, 'misuse', cause);
      }
    }
    const step = moves[index] as Move;
    if (step.meaning.is === 'operation' && place.at === 'collection') {
      if (want.goal === 'begun') return reached(place);
      begin(place, moves, index, want, context);
      const pipeline = pipelineFrom(place, moves, index, want, context);
      const piped = pipe(pipeline, known, context, advancing(known, context));
      if (piped.is !== 'reached') return piped;
      place = piped.place;
      index += pipeline.moves.length - 1;
      const rest = moves[index + 1];
      if (rest !== undefined && place.at === 'value' && place.value === undefined) {
        const message = `there is no ${place.of}`;
        return failed(step, 'noSuchItem', message);
      }
      continue;
    }
    const rest = [moves, index + 1] as const;
    const acting = { ...context, reach, behind: () => foresee(...rest, 'whole') };
    const next =
      step.meaning.is === 'action'
        ? act(place, step, step.meaning.member, known, acting)
        : isDeclared(place, step, known)
          ? actDeclared(place, step, undefined, known, acting)
          : follow(place, { move: step, moves, index, known, context });
    if (next.is === 'ended') return reached(next.place);
    if (next.is !== 'reached') return next;
    place = next.place;
  }
  if (want.goal === 'batch' && mayBeCollection(place, known, context.map)) {
    const step = moves.at(-1)?.at ?? 0;
    const at = place as ResourcePlace;
    return needOrFailure(needResource(at, WHOLE, 'what is gone through'), known, step);
  }
  place = atItsEnd(place, want, known, context) ?? toldOf(place, known);
  if (place.at === 'collection') begin(place, moves, moves.length, want, context);
  return reached(place);
}

/** Whether a collection was asked for and nothing of it came: perhaps by another address than it turned out to have. */
function isRefusedAltogether({ address }: CollectionPlace, known: Knowledge): boolean {
  const { isShallow } = known.asked;
  const isRefused = isShallow || known.asked.failure(address) !== undefined;
  return isRefused && known.list(address) === undefined;
}

/** What a chain ends at that nobody foresaw: a collection where it is gone through, or is nothing but a page. */
function atItsEnd(
  place: Place,
  { goal }: Want,
  known: Knowledge,
  { map }: PlanContext,
): Place | undefined {
  if (place.at !== 'resource' || goal === 'address') return undefined;
  const isDocument = known.record(place.address) !== undefined;
  if (isDocument && goal !== 'batch') return undefined;
  return foundCollection(place, undefined, known, map);
}

/** Whether more is known of a place than the map could tell beforehand. */
function isToldMore(place: Place, { from }: Move, map: LinkMap): boolean {
  if (place.at !== 'resource') return false;
  // Where the map foresees no more than a value, a document may hold a resource.
  if (from.on === 'value') return true;
  if (place.kind === undefined) return false;
  if (from.on === 'unforeseen') return true;
  return from.on === 'resource' && isOneOf(map, from.kind) && from.kind !== place.kind;
}

const isUnforeseen = ({ meaning }: Move): boolean => meaning.is === 'unforeseen';

/**
 * Remembers where a chain has come to its collection: it goes on there, whatever its actions, or the body of a loop, make
 * unknown of what led to it. The last operations of a loop may not have come yet.
 */
function begin(
  place: CollectionPlace,
  moves: readonly Move[],
  index: number,
  want: Want,
  { memory }: PlanContext,
): void {
  const isLast = index + operationsFrom(moves, index).length === moves.length;
  const of = want.goal !== 'batch' ? want : isLast ? BEGUN : undefined;
  if (of !== undefined) memory.begun.set(of, { place, moves, index });
}

/** The operations that follow one another, as one pipeline. */
function pipelineFrom(
  place: CollectionPlace,
  moves: readonly Move[],
  index: number,
  want: Want,
  { rows }: PlanContext,
): Pipeline {
  const operations = operationsFrom(moves, index);
  const after = index + operations.length;
  const isLast = after === moves.length;
  const goal = isLast ? want.goal : 'value';
  const last = operations.at(-1)?.meaning;
  const given = last?.is === 'operation' ? last : undefined;
  const as = rows.leastOf(given?.recorded.sample?.value) ?? place.as;
  // One thing is shown as its stub.
  const isOne = given !== undefined && (given.stage.is === 'find' || given.stage.is === 'at');
  const isShown = isOne && as === 'ref' && goal === 'value';
  const tail = isLast && !isShown ? NOTHING : beyondNamed(moves, after, as);
  const step = operations.at(-1)?.at ?? 0;
  const enough = isLast ? want.enough : undefined;
  return { place, moves: operations, tail, goal, enough, step };
}

/** Walks the chains of lambdas, with what is known here. */
function advancing(known: Knowledge, context: PlanContext): Advance {
  return (want, memory = context.memory) => advance(want, known, { ...context, memory });
}

/** The operations at the end of a chain. There may be others before: those of a `find` that it goes on from. */
function lastOperations(moves: readonly Move[]): readonly Move[] {
  return moves.slice(moves.findLastIndex(({ meaning }) => meaning.is !== 'operation') + 1);
}

function operationsFrom(moves: readonly Move[], index: number): readonly Move[] {
  const end = moves.findIndex((move, at) => at >= index && move.meaning.is !== 'operation');
  return moves.slice(index, end < 0 ? moves.length : end);
}
/** The first action that was not sent yet. */
function nextAction(want: Want, context: PlanContext): Move | undefined {
  return want.moves.find(
    (move) => move.meaning.is === 'action' && context.acted(move.identity) === undefined,
  );
}
