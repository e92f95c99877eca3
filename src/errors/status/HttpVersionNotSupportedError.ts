import { ServerError } from './ServerError.ts';

/** 505: the server does not speak this version of HTTP. */
export class HttpVersionNotSupportedError extends ServerError {
  static override readonly name = 'HttpVersionNotSupportedError';
  override get name(): 'HttpVersionNotSupportedError' {
    return 'HttpVersionNotSupportedError';
  }
}
