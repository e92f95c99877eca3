import { HypchatError, type RequestFacts, type Where } from './HypchatError.ts';

/** What was aborted, where it was not the walk. */
export interface AbortFacts {
  readonly reason: string;
  readonly request: RequestFacts;
}

/**
 * The chain's signal was aborted before it came to its end, or that of the `ky` that a request went through. `cause`
 * is the signal's reason.
 */
export class AbortError extends HypchatError {
  static override readonly name = 'AbortError';
  override get name(): 'AbortError' {
    return 'AbortError';
  }
  readonly #facts: AbortFacts | undefined;

  constructor(cause: unknown, where?: Where, facts?: AbortFacts) {
    super(facts?.reason ?? 'the walk was aborted', {
      cause,
      ...(where && { where }),
      ...(facts && { request: facts.request }),
    });
    this.#facts = facts;
  }

  override at(where: Where): AbortError {
    return new AbortError(this.cause, where, this.#facts);
  }
}
