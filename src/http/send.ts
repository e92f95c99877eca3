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
import { readHeaders } from '../dialects/readHeaders.ts';
import type { Rebase } from '../dialects/rebased.ts';
import { isBelievable } from '../dialects/serverTime.ts';
import { standardRate } from '../dialects/standardRate.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { HypchatError, isRead, type RequestFacts } from '../errors/HypchatError.ts';
import { NetworkError } from '../errors/NetworkError.ts';
import { orAborted } from './aborted.ts';
import { momentOf } from './clock.ts';
import { basicOf, checkToken } from './credentials.ts';
import { isSpent } from './encodeBody.ts';
import {
  type HttpEvents,
  MOMENT_MS,
  type RequestEvent,
  type ResponseEvent,
  tell,
} from './events.ts';
import { createExchange, type Outgoing, type Received } from './exchange.ts';
import { hideWordsOf, secretHider } from './hideSecrets.ts';
import { type OriginAccess, Origins } from './Origins.ts';
import { pause } from './pause.ts';
import { Queue } from './Queue.ts';
import { Repeats } from './Repeats.ts';
import type { Request } from './Request.ts';
import { readAnswer, toAnswer } from './readAnswer.ts';
import { isRedirect, redirected } from './redirect.ts';
import { type TokenSource, Tokens } from './Tokens.ts';
import type { Traffic } from './Traffic.ts';

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

const OF_BODY = 'is written with the body: `write` says it';

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
  const rate = dialect.rate ?? standardRate;
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

  /** Sends one request when it is its turn, and tells of it. */
  const sendInTurn = async ({ request, url, facts, isLed, id, tries }: Turn): Promise<Outcome> => {
    const { method, body, form, signal, take, purpose } = request;
    const isElsewhere = isLed && origins.isElsewhere(url, base);
    const isHome = !isElsewhere && origins.getsToken(url, facts);
    const own = isHome ? headersOf(request, url) : {};
    const { headers, used } = await credentialsFor(request, isHome);
    const counted = rate.counts({ method, url });
    const waitedMs = await queue.enter({ counted, facts, signal, id, purpose });
    let allowances: readonly Allowance[] = [];
    let hold: Hold | undefined;
    const start = performance.now();
    const began = momentOf(start);
    const begun = (): RequestEvent => {
      // Others may join later: what was told stays as it was.
      const chains = [...purpose.chains];
      return { ...facts, id, tries, began, waitedMs, ...purpose, chains };
    };
    if (listeners.length > 0) tell(listeners, 'request', begun());
    const traffic: Traffic = { sentBytes: 0 };
    const ended = (end: Pick<ResponseEvent, 'status' | 'failure'>): ResponseEvent => {
      const event = { ...begun(), ...end, ms: performance.now() - start, ...traffic };
      tell(listeners, 'response', event);
      return event;
    };
    try {
      // An action that is on its way is not given up: it cannot be taken back.
      const outgoing: Outgoing = {
        ...{ method, url, headers: { ...own, ...headers }, body, form },
        signal: isRead(method) ? signal : undefined,
        isTaken: take !== undefined,
      };
      const received = await exchange(outgoing, facts, traffic);
      const { answer, fault } = toAnswer(received, url, { maxBodyBytes, rebase });
      const event = ended({ status: answer.status });
      hold = believedHold(rate.hold(answer, counted));
      allowances = rate
        .allowances(answer, counted)
        .filter(({ left, forMs }) => left >= 0 && isBelievable(forMs));
      return { event, answer, received, fault, hold, counted, used };
    } catch (error) {
      if (!(error instanceof HypchatError)) throw error;
      return { event: ended({ failure: error.reason }), error };
    } finally {
      queue.leave(counted, allowances, hold);
    }
  };

  /** The headers that go where the token would. What takes bytes says itself what it accepts. */
  const headersOf = (
    { method, asked, kind = asked.kind, headers, take }: Request,
    url: string,
  ): Readonly<Record<string, string>> => {
    if (dialect.headers === undefined) return headers ?? {};
    const given = dialect.headers({ method, url, ...(kind !== undefined && { kind }) });
    const ofDialect = readHeaders("the dialect's `headers`", given, dialect, OF_BODY);
    return { ...ofDialect, ...(take && { accept: '*/*' }), ...headers };
  };

  /** The headers that show who asks, and the token in them. */
  const credentialsFor = async (
    { basic, isAnonymous, signal }: Request,
    isHome: boolean,
  ): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly used?: string }> => {
    if (!isHome || isAnonymous) return { headers: {} };
    if (basic !== undefined) return { headers: { authorization: basicOf(basic) } };
    const used = await orAborted(tokens.current(), signal);
    return used === undefined ? { headers: {} } : { headers: dialect.credentials(used), used };
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
    const { method, asked, body, basic, signal, mayGoOn, take } = request;
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
      const outcome = await sendInTurn({ request, url, facts, isLed, id, tries });
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
      if (pauseMs >= MOMENT_MS) {
        const { chains } = event;
        const again = { reason: 'failed', request: event, ids: [id], chains } as const;
        tell(listeners, 'wait', { ms: pauseMs, ...again });
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
  /** Whether bytes are asked for where an answer said that they are: on any origin, but without a token there. */
  readonly isLed: boolean;
  /** What ties it to the others of that read or action. */
  readonly id: number;
  /** Which of them it is, from 1. */
  readonly tries: number;
}

type Outcome = { readonly event: ResponseEvent } & (
  | {
      readonly answer: Answer;
      readonly received: Received;
      /** What is wrong with its body. */
      readonly fault: string | undefined;
      /** The token that was sent. */
      readonly used: string | undefined;
      readonly hold: Hold | undefined;
      /** What it counted for. */
      readonly counted: string | undefined;
    }
  /** No answer came. */
  | { readonly error: HypchatError }
);

/** Whether the server did not know the token: then it did nothing, and there may be a new one. */
const isUnknown = (outcome: Outcome): outcome is Outcome & { readonly used: string } =>
  !('error' in outcome) && outcome.answer.status === 401 && outcome.used !== undefined;

/** A hold without a length that no server can mean: it is held back all the same. */
function believedHold(hold: Hold | undefined): Hold | undefined {
  if (hold?.forMs === undefined || isBelievable(hold.forMs)) return hold;
  return hold.of === undefined ? {} : { of: hold.of };
}
