import { ClientError } from './ClientError.ts';

/** 407: a proxy on the way wants to know who asks. */
export class ProxyAuthenticationRequiredError extends ClientError {
  override readonly name = 'ProxyAuthenticationRequiredError';
}
