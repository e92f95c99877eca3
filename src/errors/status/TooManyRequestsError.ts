import { ClientError } from './ClientError.ts';

/**
 * 429: the rate limit or the flood control refused the request, and it was waited for as long as
 * may be; `waitMs` says how long the server wants to be left alone.
 */
export class TooManyRequestsError extends ClientError {
  static override readonly name = 'TooManyRequestsError';
  override get name(): 'TooManyRequestsError' {
    return 'TooManyRequestsError';
  }
}
