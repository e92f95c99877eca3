import { ApiError } from '../ApiError.ts';

/** A status from 500 on: the server failed. One that has a name has a class of its own. */
export class ServerError extends ApiError {
  static override readonly name: string = 'ServerError';
}
