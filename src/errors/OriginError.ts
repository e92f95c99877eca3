import { HypchatError, type RequestFacts, type Where } from './HypchatError.ts';

/** A link or a redirect leads to another origin than the endpoint's, where nothing is sent. */
export class OriginError extends HypchatError {
  static override readonly name = 'OriginError';
  override get name(): 'OriginError' {
    return 'OriginError';
  }
  readonly #parts: { readonly reason: string; readonly request: RequestFacts };

  constructor(reason: string, request: RequestFacts, where?: Where) {
    super(reason, { request, ...(where && { where }) });
    this.#parts = { reason, request };
  }

  override at(where: Where): OriginError {
    return new OriginError(this.#parts.reason, this.#parts.request, where);
  }
}
