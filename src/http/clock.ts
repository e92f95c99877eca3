/**
 * The moment it is, for what is told of requests.
 *
 * `Date.now` is a whole number of milliseconds and is set back and forth; `performance.now` stands still while some
 * machines sleep. So moments are counted by the second and held by the first: they lie apart as long as it really took,
 * until the two disagree by more than anybody wants to read wrong.
 */
import type { Temporal } from 'temporal-polyfill';
import { temporal } from '../values/temporal.ts';

/** From here on the clock is set anew, in milliseconds. */
const FAR_OFF = 1000;

/** When `performance.now` was 0, in milliseconds since 1970. */
let origin = 0;

/** The moment at which `performance.now` gave a number. @param at - A moment ago. */
export function momentOf(at: number): Temporal.Instant {
  const since = Date.now() - performance.now();
  if (Math.abs(since - origin) > FAR_OFF) origin = since;
  return temporal().Instant.fromEpochNanoseconds(BigInt(Math.round((origin + at) * 1000)) * 1000n);
}
