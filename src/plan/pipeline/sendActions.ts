/**
 * The end of a `forEach`: the actions that its lambda returned, once all items were read.
 *
 * Nothing is sent before all of them are ready. A failure is kept with its item, and does not stop the rest.
 */

import type { Knowledge } from '../known/known.ts';
import { failedBy } from '../need/failed.ts';
import type { Need } from '../need/need.ts';
import type { Outcome } from '../need/outcome.ts';
import { type Act, type ForItem, goesByReading } from '../need/request.ts';
import type { Place } from '../place/place.ts';
import { reached } from '../program/followed.ts';
import { Argument, isReading, type Move, type Want } from '../program/program.ts';
import type { PlanContext } from './context.ts';
import type { Listed } from './Memory.ts';
import { argumentOf, ofItem } from './resolveChains.ts';

/** An action of a `forEach` that failed. */
interface FailedItem {
  readonly item: Place;
  /** The index that the lambda was given. */
  readonly index: number;
  /** The action as it was written. */
  readonly action: string;
  readonly error: unknown;
}

/** An action of a `forEach` that was done. */
export interface DoneItem extends Omit<FailedItem, 'error'> {
  /** Where it led: what it answered. */
  readonly place: Place;
}

/** What failed, and what was done, of how many actions. */
export interface FailedItems {
  /** What was known of the items. */
  readonly known: Knowledge;
  readonly failures: readonly FailedItem[];
  readonly done: readonly DoneItem[];
  readonly total: number;
}

/** What the actions have come to. */
export function sendActions(
  { entries, known }: Listed,
  concurrency: number,
  step: number,
  context: PlanContext,
  advance: (want: Want) => Outcome,
): Outcome {
  const needs: Need[] = [];
  const acts: Act[] = [];
  const late = new Set<string>();
  const failures: FailedItem[] = [];
  const done: DoneItem[] = [];
  const given = new Map<object, Place>();
  const lasts: { readonly act: Act; readonly of: Omit<ForItem, 'count'> }[] = [];
  let isUnderWay = false;
  let total = 0;
  for (const { item, index, given: chains } of entries) {
    // On what is only foretold a lambda may well have failed.
    if (chains === undefined && known.foretold) continue;
    for (const chain of chainsOf(chains)) {
      const argument = readAction(chain, context);
      if (!(argument instanceof Argument)) {
        const { error } = argument;
        return failedBy(step, 'misuse', error);
      }
      isUnderWay ||= argument.want.moves.some((move) => context.acted(move.identity) !== undefined);
      total += 1;
      const outcome = advance(argument.want);
      const of = { item, index, action: argument.text };
      if (outcome.is === 'need') needs.push(...outcome.needs.map(ofItem));
      else if (outcome.is === 'act') {
        const last = lastAction(argument);
        for (const act of outcome.acts) {
          // What is done to one thing is done in its order.
          if (late.has(act.changes) || !isFresh(act, acts)) {
            late.add(act.changes);
            continue;
          }
          // What a `forEach` within sends is counted there.
          const within = act.forItem && { forItem: { chain: argument.text, ...act.forItem } };
          acts.push(ofItem({ ...act, ...within }));
          if (act.identity === last?.identity) lasts.push({ act, of: { ...of, known } });
        }
      } else if (outcome.is === 'failed') {
        if (outcome.failure.code === 'unforeseen') return outcome;
        // A wrong argument shows before anything is sent, and then nothing is.
        if (outcome.failure.code === 'misuse' && !isUnderWay) {
          return { is: 'failed', failure: { ...outcome.failure, step } };
        }
        const error = argument.toError(outcome.failure);
        failures.push({ ...of, error });
      } else {
        const last = lastAction(argument);
        if (last?.meaning.is === 'unforeseen' && context.acted(last.identity) === undefined) {
          const cause = readsOnly(argument);
          return failedBy(step, 'misuse', cause);
        }
        given.set(chain as object, outcome.place);
        done.push({ ...of, place: outcome.place });
      }
    }
  }
  if (needs.length > 0) return { is: 'need', needs, step };
  if (acts.length > 0) {
    const count = { done: done.length + failures.length, of: total };
    const counted = new Map(lasts.map(({ act, of }) => [act.identity, { ...of, count }]));
    const toSend = acts.map((act): Act => {
      const forItem = counted.get(act.identity);
      return forItem === undefined ? act : { ...act, forItem };
    });
    return { is: 'act', acts: toSend, concurrency, step };
  }
  if (failures.length > 0) {
    const cause: FailedItems = { failures, done, total, known };
    return failedBy(step, 'someFailed', cause);
  }
  const values = entries.map((entry) => entry.given);
  return reached({ at: 'result', values, isOne: false, given });
}

/** What a `forEach` has done so far, though it has not come to its end. */
export function doneOf(
  { entries, known }: Listed,
  context: PlanContext,
): Pick<FailedItems, 'done' | 'total' | 'known'> {
  const done: DoneItem[] = [];
  let total = 0;
  for (const { item, index, given } of entries) {
    for (const chain of chainsOf(given)) {
      const argument = readAction(chain, context);
      const last = argument instanceof Argument ? lastAction(argument) : undefined;
      // Those of a `forEach` within are counted there.
      if (!(argument instanceof Argument) || last === undefined) continue;
      total += 1;
      const acted = context.acted(last.identity);
      if (acted === undefined || !('place' in acted)) continue;
      done.push({ item, index, action: argument.text, place: acted.place });
    }
  }
  return { done, total, known };
}

/** Whether it is an action, or may turn out to be one, by itself or for each item. */
function maySend(move: Move): boolean {
  const { meaning } = move;
  return meaning.is === 'operation' ? meaning.stage.is === 'forEach' : isAction(move);
}

/** Whether it is an action, or may turn out to be one: a call of what no map knows, which documents declare. */
function isAction({ meaning, args }: Move): boolean {
  if (meaning.is === 'unforeseen') return args !== undefined;
  return meaning.is === 'action' && !isReading(meaning.member);
}

function lastAction({ want }: Argument): Move | undefined {
  return want.moves.findLast(isAction);
}

/** Whether what an act was read for is no older than what the ones before it write: else it waits for its own reading. */
function isFresh(act: Act, before: readonly Act[]): boolean {
  return !(goesByReading(act) && before.some(({ changes }) => changes === act.changes));
}

function chainsOf(given: unknown): readonly unknown[] {
  if (given === null) return [];
  return Array.isArray(given) ? given.flatMap(chainsOf) : [given];
}

function readAction(chain: unknown, context: PlanContext): Argument | { readonly error: unknown } {
  try {
    const isChain = context.rows.chainsIn(chain)[0] === chain && chain !== undefined;
    if (!isChain) {
      throw new TypeError(
        `\`forEach\` takes a lambda that returns actions or null, like \`(room) => room.message('hi')\`; it gave ${shown(chain)}${chain === undefined ? ': one in braces needs `return`' : ''}`,
      );
    }
    const argument = argumentOf(chain as object, context);
    if (!argument.want.moves.some(maySend)) {
      throw readsOnly(argument);
    }
    return argument;
  } catch (error) {
    return { error };
  }
}

const readsOnly = ({ text }: Argument): TypeError =>
  new TypeError(`\`forEach\` takes a lambda that returns actions or null: ${text} reads only`);

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 20 ? `${value.slice(0, 19)}…` : value}'`;
  return typeof value === 'object' || typeof value === 'function'
    ? `a value of type ${typeof value}`
    : String(value);
}
