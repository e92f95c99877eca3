import { doneAllTheSame } from './AnswerError.ts';
import {
  type DoneSoFar,
  HypchatError,
  type RequestFacts,
  tellDone,
  type Where,
} from './HypchatError.ts';

/** What was aborted. */
export interface AbortFacts {
  /** Default: `the walk was aborted`. */
  readonly reason?: string;
  /** The request that was on its way. */
  readonly request?: RequestFacts | undefined;
  /** Whether that is an action, which the server may do all the same. */
  readonly mayBeDone?: boolean;
}

/**
 * The chain's signal was aborted before it came to its end, or that of the `ky` that a request went through. `cause`
 * is the signal's reason.
 *
 * Where an action was on its way, the message says that this may have been done.
 */
export class AbortError extends HypchatError {
  static override readonly name = 'AbortError';
  override get name(): 'AbortError' {
    return 'AbortError';
  }
  /** Whether an action was on its way, which the server may do all the same; `request` is its request. */
  readonly mayBeDone: boolean;
  readonly #facts: AbortFacts;
  readonly #soFar: DoneSoFar | undefined;

  constructor(cause: unknown, where?: Where, facts: AbortFacts = {}, soFar?: DoneSoFar) {
    const { reason = 'the walk was aborted', request, mayBeDone = false } = facts;
    const more = mayBeDone && request !== undefined ? `: ${doneAllTheSame(request)}` : '';
    super(`${reason}${tellDone(soFar)}${more}`, { cause, done: soFar?.done, where, request });
    this.mayBeDone = mayBeDone;
    this.#facts = facts;
    this.#soFar = soFar;
  }

  override at(where: Where): AbortError {
    return new AbortError(this.cause, where, this.#facts, this.#soFar);
  }
}
