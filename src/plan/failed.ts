/**
 * A want that fails by an error: one that was thrown, that a request came to, or that says what was written wrongly.
 */
import type { Failure, Outcome } from './place.ts';

/** The outcome of a want that failed at a step. `cause` is all that is told of it. */
export function failedBy(
  step: number,
  code: Extract<Failure['code'], 'misuse' | 'thrown' | 'request' | 'someFailed'>,
  cause: unknown,
): Outcome & { readonly is: 'failed' } {
  return { is: 'failed', failure: { step, code, message: '', cause } };
}

/** The outcome of a request that failed. */
export function requestFailed(step: number, cause: unknown): Outcome & { readonly is: 'failed' } {
  return failedBy(step, 'request', cause);
}
