import { ServerError } from './ServerError.ts';

/** 501: the server cannot do this at all. */
export class NotImplementedError extends ServerError {
  override readonly name = 'NotImplementedError';
}
