/**
 * Sends one request and gives its answer, or a typed error: waits for the rate limit, follows redirects, and sends
 * again what the server cannot have acted on.
 *
 * Credentials go to the endpoint's origin alone, and redirects are followed here, so that this holds for them as
 * well. Knows no API: how an error looks in an answer, and what a refusal holds back, is the dialect's.
 */
import type { KyInstance } from 'ky';
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import type { Allowance, Hold } from '../dialects/RateRules.ts';
import type { Rebase } from '../dialects/rebased.ts';
import { isBelievable } from '../dialects/serverTime.ts';
import { standardRate } from '../dialects/standardRate.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { HypchatError, isRead, type RequestFacts } from '../errors/HypchatError.ts';
import { NetworkError } from '../errors/NetworkError.ts';
import { type HttpEvents, MOMENT_MS, tell } from './events.ts';
import { createExchange } from './exchange.ts';
import { hideWordsOf, secretHider } from './hideSecrets.ts';
import { type OriginAccess, Origins } from './Origins.ts';
import { pause } from './pause.ts';
import { Queue } from './Queue.ts';
import { Repeats } from './Repeats.ts';
import { readAnswer, toAnswer } from './readAnswer.ts';

/** One request. */
export interface Request {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Ends the wait: of a read at any time, of an action until it is sent. Then the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told of each request that was really sent, once it ended: what is sent again, and redirects, count too. */
  readonly sent?: (sent: Sent) => void;
  /** Whether one more may be sent than the first. */
  readonly mayGoOn?: () => boolean;
}

/** A request that was really sent. */
export interface Sent {
  /** Without secrets. */
  readonly url: string;
  /** The HTTP status; `undefined` when no answer came. */
  readonly status?: number;
  /** Why it was sent besides the first. */
  readonly because?: string;
}

/** What sending needs to know. */
export interface Sender {
  readonly dialect: Dialect;
  /** The root's address; its origin gets the token. */
  readonly base: string;
  readonly token: string | undefined;
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

/** Makes the function that sends requests. */
export function createSend(sender: Sender): (request: Request) => Promise<Answer> {
  const { dialect, base, token, timeoutMs = 30_000, retries = 2, listeners = [] } = sender;
  const { fetch, ky, concurrency = 16, longestWaitMs = LONGEST_WAIT_MS } = sender;
  const { maxBodyBytes = MAX_BODY_BYTES, rebase } = sender;
  const rate = dialect.rate ?? standardRate;
  const origins = new Origins(base, sender.origins);
  const credentials = token === undefined ? {} : dialect.credentials(token);
  const hideToken = secretHider(token);
  const exchange = createExchange({ timeoutMs, maxBodyBytes, fetch, ky, hide: hideToken });
  const queue = new Queue({ concurrency, longestWaitMs }, (event) =>
    tell(listeners, 'wait', event),
  );

  /** Sends one request when it is its turn, and tells of it. */
  const sendInTurn = async ({ request, url, facts }: Turn): Promise<Outcome> => {
    const { method, body, signal } = request;
    const headers = origins.getsToken(url, facts) ? credentials : {};
    const counted = rate.counts({ method, url });
    await queue.enter({ counted, facts, signal });
    let allowances: readonly Allowance[] = [];
    let hold: Hold | undefined;
    tell(listeners, 'request', facts);
    const start = performance.now();
    const ended = (end: { readonly status?: number; readonly failure?: string }): void =>
      tell(listeners, 'response', { ...facts, ...end, ms: performance.now() - start });
    try {
      // An action that is on its way is not given up: it cannot be taken back.
      const outgoing = { method, url, headers, body, signal: isRead(method) ? signal : undefined };
      const received = await exchange(outgoing, facts);
      const { answer, fault } = toAnswer(received, url, { maxBodyBytes, rebase });
      ended({ status: answer.status });
      hold = believedHold(rate.hold(answer, counted));
      allowances = rate
        .allowances(answer, counted)
        .filter(({ left, forMs }) => left >= 0 && isBelievable(forMs));
      return { answer, text: received.text, fault, hold, counted };
    } catch (error) {
      if (!(error instanceof HypchatError)) throw error;
      ended({ failure: error.reason });
      return { error };
    } finally {
      queue.leave(counted, allowances, hold);
    }
  };

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
    const { method, body, signal, mayGoOn = () => true } = request;
    const hide = hideWordsOf(body, hideToken);
    const repeats = new Repeats(isRead(method), retries);
    let { url } = request;
    let redirects = 0;
    let because: string | undefined;
    for (;;) {
      const facts = { method, url: hide(url) };
      const outcome = await sendInTurn({ request, url, facts });
      const status = 'error' in outcome ? undefined : outcome.answer.status;
      request.sent?.({
        url: facts.url,
        ...(status !== undefined && { status }),
        ...(because !== undefined && { because }),
      });
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
      const pauseMs = pauseAfter(outcome, repeats);
      if (pauseMs === undefined || !mayGoOn()) {
        if ('error' in outcome) throw outcome.error;
        const { answer, text, fault, hold } = outcome;
        return readAnswer(answer, { dialect, facts, text, fault, waitMs: hold?.forMs, hide });
      }
      because = status === undefined ? 'again, for no answer came' : `again, after a ${status}`;
      if (pauseMs >= MOMENT_MS) {
        tell(listeners, 'wait', { ms: pauseMs, reason: 'failed', request: facts });
      }
      // Ends at once where nobody waits any more.
      await pause(pauseMs, signal);
    }
  };
}

/** One request of those that a read or an action takes. */
interface Turn {
  readonly request: Request;
  readonly url: string;
  readonly facts: RequestFacts;
}

type Outcome =
  | {
      readonly answer: Answer;
      /** The body as it came. */
      readonly text: string | undefined;
      /** What is wrong with it. */
      readonly fault: string | undefined;
      readonly hold: Hold | undefined;
      /** What it counted for. */
      readonly counted: string | undefined;
    }
  /** No answer came. */
  | { readonly error: HypchatError };

/** Browsers hide a redirect that they are not to follow: it has no status and no location. */
const HIDDEN = 0;
const isRedirect = (status: number): boolean =>
  status === HIDDEN || (status >= 300 && status < 400);

/** A hold without a length that no server can mean: it is held back all the same. */
function believedHold(hold: Hold | undefined): Hold | undefined {
  if (hold?.forMs === undefined || isBelievable(hold.forMs)) return hold;
  return hold.of === undefined ? {} : { of: hold.of };
}

/** Where a redirect leads. @throws {AnswerError} When it is not followed. */
function redirected({ status, headers, url }: Answer, facts: RequestFacts): string {
  if (status === HIDDEN) {
    throw new AnswerError('a redirect that the run-time hides cannot be followed', facts);
  }
  const location = headers.get('location');
  if (location === null || !URL.canParse(location, url)) {
    throw new AnswerError(`a redirect (${status}) to nowhere`, facts);
  }
  if (!isRead(facts.method)) {
    throw new AnswerError(`a redirect (${status}) of a ${facts.method} is not followed`, facts);
  }
  return new URL(location, url).href;
}
