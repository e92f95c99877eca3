import { doneAllTheSame } from './AnswerError.ts';
import { HypchatError, isRead, type RequestFacts, type Where } from './HypchatError.ts';

/** How it came that no answer did. */
export interface NetworkFacts {
  readonly cause: unknown;
  readonly timedOut: boolean;
  readonly nothingSent: boolean;
}

/**
 * No answer came: the server could not be reached, the connection broke, or it took too long.
 *
 * Where an action may have been done nevertheless, the message says so.
 */
export class NetworkError extends HypchatError {
  static override readonly name = 'NetworkError';
  override get name(): 'NetworkError' {
    return 'NetworkError';
  }
  /** Whether the request took longer than a request may. */
  readonly timedOut: boolean;
  /**
   * Whether the run-time proves that nothing reached the server, as where the connection was refused. Where it
   * is `false`, an action may have been done or not.
   */
  readonly nothingSent: boolean;
  readonly #parts: { readonly reason: string; readonly request: RequestFacts };

  constructor(reason: string, request: RequestFacts, facts: NetworkFacts, where?: Where) {
    const more = isRead(request.method) || facts.nothingSent ? '' : `: ${doneAllTheSame(request)}`;
    super(`${reason}${more}`, { request, cause: facts.cause, where });
    this.timedOut = facts.timedOut;
    this.nothingSent = facts.nothingSent;
    this.#parts = { reason, request };
  }

  override at(where: Where): NetworkError {
    const { cause, timedOut, nothingSent } = this;
    const facts = { cause, timedOut, nothingSent };
    return new NetworkError(this.#parts.reason, this.#parts.request, facts, where);
  }
}
