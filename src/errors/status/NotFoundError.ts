import { ClientError } from './ClientError.ts';

/** 404: there is no such thing, or none that the token may know of. */
export class NotFoundError extends ClientError {
  static override readonly name = 'NotFoundError';
  override get name(): 'NotFoundError' {
    return 'NotFoundError';
  }
}
