/**
 * The next items of a collection. Each is shown when it is its turn: the request for those behind them does not
 * wait until all of these are.
 */

import { Untouched } from '../../plan/known/Untouched.ts';
import type { BatchPlace } from '../../plan/place/place.ts';

/** Items that are shown in one way. */
interface Part {
  /** How many there are up to the last of these. */
  readonly end: number;
  /** Shows one. @param at - Which item of the whole batch it is. */
  readonly show: (at: number) => unknown;
}

const NO_PART: Part = { end: 0, show: () => undefined };

export class Batch {
  readonly isLast: boolean;
  readonly source: BatchPlace['source'];
  readonly size: number;
  readonly #parts: Part[] = [];
  #part: Part = NO_PART;
  #taken = 0;
  /** What was shown ahead of its turn, from the last item back to the first that is left. */
  #shown: (() => unknown)[] = [];

  /** @param showing - How the items of one answer are shown that nobody has read, by which of it they are. */
  constructor(
    { values, isLast, source }: BatchPlace,
    show: (value: unknown) => unknown,
    showing: (untouched: Untouched) => (at: number) => unknown,
  ) {
    let end = 0;
    for (const value of values) {
      const start = end;
      if (value instanceof Untouched) {
        const showAt = showing(value);
        end += value.size;
        this.#parts.push({ end, show: (at) => showAt(value.from + at - start) });
      } else {
        end += 1;
        this.#parts.push({ end, show: () => show(value) });
      }
    }
    this.size = end;
    this.isLast = isLast;
    this.source = source;
  }

  /** How many were taken. */
  get taken(): number {
    return this.#taken;
  }

  get isUsed(): boolean {
    return this.#taken >= this.size;
  }

  /** The next item. @throws What showing it throws. */
  take(): unknown {
    const at = this.#taken;
    this.#taken += 1;
    const shown = this.#shown.pop();
    return shown === undefined ? this.#showAt(at) : shown();
  }

  /** Shows all that are left as they are known now, for some of it is about to be forgotten. */
  settle(): void {
    if (this.#shown.length > 0) return;
    for (let at = this.#taken; at < this.size; at += 1) this.#shown.push(this.#tryAt(at));
    this.#shown.reverse();
  }

  /** What gives an item as it is now, or throws what showing it throws. */
  #tryAt(at: number): () => unknown {
    try {
      const value = this.#showAt(at);
      return () => value;
    } catch (cause) {
      return () => {
        throw cause;
      };
    }
  }

  #showAt(at: number): unknown {
    // Nobody goes back: what was shown is let go.
    while (at >= this.#part.end) this.#part = this.#parts.shift() ?? { ...NO_PART, end: at + 1 };
    return this.#part.show(at);
  }
}
