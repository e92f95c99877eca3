import { ClientError } from './ClientError.ts';

/** 409: the state of the thing does not allow this, such as a name that is taken. */
export class ConflictError extends ClientError {
  static override readonly name = 'ConflictError';
  override get name(): 'ConflictError' {
    return 'ConflictError';
  }
}
