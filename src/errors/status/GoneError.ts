import { ClientError } from './ClientError.ts';

/** 410: the thing was there, and will not be again. */
export class GoneError extends ClientError {
  static override readonly name = 'GoneError';
  override get name(): 'GoneError' {
    return 'GoneError';
  }
}
