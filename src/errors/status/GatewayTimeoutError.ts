import { ServerError } from './ServerError.ts';

/** 504: what stands before the server got no answer in time. */
export class GatewayTimeoutError extends ServerError {
  override readonly name = 'GatewayTimeoutError';
}
