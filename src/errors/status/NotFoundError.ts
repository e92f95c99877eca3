import { ClientError } from './ClientError.ts';

/** 404: there is no such thing, or none that the token may know of. */
export class NotFoundError extends ClientError {
  override readonly name = 'NotFoundError';
}
