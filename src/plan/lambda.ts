/**
 * A lambda operation as the planner sees it: what it will foreseeably read, and a way to run it on data.
 *
 * How a lambda is recorded, and the rows that it gets, are made in `src/walk` and `src/proxy`.
 */
import type { Knowledge } from './known.ts';
import type { Place, ResourcePlace } from './place.ts';
import type { Wish } from './wish.ts';

/** What came of running a lambda on one item. */
export type LambdaRun =
  /** It read only what was known: `wish` is what that was. */
  | { readonly value: unknown; readonly wish: Wish }
  /**
   * It missed something, so the run counts for nothing. `first` is what it really missed; `wish` is that and
   * what it touched afterwards, which is only guessed.
   */
  | { readonly missed: { readonly place: ResourcePlace; readonly wish: Wish }; readonly wish: Wish }
  /** It threw an error of its own. */
  | { readonly threw: unknown };

export interface Lambda {
  /** What it read of an item when it ran on sample values. */
  readonly guess: Wish;
  run(item: Place, index: number, known: Knowledge): LambdaRun;
}
