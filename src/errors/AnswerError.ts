import { hideSecrets } from '../values/hideSecrets.ts';
import { HypchatError, isRead, type RequestFacts, type Where } from './HypchatError.ts';

/**
 * An answer came that is none: HTML where JSON was due, JSON that was cut short, or more of it than anybody means.
 *
 * Where it answered an action, the message says that this may have been done.
 */
export class AnswerError extends HypchatError {
  static override readonly name = 'AnswerError';
  override get name(): 'AnswerError' {
    return 'AnswerError';
  }
  /** Whether the request was an action, which the server may have done before it answered like this. */
  readonly mayBeDone: boolean;
  readonly #parts: { readonly reason: string; readonly request: RequestFacts };

  constructor(reason: string, request: RequestFacts, where?: Where) {
    const mayBeDone = !isRead(request.method);
    const more = mayBeDone ? `: ${doneAllTheSame(request)}` : '';
    super(`${reason}${more}`, { request, where });
    this.mayBeDone = mayBeDone;
    this.#parts = { reason, request };
  }

  override at(where: Where): AnswerError {
    return new AnswerError(this.#parts.reason, this.#parts.request, where);
  }
}

/** What is wrong with the answer of an address. */
export function answerError(reason: string, url: string, method = 'GET'): AnswerError {
  return new AnswerError(reason, { method, url: hideSecrets(url) });
}

/** What is to be said of an action of which nobody knows. */
export function doneAllTheSame({ method }: RequestFacts): string {
  return `the ${method} may have been done all the same`;
}
