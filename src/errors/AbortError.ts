import { HypchatError, type Where } from './HypchatError.ts';

/** The chain's signal was aborted before it came to its end. `cause` is the signal's reason. */
export class AbortError extends HypchatError {
  static override readonly name = 'AbortError';
  override get name(): 'AbortError' {
    return 'AbortError';
  }

  constructor(cause: unknown, where: Where) {
    super('the walk was aborted', { cause, where });
  }

  override at(where: Where): AbortError {
    return new AbortError(this.cause, where);
  }
}
