/**
 * Sends one request and gives its answer, or a typed error: waits for the rate limit, follows redirects, and sends
 * again what the server cannot have acted on.
 *
 * Credentials go to the endpoint's origin alone, and redirects are followed here, so that this holds for them as
 * well. Knows no API: how an error looks in an answer, and what a refusal holds back, is the dialect's.
 */
import type { KyInstance } from 'ky';
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import type { Rebase } from '../dialects/rebased.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { isRead } from '../errors/HypchatError.ts';
import { NetworkError } from '../errors/NetworkError.ts';
import { SPENT } from '../values/Upload.ts';
import { orAborted } from './aborted.ts';
import { checkToken } from './credentials.ts';
import { isSpent } from './encodeBody.ts';
import { type HttpEvents, MOMENT_MS, tell } from './events.ts';
import { createExchange } from './exchange.ts';
import { hideWordsOf, secretHider } from './hideSecrets.ts';
import { type OriginAccess, Origins } from './Origins.ts';
import { pause } from './pause.ts';
import { Queue } from './Queue.ts';
import { Repeats } from './Repeats.ts';
import type { Request } from './Request.ts';
import { readAnswer } from './readAnswer.ts';
import { isRedirect, redirected } from './redirect.ts';
import { type TokenSource, Tokens } from './Tokens.ts';
import { type Outcome, Turns } from './Turns.ts';

/** What sending needs to know. */
export interface Sender {
  readonly dialect: Dialect;
  /** The root's address; its origin gets the token. */
  readonly base: string;
  readonly token: string | TokenSource | undefined;
  /** In milliseconds; default 30,000. */
  readonly timeoutMs?: number | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly ky?: KyInstance | undefined;
  /** What is meant by an address that the server gave. */
  readonly rebase?: Rebase | undefined;
  /** Other origins that links may lead to. */
  readonly origins?: Readonly<Record<string, OriginAccess>> | undefined;
  /** How often what failed is sent again; default 2. */
  readonly retries?: number | undefined;
  /** How many requests may be on their way at once; default 16. */
  readonly concurrency?: number | undefined;
  /** The longest wait for a rate limit, in milliseconds; default 600,000. */
  readonly longestWaitMs?: number | undefined;
  /** How long the body of an answer may be, in bytes; default 64 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** Who is told. */
  readonly listeners?: readonly HttpEvents[];
}

const MOST_REDIRECTS = 5;

/** Twice the longest window that is known of an API. */
const LONGEST_WAIT_MS = 600_000;

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Of all clients: one may send for another, and both tell the same listeners. */
let lastId = 0;

/** Makes the function that sends requests. */
export function createSend(sender: Sender): (request: Request) => Promise<Answer> {
  const { dialect, base, token, timeoutMs = 30_000, retries = 2, listeners = [] } = sender;
  const { fetch, ky, concurrency = 16, longestWaitMs = LONGEST_WAIT_MS } = sender;
  const { maxBodyBytes = MAX_BODY_BYTES, rebase } = sender;
  const origins = new Origins(base, sender.origins);
  const tokens = new Tokens(token, (text) => checkToken(dialect, text));
  const hideToken = secretHider(tokens);
  const exchange = createExchange({
    timeoutMs,
    maxBodyBytes,
    fetch,
    ky,
    hide: hideToken,
    silence: (url) => dialect.silence?.(url),
  });
  const queue = new Queue({ concurrency, longestWaitMs }, (event) =>
    tell(listeners, 'wait', event),
  );
  const turns = new Turns({
    ...{ dialect, base, origins, tokens, exchange, queue, maxBodyBytes, rebase, listeners },
  });

  /** How long to pause before the same is sent again; `undefined` where it is not. What is held waits in the queue. */
  const pauseAfter = (outcome: Outcome, repeats: Repeats): number | undefined => {
    if ('error' in outcome) {
      const { error } = outcome;
      return error instanceof NetworkError ? repeats.afterNoAnswer(error) : undefined;
    }
    const { answer, hold, counted } = outcome;
    if (hold === undefined) return repeats.afterAnswer(answer.status);
    const isWorthIt = queue.waitMs(counted) <= longestWaitMs;
    return repeats.afterRefusal(answer.status) && isWorthIt ? 0 : undefined;
  };

  return async (request) => {
    const { method, asked, body, basic, signal, mayGoOn, take } = request;
    if (isSpent(body)) throw new TypeError(SPENT);
    const hide = hideWordsOf({ body, headers: request.headers, password: basic?.[1] }, hideToken);
    const repeats = new Repeats(isRead(method), retries);
    let { url } = request;
    let redirects = 0;
    let isRenewed = false;
    let because: string | undefined;
    lastId += 1;
    const id = lastId;
    for (let tries = 1; ; tries += 1) {
      const facts = { method, url: hide(url) };
      const isLed = take !== undefined && (request.isAnonymous === true || redirects > 0);
      const outcome = await turns.take({ request, url, facts, isLed, id, tries });
      const { event } = outcome;
      const { status } = event;
      request.sent({ ...event, ...(because !== undefined && { because }) });
      if (!('error' in outcome) && isRedirect(outcome.answer.status)) {
        url = redirected(outcome.answer, facts);
        redirects += 1;
        if (redirects > MOST_REDIRECTS) {
          throw new AnswerError(`more than ${MOST_REDIRECTS} redirects`, facts);
        }
        if (!mayGoOn()) {
          throw new AnswerError(`a redirect (${status}), and no further request is allowed`, facts);
        }
        because = `redirected (${status})`;
        continue;
      }
      // What was read while it was sent is gone.
      const canRepeat = !isSpent(body);
      if (canRepeat && !isRenewed && isUnknown(outcome)) {
        isRenewed = true;
        if ((await orAborted(tokens.replace(outcome.used), signal)) && mayGoOn()) {
          because = 'again, with a new token';
          continue;
        }
      }
      const pauseMs = canRepeat ? pauseAfter(outcome, repeats) : undefined;
      if (pauseMs === undefined || !mayGoOn()) {
        if ('error' in outcome) throw outcome.error;
        const { answer, received, fault, hold } = outcome;
        const { text, isUnread, response } = received;
        if (isUnread) take?.(response);
        return readAnswer(answer, {
          dialect,
          asked,
          facts,
          text,
          fault,
          waitMs: hold?.forMs,
          hide,
        });
      }
      because = status === undefined ? 'again, for no answer came' : `again, after a ${status}`;
      if (pauseMs >= MOMENT_MS && !signal?.aborted) {
        const { chains } = event;
        const again = { reason: 'failed', request: event, ids: [id], chains } as const;
        tell(listeners, 'wait', { ms: pauseMs, ...again });
      }
      // Ends at once where nobody waits any more.
      await pause(pauseMs, signal);
    }
  };
}

/** Whether the server did not know the token: then it did nothing, and there may be a new one. */
const isUnknown = (outcome: Outcome): outcome is Outcome & { readonly used: string } =>
  !('error' in outcome) && outcome.answer.status === 401 && outcome.used !== undefined;
