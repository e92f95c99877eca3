import { ClientError } from './ClientError.ts';

/** 401: there is no token, or it is not known (any more). */
export class UnauthorizedError extends ClientError {
  static override readonly name = 'UnauthorizedError';
  override get name(): 'UnauthorizedError' {
    return 'UnauthorizedError';
  }
}
