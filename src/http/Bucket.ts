/**
 * What is left of one limit: all that a client sends, or what goes to one room.
 *
 * Times are those of `performance.now()`, which goes on evenly whatever is done to the clock.
 */
import type { Allowance } from '../dialects/RateRules.ts';

/** How long is waited after a refusal at least; twice as long after each further one in a row. */
const FIRST_HOLD_MS = 1000;
const MOST_DOUBLINGS = 6;

/** Servers name moments in whole seconds, so that two answers of one window differ by as much. */
const SLACK_MS = 2000;

export class Bucket {
  /** What is counted; `undefined` is the client as a whole. */
  readonly of: string | undefined;
  /** How many requests wait for their answers. */
  inFlight = 0;
  /** Until when those that wait were told to. */
  toldUntil: number | undefined;
  /** How many more may be sent in this window. Those in flight may be counted in it or not. */
  #left = Number.POSITIVE_INFINITY;
  #limit: number | undefined;
  /** When the window ends; `undefined` where none is known. */
  #ends: number | undefined;
  /** Until when a refusal holds all back. */
  #heldUntil: number | undefined;
  /** How many refusals there were in a row. Those of requests that were on their way together are one. */
  #refusals = 0;
  /** After a refusal one request goes ahead, and the others wait for what becomes of it. */
  #isProbing = false;

  constructor(of: string | undefined) {
    this.of = of;
  }

  /**
   * How long the next request has to wait, in milliseconds.
   *
   * @returns 0 where it may go; `undefined` where it depends on an answer that is still to come.
   */
  waitMs(now: number): number | undefined {
    if (this.#ends !== undefined && now >= this.#ends) this.#begin();
    if (this.#heldUntil !== undefined && now < this.#heldUntil) return this.#heldUntil - now;
    this.#heldUntil = undefined;
    if (!this.#isProbing && this.#left > this.inFlight) return 0;
    if (this.inFlight > 0) return undefined;
    return this.#left > 0 || this.#ends === undefined ? 0 : this.#ends - now;
  }

  /** Why the next request has to wait. */
  reason(): 'spent' | 'refused' {
    return this.#heldUntil === undefined ? 'spent' : 'refused';
  }

  /** Takes note of an answer, or that none came. @param allowance - What it says is left. */
  answered(allowance: Allowance | undefined, isRefusal: boolean, now: number): void {
    if (!isRefusal) {
      this.#isProbing = false;
      this.#refusals = 0;
    }
    if (allowance !== undefined && allowance.forMs > 0) this.#learn(allowance, now);
    else if (this.#ends === undefined) this.#left = Number.POSITIVE_INFINITY;
    else this.#left -= 1;
  }

  /** Holds everything back, after a refusal. @param forMs - For how long, if the server says so. */
  hold(forMs: number | undefined, now: number): void {
    if (this.#heldUntil === undefined || now >= this.#heldUntil) this.#refusals += 1;
    const leastMs = FIRST_HOLD_MS * 2 ** Math.min(this.#refusals - 1, MOST_DOUBLINGS);
    this.#heldUntil = Math.max(this.#heldUntil ?? 0, now + Math.max(forMs ?? 0, leastMs));
    this.#isProbing = true;
  }

  /** Whether there is nothing in it that has to be remembered. */
  isIdle(now: number): boolean {
    return (
      this.inFlight === 0 &&
      (this.#ends === undefined || now >= this.#ends) &&
      (this.#heldUntil === undefined || now >= this.#heldUntil)
    );
  }

  #learn({ left, limit, forMs }: Allowance, now: number): void {
    const ends = now + forMs;
    const known = this.#ends;
    const isSame = known !== undefined && Math.abs(ends - known) <= SLACK_MS;
    // Answers overtake each other: one of the window before says nothing of this one.
    if (known !== undefined && !isSame && ends < known) return;
    this.#left = isSame ? Math.min(this.#left, left) : left;
    this.#ends = isSame ? Math.max(known, ends) : ends;
    this.#limit = limit;
  }

  /** A new window, of which no answer told yet. */
  #begin(): void {
    this.#left = this.#limit ?? Number.POSITIVE_INFINITY;
    this.#ends = undefined;
    this.toldUntil = undefined;
  }
}
