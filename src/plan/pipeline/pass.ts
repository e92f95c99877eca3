/**
 * Passes one item through the stages of a pipeline.
 */

import type { Place } from '../place/place.ts';
import { refuseUndecided, type Stage } from '../program/operation.ts';
import { Begun, type InHand, type Opened } from '../program/rows.ts';

/** What came out of a pipeline so far, and what its stages count. */
export interface Passing {
  /** For each stage, how many values it was given. */
  readonly counts: number[];
  readonly outputs: unknown[];
  /** What the lambdas of a `forEach` gave. */
  readonly toSend: ToSend[];
  /** Whether no more items are wanted. */
  isOver: boolean;
  /** What `find`, `some` or `every` found before the end. */
  answer: { readonly value: unknown } | undefined;
}

/** An item that no lambda was asked about. */
export class AsItIs {
  readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }
}

/** What the lambda of a `forEach` gave for an item. */
export interface ToSend {
  readonly item: Place;
  /** The index that the lambda was given. */
  readonly index: number;
  readonly given: unknown;
}

/** What came of passing one item. */
export type Passed =
  | { readonly is: 'passed' }
  /**
   * The run counts for nothing.
   *
   * @property at - The stage that missed something.
   * @property behind - How many outputs had come of the item by then.
   */
  | { readonly is: 'missed'; readonly at: number; readonly behind: number }
  /** A lambda threw an error of its own. @property by - The stage whose lambda that is. */
  | { readonly is: 'threw'; readonly error: unknown; readonly by: Stage | undefined };

/** How items pass the stages. */
export interface How {
  /**
   * The stages before this one have counted all that came to them. From this one on, items that are not read yet may come
   * before this one, or may not.
   */
  readonly sureTo: number;
  /** Whether the item is only foretold: then nothing can be said of what a lambda decides. */
  readonly foretold: boolean;
  isChain(value: unknown): boolean;
  /**
   * The items of collections that the lambda of a stage gave in the place of arrays.
   *
   * @param passing - What came of them so far: where the first ones may be enough, it is a `Begun`.
   */
  inHand(value: unknown, of: Stage & { readonly is: InHand }, passing: Passing): unknown;
}

/** An item on its way. */
interface Run extends How {
  readonly stages: readonly Stage[];
  readonly passing: Passing;
  readonly found: { readonly item: Place; readonly isSeveral?: boolean };
  readonly opened: Opened;
  missedAt: number | undefined;
  /** How many outputs had come of it when something was missed first. */
  behind: number;
  /** The stage whose lambda ran last. */
  at: number;
}

/** What a pipeline is before its first item. @param dropped - How many items the first stages leave out that are never read. */
export function startPassing(stages: readonly Stage[], dropped: readonly number[]): Passing {
  const counts = stages.map((_, index) => dropped[index] ?? 0);
  const isOver = stages.some((stage) => stage.is === 'take' && stage.count === 0);
  return { counts, outputs: [], toSend: [], isOver, answer: undefined };
}

/** A copy, to try an item on. */
export function copyPassing({ counts, isOver, answer }: Passing): Passing {
  return { counts: [...counts], outputs: [], toSend: [], isOver, answer };
}

/** Takes over what the stages have counted. */
export function takeCounts(into: Passing, { counts }: Passing): void {
  for (let index = 0; index < counts.length; index += 1) into.counts[index] = counts[index] ?? 0;
}

/** Begins a trial anew, for the next item. */
export function beginTrial(trial: Passing, passing: Passing): void {
  takeCounts(trial, passing);
  trial.outputs.length = 0;
  trial.toSend.length = 0;
  trial.isOver = passing.isOver;
  trial.answer = passing.answer;
}

/** Passes an item through the stages, and counts it. */
export function pass(
  stages: readonly Stage[],
  passing: Passing,
  found: Run['found'],
  opened: Opened,
  how: How,
): Passed {
  const run: Run = {
    stages,
    passing,
    found,
    opened,
    ...how,
    missedAt: undefined,
    behind: 0,
    at: 0,
  };
  try {
    through(opened.row, 0, run);
  } catch (error) {
    if (run.missedAt === undefined) {
      return { is: 'threw', error: opened.blame(error), by: stages[run.at] };
    }
  }
  const { missedAt: at, behind } = run;
  return at === undefined ? { is: 'passed' } : { is: 'missed', at, behind };
}

function through(value: unknown, index: number, run: Run): void {
  const { stages, passing } = run;
  const stage = stages[index];
  if (stage === undefined) {
    passing.outputs.push(value);
    return;
  }
  const count = passing.counts[index] ?? 0;
  const isSure = index < run.sureTo;
  passing.counts[index] = count + 1;
  switch (stage.is) {
    case 'at':
      answer(passing, value);
      return;
    // What comes up to the last three is gathered (`gather.ts`): all items have to be there for them.
    case 'contents':
    case 'toArray':
    case 'count':
    case 'reduce':
    case 'sort':
      through(value, index + 1, run);
      return;
    case 'take':
      if (count < stage.count) through(value, index + 1, run);
      if (count + 1 >= stage.count) passing.isOver = true;
      return;
    case 'drop':
      // Some items before it may turn out not to count: then it is left out all the more.
      if (count < stage.count && run.found.isSeveral !== true) return;
      if (isSure) through(value, index + 1, run);
      else leaveOpen(index + 1, run);
      return;
    default:
      if (!isSure && stage.run.length > 1) {
        if (stage.is === 'flatMap') passing.isOver ||= takesAfter(stages, index);
        leaveOpen(index + 1, run);
      } else read(stage, value, count, index, run);
  }
}

/** Runs nothing more of an item, and counts it where it may yet come: it may fill a `take`. */
function leaveOpen(from: number, run: Run): void {
  const { stages, passing } = run;
  for (let index = from; index < stages.length; index += 1) {
    const stage = stages[index] as Stage;
    const count = passing.counts[index] ?? 0;
    passing.counts[index] = count + 1;
    if (stage.is === 'drop' && count < stage.count) return;
    const mayBeFull = stage.is === 'take' && count + 1 >= stage.count;
    // How many values one gives is not known before it runs.
    if (mayBeFull || stage.is === 'flatMap')
      passing.isOver ||= mayBeFull || takesAfter(stages, index);
  }
}

/** Whether only some are taken of what a stage gives. */
export function takesAfter(stages: readonly Stage[], index: number): boolean {
  return stages.slice(index).some(({ is }) => is === 'take');
}

function read(
  stage: Extract<Stage, { readonly run: unknown }>,
  value: unknown,
  count: number,
  index: number,
  run: Run,
): void {
  const { passing } = run;
  let given: unknown;
  run.at = index;
  try {
    given = Reflect.apply(stage.run, undefined, [value, count]);
    if (isGivenOn(stage)) given = run.inHand(given, stage, passing);
  } catch (error) {
    // On what is only foretold a lambda may well fail: it was written for data.
    if (!run.foretold) throw error;
  } finally {
    run.opened.ran();
    if (run.opened.missed() !== undefined) miss(run, run.missedAt ?? index);
  }
  if (run.isChain(given)) refuseUndecided(stage);
  const isGuess = run.missedAt !== undefined || run.foretold;
  switch (stage.is) {
    case 'map':
      through(given, index + 1, run);
      return;
    case 'flatMap':
      spread(given, index, run);
      return;
    case 'filter':
      if (isGuess || given) through(value, index + 1, run);
      return;
    case 'find':
      if (given || run.foretold) answer(passing, value);
      return;
    case 'some':
      if (given) answer(passing, true);
      return;
    case 'every':
      if (!given) answer(passing, false);
      return;
    case 'forEach':
      passing.toSend.push({ item: run.found.item, index: count, given });
  }
}

/** Passes on what the lambda of a `flatMap` gave, until no more is wanted. */
function spread(given: unknown, index: number, run: Run): void {
  const values = given instanceof Begun ? given.values : Array.isArray(given) ? given : [given];
  for (const each of values) {
    if (run.passing.isOver) return;
    through(each, index + 1, run);
  }
  if (!(given instanceof Begun) || run.passing.isOver) return;
  run.at = index;
  const rest = given.rest();
  // How many come of it is not known, whatever the first ones have missed further on.
  miss(run, index);
  spread(rest, index, run);
}

function miss(run: Run, at: number): void {
  if (run.missedAt === undefined) run.behind = run.passing.outputs.length;
  run.missedAt = at;
}

/** Whether what a lambda gives goes on, and does not only decide. */
function isGivenOn(stage: Stage): stage is Stage & { readonly is: InHand } {
  return stage.is === 'flatMap' || stage.is === 'forEach';
}

function answer(passing: Passing, value: unknown): void {
  passing.answer = { value };
  passing.isOver = true;
}
