/**
 * One request and its whole answer, through ky. What becomes of either is decided in `send.ts`.
 */
import ky, { type KyInstance, type Options } from 'ky';
import { AbortError } from '../errors/AbortError.ts';
import { isRead, type RequestFacts } from '../errors/HypchatError.ts';
import { NetworkError } from '../errors/NetworkError.ts';
import type { BodyForm } from '../types/callMember.ts';
import { createAborted } from './aborted.ts';
import { createDeadline } from './deadline.ts';
import { encodeBody, isWritten } from './encodeBody.ts';
import { bytesOf, readText } from './readText.ts';
import type { Traffic } from './Traffic.ts';

/** What an exchange needs to know. */
export interface ExchangeOptions {
  /** How long it may take, with the body, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a body may be, in bytes. */
  readonly maxBodyBytes: number;
  readonly fetch: typeof fetch | undefined;
  /** What requests go through in place of a ky of our own. */
  readonly ky: KyInstance | undefined;
  /** Takes out of a text what nobody else may see. */
  hide(text: string): string;
  /** What to say besides where nothing was reached at an address. */
  readonly silence: (url: string) => string | undefined;
}

/** What is sent. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly form: BodyForm | undefined;
  /** Whether the body of a good answer is left to somebody else, unread. */
  readonly isTaken: boolean;
  /** Gives up on the answer. */
  readonly signal: AbortSignal | undefined;
}

/** An answer with its body. */
export interface Received {
  readonly response: Response;
  /** The whole body; `undefined` where it is longer than a body may be. */
  readonly text: string | undefined;
  /** Whether the body was left unread: its time does not run any more, but the signal still ends it. */
  readonly isUnread: boolean;
}

/**
 * Sends.
 *
 * @param traffic - Is filled in.
 * @throws {NetworkError} When no whole answer comes.
 * @throws {AbortError} When a signal was aborted that the `ky` has which requests go through.
 */
export type Exchange = (
  outgoing: Outgoing,
  facts: RequestFacts,
  traffic: Traffic,
) => Promise<Received>;

/** Makes the function that sends. */
export function createExchange(options: ExchangeOptions): Exchange {
  const { timeoutMs, maxBodyBytes, fetch, ky: own, hide, silence } = options;
  let given: Options = {};
  // A ky of our own needs no timeout of its own: the one below is for the body, too.
  const client = (own ?? ky.create({ timeout: false })).extend((defaults) => {
    given = defaults;
    return {
      // It would repeat PUT and DELETE.
      retry: 0,
      throwHttpErrors: false,
      // Addresses are whole.
      prefix: '',
      // Followed in `send.ts`, for the token must not go along.
      redirect: 'manual',
      fetch: holding(fetch ?? defaults.fetch ?? ((...given) => globalThis.fetch(...given))),
    };
  });
  return async ({ method, url, headers, body, form, signal, isTaken }, facts, traffic) => {
    // The signal of the ky that was handed in.
    const theirs = given.signal ?? undefined;
    if (theirs?.aborted) throw abortError(theirs, facts, hide, false);
    const deadline = createDeadline(timeoutMs);
    // To join signals costs as much as half of the rest here, and most requests have but the one.
    const joined = signal ? AbortSignal.any([deadline.signal, signal]) : deadline.signal;
    const aborted = [signal, theirs].flatMap((each) => (each ? createAborted(each) : []));
    try {
      // As that of the ky does it that was handed in, and counted.
      const stringifyJson = (data: unknown): string => {
        const text = (given.stringifyJson ?? JSON.stringify)(data);
        traffic.sentBytes = bytesOf(text);
        return text;
      };
      const receive = async (): Promise<Received> => {
        const isJson = (form === undefined || form === 'json') && !isWritten(body);
        const written =
          isJson || body === undefined ? undefined : await encodeBody(body, form, traffic);
        const accept = isTaken ? '*/*' : 'application/json';
        const response = await client(url, {
          method,
          headers: { accept, ...written?.headers, ...headers },
          signal: joined,
          ...(isJson && body !== undefined && { json: body, stringifyJson }),
          ...(written && { body: written.body }),
        });
        if (isTaken && response.ok) return { response, text: '', isUnread: true };
        const text = await readText(response, maxBodyBytes, traffic);
        return { response, text, isUnread: false };
      };
      // A `fetch` that was handed in may not look at the signals.
      const ends = [deadline, ...aborted].map(({ passed }) => passed);
      return await Promise.race([receive(), ...ends]);
    } catch (error) {
      if (theirs?.aborted && !joined.aborted) {
        throw abortError(theirs, facts, hide, true);
      }
      const isOurs = deadline.signal.aborted;
      const isTimeout = isOurs || nameOf(error) === 'TimeoutError';
      const timeout = isOurs ? `${timeoutMs} ms` : timeoutOf(given);
      // A `fetch` that was handed in may have a timeout of its own.
      const isKnown = isOurs || (isTimeout && isOfKy(error));
      const nothingSent = !isTimeout && provesNothingSent(error);
      const fault = isKnown ? `no answer within ${timeout}` : `no answer: ${rootMessage(error)}`;
      const besides = nothingSent ? silence(url) : undefined;
      const reason = besides === undefined ? fault : `${fault}; ${besides}`;
      throw new NetworkError(hide(reason), facts, {
        cause: safeCause(error, hide),
        timedOut: isTimeout,
        nothingSent,
      });
    } finally {
      deadline.clear();
      for (const { clear } of aborted) clear();
    }
  };
}

/** The requests of answers whose bodies may still come. */
const READ = new WeakMap<object, RequestInfo | URL>();

/**
 * Keeps a request for as long as the body of its answer is there.
 *
 * Node lets go of a `Request` as soon as its answer has begun, and then no signal ends the body any more: the connection stayed open, and
 * whoever read it waited on.
 */
function holding(send: typeof fetch): typeof fetch {
  return async (request, init) => {
    const response = await send(request, init);
    const { body = null } = response ?? {};
    if (typeof body === 'object' && body !== null) READ.set(body, request);
    return response;
  };
}

/** What an aborted signal of the ky means that was handed in. */
function abortError(
  signal: AbortSignal,
  request: RequestFacts,
  hide: (text: string) => string,
  isSent: boolean,
): AbortError {
  const isAction = !isRead(request.method);
  const more = isAction && !isSent ? ': nothing was sent' : '';
  const reason = `the signal of the \`ky\` that was given was aborted${more}`;
  const mayBeDone = isAction && isSent;
  return new AbortError(safeCause(signal.reason, hide), undefined, { reason, request, mayBeDone });
}

/** The timeout of the ky that was handed in. What has none there has that of every ky. */
function timeoutOf({ timeout = 10_000, totalTimeout = false }: Options): string {
  const limits = [timeout, totalTimeout].filter((each) => each !== false);
  const least = limits.length === 0 ? '' : `${Math.min(...limits)} ms, `;
  return `${least}the timeout of the \`ky\` that was given`;
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

/** Whether it is ky's own, which carries the request. */
const isOfKy = (error: unknown): error is Error => error instanceof Error && 'request' in error;

const nameOf = (error: unknown): string | undefined =>
  error instanceof Error ? error.name : undefined;

/** The innermost message: `fetch failed` says nothing, its cause does. */
function rootMessage(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error ? ofTls(inner.message) || inner.name : String(inner);
}

/** OpenSSL's words are the last but three of a line with the places of its own source; anything else is left as it is. */
function ofTls(message: string): string {
  const words = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  if (words === undefined) return message;
  const why = words === 'wrong version number' ? ', as where the server speaks http: alone' : '';
  return `TLS failed: ${words}${why}`;
}

/**
 * What lies under ky's error. That one carries the request, and with it the token; and what lies deeper
 * is made anew where it repeats the token in its words.
 */
function safeCause(error: unknown, hide: (text: string) => string): unknown {
  const cause = isOfKy(error) ? error.cause : error;
  const words: string[] = [];
  for (let inner = cause; inner instanceof Error; inner = inner.cause) {
    words.push(inner.message, inner.stack ?? '');
  }
  return words.some((text) => hide(text) !== text) ? new Error(hide(rootMessage(cause))) : cause;
}
