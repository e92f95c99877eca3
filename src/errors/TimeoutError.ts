import { HypchatError, type Where } from './HypchatError.ts';

/** The chain took longer than `within` allowed it. */
export class TimeoutError extends HypchatError {
  override readonly name = 'TimeoutError';
  /** What was allowed, in milliseconds. */
  readonly timeoutMs: number;

  constructor(timeoutMs: number, where: Where) {
    super(`the walk took longer than ${timeoutMs} ms`, { where });
    this.timeoutMs = timeoutMs;
  }
}
