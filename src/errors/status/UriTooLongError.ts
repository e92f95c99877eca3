import { ClientError } from './ClientError.ts';

/** 414: the address is longer than the server takes. */
export class UriTooLongError extends ClientError {
  static override readonly name = 'UriTooLongError';
  override get name(): 'UriTooLongError' {
    return 'UriTooLongError';
  }
}
