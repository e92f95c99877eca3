/**
 * Goes through a collection, or through what operations make of it, item by item.
 *
 * Items come in batches, each of one page, or of as many as may be asked for at once. The next batch is on its way once
 * the second half of the first page in one is in use, unless the pipeline may stop before it. What was used is
 * forgotten, so that memory stays at a few pages whatever the length.
 */
import { afterPromiseJobs } from '../run/afterPromiseJobs.ts';
import type { Batch } from '../show/Batch.ts';

/** How batches are had. */
export interface Batches {
  /** How many pages may be asked for before they are needed. */
  pagesAhead(): number;
  /** Whether the loop's own signal was aborted: then the next batch is refused. */
  isAborted(): boolean;
  /** The next batch. @param signal - Is aborted when nobody wants it any more. */
  next(signal: AbortSignal): Promise<Batch>;
  /** Told once no batch is wanted any more. */
  end(): void;
}

type Result = IteratorResult<unknown, undefined>;

const DONE: Result = { done: true, value: undefined };

/** Goes through batches, item by item. Nothing is asked for before the first item is. */
export class Iteration implements AsyncIterableIterator<unknown> {
  readonly #batches: Batches;
  readonly #ending = new AbortController();
  #batch: Batch | undefined;
  #isEnded = false;
  #ahead: Promise<Batch> | undefined;
  /** Whether the request for the batch behind waits for the end of the tick in which it was asked for. */
  #isLeaving = false;
  /** Calls of `next` that did not wait for one another are answered in their order: the last of them, and how many are open. */
  #turn: Promise<unknown> = Promise.resolve();
  #open = 0;

  constructor(batches: Batches) {
    this.#batches = batches;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    const batch = this.#batch;
    const isAtHand = batch?.isUsed === false && !this.#isLeaving && !this.#batches.isAborted();
    if (this.#open === 0 && isAtHand) {
      try {
        return Promise.resolve(this.#take(batch));
      } catch (error) {
        return Promise.reject(error);
      }
    }
    this.#open += 1;
    const inTurn = (): Promise<Result> => this.#nextInTurn();
    const turn = this.#turn.then(inTurn, inTurn);
    this.#turn = turn;
    return turn;
  }

  /** Leaves the loop: what is on its way is given up. */
  async return(): Promise<Result> {
    this.#end();
    return DONE;
  }

  async #nextInTurn(): Promise<Result> {
    try {
      return await this.#wait();
    } finally {
      // Before its caller hears of it: the next one need not wait then.
      this.#open -= 1;
    }
  }

  async #wait(): Promise<Result> {
    // A loop that waits for nothing else would not let the request leave before its last item.
    if (this.#isLeaving) await new Promise<void>((resolve) => afterPromiseJobs(resolve));
    this.#isLeaving = false;
    while (this.#batch === undefined || this.#batch.isUsed || this.#batches.isAborted()) {
      const isOver = this.#batch?.isLast && this.#batch.isUsed;
      if (isOver) this.#end();
      if (this.#isEnded) return DONE;
      const coming = this.#batches.isAborted() ? this.#ask() : (this.#ahead ?? this.#ask());
      this.#ahead = undefined;
      try {
        const batch = await coming;
        if (!this.#isEnded) this.#batch = batch;
      } catch (error) {
        // What was given up because the loop was left is no error.
        if (this.#isEnded) return DONE;
        this.#end();
        throw error;
      }
    }
    return this.#take(this.#batch);
  }

  /**
   * The next item. The batch behind it may be asked for in the very tick in which the loop gets it, so that what is
   * touched of it comes with that batch.
   */
  #take(batch: Batch): Result {
    const isAskDue = this.#isAskDue(batch);
    let value: unknown;
    try {
      value = batch.take();
    } catch (error) {
      this.#end();
      throw error;
    }
    if (isAskDue) {
      this.#isLeaving = true;
      this.#ahead = this.#ask();
      // Whether it failed is told when it is its turn, or never, if the loop is left before.
      this.#ahead.catch(() => {});
    }
    return { done: false, value };
  }

  /** Whether the batch behind is asked for with the next item. */
  #isAskDue({ taken, size, isLast }: Batch): boolean {
    if (isLast || this.#ahead !== undefined) return false;
    return (taken + 1) * 2 * this.#batches.pagesAhead() > size;
  }

  #ask(): Promise<Batch> {
    return this.#batches.next(this.#ending.signal);
  }

  #end(): void {
    this.#isEnded = true;
    this.#batch = undefined;
    this.#ending.abort();
    this.#batches.end();
  }
}
