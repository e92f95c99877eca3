import { HypchatError, type RequestFacts, type Where } from './HypchatError.ts';

/** An answer came that is none: HTML where JSON was due, or JSON that was cut short. */
export class AnswerError extends HypchatError {
  static override readonly name = 'AnswerError';
  override get name(): 'AnswerError' {
    return 'AnswerError';
  }
  readonly #parts: { readonly reason: string; readonly request: RequestFacts };

  constructor(reason: string, request: RequestFacts, where?: Where) {
    super(reason, { request, ...(where && { where }) });
    this.#parts = { reason, request };
  }

  override at(where: Where): AnswerError {
    return new AnswerError(this.#parts.reason, this.#parts.request, where);
  }
}
