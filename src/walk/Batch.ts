/**
 * The next items of a collection. Each is shown when it is its turn: the request for those behind them does not
 * wait until all of these are.
 */
import type { BatchPlace } from '../plan/place.ts';

export class Batch {
  readonly isLast: boolean;
  readonly source: BatchPlace['source'];
  readonly #values: unknown[];
  readonly #show: (value: unknown) => unknown;
  #at = 0;
  /** How many are shown. */
  #shown = 0;

  constructor({ values, isLast, source }: BatchPlace, show: (value: unknown) => unknown) {
    this.#values = [...values];
    this.isLast = isLast;
    this.source = source;
    this.#show = show;
  }

  get size(): number {
    return this.#values.length;
  }

  /** How many were taken. */
  get taken(): number {
    return this.#at;
  }

  get isUsed(): boolean {
    return this.#at >= this.#values.length;
  }

  /** The next item. @throws What showing it throws. */
  take(): unknown {
    if (this.#shown === this.#at) this.#showNext();
    const value = this.#values[this.#at];
    // Nobody goes back.
    this.#values[this.#at] = undefined;
    this.#at += 1;
    if (value instanceof NotShown) throw value.cause;
    return value;
  }

  /** Shows all that are left as they are known now, for some of it is about to be forgotten. */
  settle(): void {
    while (this.#shown < this.#values.length) this.#showNext();
  }

  #showNext(): void {
    const at = this.#shown;
    this.#shown += 1;
    try {
      this.#values[at] = this.#show(this.#values[at]);
    } catch (cause) {
      this.#values[at] = new NotShown(cause);
    }
  }
}

/** Stands for an item that could not be shown, until its turn. */
class NotShown {
  readonly cause: unknown;

  constructor(cause: unknown) {
    this.cause = cause;
  }
}
