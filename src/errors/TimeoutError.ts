import { type DoneSoFar, HypchatError, tellDone, type Where } from './HypchatError.ts';

/** The chain took longer than `within` allowed it. */
export class TimeoutError extends HypchatError {
  static override readonly name = 'TimeoutError';
  override get name(): 'TimeoutError' {
    return 'TimeoutError';
  }
  /** What was allowed, in milliseconds. */
  readonly timeoutMs: number;

  readonly #soFar: DoneSoFar | undefined;

  constructor(timeoutMs: number, where: Where, soFar?: DoneSoFar) {
    const reason = `the walk took longer than ${timeoutMs} ms${tellDone(soFar)}`;
    super(reason, { where, done: soFar?.done });
    this.timeoutMs = timeoutMs;
    this.#soFar = soFar;
  }

  override at(where: Where): TimeoutError {
    return new TimeoutError(this.timeoutMs, where, this.#soFar);
  }
}
