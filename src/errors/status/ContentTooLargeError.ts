import { ClientError } from './ClientError.ts';

/** 413: the body is longer than the server takes. */
export class ContentTooLargeError extends ClientError {
  static override readonly name = 'ContentTooLargeError';
  override get name(): 'ContentTooLargeError' {
    return 'ContentTooLargeError';
  }
}
