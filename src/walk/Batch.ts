/**
 * The next items of a collection. Each is shown when it is its turn: the request for those behind them does not
 * wait until all of these are.
 */
import type { BatchPlace } from '../plan/place.ts';
import { Untouched } from '../plan/Untouched.ts';

/** Shows an item, by which of its answer it is. */
type ShowAt = (at: number) => unknown;

export class Batch {
  readonly isLast: boolean;
  readonly source: BatchPlace['source'];
  readonly #values: unknown[] = [];
  readonly #show: (value: unknown) => unknown;
  /** Where the items of an answer begin that nobody has read. */
  readonly #parts: { readonly first: number; readonly from: number; readonly show: ShowAt }[] = [];
  #at = 0;
  /** How many are shown. */
  #shown = 0;

  /** @param showing - How the items of one answer are shown that nobody has read. */
  constructor(
    { values, isLast, source }: BatchPlace,
    show: (value: unknown) => unknown,
    showing: (untouched: Untouched) => ShowAt,
  ) {
    for (const value of values) {
      if (!(value instanceof Untouched)) {
        this.#values.push(value);
        continue;
      }
      this.#parts.push({ first: this.#values.length, from: value.from, show: showing(value) });
      for (let at = value.from; at < value.to; at += 1) this.#values.push(NOT_YET);
    }
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

  #showUntouched(at: number): unknown {
    if ((this.#parts[1]?.first ?? at + 1) <= at) this.#parts.shift();
    const [part] = this.#parts;
    return part?.show(part.from + at - part.first);
  }

  #showNext(): void {
    const at = this.#shown;
    this.#shown += 1;
    try {
      const value = this.#values[at];
      this.#values[at] = value === NOT_YET ? this.#showUntouched(at) : this.#show(value);
    } catch (cause) {
      this.#values[at] = new NotShown(cause);
    }
  }
}

/** Stands for an item that nobody has read. */
const NOT_YET: unique symbol = Symbol('not yet');

/** Stands for an item that could not be shown, until its turn. */
class NotShown {
  readonly cause: unknown;

  constructor(cause: unknown) {
    this.cause = cause;
  }
}
