/**
 * One request and its whole answer, through ky. What becomes of either is decided in `send.ts`.
 */
import ky, { type KyInstance } from 'ky';
import type { RequestFacts } from '../errors/HypchatError.ts';
import { NetworkError } from '../errors/NetworkError.ts';

/** What an exchange needs to know. */
export interface ExchangeOptions {
  /** How long it may take, with the body, in milliseconds. */
  readonly timeoutMs: number;
  readonly fetch: typeof fetch | undefined;
  /** What requests go through in place of a ky of our own. */
  readonly ky: KyInstance | undefined;
  /** Takes out of a text what nobody else may see. */
  hide(text: string): string;
}

/** What is sent. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Gives up on the answer. */
  readonly signal: AbortSignal | undefined;
}

/** An answer with its whole body. */
export interface Received {
  readonly response: Response;
  readonly text: string;
}

/** Sends. @throws {NetworkError} When no whole answer comes. */
export type Exchange = (outgoing: Outgoing, facts: RequestFacts) => Promise<Received>;

/** Makes the function that sends. */
export function createExchange({ timeoutMs, fetch, ky: own, hide }: ExchangeOptions): Exchange {
  // A ky of our own needs no timeout of its own: the one below is for the body, too.
  const client = (own ?? ky.create({ timeout: false })).extend({
    // It would repeat PUT and DELETE.
    retry: 0,
    throwHttpErrors: false,
    // Addresses are whole.
    prefix: '',
    // Followed in `send.ts`, for the token must not go along.
    redirect: 'manual',
    ...(fetch && { fetch }),
  });
  return async ({ method, url, headers, body, signal }, facts) => {
    const deadline = createDeadline(timeoutMs);
    // To join signals costs as much as half of the rest here, and most requests have but the one.
    const joined = signal ? AbortSignal.any([deadline.signal, signal]) : deadline.signal;
    try {
      const receive = async (): Promise<Received> => {
        const response = await client(url, {
          method,
          headers: { accept: 'application/json', ...headers },
          signal: joined,
          ...(body !== undefined && { json: body }),
        });
        return { response, text: await response.text() };
      };
      // A `fetch` that was handed in may not look at the signal.
      return await Promise.race([receive(), deadline.passed]);
    } catch (error) {
      const timedOut = deadline.signal.aborted || nameOf(error) === 'TimeoutError';
      const reason = timedOut
        ? `no answer within ${timeoutMs} ms`
        : `no answer: ${rootMessage(error)}`;
      throw new NetworkError(hide(reason), facts, {
        cause: safeCause(error, hide),
        timedOut,
        nothingSent: !timedOut && provesNothingSent(error),
      });
    } finally {
      deadline.clear();
    }
  };
}

interface Deadline {
  readonly signal: AbortSignal;
  /** Rejects when it is over. */
  readonly passed: Promise<never>;
  clear(): void;
}

function createDeadline(ms: number): Deadline {
  const controller = new AbortController();
  const { promise: passed, reject } = Promise.withResolvers<never>();
  // Nobody may be left to hear of it.
  passed.catch(() => {});
  const timer = setTimeout(() => {
    controller.abort();
    reject(new DOMException('The time is over', 'TimeoutError'));
  }, ms);
  return { signal: controller.signal, passed, clear: () => clearTimeout(timer) };
}

/** What says that no connection came about: Node's codes, which Bun has as well, and that of Node's `fetch`. */
const NOT_CONNECTED: readonly unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
];

function provesNothingSent(error: unknown): boolean {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if ('code' in inner && NOT_CONNECTED.includes(inner.code)) return true;
  }
  return false;
}

const nameOf = (error: unknown): string | undefined =>
  error instanceof Error ? error.name : undefined;

/** The innermost message: `fetch failed` says nothing, its cause does. */
function rootMessage(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}

/**
 * What lies under ky's error. That one carries the request, and with it the token; and what lies deeper
 * is made anew where it repeats the token in its words.
 */
function safeCause(error: unknown, hide: (text: string) => string): unknown {
  const cause = error instanceof Error && 'request' in error ? error.cause : error;
  const words: string[] = [];
  for (let inner = cause; inner instanceof Error; inner = inner.cause) {
    words.push(inner.message, inner.stack ?? '');
  }
  return words.some((text) => hide(text) !== text) ? new Error(hide(rootMessage(cause))) : cause;
}
