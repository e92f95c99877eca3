import { HypchatError, type Where } from './HypchatError.ts';

/** The chain's signal was aborted before it came to its end. `cause` is the signal's reason. */
export class AbortError extends HypchatError {
  override readonly name = 'AbortError';

  constructor(cause: unknown, where: Where) {
    super('the walk was aborted', { cause, where });
  }
}
