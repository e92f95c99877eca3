/**
 * What ends a want before it has come to its end: its signal, or its time.
 *
 * The time runs from the tick on in which it was awaited, also where it is kept waiting by what others of that tick do.
 */
import { AbortError } from '../../errors/AbortError.ts';
import type { DoneSoFar, HypchatError, RequestFacts, Where } from '../../errors/HypchatError.ts';
import { TimeoutError } from '../../errors/TimeoutError.ts';
import { anyOf, orAborted } from '../../http/aborted.ts';
import { whereOf } from '../rows/toError.ts';
import type { WrittenChain } from '../rows/WrittenChain.ts';
import type { WalkLimits } from './limits.ts';

/** What ends a want before it has come to its end. */
export interface Ending {
  /** Is aborted then; `undefined` where nothing does. */
  readonly signal: AbortSignal | undefined;
  /**
   * Why it is.
   *
   * @param soFar - What a `forEach` has done by then.
   * @param request - Of an action that is on its way by then.
   */
  error(where: Where, soFar?: DoneSoFar, request?: RequestFacts): HypchatError;
}

/** A want that others of its tick keep from beginning. */
interface Kept {
  readonly chain: WrittenChain;
  readonly ending: Ending;
  reject(error: unknown): void;
}

/** Begins to wait. */
export function endingOf({ signal, timeoutMs }: WalkLimits): Ending {
  // What is left of a time is seldom a whole number, and a signal takes no other.
  const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(Math.ceil(timeoutMs));
  return {
    signal: anyOf(signal, timeout),
    error: (where, soFar, request) => {
      if (timeout?.aborted && timeoutMs !== undefined) {
        return new TimeoutError(timeoutMs, where, soFar, request);
      }
      const mayBeDone = request !== undefined;
      return new AbortError(signal?.reason, where, { request, mayBeDone }, soFar);
    },
  };
}

/** Ends the wait of a want before it begins. @returns Lets go of its signal, once it does begin. */
export function endWhileKept({ ending, chain, reject }: Kept): () => void {
  const { signal } = ending;
  const end = (): void => reject(ending.error(whereOf(chain)));
  if (signal?.aborted) end();
  else signal?.addEventListener('abort', end, { once: true });
  return () => signal?.removeEventListener('abort', end);
}

/** What another await of the same call comes to, for one who may not wait as long. @param ended - What is thrown to that one. */
export async function waitWithin(
  result: Promise<unknown>,
  limits: WalkLimits,
  ended: (ending: Ending) => unknown,
): Promise<unknown> {
  const ending = endingOf(limits);
  const { signal } = ending;
  try {
    return await orAborted(result, signal);
  } catch (error) {
    throw signal?.aborted && error === signal.reason ? ended(ending) : error;
  }
}
