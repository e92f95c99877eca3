/**
 * A want that fails by an error: one that was thrown, that a request came to, or that says what was written wrongly. And what is
 * needed, which may be what failed.
 */
import type { Knowledge } from '../known/known.ts';
import type { Need } from './need.ts';
import type { Failure, Outcome } from './outcome.ts';

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

/** What is needed next, unless asking for it has failed. @param failedAt - The step at which that is marked. */
export function needOrFailure(
  need: Need,
  known: Knowledge,
  step: number,
  failedAt: number = step,
): Outcome {
  const failure = known.asked.failure(need.address);
  if (failure !== undefined) return requestFailed(failedAt, failure);
  return { is: 'need', needs: [need], step };
}
