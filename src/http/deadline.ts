import { type Aborted, createAborted } from './aborted.ts';

/** A time after which nobody waits any more. */
export interface Deadline extends Aborted {
  /** Is aborted when it is over. */
  readonly signal: AbortSignal;
}

/** Begins to wait. Until it is cleared, it keeps the program going. @param ms - For how long, in milliseconds. */
export function createDeadline(ms: number): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const over = (): void => controller.abort(new DOMException('The time is over', 'TimeoutError'));
  const timer = setTimeout(over, ms);
  return { signal, passed: createAborted(signal).passed, clear: () => clearTimeout(timer) };
}
