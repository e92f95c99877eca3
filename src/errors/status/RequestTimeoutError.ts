import { ClientError } from './ClientError.ts';

/** 408: the request took too long to arrive. */
export class RequestTimeoutError extends ClientError {
  static override readonly name = 'RequestTimeoutError';
  override get name(): 'RequestTimeoutError' {
    return 'RequestTimeoutError';
  }
}
