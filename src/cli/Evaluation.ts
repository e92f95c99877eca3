/**
 * One evaluation: an expression from a command line or from a line of the console, with the requests that were
 * sent for it, however they came about.
 *
 * The client asks through `meteredFetch`, which finds the evaluation that a request belongs to by Node's
 * asynchronous context. So requests are counted and ended also where an expression awaits its chains itself.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** A request over the budget of an evaluation. It is not sent. */
export class OverBudget extends Error {
  override readonly name = 'OverBudget';

  constructor(budget: number) {
    super(`the budget of ${budget} request${budget === 1 ? '' : 's'} is spent`);
  }
}

/** A request that went out. */
export interface CountedRequest {
  readonly method: string;
  readonly url: string;
  /** `undefined` until the answer, and where none came. */
  status: number | undefined;
}

const CURRENT = new AsyncLocalStorage<Evaluation>();

export class Evaluation {
  readonly requests: CountedRequest[] = [];
  readonly #budget: number | undefined;
  readonly #controller = new AbortController();
  readonly #started: number = performance.now();

  /** @param budget - The greatest number of requests; none beyond it is sent. */
  constructor(budget?: number) {
    this.#budget = budget;
  }

  /** Is aborted when the evaluation is. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Runs something as part of this evaluation. */
  run<T>(work: () => T): T {
    return CURRENT.run(this, work);
  }

  /** Ends the reads that are on their way, and lets nothing more be sent. */
  abort(): void {
    this.#controller.abort(new Error('interrupted'));
  }

  /** Takes note of a request that is about to go out. @throws Where it must not. */
  begin(method: string, url: string): CountedRequest {
    this.signal.throwIfAborted();
    const budget = this.#budget;
    if (budget !== undefined && this.requests.length >= budget) {
      // Nothing else is to be tried, and nothing waited for.
      this.#controller.abort(new OverBudget(budget));
      this.signal.throwIfAborted();
    }
    const request = { method, url, status: undefined };
    this.requests.push(request);
    return request;
  }

  /** The number of requests and the time: `2 requests · 14 ms`. */
  bill(): string {
    const { length } = this.requests;
    const ms = Math.round(performance.now() - this.#started);
    return `${length} request${length === 1 ? '' : 's'} · ${ms} ms`;
  }
}

/** Whether what runs now belongs to an evaluation that was aborted. */
export function isAborted(): boolean {
  return CURRENT.getStore()?.signal.aborted ?? false;
}

/**
 * A `fetch` that counts.
 *
 * @param answered - Is given a copy of each answer.
 */
export function meteredFetch(answered?: (response: Response) => void): typeof fetch {
  return async (input, init) => {
    const evaluation = CURRENT.getStore();
    if (evaluation === undefined) return fetch(input, init);
    // Reading a request this way leaves its body as it is.
    const request = input instanceof Request ? input : undefined;
    const method = init?.method ?? request?.method ?? 'GET';
    const counted = evaluation.begin(method, request?.url ?? String(input));
    // What changes something is waited for once it went out: it cannot be taken back.
    const given = init?.signal ?? request?.signal;
    const signals = given ? [given, evaluation.signal] : [evaluation.signal];
    const ends = method === 'GET' ? { signal: AbortSignal.any(signals) } : {};
    const response = await fetch(input, { ...init, ...ends });
    counted.status = response.status;
    answered?.(response.clone());
    return response;
  };
}
