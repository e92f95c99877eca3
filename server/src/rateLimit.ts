/**
 * Counts requests in windows of time, and says in headers what is left.
 *
 * Twice in use: for requests a token has in five minutes (`X-Ratelimit-*`), and for messages a
 * room or person takes in a minute (`X-FloodControl-*`). Counts live in memory and begin anew with
 * the server. Whose limit is which is decided in `app.ts`.
 */
import type { Clock } from './clock.ts';

/** What a key has left in its window. */
export interface Allowance {
  /** Requests in a window. */
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends, in seconds since 1970. */
  readonly reset: number;
  /** Whether this request was one too many. */
  readonly refused: boolean;
}

/**
 * What the headers say where there is no limit: HypChat breaks without them, and other clients
 * wait when they see nothing left.
 */
const unlimited = 1_000_000;

export class RateLimit {
  readonly #windowMs: number;
  readonly #clock: Clock;
  readonly #windows = new Map<string, { ends: number; used: number }>();
  /** At how many windows those that have ended are looked for. */
  #forgetAt = 1000;

  constructor(windowMs: number, clock: Clock) {
    this.#windowMs = windowMs;
    this.#clock = clock;
  }

  /**
   * Counts one request.
   *
   * @param limit - Of the key; 0 is no limit.
   */
  take(key: string, limit: number): Allowance {
    if (limit === 0) return this.untouched(limit);
    const now = this.#clock.millis();
    let window = this.#windows.get(key);
    if (window === undefined || this.#isOver(window, now)) {
      if (this.#windows.size >= this.#forgetAt) this.#forgetEnded(now);
      window = { ends: now + this.#windowMs, used: 0 };
      this.#windows.set(key, window);
    }
    const refused = window.used >= limit;
    if (!refused) window.used += 1;
    const reset = Math.ceil(window.ends / 1000);
    return { limit, remaining: limit - window.used, reset, refused };
  }

  /** What a request that counts for nobody is told. */
  untouched(limit: number): Allowance {
    const shown = limit === 0 ? unlimited : limit;
    const reset = Math.ceil((this.#clock.millis() + this.#windowMs) / 1000);
    return { limit: shown, remaining: shown, reset, refused: false };
  }

  /** A window that ends later than one that began now would was begun before the clock went back. */
  #isOver({ ends }: { ends: number }, now: number): boolean {
    return ends <= now || ends > now + this.#windowMs;
  }

  #forgetEnded(now: number): void {
    for (const [key, window] of this.#windows) {
      if (this.#isOver(window, now)) this.#windows.delete(key);
    }
    // Many keys at once must not have all of them looked at for each.
    this.#forgetAt = Math.max(1000, this.#windows.size * 2);
  }
}

/** The allowance as headers: `X-Ratelimit-Limit` and so on. */
export function allowanceHeaders(
  name: 'Ratelimit' | 'FloodControl',
  allowance: Allowance,
): Record<string, string> {
  return {
    [`X-${name}-Limit`]: String(allowance.limit),
    [`X-${name}-Remaining`]: String(allowance.remaining),
    [`X-${name}-Reset`]: String(allowance.reset),
  };
}
