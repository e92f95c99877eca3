/**
 * One evaluation: an expression from a command line or from a line of the console, with the requests that were
 * sent for it, however they came about.
 *
 * The client asks through `meteredFetch`, which finds the evaluation that a request belongs to by Node's
 * asynchronous context. So requests are counted and ended also where an expression awaits its chains itself.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { HttpEvents, RequestEvent, ResponseEvent } from '../index.ts';

/** A request over the budget of an evaluation. It is not sent. */
export class OverBudget extends Error {
  override readonly name = 'OverBudget';
  readonly #underWay: readonly RequestEvent[];

  /** @param sent - What the evaluation has sent by then. */
  constructor(budget: number, sent: readonly (RequestEvent | ResponseEvent)[]) {
    super(`the budget of ${budget} request${budget === 1 ? '' : 's'} is spent`);
    this.#underWay = sent.filter((event) => !('ms' in event));
  }

  /** Whether a request had left by then, and had no answer yet. One that was answered is another one to the same address. */
  isUnderWay({ method, url }: Pick<RequestEvent, 'method' | 'url'>): boolean {
    return this.#underWay.some((each) => each.method === method && each.url === url);
  }
}

/** The request over a budget for which something failed. */
export function overBudgetIn(error: unknown): OverBudget | undefined {
  const seen = new Set<unknown>();
  for (let each = error; each instanceof Error && !seen.has(each); each = each.cause) {
    if (each instanceof OverBudget) return each;
    seen.add(each);
  }
  return undefined;
}

const CURRENT = new AsyncLocalStorage<Evaluation>();
/** What the client told of the request that is being sent. */
const SENDING = new AsyncLocalStorage<RequestEvent>();

export class Evaluation {
  readonly #sent = new Map<string, RequestEvent | ResponseEvent>();
  #count = 0;
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

  /** How many requests went out. */
  get count(): number {
    return this.#count;
  }

  /** What the client told of them, in the order in which they went out: of each its answer, if that came. */
  get sent(): readonly (RequestEvent | ResponseEvent)[] {
    return [...this.#sent.values()];
  }

  /** Takes note of a request that is about to go out. @throws Where it must not. */
  begin(event: RequestEvent | undefined): void {
    this.signal.throwIfAborted();
    const budget = this.#budget;
    if (budget !== undefined && this.#count >= budget) {
      // Nothing else is to be tried, and nothing waited for.
      this.#controller.abort(new OverBudget(budget, this.sent));
      this.signal.throwIfAborted();
    }
    this.#count += 1;
    if (event !== undefined) this.#sent.set(nameOf(event), event);
  }

  /** Takes note of what came of a request, if it went out. */
  end(event: ResponseEvent): void {
    if (this.#sent.has(nameOf(event))) this.#sent.set(nameOf(event), event);
  }

  /** The number of requests and the time: `2 requests · 14 ms`. */
  bill(): string {
    const ms = Math.round(performance.now() - this.#started);
    return `${this.#count} request${this.#count === 1 ? '' : 's'} · ${ms} ms`;
  }
}

/** Tells one sending from all others. */
const nameOf = ({ id, tries }: RequestEvent): string => `${id}.${tries}`;

/** What a client tells, for the evaluations that its requests belong to. */
export const metered: Required<Pick<HttpEvents, 'request' | 'response'>> = {
  // What is called from here on until the answer is the sending of this one.
  request: (event) => SENDING.enterWith(event),
  response: (event) => CURRENT.getStore()?.end(event),
};

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
    evaluation.begin(SENDING.getStore());
    // Reading a request this way leaves its body as it is.
    const request = input instanceof Request ? input : undefined;
    const method = init?.method ?? request?.method ?? 'GET';
    // What changes something is waited for once it went out: it cannot be taken back.
    const given = init?.signal ?? request?.signal;
    const signals = given ? [given, evaluation.signal] : [evaluation.signal];
    const ends = method === 'GET' ? { signal: AbortSignal.any(signals) } : {};
    const response = await fetch(input, { ...init, ...ends });
    answered?.(response.clone());
    return response;
  };
}
