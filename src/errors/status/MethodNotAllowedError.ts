import { ClientError } from './ClientError.ts';

/** 405: what is at this address cannot be asked for this. */
export class MethodNotAllowedError extends ClientError {
  override readonly name = 'MethodNotAllowedError';
}
