import vm from 'node:vm';

/** What the script calls, and what came of it. */
const CALLED: { work: () => unknown; given?: unknown } = { work: () => undefined };
const CONTEXT = vm.createContext(CALLED);
const CALL = new vm.Script('given = work()');

/**
 * What a function gives, unless it takes too long: then it is stopped wherever it is, also in a pattern that backtracks.
 *
 * @param ms - How long it may take, in milliseconds.
 * @throws {TooLong} When it took longer.
 */
export function inTime<T>(ms: number, work: () => T): T {
  CALLED.work = work;
  try {
    CALL.runInContext(CONTEXT, { timeout: ms });
    return CALLED.given as T;
  } catch (error) {
    throw isTimeOut(error) ? new TooLong() : error;
  } finally {
    CALLED.work = () => undefined;
    CALLED.given = undefined;
  }
}

/** Something was stopped, for it took too long. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** It is made in the other context, and no `Error` of this one. */
const isTimeOut = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
