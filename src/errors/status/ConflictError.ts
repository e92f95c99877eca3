import { ClientError } from './ClientError.ts';

/** 409: the state of the thing does not allow this, such as a name that is taken. */
export class ConflictError extends ClientError {
  override readonly name = 'ConflictError';
}
