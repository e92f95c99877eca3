import { ClientError } from './ClientError.ts';

/** 402: the account has to be paid for. */
export class PaymentRequiredError extends ClientError {
  override readonly name = 'PaymentRequiredError';
}
