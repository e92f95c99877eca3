import { ClientError } from './ClientError.ts';

/** 415: the server does not read bodies of this sort. */
export class UnsupportedMediaTypeError extends ClientError {
  static override readonly name = 'UnsupportedMediaTypeError';
  override get name(): 'UnsupportedMediaTypeError' {
    return 'UnsupportedMediaTypeError';
  }
}
