/**
 * Operations over a collection: which pages and expansions they still need, or what they gave.
 *
 * The stages up to one that needs all items make a part, and its items are the next part's. A part is looked at (`look.ts`), its items
 * are read as far as they are known (`readItems.ts`), and then there is either something that they still need (`itemNeeds.ts`)
 * or what they came to (`pipelineResult.ts`).
 */

import type { Knowledge } from '../known/known.ts';
import { begunWith } from '../known/lists.ts';
import { NOTHING, uniteWishes } from '../known/wish.ts';
import { failedBy } from '../need/failed.ts';
import type { Outcome } from '../need/outcome.ts';
import { keyedPlace } from '../place/keyedPlace.ts';
import type { CollectionPlace } from '../place/place.ts';
import { reached } from '../program/followed.ts';
import { stagesOf } from '../program/move.ts';
import { type Gathering, gatheringOf, type Stage } from '../program/operation.ts';
import type { Move } from '../program/program.ts';
import type { PlanContext } from './context.ts';
import { type Gathered, gather } from './gather.ts';
import { lackingFrom, lackingOfAll, needs } from './itemNeeds.ts';
import {
  type Advance,
  asItCame,
  hasEnded,
  keyOf,
  type Look,
  newState,
  type Pipeline,
} from './look.ts';
import { batch, finished, one, results } from './pipelineResult.ts';
import { readOn } from './readItems.ts';
import { sendActions } from './sendActions.ts';

/** Takes a pipeline as far as it goes with what is known. */
export function pipe(
  pipeline: Pipeline,
  known: Knowledge,
  context: PlanContext,
  advance: Advance,
): Outcome {
  const { moves, tail, step } = pipeline;
  const { keyset, items } = pipeline.place;
  const isKeyed = keyset !== undefined && !items;
  if (isKeyed && keyset.conflict !== undefined) {
    const cause = new TypeError(
      `\`${keyset.conflict}\` is for one page: all ${pipeline.place.kind}s are gone through newest first; leave it out`,
    );
    // It was written of the collection, which stands before the first operation.
    const written = moves[0] === undefined ? step : moves[0].at - 1;
    return failedBy(written, 'misuse', cause);
  }
  const place = isKeyed ? keyedPlace(pipeline.place, keyset) : pipeline.place;
  if (place.indexed && !items && place.isPicked !== true) beginWithPage(place, known);
  const key = keyOf(moves);
  const kept = context.memory.progress.get(key);
  const progress = kept?.known === known ? kept : { known, parts: [] };
  context.memory.progress.set(key, progress);
  const recorded = moves.at(-1)?.meaning;
  const read = recorded?.is === 'operation' ? context.rows.foresee(recorded.recorded, tail) : tail;
  const guess = uniteWishes(read, place.expanded ?? NOTHING);
  let left = moves;
  let values: readonly unknown[] | undefined;
  for (let part = 0; ; part += 1) {
    const end = left.findIndex((move) => gatheringIn(move) !== undefined);
    const gathering = left[end] && gatheringIn(left[end]);
    const own = stagesOf(gathering === undefined ? left : left.slice(0, end));
    // Lambdas further on read rows, where none has read them yet.
    const stages = gathering !== undefined && own.length === 0 ? [EVERY] : own;
    const state = progress.parts[part] ?? newState(stages, place, values, known);
    progress.parts[part] = state;
    const goal = gathering === undefined ? pipeline.goal : 'given';
    const isShown = gathering === undefined ? goal !== 'given' : gathering.is === 'count';
    const enough = gathering === undefined ? pipeline.enough : undefined;
    const on = { place, stages, values, isShown, guess, state, known, context, advance };
    const look: Look = { ...pipeline, ...on, goal, enough };
    const piped = values !== undefined && own.length === 0 ? allOf(values, look) : readPart(look);
    if (enough !== undefined && piped.is === 'need')
      return { ...piped, soFar: state.passing.outputs };
    if (gathering === undefined || piped.is !== 'reached' || piped.place.at !== 'result')
      return piped;
    const around = { kind: place.kind, known, context, walk: advance };
    const gathered: Gathered =
      state.gathered === undefined
        ? gather(gathering, piped.place.values, around)
        : { is: 'list', values: state.gathered };
    switch (gathered.is) {
      case 'need':
        return { is: 'need', needs: gathered.needs, step };
      case 'failed':
        return { is: 'failed', failure: { ...gathered.failure, step: left[end]?.at ?? step } };
      case 'count': {
        const { count: value } = gathered;
        const of = 'the result of count';
        return reached({ at: 'value', value, codec: 'number', of });
      }
      case 'one': {
        const isNone = gathering.is === 'at' && gathered.value === undefined;
        return one(isNone ? undefined : gathered, gathering, { ...look, goal: pipeline.goal });
      }
      case 'list':
        state.gathered = gathered.values;
        values = gathered.values;
        left = left.slice(end + 1);
    }
  }
}

const EVERY: Stage = { is: 'contents', concurrency: 1 };

/** Takes a page in hand for the part of its collection that begins with it, where nothing else is known of that. */
function beginWithPage(
  { page, address, start = 0, size }: CollectionPlace,
  known: Knowledge,
): void {
  const first = known.list(page);
  if (page === address || first === undefined || known.list(address) !== undefined) return;
  // A server may not have begun where it was asked to.
  if (start === 0 || first.begins === start) known.keepList(address, begunWith(first, start, size));
}

function gatheringIn({ meaning }: Move): Gathering | undefined {
  return meaning.is === 'operation' ? gatheringOf(meaning.stage) : undefined;
}

/** The step that a stage is: an error of its lambda is marked there. */
function stepOf(stage: Stage | undefined, { moves, step }: Pipeline): number {
  const own = moves.find(({ meaning }) => meaning.is === 'operation' && meaning.stage === stage);
  return own?.at ?? step;
}

/** All that a part before came to. */
function allOf(values: readonly unknown[], look: Look): Outcome {
  return results(
    values.map((value) => asItCame(value, look)),
    false,
    look,
  );
}

/** Reads one part of a pipeline as far as it goes. */
function readPart(look: Look): Outcome {
  const { stages, state, known, step } = look;
  if (known.foretold && look.values === undefined) {
    const needs = lackingOfAll(look);
    if (needs.length > 0) return { is: 'need', needs, step };
  }
  const stopped = readOn(look);
  const isOver = state.passing.isOver || (stopped === undefined && hasEnded(look, state.at));
  const isBatch = look.goal === 'batch' && stages.at(-1)?.is !== 'forEach';
  if (isBatch && (isOver || state.passing.outputs.length > 0)) return batch(look, isOver);
  if (isOver) return finished(look);
  if (stopped !== undefined && 'threw' in stopped) {
    return failedBy(stepOf(stopped.by, look), 'thrown', stopped.threw);
  }
  if (stopped !== undefined && stages.length === 0) {
    return { is: 'need', needs: lackingFrom(look), step };
  }
  return needs(look, stopped, isBatch);
}

/**
 * Goes on with a `forEach` whose items were all read; `undefined` where they were not.
 *
 * Neither they nor what led to them is read anew, whatever its actions make unknown again.
 */
export function resume(
  moves: readonly Move[],
  context: PlanContext,
  advance: Advance,
): Outcome | undefined {
  const listed = context.memory.listed.get(keyOf(moves));
  const last = moves.at(-1);
  if (listed === undefined || last?.meaning.is !== 'operation') return undefined;
  const { stage } = last.meaning;
  if (stage.is !== 'forEach') return undefined;
  return sendActions(listed, stage.concurrency, last.at, context, advance);
}
