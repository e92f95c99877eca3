import { ClientError } from './ClientError.ts';

/** 405: what is at this address cannot be asked for this. */
export class MethodNotAllowedError extends ClientError {
  static override readonly name = 'MethodNotAllowedError';
  override get name(): 'MethodNotAllowedError' {
    return 'MethodNotAllowedError';
  }
}
