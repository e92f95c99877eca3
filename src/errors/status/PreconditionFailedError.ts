import { ClientError } from './ClientError.ts';

/** 412: a condition of the request does not hold. */
export class PreconditionFailedError extends ClientError {
  override readonly name = 'PreconditionFailedError';
}
