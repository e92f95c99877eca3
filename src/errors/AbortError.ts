import {
  type DoneSoFar,
  HypchatError,
  type RequestFacts,
  tellDone,
  type Where,
} from './HypchatError.ts';

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
  readonly #soFar: DoneSoFar | undefined;

  constructor(cause: unknown, where?: Where, facts?: AbortFacts, soFar?: DoneSoFar) {
    super(`${facts?.reason ?? 'the walk was aborted'}${tellDone(soFar)}`, {
      cause,
      done: soFar?.done,
      where,
      request: facts?.request,
    });
    this.#facts = facts;
    this.#soFar = soFar;
  }

  override at(where: Where): AbortError {
    return new AbortError(this.cause, where, this.#facts, this.#soFar);
  }
}
