/**
 * Sends one request through ky and gives its answer, or a typed error.
 *
 * Credentials go to the endpoint's origin alone; redirects are followed here, so that this holds for them
 * as well. ky's own retrying is off: it would repeat PUT and DELETE. Knows no API: how an error looks in an
 * answer is the dialect's.
 */
import ky, { type KyInstance } from 'ky';
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { ApiError } from '../errors/ApiError.ts';
import { NetworkError } from '../errors/NetworkError.ts';
import { OriginError } from '../errors/OriginError.ts';
import type { Json } from '../values/json.ts';
import { hideSecrets } from './hideSecrets.ts';

/** One request. */
export interface Request {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
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
  const { dialect, token } = sender;
  const { origin } = new URL(sender.base);
  const credentials = token === undefined ? {} : dialect.credentials(token);
  const client = ky.create({
    retry: 0,
    throwHttpErrors: false,
    redirect: 'manual',
    timeout: sender.timeoutMs ?? 30_000,
    headers: { accept: 'application/json', ...credentials },
    ...(sender.fetch && { fetch: sender.fetch }),
  });
  return async (request) => {
    let { url } = request;
    for (let redirects = 0; ; redirects += 1) {
      const facts = { method: request.method, url: hideSecrets(url) };
      if (new URL(url).origin !== origin) {
        throw new OriginError(`${new URL(url).origin} is another origin than ${origin}`, facts);
      }
      const response = await sendOnce(client, { ...request, url });
      const location = response.headers.get('location');
      const isRedirect = response.status >= 300 && response.status < 400 && location !== null;
      if (!isRedirect) return await read(response, url, facts, dialect);
      if (request.method !== 'GET') {
        throw new AnswerError(
          `a redirect (${response.status}) of a ${request.method} is not followed`,
          facts,
        );
      }
      if (redirects === MOST_REDIRECTS) {
        throw new AnswerError(`more than ${MOST_REDIRECTS} redirects`, facts);
      }
      await response.body?.cancel();
      url = new URL(location, url).href;
    }
  };
}

async function sendOnce(client: KyInstance, request: Request): Promise<Response> {
  const facts = { method: request.method, url: hideSecrets(request.url) };
  try {
    return await client(request.url, {
      method: request.method,
      ...(request.body !== undefined && { json: request.body }),
    });
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    const reason = isTimeout ? 'no answer in time' : `no answer: ${rootMessage(error)}`;
    throw new NetworkError(reason, facts, causeOf(error));
  }
}

/** ky's own errors carry the request, and with it the token: only what lies under them is kept. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && 'request' in error ? error.cause : error;
}

async function read(
  response: Response,
  url: string,
  facts: { readonly method: string; readonly url: string },
  dialect: Dialect,
): Promise<Answer> {
  const { status, headers } = response;
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw new NetworkError(`the answer broke off: ${rootMessage(error)}`, facts, error);
  }
  let json: Json | undefined;
  let isJson = true;
  try {
    if (text !== '') json = JSON.parse(text) as Json;
  } catch {
    isJson = false;
  }
  const answer: Answer = { status, headers, url, json };
  const refusal = dialect.refusal(answer);
  if (refusal !== undefined) {
    const { message, type, details } = refusal;
    throw new ApiError({
      api: dialect.name,
      request: facts,
      status,
      serverMessage: message,
      ...(type !== undefined && { type }),
      ...(details !== undefined && { details }),
    });
  }
  if (!isJson) {
    const sort = headers.get('content-type')?.split(';')[0] ?? 'no content type';
    throw new AnswerError(
      `the answer (${status}, ${sort}) is not JSON: ${JSON.stringify(text.slice(0, 60))}`,
      facts,
    );
  }
  return answer;
}

/** The innermost message: `fetch failed` says nothing, its cause does. */
function rootMessage(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
