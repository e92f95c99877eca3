import { ClientError } from './ClientError.ts';

/** 408: the request took too long to arrive. */
export class RequestTimeoutError extends ClientError {
  override readonly name = 'RequestTimeoutError';
}
