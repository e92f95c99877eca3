import { ClientError } from './ClientError.ts';

/** 402: the account has to be paid for. */
export class PaymentRequiredError extends ClientError {
  static override readonly name = 'PaymentRequiredError';
  override get name(): 'PaymentRequiredError' {
    return 'PaymentRequiredError';
  }
}
