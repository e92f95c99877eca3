import { ServerError } from './ServerError.ts';

/** 501: the server cannot do this at all. */
export class NotImplementedError extends ServerError {
  static override readonly name = 'NotImplementedError';
  override get name(): 'NotImplementedError' {
    return 'NotImplementedError';
  }
}
