import { ClientError } from './ClientError.ts';

/** 411: the server wants to know beforehand how long the body is. */
export class LengthRequiredError extends ClientError {
  static override readonly name = 'LengthRequiredError';
  override get name(): 'LengthRequiredError' {
    return 'LengthRequiredError';
  }
}
