import { ClientError } from './ClientError.ts';

/** 416: what is there has no such part. */
export class RangeNotSatisfiableError extends ClientError {
  static override readonly name = 'RangeNotSatisfiableError';
  override get name(): 'RangeNotSatisfiableError' {
    return 'RangeNotSatisfiableError';
  }
}
