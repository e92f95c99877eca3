import { ServerError } from './ServerError.ts';

/** 502: what stands before the server got no good answer from it. */
export class BadGatewayError extends ServerError {
  static override readonly name = 'BadGatewayError';
  override get name(): 'BadGatewayError' {
    return 'BadGatewayError';
  }
}
