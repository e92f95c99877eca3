/**
 * Rows as the planner sees them: what a lambda gets for an item, on samples first and then on data.
 *
 * How rows are made, and what a lambda touches, is the business of `src/walk` and `src/proxy`.
 */

import type { Knowledge } from '../known/known.ts';
import type { Untouched } from '../known/Untouched.ts';
import type { Wish } from '../known/wish.ts';
import type { Need } from '../need/need.ts';
import type { Outcome } from '../need/outcome.ts';
import type { Place, ResourcePlace } from '../place/place.ts';
import type { FieldSelection, Reads } from './FieldSelection.ts';
import type { Reading, Recorded } from './operation.ts';
import type { Argument, Want } from './program.ts';

/** An item that lambdas are to run on. @property made - What they get in its place. */
export interface Found {
  readonly item: Place;
  readonly made?: { readonly value: unknown };
}

/** An item that lambdas run on. */
export interface Opened {
  /** Runs them. What they write is not sent unless they return it. */
  reading<T>(run: () => T): T;
  /**
   * The runs count: an action that they wrote and did not give is missed from now on.
   *
   * @param came - What came of the item, and what a search ended with.
   */
  counts(came: {
    readonly outputs: readonly unknown[];
    readonly toSend: readonly { readonly given: unknown }[];
    readonly answer: { readonly value: unknown } | undefined;
  }): void;
  /**
   * A lambda has run, or threw: what it looked at and read nothing of, it may have compared, with `null` say. Whether that is
   * there has to be known.
   *
   * @throws What the address of such a thing was refused with.
   */
  ran(): void;
  /** What the first lambda gets. */
  readonly row: unknown;
  /** What was touched of the item so far. */
  readonly wish: Wish;
  /** The error that a lambda threw, with what was most likely wrong with it. */
  blame(error: unknown): unknown;
  /** What was read first of all that is not known: the runs on this item count for nothing then. */
  missed(): Missed | undefined;
  /** What operations within the lambdas will need that were written after that, or that nobody has read yet. */
  guessed(): readonly Need[];
}

/** What a run on an item missed. */
export type Missed =
  /**
   * A field of a row. It may be of an item of a list further out, whose row the lambda closes over. `wish` is what was
   * really missed, and what was touched after it, which is only guessed.
   */
  | { readonly is: 'row'; readonly place: ResourcePlace; readonly wish: Wish }
  /** What an operation within a lambda needs of its collection. */
  | { readonly is: 'inner'; readonly needs: readonly Need[] };

/** The start of a list of which more has to come. @property rest - Misses that, and gives samples of it. */
export class Begun {
  readonly values: readonly unknown[];
  readonly rest: () => unknown;

  constructor(values: readonly unknown[], rest: () => unknown) {
    this.values = values;
    this.rest = rest;
  }
}

/** The operations whose lambdas give what goes on. */
export type InHand = 'flatMap' | 'forEach';

/** Walks a chain that starts at a row, as far as it goes with what is known. */
export type WalkInner = (want: Want) => Outcome;

/** Makes rows, and reads what lambdas give back. */
export interface Rows {
  /** How only what is read is asked for, where the server can choose. */
  readonly selecting: FieldSelection | undefined;
  /** Whether it refused to: then it is not asked to again. */
  refusesToSelect: boolean;
  /** Notes what is read of samples, and by steps, while a chain is understood. */
  reads: Reads | undefined;
  /** Whether what a lambda gives on samples is data, from which nothing leads on. */
  isData(value: unknown): boolean;
  /** A sample of an item, before any lambda ran. @param least - What is there of it unless it is expanded; default `stub`. */
  sample(kind: string | undefined, least?: 'ref' | 'stub'): Recorded;
  /**
   * What a lambda gives on what is recorded; `undefined` when it could not say.
   *
   * @param isSpread - Whether a collection that it gives stands for its items.
   * @throws {TypeError} When the lambda is async.
   */
  record(
    run: Reading,
    recorded: Recorded,
    isSpread: boolean,
  ): { readonly value: unknown } | undefined;
  /** What is wanted of an item, with what the steps after the stages will want of the row that they give. */
  foresee(recorded: Recorded, tail: Wish): Wish;
  /** Takes note of what further stages read, and the steps after them, of samples that a stage gave on data. */
  foreseeGiven(given: unknown, recorded: Recorded): void;
  /** @param walk - Walks what operations within the lambdas ask of collections below the item. */
  open(item: Found, known: Knowledge, walk: WalkInner): Opened;
  /** What the lambdas that run now have missed first of all; `undefined` where they have missed nothing, or none runs. */
  missed(): Missed | undefined;
  /** The resource that a row stands for; `undefined` for anything else. */
  placeOf(value: unknown): ResourcePlace | undefined;
  /** The item that a row stands for, of which only values were read; `undefined` for anything else. */
  untouched(value: unknown): Untouched | undefined;
  /** The kind of a sample row. */
  kindOf(value: unknown): string | undefined;
  /** What is there of what a sample row stands for unless that is expanded; `undefined` for anything else. */
  leastOf(value: unknown): 'ref' | 'stub' | undefined;
  /**
   * The items of collections that a lambda gave in the place of arrays; anything else as it is.
   *
   * @param of - For a `flatMap`, also those of a collection to which no operation was applied.
   * @param enough - How many may be enough: those that are there are a `Begun` then, as long as more have to come.
   */
  inHand(value: unknown, of: InHand, enough: number | undefined): unknown;
  /** All that a lambda gave, wherever it stands in arrays, plain records, maps and sets. */
  leavesOf(value: unknown): readonly unknown[];
  /** The chains in that, and rows that lead on like these. */
  chainsIn(value: unknown): readonly object[];
  /** A chain as a part of the plan. @throws {TypeError} When it cannot be one. */
  toArgument(chain: object): Argument;
}
