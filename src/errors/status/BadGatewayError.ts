import { ServerError } from './ServerError.ts';

/** 502: what stands before the server got no good answer from it. */
export class BadGatewayError extends ServerError {
  override readonly name = 'BadGatewayError';
}
