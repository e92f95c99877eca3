import { ClientError } from './ClientError.ts';

/** 412: a condition of the request does not hold. */
export class PreconditionFailedError extends ClientError {
  static override readonly name = 'PreconditionFailedError';
  override get name(): 'PreconditionFailedError' {
    return 'PreconditionFailedError';
  }
}
