import { ClientError } from './ClientError.ts';

/** 413: the body is longer than the server takes. */
export class ContentTooLargeError extends ClientError {
  override readonly name = 'ContentTooLargeError';
}
