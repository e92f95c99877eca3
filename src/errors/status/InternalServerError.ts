import { ServerError } from './ServerError.ts';

/** 500: the server erred; an action may have been done or not. */
export class InternalServerError extends ServerError {
  static override readonly name = 'InternalServerError';
  override get name(): 'InternalServerError' {
    return 'InternalServerError';
  }
}
