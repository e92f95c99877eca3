import { ClientError } from './ClientError.ts';

/** 400: the server cannot make sense of the request; `field` names what it did not like. */
export class BadRequestError extends ClientError {
  static override readonly name = 'BadRequestError';
  override get name(): 'BadRequestError' {
    return 'BadRequestError';
  }
}
