import { ClientError } from './ClientError.ts';

/** 415: the server does not read bodies of this sort. */
export class UnsupportedMediaTypeError extends ClientError {
  override readonly name = 'UnsupportedMediaTypeError';
}
