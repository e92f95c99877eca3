import { ServerError } from './ServerError.ts';

/** 504: what stands before the server got no answer in time. */
export class GatewayTimeoutError extends ServerError {
  static override readonly name = 'GatewayTimeoutError';
  override get name(): 'GatewayTimeoutError' {
    return 'GatewayTimeoutError';
  }
}
