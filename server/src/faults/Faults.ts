/**
 * Makes things go wrong on demand, so that a client's own tests can see how it takes them.
 *
 * Stands in front of everything else: what a fault does not touch is answered as always. Which
 * faults there are is said in `fault.ts`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { ApiError, errorDocument, rateLimitExceeded } from '../errors.ts';
import { toPrettyJson } from '../json.ts';
import { Random } from '../sample/random.ts';
import { checkFault, type Fault } from './fault.ts';

/** Thrown in the place of an answer: the connection is to be broken. */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped';

  constructor() {
    // As `fetch` says it of a connection that broke.
    super('fetch failed: the connection was dropped');
  }
}

/** How a body that is cut short goes over a connection: its bytes, as long as it lasts. */
const cuts = new WeakMap<Response, Uint8Array>();

/** What is sent of an answer that is cut short; `undefined` for one that is whole. */
export const cutOf = (response: Response): Uint8Array | undefined => cuts.get(response);

/** Answers a request, whose query may be changed before it is read. */
export type Handler = (alterQuery?: (query: URLSearchParams) => void) => Promise<Response>;

interface Armed {
  readonly fault: Fault;
  seen: number;
  done: number;
}

export class Faults {
  readonly #clock: Clock;
  #armed: Armed[] = [];
  #random = new Random(1);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether nothing is to go wrong. */
  get isEmpty(): boolean {
    return this.#armed.length === 0;
  }

  /** What is in force, with what is left of `times`. */
  get list(): readonly Fault[] {
    return this.#armed
      .filter((armed) => !isOver(armed))
      .map(({ fault, done }) =>
        fault.times === undefined ? fault : { ...fault, times: fault.times - done },
      );
  }

  /**
   * Puts these in the place of all before.
   *
   * @throws {RangeError} For what is no fault.
   */
  set(faults: readonly Fault[]): void {
    this.#armed = faults.map((fault) => ({ fault: checkFault(fault), seen: 0, done: 0 }));
    this.#random = new Random(1);
  }

  /** Answers a request as the faults that meet it will have it. */
  async answer(method: string, path: string, handler: Handler): Promise<Response> {
    const faults = this.#armed.filter((armed) => this.#meets(armed, method, path));
    let response: Response | undefined;
    for (const { fault } of faults) {
      if (fault.fault === 'latency') await sleep(fault.ms);
      if (fault.fault === 'drop' && fault.when !== 'after') throw new ConnectionDropped();
      if (fault.fault === 'status' && fault.when !== 'after') response ??= failure(fault.status);
      if (fault.fault === 'rate-limit') response ??= this.#refusal(fault.seconds ?? 60);
    }
    response ??= await handler((query) => {
      for (const { fault } of faults) alter(query, fault);
    });
    for (const { fault } of faults) {
      if (fault.fault === 'drop' && fault.when === 'after') throw new ConnectionDropped();
      if (fault.fault === 'status' && fault.when === 'after') response = failure(fault.status);
      if (fault.fault === 'cut') response = await cutShort(response, fault.bytes);
    }
    return response;
  }

  #meets(armed: Armed, method: string, path: string): boolean {
    const { fault } = armed;
    if (fault.method !== undefined && fault.method !== method) return false;
    if (fault.path !== undefined && !path.startsWith(`/v2${fault.path}`)) return false;
    if (isOver(armed)) return false;
    armed.seen += 1;
    if (armed.seen <= (fault.skip ?? 0)) return false;
    if (fault.chance !== undefined && this.#random.below(1_000_000) >= fault.chance * 1_000_000) {
      return false;
    }
    armed.done += 1;
    return true;
  }

  #refusal(seconds: number): Response {
    const reset = String(this.#clock.seconds() + seconds);
    return refused(
      rateLimitExceeded({
        'X-Ratelimit-Limit': '100',
        'X-Ratelimit-Remaining': '0',
        'X-Ratelimit-Reset': reset,
      }),
    );
  }
}

const isOver = ({ fault, done }: Armed): boolean =>
  fault.times !== undefined && done >= fault.times;

function alter(query: URLSearchParams, fault: Fault): void {
  if (fault.fault === 'ignore-expand') query.delete('expand');
  if (fault.fault === 'ignore-window') {
    query.delete('start-index');
    query.delete('max-results');
  }
  if (fault.fault === 'cap-page') {
    const asked = Number(query.get('max-results') ?? 100);
    // What is no number is refused as always.
    if (asked > fault.most) query.set('max-results', String(fault.most));
  }
}

const failure = (status: number): Response =>
  refused(new ApiError(status as 500, 'An unexpected error occurred. Please try again later.'));

const refused = (error: ApiError): Response =>
  new Response(toPrettyJson(errorDocument(error)), {
    status: error.status,
    headers: { 'Content-Type': 'application/json', ...error.headers },
  });

/** The answer, whose body breaks off though its head says how long it is. */
async function cutShort(response: Response, bytes: number | undefined): Promise<Response> {
  const whole = new Uint8Array(await response.arrayBuffer());
  if (whole.byteLength === 0) return response;
  const kept = Math.min(bytes ?? Math.floor(whole.byteLength / 2), whole.byteLength - 1);
  const headers = new Headers(response.headers);
  headers.set('Content-Length', String(whole.byteLength));
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!isSent && kept > 0) controller.enqueue(whole.subarray(0, kept));
      else controller.error(new ConnectionDropped());
      isSent = true;
    },
  });
  const cut = new Response(body, { status: response.status, headers });
  cuts.set(cut, whole.subarray(0, kept));
  return cut;
}
