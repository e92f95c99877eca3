import { doneAllTheSame } from './AnswerError.ts';
import {
  type DoneSoFar,
  HypchatError,
  type RequestFacts,
  tellDone,
  type Where,
} from './HypchatError.ts';

/**
 * The chain took longer than `within` allowed it.
 *
 * Where an action was on its way, the message says that this may have been done.
 */
export class TimeoutError extends HypchatError {
  static override readonly name = 'TimeoutError';
  override get name(): 'TimeoutError' {
    return 'TimeoutError';
  }
  /** What was allowed, in milliseconds. */
  readonly timeoutMs: number;

  /** Whether an action was on its way, which the server may do all the same; `request` is its request. */
  readonly mayBeDone: boolean;

  readonly #soFar: DoneSoFar | undefined;

  /** @param underWay - The request of an action that was on its way. */
  constructor(timeoutMs: number, where: Where, soFar?: DoneSoFar, underWay?: RequestFacts) {
    const more = underWay === undefined ? '' : `: ${doneAllTheSame(underWay)}`;
    const reason = `the walk took longer than ${timeoutMs} ms${tellDone(soFar)}${more}`;
    super(reason, { where, done: soFar?.done, request: underWay });
    this.timeoutMs = timeoutMs;
    this.mayBeDone = underWay !== undefined;
    this.#soFar = soFar;
  }

  override at(where: Where): TimeoutError {
    return new TimeoutError(this.timeoutMs, where, this.#soFar, this.request);
  }
}
