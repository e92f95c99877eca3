/**
 * What needs all items that come to it: to sort them, to count them, to make one of them, or to take one from their end.
 *
 * The lambdas read rows, as all others do. What they miss is asked for, and they begin anew: so what a `reduce` starts
 * with is copied for each run.
 */

import type { Knowledge } from '../known/known.ts';
import { Untouched } from '../known/Untouched.ts';
import { isSeveral, isUnaddressed } from '../map/address.ts';
import type { Need } from '../need/need.ts';
import type { Failure } from '../need/outcome.ts';
import type { ValuePlace } from '../place/place.ts';
import { copyOf, type Gathering, refuseUndecided } from '../program/operation.ts';
import type { Opened, WalkInner } from '../program/rows.ts';
import type { PlanContext } from './context.ts';
import { needsOf, ridingAlong } from './missing.ts';
import { noting } from './Strays.ts';

/** What the items came to. */
export type Gathered =
  | { readonly is: 'list'; readonly values: readonly unknown[] }
  /** @property value - `undefined` where there is none. */
  | { readonly is: 'one'; readonly value: unknown }
  | { readonly is: 'count'; readonly count: number }
  | { readonly is: 'need'; readonly needs: readonly Need[] }
  | { readonly is: 'failed'; readonly failure: Omit<Failure, 'step'> };

/** Where items are gathered. */
export interface Surroundings {
  /** What the items are. */
  readonly kind: string;
  readonly known: Knowledge;
  readonly context: PlanContext;
  readonly walk: WalkInner;
}

/** Gathers the values that came to a stage. */
export function gather(
  stage: Gathering,
  values: readonly unknown[],
  around: Surroundings,
): Gathered {
  switch (stage.is) {
    case 'count':
      return { is: 'count', count: values.reduce(counted, 0) };
    case 'at':
      return { is: 'one', value: values.at(stage.index) ?? foretoldOf(values, around) };
    case 'reduce':
      return reduce(stage, values, around);
    case 'sort':
      return sort(stage, values, around);
  }
}

/** How many items there are with a value: of those that stay as they came, one stands for all of an answer. */
function counted(before: number, value: unknown): number {
  return before + (value instanceof Untouched ? value.size : 1);
}

/** What stands for all of them, of which nobody knows yet how many there are. */
function foretoldOf(values: readonly unknown[], { known }: Surroundings): unknown {
  return known.foretold ? values.at(-1) : undefined;
}

/** Whether one that is foretold stands for all of them: what two of them are read for is read of it then. */
function standsForAll(values: readonly unknown[], { known, context }: Surroundings): boolean {
  if (!known.foretold || values.length !== 1) return false;
  const address = context.rows.placeOf(values[0])?.address;
  return address === undefined || isUnaddressed(address) || isSeveral(address);
}

function reduce(
  { reduce, initial }: Extract<Gathering, { is: 'reduce' }>,
  values: readonly unknown[],
  around: Surroundings,
): Gathered {
  if (initial === undefined && values.length === 0) {
    return failed(new TypeError('reduce of no items, with nothing to start with'));
  }
  const runs = new Runs(around);
  let sum = initial === undefined ? values[0] : copyOf(initial.value);
  const isAlone = !standsForAll(values, around);
  for (const [index, value] of values.entries()) {
    if (index === 0 && initial === undefined && isAlone) continue;
    const threw = runs.run(() => {
      sum = reduce(sum, value, index);
    });
    if (threw !== undefined) return threw;
  }
  return runs.missing() ?? { is: 'one', value: sum };
}

function sort(
  { compare }: Extract<Gathering, { is: 'sort' }>,
  values: readonly unknown[],
  around: Surroundings,
): Gathered {
  const { rows } = around.context;
  const isChain = (value: unknown): boolean =>
    typeof value === 'function' && rows.chainsIn(value).length > 0;
  const sorted = [...values];
  const runs = new Runs(around);
  const threw = runs.run(() => {
    if (compare === undefined && values.some(isChain)) {
      throw new TypeError(
        '`sort` of chains takes a function that reads them: write `map` before it',
      );
    }
    sorted.sort(
      compare &&
        ((a, b) => {
          const order: unknown = compare(a, b);
          if (isChain(order)) refuseUndecided({ is: 'sort', compare });
          return order as number;
        }),
    );
  });
  if (threw !== undefined) return threw;
  // Which of them lack something is learned from each by itself, so that all of it is asked for at once.
  if (compare !== undefined && (runs.missing() !== undefined || standsForAll(values, around))) {
    for (const value of values) runs.run(() => compare(value, value));
  }
  return runs.missing() ?? { is: 'list', values: sorted };
}

/** Runs of lambdas on what was gathered, and what they missed. */
class Runs {
  readonly #around: Surroundings;
  readonly #missed: Opened[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** @returns The failure that ends all, where a run threw and none has missed anything. */
  run(lambdas: () => unknown): Gathered | undefined {
    const { known, context, walk } = this.#around;
    const opened = context.rows.open({ item: NO_ITEM }, known, noting(walk, context, known));
    try {
      opened.reading(() => {
        try {
          lambdas();
        } finally {
          opened.ran();
        }
      });
    } catch (error) {
      // What threw after a miss, or on what is only foretold, may be as it should on data.
      const isOwn = opened.missed() === undefined && this.#missed.length === 0 && !known.foretold;
      if (isOwn) return failed(opened.blame(error));
    }
    if (opened.missed() !== undefined) this.#missed.push(opened);
    return undefined;
  }

  /** What the runs need; `undefined` where they missed nothing that can be asked for. */
  missing(): Gathered | undefined {
    const { kind, known, context } = this.#around;
    const needs = this.#missed.flatMap((opened) => {
      const missed = opened.missed();
      return missed === undefined ? [] : needsOf(missed, kind, known, context.map);
    });
    if (needs.length === 0) return undefined;
    const guessed = this.#missed.flatMap((opened) => opened.guessed());
    return { is: 'need', needs: ridingAlong(needs, guessed) };
  }
}

const NO_ITEM: ValuePlace = { at: 'value', value: undefined, codec: 'json', of: 'items' };

function failed(cause: unknown): Gathered {
  return { is: 'failed', failure: { code: 'thrown', message: '', cause } };
}
