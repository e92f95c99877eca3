/**
 * One look at a part of a pipeline: what it goes through, by what stages, and how far it got.
 *
 * How far it got is kept from round to round, so that no item is read twice; everything else is of this look alone.
 */

import type { Knowledge } from '../known/known.ts';
import { Repeats } from '../known/Repeats.ts';
import { NOTHING, type Wish } from '../known/wish.ts';
import type { Outcome } from '../need/outcome.ts';
import type { CollectionPlace, Place } from '../place/place.ts';
import type { Stage } from '../program/operation.ts';
import type { Move, Want } from '../program/program.ts';
import type { Found, Rows } from '../program/rows.ts';
import { appetiteOf } from './appetite.ts';
import type { PlanContext } from './context.ts';
import { type FoundItem, isEnd, itemFrom, sourceAddress } from './itemSource.ts';
import type { Memory, PartState } from './Memory.ts';
import { startPassing } from './pass.ts';
import { UntouchedItem, untouchedFrom } from './UntouchedItem.ts';

/** A pipeline, as far as its steps say. */
export interface Pipeline {
  readonly place: CollectionPlace;
  /** Its operations; none for a collection that is gone through as it is. */
  readonly moves: readonly Move[];
  /** What the steps after it will want of an item. */
  readonly tail: Wish;
  /** What is wanted of it. */
  readonly goal: Want['goal'];
  /** How many of the things that it gives may be enough; `undefined` where all of them are wanted. */
  readonly enough: number | undefined;
  /** The step at which its errors are marked. */
  readonly step: number;
}

/** Walks a chain that a lambda gave. @param memory - What that has come to; default that of the errand. */
export type Advance = (want: Want, memory?: Memory) => Outcome;

/** One look at a pipeline, with what is known. */
export interface Look extends Pipeline {
  readonly stages: readonly Stage[];
  /** What the part before came to; `undefined` where items are read from the collection. */
  readonly values: readonly unknown[] | undefined;
  /** Whether items that no lambda reads may stay as they came: they are shown so, or only counted. */
  readonly isShown: boolean;
  readonly guess: Wish;
  readonly state: PartState;
  readonly known: Knowledge;
  readonly context: PlanContext;
  readonly advance: Advance;
}

/** The state of a part before its first item is read. */
export function newState(
  stages: readonly Stage[],
  place: CollectionPlace,
  values: readonly unknown[] | undefined,
  known: Knowledge,
): PartState {
  // One item that is foretold stands at the start where pages are read in their order, and for those as well that are left out.
  const isInOrder = known.foretold && known.ignoresWindows;
  const isPicked = place.items || (place.indexed && !isInOrder);
  const isByIndex = values === undefined && isPicked;
  const dropped = isByIndex ? leadingDrops(stages) : [];
  const start = isByIndex && !place.items ? (place.start ?? 0) : 0;
  const from = dropped.reduce((sum, count) => sum + count, start);
  const passing = startPassing(stages, dropped);
  const { most = Number.POSITIVE_INFINITY } = appetiteOf(stages, passing);
  const span = { at: from, from, to: from + most };
  return { ...span, passing, repeats: new Repeats(from), learned: NOTHING, gathered: undefined };
}

/** How many items need not even be asked for, by the stages that leave them out. */
function leadingDrops(stages: readonly Stage[]): readonly number[] {
  const counts: number[] = [];
  for (const stage of stages) {
    if (stage.is !== 'drop') break;
    counts.push(stage.count);
  }
  return counts;
}

/** How many more things may be enough than it has come to; `undefined` where all are wanted. */
export function stillEnough({ enough, state }: Look): number | undefined {
  return enough && Math.max(1, enough - state.passing.outputs.length);
}

const NO_STEPS: object = {};

/** By what a pipeline is remembered. */
export function keyOf(moves: readonly Move[]): object {
  return moves[0]?.identity ?? NO_STEPS;
}

/** An item of a part, with what stages before made of it. */
export type Item = FoundItem & Found;

/** The item at an index, or the first one behind what the server leaves out there. */
export function itemAt(
  { place, values, known, context, state }: Look,
  index: number,
): Item | undefined {
  if (values === undefined) {
    const untouched = untouchedFrom(place, index, state.repeats, known);
    return untouched ? new UntouchedItem(untouched, known) : itemFrom(place, index, known);
  }
  if (index >= values.length) return undefined;
  const isLast = index === values.length - 1;
  const isSeveral = isLast && known.list(sourceAddress(place))?.several !== undefined;
  return new MadeItem(values[index], { index, isSeveral }, context.rows);
}

/** What stages before made of an item. Where it stands is found out only for who asks. */
class MadeItem implements Item {
  readonly index: number;
  readonly isSeveral: boolean;
  readonly made: { readonly value: unknown };
  readonly #rows: Rows;

  constructor(
    value: unknown,
    { index, isSeveral }: Required<Pick<FoundItem, 'index' | 'isSeveral'>>,
    rows: Rows,
  ) {
    this.made = { value };
    this.index = index;
    this.isSeveral = isSeveral;
    this.#rows = rows;
  }

  get item(): Place {
    return this.#rows.placeOf(this.made.value) ?? { at: 'value', value: undefined, ...IN_HAND };
  }
}

/** What is shown of a value that an operation gave: a row of which only values were read, as it came. */
export function asItCame(value: unknown, { isShown, known, context }: Look): unknown {
  const mayShow = isShown && known.asked.selection === undefined;
  return mayShow ? (context.rows.untouched(value) ?? value) : value;
}

/** Whether there is no item at that index, nor behind it. */
export function hasEnded({ place, values, known }: Look, index: number): boolean {
  return values === undefined ? isEnd(place, index, known) : index >= values.length;
}

const IN_HAND = { codec: 'json', of: 'a result' } as const;
