import { ClientError } from './ClientError.ts';

/** 407: a proxy on the way wants to know who asks. */
export class ProxyAuthenticationRequiredError extends ClientError {
  static override readonly name = 'ProxyAuthenticationRequiredError';
  override get name(): 'ProxyAuthenticationRequiredError' {
    return 'ProxyAuthenticationRequiredError';
  }
}
