import { ApiError } from '../ApiError.ts';

/** A status from 400 to 499: the server refuses the request as it is. One that has a name has a class of its own. */
export class ClientError extends ApiError {
  static override readonly name: string = 'ClientError';
}
