/**
 * Sends one request through ky and gives its answer, or a typed error.
 *
 * Credentials go to the endpoint's origin alone; redirects are followed here, so that this holds for them
 * as well. ky's own retrying is off: it would repeat PUT and DELETE. Knows no API: how an error looks in an
 * answer is the dialect's.
 */
import ky from 'ky';
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { ApiError } from '../errors/ApiError.ts';
import type { RequestFacts } from '../errors/HypchatError.ts';
import { NetworkError } from '../errors/NetworkError.ts';
import { OriginError } from '../errors/OriginError.ts';
import type { Json } from '../values/json.ts';
import { secretHider } from './hideSecrets.ts';

/** One request. */
export interface Request {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Ends the wait for an answer. */
  readonly signal?: AbortSignal;
}

/** What sending needs to know. */
export interface Sender {
  readonly dialect: Dialect;
  /** The root's address; its origin is the only one that anything is sent to. */
  readonly base: string;
  readonly token: string | undefined;
  /** In milliseconds; default 30,000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

const MOST_REDIRECTS = 5;

/** Makes the function that sends requests. */
export function createSend(sender: Sender): (request: Request) => Promise<Answer> {
  const { dialect, token, timeoutMs = 30_000 } = sender;
  const endpoint = new URL(sender.base);
  const hide = secretHider(token);
  const credentials = token === undefined ? {} : dialect.credentials(token);
  const client = ky.create({
    retry: 0,
    throwHttpErrors: false,
    redirect: 'manual',
    timeout: timeoutMs,
    headers: { accept: 'application/json', ...credentials },
    ...(sender.fetch && { fetch: sender.fetch }),
  });

  const sendOnce = async (request: Request, facts: RequestFacts): Promise<Received> => {
    try {
      const response = await client(request.url, {
        method: request.method,
        ...(request.body !== undefined && { json: request.body }),
        ...(request.signal && { signal: request.signal }),
      });
      return { response, text: await response.text() };
    } catch (error) {
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      const reason = isTimeout
        ? `no answer within ${timeoutMs} ms`
        : `no answer: ${rootMessage(error)}`;
      throw new NetworkError(hide(reason), facts, safeCause(error, hide));
    }
  };

  return async (request) => {
    let { url } = request;
    for (let redirects = 0; ; redirects += 1) {
      const facts = { method: request.method, url: hide(url) };
      const at = new URL(url);
      // A `blob:` address has the origin of what is in it.
      if (at.origin !== endpoint.origin || at.protocol !== endpoint.protocol) {
        const other =
          at.origin === endpoint.origin || at.origin === 'null' ? at.protocol : at.origin;
        throw new OriginError(`${other} is another origin than ${endpoint.origin}`, facts);
      }
      const received = await sendOnce({ ...request, url }, facts);
      const { status, headers } = received.response;
      if (status < 300 || status >= 400) return read(received, url, facts, dialect, hide);
      const location = headers.get('location');
      if (location === null || !URL.canParse(location, url)) {
        throw new AnswerError(`a redirect (${status}) to nowhere`, facts);
      }
      if (request.method !== 'GET') {
        throw new AnswerError(
          `a redirect (${status}) of a ${request.method} is not followed`,
          facts,
        );
      }
      if (redirects === MOST_REDIRECTS) {
        throw new AnswerError(`more than ${MOST_REDIRECTS} redirects`, facts);
      }
      url = new URL(location, url).href;
    }
  };
}

/** An answer with its whole body. */
interface Received {
  readonly response: Response;
  readonly text: string;
}

function read(
  { response, text }: Received,
  url: string,
  facts: RequestFacts,
  dialect: Dialect,
  hide: (text: string) => string,
): Answer {
  const { status, headers } = response;
  const json = parse(text);
  const answer: Answer = { status, headers, url, json };
  const refusal = dialect.refusal(answer);
  if (refusal !== undefined) {
    const { message, type, details } = refusal;
    throw new ApiError({
      api: dialect.name,
      request: facts,
      status,
      serverMessage: hide(message),
      ...(type !== undefined && { type: hide(type) }),
      ...(details !== undefined && { details: JSON.parse(hide(JSON.stringify(details))) }),
    });
  }
  if (json === undefined && text !== '') {
    const sort = headers.get('content-type')?.split(';')[0] ?? 'no content type';
    const start = JSON.stringify(hide(text).slice(0, 60));
    throw new AnswerError(`the answer (${status}, ${sort}) is not JSON: ${start}`, facts);
  }
  return answer;
}

function parse(text: string): Json | undefined {
  try {
    return text === '' ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** The innermost message: `fetch failed` says nothing, its cause does. */
function rootMessage(error: unknown): string {
  const inner = innermost(error);
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}

function innermost(error: unknown): unknown {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner;
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
