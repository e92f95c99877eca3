/**
 * Whether a request is sent again, and how long is waited before: only where the server cannot have acted on it.
 *
 * That is any read, and an action after a 429, or where the run-time proves that nothing was sent.
 */
import type { NetworkError } from '../errors/NetworkError.ts';

/** After so many refusals in a row a request is given up. */
const MOST_REFUSALS = 5;
/** What a gateway or an overloaded server says, which may be over in a moment. A 500 is not. */
const PASSING: readonly number[] = [502, 503, 504];
const FIRST_FAILURE_MS = 250;

export class Repeats {
  readonly #isRead: boolean;
  readonly #mostFailures: number;
  #failures = 0;
  #refusals = 0;

  /** @param most - How often what failed is sent again. */
  constructor(isRead: boolean, most: number) {
    this.#isRead = isRead;
    this.#mostFailures = most;
  }

  /** After a refusal for the time being. @returns Whether it is sent again once that is over. */
  afterRefusal(status: number): boolean {
    this.#refusals += 1;
    return (this.#isRead || status === 429) && this.#refusals < MOST_REFUSALS;
  }

  /** After an answer. @returns The pause in milliseconds; `undefined` where it is not sent again. */
  afterAnswer(status: number): number | undefined {
    return this.#isRead && PASSING.includes(status) ? this.#next() : undefined;
  }

  /** After no answer. @returns The pause in milliseconds; `undefined` where it is not sent again. */
  afterNoAnswer({ timedOut, nothingSent }: NetworkError): number | undefined {
    // Whoever says how long a request may take does not want to wait for several times as long.
    return !timedOut && (this.#isRead || nothingSent) ? this.#next() : undefined;
  }

  #next(): number | undefined {
    if (this.#failures === this.#mostFailures) return undefined;
    this.#failures += 1;
    return FIRST_FAILURE_MS * 4 ** (this.#failures - 1);
  }
}
