/**
 * Goes through a collection, or through what operations make of it, item by item.
 *
 * Items come in batches, each as large as a page. The next batch is on its way once the second half of one is in
 * use, unless the pipeline may stop before it. What was used is forgotten, so that memory stays at a few pages
 * whatever the length.
 */
import type { Batch } from './show.ts';

/** How batches are had. */
export interface Batches {
  /** Whether a batch may be asked for before it is needed. */
  isAhead(): boolean;
  /** The next batch. @param signal - Is aborted when nobody wants it any more. */
  next(signal: AbortSignal): Promise<Batch>;
}

/** Goes through batches, item by item. Nothing is asked for before the first item is. */
export class Iteration implements AsyncIterableIterator<unknown> {
  readonly #batches: Batches;
  readonly #ending = new AbortController();
  #values: readonly unknown[] = [];
  #at = 0;
  #isLast = false;
  #ahead: Promise<Batch> | undefined;
  /** Calls of `next` that did not wait for one another are answered in their order. */
  #turn: Promise<unknown> | undefined;

  constructor(batches: Batches) {
    this.#batches = batches;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    if (this.#turn === undefined && this.#at < this.#values.length) {
      return Promise.resolve(this.#take());
    }
    const turn = (this.#turn ?? Promise.resolve()).then(() => this.#fill());
    this.#turn = turn
      .catch(() => {})
      .then(() => {
        if (this.#turn === settled) this.#turn = undefined;
      });
    const settled = this.#turn;
    return turn;
  }

  /** Leaves the loop: what is on its way is given up. */
  async return(): Promise<IteratorResult<unknown, undefined>> {
    this.#end();
    return { done: true, value: undefined };
  }

  async #fill(): Promise<IteratorResult<unknown, undefined>> {
    while (this.#at >= this.#values.length) {
      if (this.#isLast) return { done: true, value: undefined };
      const coming = this.#ahead ?? this.#ask();
      this.#ahead = undefined;
      try {
        const { values, isLast } = await coming;
        if (this.#isLast) continue;
        this.#values = values;
        this.#at = 0;
        this.#isLast = isLast;
      } catch (error) {
        this.#end();
        throw error;
      }
    }
    return this.#take();
  }

  #take(): IteratorResult<unknown, undefined> {
    const value = this.#values[this.#at];
    this.#at += 1;
    const isSecondHalf = this.#at * 2 > this.#values.length;
    if (isSecondHalf && !this.#isLast && this.#ahead === undefined && this.#batches.isAhead()) {
      this.#ahead = this.#ask();
      // Whether it failed is told when it is its turn, or never, if the loop is left before.
      this.#ahead.catch(() => {});
    }
    return { done: false, value };
  }

  #ask(): Promise<Batch> {
    return this.#batches.next(this.#ending.signal);
  }

  #end(): void {
    this.#isLast = true;
    this.#values = [];
    this.#at = 0;
    this.#ending.abort();
  }
}
