/**
 * Sends one request when it is its turn, and tells of it: with the credentials that go where it goes, and no sooner than the
 * server lets one.
 */
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import type { Allowance, Hold } from '../dialects/RateRules.ts';
import { credentialsOf, readHeaders } from '../dialects/readHeaders.ts';
import type { Rebase } from '../dialects/rebased.ts';
import { isBelievable } from '../dialects/serverTime.ts';
import { standardRate } from '../dialects/standardRate.ts';
import { HypchatError, isRead, type RequestFacts } from '../errors/HypchatError.ts';
import { orAborted } from './aborted.ts';
import { momentOf } from './clock.ts';
import { basicOf } from './credentials.ts';
import { type HttpEvents, type RequestEvent, type ResponseEvent, tell } from './events.ts';
import type { Exchange, Outgoing, Received } from './exchange.ts';
import type { Origins } from './Origins.ts';
import type { Queue } from './Queue.ts';
import type { Request } from './Request.ts';
import { toAnswer } from './readAnswer.ts';
import type { Tokens } from './Tokens.ts';
import type { Traffic } from './Traffic.ts';

const OF_BODY = 'is written with the body: `write` says it';

/** What requests are sent with. */
interface TurnParts {
  readonly dialect: Dialect;
  /** The root's address; its origin gets the token. */
  readonly base: string;
  readonly origins: Origins;
  readonly tokens: Tokens;
  readonly exchange: Exchange;
  readonly queue: Queue;
  readonly maxBodyBytes: number;
  readonly rebase: Rebase | undefined;
  readonly listeners: readonly HttpEvents[];
}

/** One request of those that a read or an action takes. */
export interface Turn {
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

/** What came of one request. */
export type Outcome = Failed | (Answered & Counted);

/** No answer came. */
interface Failed {
  readonly event: ResponseEvent;
  readonly error: HypchatError;
}

interface Answered {
  readonly event: ResponseEvent;
  readonly answer: Answer;
  readonly received: Received;
  /** What is wrong with its body. */
  readonly fault: string | undefined;
}

/** What it was sent with, and what it holds back. */
interface Counted {
  /** The token that was sent. */
  readonly used: string | undefined;
  readonly hold: Hold | undefined;
  /** What it counted for. */
  readonly counted: string | undefined;
}

/** The headers that show who asks, and the token in them. */
interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly used?: string;
}

export class Turns {
  readonly #parts: TurnParts;

  constructor(parts: TurnParts) {
    this.#parts = parts;
  }

  /** Sends one request when it is its turn. @throws What ends the wait for it, and what is wrong with it before it is sent. */
  async take(turn: Turn): Promise<Outcome> {
    const { request, url, facts, isLed, id } = turn;
    const { dialect, base, origins, queue } = this.#parts;
    const { method, signal, purpose } = request;
    const rate = dialect.rate ?? standardRate;
    const isElsewhere = isLed && origins.isElsewhere(url, base);
    const isHome = !isElsewhere && origins.getsToken(url, facts);
    const own = isHome ? this.#headersOf(request, url) : {};
    const { headers, used } = await this.#credentialsFor(request, isHome);
    const counted = rate.counts({ method, url });
    const waitedMs = await queue.enter({ counted, facts, signal, id, purpose });
    let allowances: readonly Allowance[] = [];
    let hold: Hold | undefined;
    try {
      const came = await this.#exchange(turn, { ...own, ...headers }, waitedMs);
      if ('error' in came) return came;
      const { answer } = came;
      hold = believedHold(rate.hold(answer, counted));
      allowances = rate
        .allowances(answer, counted)
        .filter(({ left, forMs }) => left >= 0 && isBelievable(forMs));
      return { ...came, hold, counted, used };
    } finally {
      queue.leave(counted, allowances, hold);
    }
  }

  /** Sends it now, and tells of it. */
  async #exchange(
    { request, url, facts, id, tries }: Turn,
    headers: Readonly<Record<string, string>>,
    waitedMs: number,
  ): Promise<Failed | Answered> {
    const { exchange, listeners, maxBodyBytes, rebase } = this.#parts;
    const { method, body, form, signal, take, purpose } = request;
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
    request.underWay?.(facts);
    try {
      // An action that is on its way is not given up: it cannot be taken back.
      const outgoing: Outgoing = {
        ...{ method, url, headers, body, form },
        signal: isRead(method) ? signal : undefined,
        isTaken: take !== undefined,
      };
      const received = await exchange(outgoing, facts, traffic);
      const { answer, fault } = toAnswer(received, url, { maxBodyBytes, rebase });
      return { event: ended({ status: answer.status }), answer, received, fault };
    } catch (error) {
      if (!(error instanceof HypchatError)) throw error;
      return { event: ended({ failure: error.reason }), error };
    } finally {
      request.underWay?.(undefined);
    }
  }

  /** The headers that go where the token would. What takes bytes says itself what it accepts. */
  #headersOf(
    { method, asked, kind = asked.kind, headers, take }: Request,
    url: string,
  ): Readonly<Record<string, string>> {
    const { dialect } = this.#parts;
    if (dialect.headers === undefined) return headers ?? {};
    const given = dialect.headers({ method, url, ...(kind !== undefined && { kind }) });
    const ofDialect = readHeaders("the dialect's `headers`", given, dialect, OF_BODY);
    return { ...ofDialect, ...(take && { accept: '*/*' }), ...headers };
  }

  async #credentialsFor(
    { basic, isAnonymous, signal }: Request,
    isHome: boolean,
  ): Promise<Credentials> {
    const { dialect, tokens } = this.#parts;
    if (!isHome || isAnonymous) return { headers: {} };
    if (basic !== undefined) return { headers: { authorization: basicOf(basic) } };
    const used = await orAborted(tokens.current(), signal);
    return used === undefined ? { headers: {} } : { headers: credentialsOf(dialect, used), used };
  }
}

/** A hold without a length that no server can mean: it is held back all the same. */
function believedHold(hold: Hold | undefined): Hold | undefined {
  if (hold?.forMs === undefined || isBelievable(hold.forMs)) return hold;
  return hold.of === undefined ? {} : { of: hold.of };
}
