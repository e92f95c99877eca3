import { ClientError } from './ClientError.ts';

/** 417: the server does not do what the `Expect` header asks for. */
export class ExpectationFailedError extends ClientError {
  override readonly name = 'ExpectationFailedError';
}
