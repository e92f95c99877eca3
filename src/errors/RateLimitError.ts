import { HypchatError, type RequestFacts, type Where } from './HypchatError.ts';

/** What is known of a wait that is too long. */
export interface RateLimitFacts {
  readonly waitMs: number;
  readonly longestWaitMs: number;
  /** What the limit counts, such as `room 42`; `undefined` is all that the client sends. */
  readonly of: string | undefined;
}

/**
 * The rate limit leaves nothing for longer than `longestWaitMs` allows to wait. The request was not sent. One that
 * the server refused itself is a `TooManyRequestsError`.
 */
export class RateLimitError extends HypchatError {
  static override readonly name = 'RateLimitError';
  override get name(): 'RateLimitError' {
    return 'RateLimitError';
  }
  /** How long it would be, in milliseconds. */
  readonly waitMs: number;
  /** What the limit counts, such as `room 42`; `undefined` is all that the client sends. */
  readonly of: string | undefined;
  readonly #facts: RateLimitFacts;

  constructor(facts: RateLimitFacts, request: RequestFacts, where?: Where) {
    const { waitMs, longestWaitMs, of } = facts;
    const whose = of === undefined ? '' : ` for ${of}`;
    super(
      `the rate limit${whose} leaves nothing for ${waitMs} ms, and ${longestWaitMs} ms is the longest wait: nothing was sent`,
      { request, where },
    );
    this.waitMs = waitMs;
    this.of = of;
    this.#facts = facts;
  }

  override at(where: Where): RateLimitError {
    // `request` is always there: the constructor wants it.
    return new RateLimitError(this.#facts, this.request as RequestFacts, where);
  }
}
