/**
 * What a pipeline comes to, once its items are read: the next batch of a loop, actions to send, one thing, or all of them.
 */

import type { Outcome } from '../need/outcome.ts';
import { reached } from '../program/followed.ts';
import type { Stage } from '../program/operation.ts';
import type { Move } from '../program/program.ts';
import { sourceAddress } from './itemSource.ts';
import { lackingShown } from './lackingShown.ts';
import { keyOf, type Look } from './look.ts';
import { resolveChains } from './resolveChains.ts';
import { sendActions } from './sendActions.ts';

/** The next items, with where the chains among them lead. */
export function batch(look: Look, isLast: boolean): Outcome {
  const { state, step, context, advance, place, known } = look;
  const { outputs, answer } = state.passing;
  const values = answer === undefined ? outputs : [answer.value];
  const resolved = resolveChains(values, step, context, advance);
  if (resolved.is !== 'given') return resolved;
  const { given } = resolved;
  if (known.asked.selection !== undefined) {
    const shown = { at: 'result', values, isOne: false, given } as const;
    const needs = lackingShown(shown, known, context);
    if (needs.length > 0) return { is: 'need', needs, step };
  }
  // What was gathered reads of all of them, whichever page they came on.
  const source =
    look.values === undefined ? { address: sourceAddress(place), next: state.at } : undefined;
  const taken = values === outputs ? outputs.splice(0) : values;
  return reached({ at: 'batch', values: taken, given, isLast, source });
}

export function finished(look: Look): Outcome {
  const { stages, state, step, context, advance, moves, known } = look;
  const { passing } = state;
  const last = stages.at(-1);
  switch (last?.is) {
    case 'forEach': {
      const listed = { entries: passing.toSend, known };
      context.memory.listed.set(keyOf(moves), listed);
      context.memory.progress.delete(keyOf(moves));
      return sendActions(listed, last.concurrency, step, context, advance);
    }
    case 'some':
    case 'every': {
      const value =
        passing.answer === undefined ? last.is === 'every' : passing.answer.value === true;
      const of = `the result of ${last.is}`;
      return reached({ at: 'value', value, codec: 'boolean', of });
    }
    case 'find':
    case 'at':
      return one(passing.answer, last, look);
    default:
      return results(passing.outputs, false, look);
  }
}

/** The one thing that there is of the items, if there is one. */
export function one(
  answer: { readonly value: unknown } | undefined,
  of: Stage,
  look: Look,
): Outcome {
  const { known, place, context, moves, goal } = look;
  if (answer === undefined) {
    const which = of.is === 'find' ? 'for which the lambda holds' : `at ${indexIn(moves)}`;
    const what = known.foretold ? `a ${place.kind}` : `${place.kind} ${which}`;
    return reached({ at: 'value', value: undefined, codec: 'json', of: what });
  }
  const { value } = answer;
  const found = goal === 'given' || of.is === 'reduce' ? undefined : context.rows.placeOf(value);
  if (found !== undefined) return reached({ ...found, shows: 'stub' });
  return results([value], true, look);
}

function indexIn(moves: readonly Move[]): string {
  const meaning = moves.at(-1)?.meaning;
  const stage = meaning?.is === 'operation' ? meaning.stage : undefined;
  return stage?.is === 'at' ? `index ${stage.index}` : 'that index';
}

export function results(
  values: readonly unknown[],
  isOne: boolean,
  { step, context, advance, goal }: Look,
): Outcome {
  if (goal === 'given') {
    return reached({ at: 'result', values, isOne, given: new Map() });
  }
  const resolved = resolveChains(values, step, context, advance);
  if (resolved.is !== 'given') return resolved;
  return reached({ at: 'result', values, isOne, given: resolved.given });
}
