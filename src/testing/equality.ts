/**
 * When two values of this library are equal to a test.
 *
 * Runners look at what a value owns. A moment owns nothing, so that to some of them any two moments are equal; a chain
 * is a function, which is equal to itself alone.
 */
import { isTemporal } from '../values/temporal.ts';
import { isSameChain } from './isSameChain.ts';

/** What a runner gives its testers. */
export interface EqualityContext {
  /** Whether two values are equal to the runner, by all its testers. */
  equals(a: unknown, b: unknown, testers?: readonly unknown[]): boolean;
}

/**
 * A tester for `expect.addEqualityTesters`.
 *
 * Two moments (and durations, and all else of Temporal) are equal when they are of one type and read the same, native or
 * polyfilled. Two chains are equal when they are written the same, from the same start, with equal arguments and limits.
 * Snapshots need no tester: runners compare their data, and with this one the moments in it.
 *
 * @returns `undefined` for anything else, which the runner compares by itself.
 */
export function equality(
  this: EqualityContext,
  a: unknown,
  b: unknown,
  testers?: readonly unknown[],
): boolean | undefined {
  if (isTemporal(a) && isTemporal(b)) return tagOf(a) === tagOf(b) && String(a) === String(b);
  return isSameChain(a, b, (one, other) => this.equals(one, other, testers));
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value);
