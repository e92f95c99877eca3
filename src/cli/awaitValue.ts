import { isPromise } from 'node:util/types';
import { isChain, within } from '../index.ts';
import type { Evaluation } from './Evaluation.ts';

/** Limits besides the end of the evaluation. */
interface Limits {
  readonly budget?: number | undefined;
}

/**
 * The value that a person means by an expression: a chain is awaited, once, and a promise too. Anything else is
 * what it is.
 */
export async function awaitValue(value: unknown, evaluation: Evaluation): Promise<unknown> {
  return isChain(value) ? await limited(value, evaluation) : await value;
}

/** The chain as it is awaited here: it ends with the evaluation, and keeps to its limits. */
export function limited<C extends object>(
  chain: C,
  { signal }: Evaluation,
  { budget }: Limits = {},
): C {
  return within(chain, { signal, ...(budget !== undefined && { budget }) });
}

/** Whether a value has to be waited for. */
export function isPending(value: unknown): boolean {
  return isChain(value) || isPromise(value);
}
