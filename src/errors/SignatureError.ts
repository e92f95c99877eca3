import { HypchatError, type Where } from './HypchatError.ts';

/**
 * What is wrong with a signature: there is none, it cannot be read, nobody knows the add-on that it names, it is not by
 * that add-on's secret, or its time is over or still to come.
 */
export type SignatureFault = 'missing' | 'malformed' | 'unknown' | 'wrong' | 'expired';

/** What came is not signed as it should be: answer it with 401, and believe nothing of it. Holds nothing of the token. */
export class SignatureError extends HypchatError {
  static override readonly name = 'SignatureError';
  override get name(): 'SignatureError' {
    return 'SignatureError';
  }
  /** What is wrong with it: `missing`, `malformed`, `unknown`, `wrong` or `expired`. */
  readonly code: SignatureFault;

  constructor(code: SignatureFault, reason: string, where?: Where) {
    super(reason, { where });
    this.code = code;
  }

  override at(where: Where): SignatureError {
    return new SignatureError(this.code, this.reason, where);
  }
}
