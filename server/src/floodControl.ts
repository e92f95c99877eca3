/**
 * Flood control: how many messages a room or a person takes in a minute, whoever sends them.
 */
import { rateLimitExceeded } from './errors.ts';
import { allowanceHeaders, type RateLimit } from './rateLimit.ts';

export class FloodControl {
  readonly #limits: RateLimit;
  readonly #limit: number;

  /**
   * @param limits - With windows of a minute.
   * @param limit - Messages in a minute; 0 is no limit.
   */
  constructor(limits: RateLimit, limit: number) {
    this.#limits = limits;
    this.#limit = limit;
  }

  /**
   * Counts a message.
   *
   * @param target - Whom it is for, such as `room 59`.
   * @returns The headers of the answer.
   * @throws {ApiError} 429 where it is one too many.
   */
  take(target: string): Record<string, string> {
    const allowance = this.#limits.take(target, this.#limit);
    const headers = allowanceHeaders('FloodControl', allowance);
    if (allowance.refused) throw rateLimitExceeded(headers);
    return headers;
  }
}
