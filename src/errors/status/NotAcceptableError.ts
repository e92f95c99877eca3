import { ClientError } from './ClientError.ts';

/** 406: the server has no answer in a form that was asked for. */
export class NotAcceptableError extends ClientError {
  static override readonly name = 'NotAcceptableError';
  override get name(): 'NotAcceptableError' {
    return 'NotAcceptableError';
  }
}
