import { HypchatError, type Where } from './HypchatError.ts';

/** The chain took longer than `within` allowed it. */
export class TimeoutError extends HypchatError {
  static override readonly name = 'TimeoutError';
  override get name(): 'TimeoutError' {
    return 'TimeoutError';
  }
  /** What was allowed, in milliseconds. */
  readonly timeoutMs: number;

  constructor(timeoutMs: number, where: Where) {
    super(`the walk took longer than ${timeoutMs} ms`, { where });
    this.timeoutMs = timeoutMs;
  }

  override at(where: Where): TimeoutError {
    return new TimeoutError(this.timeoutMs, where);
  }
}
