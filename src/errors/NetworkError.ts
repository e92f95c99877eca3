import { HypchatError, type RequestFacts, type Where } from './HypchatError.ts';

/** No answer came: the server could not be reached, the connection broke, or it took too long. */
export class NetworkError extends HypchatError {
  override readonly name = 'NetworkError';
  readonly #parts: {
    readonly reason: string;
    readonly request: RequestFacts;
    readonly cause: unknown;
  };

  constructor(reason: string, request: RequestFacts, cause: unknown, where?: Where) {
    super(reason, { request, cause, ...(where && { where }) });
    this.#parts = { reason, request, cause };
  }

  override at(where: Where): NetworkError {
    const { reason, request, cause } = this.#parts;
    return new NetworkError(reason, request, cause, where);
  }
}
