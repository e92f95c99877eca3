import { ClientError } from './ClientError.ts';

/** 417: the server does not do what the `Expect` header asks for. */
export class ExpectationFailedError extends ClientError {
  static override readonly name = 'ExpectationFailedError';
  override get name(): 'ExpectationFailedError' {
    return 'ExpectationFailedError';
  }
}
