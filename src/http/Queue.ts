/**
 * The one queue of a client: requests go in their order, as many at once as the server's limits leave, and wait
 * while nothing is left or a refusal holds them back.
 *
 * Whoever enters has to leave, whatever becomes of the request. What counts for what, and what an answer says of it,
 * is the dialect's.
 */
import type { Allowance, Hold } from '../dialects/RateRules.ts';
import type { RequestFacts } from '../errors/HypchatError.ts';
import { RateLimitError } from '../errors/RateLimitError.ts';
import { Bucket } from './Bucket.ts';
import { MOMENT_MS, type Purpose, type WaitEvent } from './events.ts';

/** A request that wants to be sent. */
export interface Entrant {
  /** What it counts for besides the client as a whole. */
  readonly counted: string | undefined;
  readonly facts: RequestFacts;
  /** Ends the wait. */
  readonly signal: AbortSignal | undefined;
  /** What it is told by. */
  readonly id: number;
  readonly purpose: Purpose;
}

interface Waiting {
  readonly entrant: Entrant;
  readonly buckets: readonly Bucket[];
  go(): void;
  refuse(error: unknown): void;
}

/** What the client itself allows. */
export interface QueueLimits {
  /** How many requests may be on their way at once. */
  readonly concurrency: number;
  /** What would have to wait for longer is refused; 0 refuses every wait for a server's limit. */
  readonly longestWaitMs: number;
}

/** How many limits are kept before those that are over are looked for. */
const MANY_BUCKETS = 1000;

export class Queue {
  readonly #limits: QueueLimits;
  readonly #onWait: (event: WaitEvent) => void;
  readonly #whole = new Bucket(undefined);
  readonly #buckets = new Map<string, Bucket>();
  readonly #waiting = new Set<Waiting>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limits: QueueLimits, onWait: (event: WaitEvent) => void) {
    this.#limits = limits;
    this.#onWait = onWait;
  }

  /**
   * Waits until a request may be sent.
   *
   * @returns How long it waited, in milliseconds; 0 where it did not.
   * @throws {RateLimitError} When that would take too long.
   * @throws The signal's reason, once it is aborted.
   */
  enter(entrant: Entrant): Promise<number> {
    const { signal } = entrant;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      let since: number | undefined;
      const leave = (): void => {
        this.#waiting.delete(waiting);
        signal?.removeEventListener('abort', end);
      };
      const waiting: Waiting = {
        entrant,
        buckets: this.#bucketsOf(entrant.counted),
        go: () => {
          leave();
          for (const bucket of waiting.buckets) bucket.inFlight += 1;
          resolve(since === undefined ? 0 : performance.now() - since);
        },
        refuse: (error) => {
          leave();
          reject(error);
        },
      };
      const end = (): void => {
        waiting.refuse(signal?.reason);
        this.#advance();
      };
      signal?.addEventListener('abort', end, { once: true });
      this.#waiting.add(waiting);
      this.#advance();
      // Whoever could go at once is gone.
      since = performance.now();
    });
  }

  /**
   * A request that entered has its answer, or will get none.
   *
   * @param allowances - What the answer says is left.
   * @param hold - What it holds back.
   */
  leave(counted: string | undefined, allowances: readonly Allowance[], hold?: Hold): void {
    const now = performance.now();
    for (const bucket of this.#bucketsOf(counted)) {
      bucket.inFlight -= 1;
      const isRefusal = hold !== undefined && hold.of === bucket.of;
      bucket.answered(
        allowances.find(({ of }) => of === bucket.of),
        isRefusal,
        now,
      );
      if (isRefusal) bucket.hold(hold.forMs, now);
    }
    if (this.#buckets.size > MANY_BUCKETS) this.#forget(now);
    this.#advance();
  }

  /** How long the next request like this would wait, as far as that is known, in milliseconds. */
  waitMs(counted: string | undefined): number {
    return longest(this.#bucketsOf(counted), performance.now())?.ms ?? 0;
  }

  /** Lets go what may, and comes back when more may. */
  #advance(): void {
    clearTimeout(this.#timer);
    const { concurrency, longestWaitMs } = this.#limits;
    const now = performance.now();
    let soonest = Number.POSITIVE_INFINITY;
    for (const waiting of this.#waiting) {
      if (this.#whole.inFlight >= concurrency) break;
      const blocking = longest(waiting.buckets, now);
      if (blocking === undefined) {
        waiting.go();
        continue;
      }
      const { bucket, ms } = blocking;
      if (ms !== undefined && ms > longestWaitMs) {
        const facts = { waitMs: Math.ceil(ms), longestWaitMs, of: bucket.of };
        waiting.refuse(new RateLimitError(facts, waiting.entrant.facts));
        continue;
      }
      if (ms !== undefined) {
        soonest = Math.min(soonest, ms);
        this.#tell(bucket, ms, now);
      }
      // Nobody behind may go either.
      if (bucket === this.#whole) break;
    }
    if (soonest < Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => this.#advance(), Math.ceil(soonest));
    }
  }

  #tell(bucket: Bucket, ms: number, now: number): void {
    const until = now + ms;
    // A refusal that prolongs a wait is told again.
    if (ms < MOMENT_MS || until <= (bucket.toldUntil ?? 0) + MOMENT_MS) return;
    bucket.toldUntil = until;
    const kept = [...this.#waiting].filter(({ buckets }) => buckets.includes(bucket));
    this.#onWait({
      ms: Math.ceil(ms),
      reason: bucket.reason(),
      ...(bucket.of !== undefined && { of: bucket.of }),
      ids: kept.map(({ entrant }) => entrant.id),
      chains: [...new Set(kept.flatMap(({ entrant }) => entrant.purpose.chains))],
    });
  }

  #bucketsOf(counted: string | undefined): readonly Bucket[] {
    if (counted === undefined) return [this.#whole];
    const bucket = this.#buckets.get(counted) ?? new Bucket(counted);
    this.#buckets.set(counted, bucket);
    return [this.#whole, bucket];
  }

  #forget(now: number): void {
    const wanted = new Set([...this.#waiting].flatMap(({ buckets }) => buckets));
    for (const [key, bucket] of this.#buckets) {
      if (bucket.isIdle(now) && !wanted.has(bucket)) this.#buckets.delete(key);
    }
  }
}

/** What keeps a request back, and for how long; `undefined` where that depends on an answer that is still to come. */
interface Blocking {
  readonly bucket: Bucket;
  readonly ms: number | undefined;
}

/** What keeps a request back the longest; `undefined` where it may go. */
function longest(buckets: readonly Bucket[], now: number): Blocking | undefined {
  let found: Blocking | undefined;
  for (const bucket of buckets) {
    const ms = bucket.waitMs(now);
    if (ms === 0) continue;
    // What keeps everybody back comes first; an answer that is to come is no length.
    if (found === undefined || (found.ms !== undefined && (ms ?? 0) > found.ms)) {
      found = { bucket, ms };
    }
  }
  return found;
}
