/**
 * Where the server's times come from.
 *
 * A message's `date` is in microseconds, and history is ordered by it: `micros` never gives the
 * same moment twice, though the system's clock ticks in milliseconds and may be put back. That it is
 * later than what was said before a restart, or by another server, is seen to in `send.ts`. How times
 * are written is decided in `time.ts`.
 */
export class Clock {
  readonly #now: () => number;
  #last = 0;

  /** @param now - Milliseconds since 1970, like `Date.now`. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Milliseconds since 1970. */
  millis(): number {
    return this.#now();
  }

  /** Whole seconds since 1970. */
  seconds(): number {
    return Math.floor(this.#now() / 1000);
  }

  /** Microseconds since 1970, later than every one given before. */
  micros(): number {
    this.#last = Math.max(Math.floor(this.#now() * 1000), this.#last + 1);
    return this.#last;
  }
}
