/**
 * Actions: each call is sent once, however many chains it stands in and however often they are awaited.
 */
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { hideInBody } from '../http/hideSecrets.ts';
import type { Request } from '../http/send.ts';
import { withoutQuery } from '../plan/address.ts';
import type { Acted } from '../plan/context.ts';
import { Doc } from '../plan/document.ts';
import type { Knowledge } from '../plan/known.ts';
import { type Moves, NO_MOVES } from '../plan/lists.ts';
import type { Act } from '../plan/place.ts';
import { isReading } from '../plan/program.ts';
import { NOTHING } from '../plan/wish.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { isJsonObject } from '../values/json.ts';
import { type Api, learn } from './absorb.ts';
import { type Flights, type Shared, share } from './flights.ts';
import { type SentRequest, toSentRequest } from './sentRequest.ts';
import { Waiters } from './waiters.ts';

/** An action that is on its way, or waits for the rate limit. */
interface Running {
  readonly waiters: Waiters;
  readonly purpose: Shared;
  /** `undefined` when everybody gave up before it was sent. */
  readonly acted: Promise<Acted | undefined>;
}

/** What sending an action asks of those who wait for it. */
export interface ActWaiting {
  readonly purpose: Shared & { readonly round: number };
  /** Of each of them, `undefined` for one who waits to the end. */
  readonly signals: readonly (AbortSignal | undefined)[];
  /** Told of each request that was really sent. */
  note(request: SentRequest): void;
  /** Whether one more may be sent than the first. */
  mayGoOn(): boolean;
}

/** Whether what an action changes may be in a list no more: it is deleted, or something else itself. */
function mayMove({ method, address, changes, byHand }: Act): boolean {
  return byHand || method === 'DELETE' || (method !== 'POST' && withoutQuery(address) === changes);
}

export class Actions {
  readonly #dialect: Dialect;
  readonly #send: (request: Request) => Promise<Answer>;
  readonly #flights: Flights;
  readonly #running = new WeakMap<object, Running>();
  readonly #acted = new WeakMap<object, Acted>();
  readonly #created = new WeakMap<Acted, Doc>();
  #moves: Moves = NO_MOVES;

  constructor(dialect: Dialect, send: (request: Request) => Promise<Answer>, flights: Flights) {
    this.#dialect = dialect;
    this.#send = send;
    this.#flights = flights;
  }

  /** How often actions may have moved so far what stands in lists. */
  get moves(): Moves {
    return this.#moves;
  }

  /** What came of a call, once it did. */
  acted(identity: object): Acted | undefined {
    return this.#acted.get(identity);
  }

  /**
   * Sends an action, unless its call was sent before. Never rejects: a failure is a result.
   *
   * While it waits for the rate limit, it is given up once nobody waits for it; what was never sent has no result,
   * and a chain that comes later sends it. Once it is on its way, it is not taken back.
   */
  async act(act: Act, waiting: ActWaiting): Promise<void> {
    const { identity } = act;
    const before = this.#running.get(identity);
    const running = before ?? this.#start(act, waiting);
    if (before === undefined) this.#running.set(identity, running);
    else {
      before.waiters.join(waiting.signals);
      share(before.purpose, waiting.purpose);
    }
    const acted = await running.acted;
    if (acted !== undefined) this.#acted.set(identity, acted);
    else if (this.#running.get(identity) === running) this.#running.delete(identity);
  }

  /** What a call brought is known to the walk that goes on from it. */
  remember(identity: object, known: Knowledge, api: Api): void {
    const acted = this.#acted.get(identity);
    if (acted === undefined || !('place' in acted) || acted.place.at !== 'resource') return;
    const doc = this.#created.get(acted);
    if (doc) learn(known, doc, acted.place.address, acted.place.kind, 'ref', NOTHING, api);
  }

  #start(act: Act, waiting: ActWaiting): Running {
    const waiters = new Waiters();
    waiters.join(waiting.signals);
    const acted = this.#sendOnce(act, waiting, waiters.signal).finally(() => waiters.release());
    return { waiters, acted, purpose: waiting.purpose };
  }

  async #sendOnce(
    act: Act,
    { note, mayGoOn, purpose }: ActWaiting,
    signal: AbortSignal,
  ): Promise<Acted | undefined> {
    const { method, address: url, body, form, headers, basic, reason } = act;
    const { round } = purpose;
    const shown = { round, ...(body !== undefined && { body: hideInBody(body) }) };
    const changes = !isReading(act);
    if (changes) this.#flights.clear();
    if (changes) this.#move(act, method === 'DELETE' ? 1 : 0);
    try {
      const answer = await this.#send({
        method,
        url,
        signal,
        mayGoOn,
        purpose,
        sent: (sent) => note(toSentRequest(sent, reason, shown)),
        ...(body !== undefined && { body }),
        ...(form !== undefined && { form }),
        ...(headers !== undefined && { headers }),
        ...(basic !== undefined && { basic }),
      });
      return this.#result(act, answer);
    } catch (error) {
      const isGivenUp = signal.aborted && error === signal.reason;
      return isGivenUp ? undefined : { failure: { cause: error } };
    } finally {
      if (changes) this.#flights.clear();
      // It may have been done at any time in between.
      if (changes) this.#move(act, 0);
    }
  }

  #move(act: Act, taken: 0 | 1): void {
    const { moves } = this;
    if (!mayMove(act)) return;
    this.#moves = { taken: moves.taken + taken, changed: moves.changed + 1 - taken };
  }

  #result(act: Act, answer: Answer): Acted {
    if (act.byHand) {
      return { place: { at: 'value', value: answer.json, codec: 'json', of: 'the answer' } };
    }
    if (act.creates === undefined) {
      const isValue = act.answers !== undefined && isJsonObject(answer.json);
      const value = isValue ? answer.json : undefined;
      const place = { at: 'value', value, codec: 'json', of: 'the answer' } as const;
      return { place: act.answers === undefined ? place : { ...place, codecs: act.answers } };
    }
    const doc = this.#dialect.document(answer);
    const address = doc?.address ?? this.#location(answer);
    if (address === undefined) {
      const request = { method: act.method, url: hideSecrets(act.address) };
      throw new AnswerError('the answer does not say what was created', request);
    }
    const acted = { place: { at: 'resource', address, kind: act.creates, shows: 'ref' } } as const;
    // One without a body says by its `Location` all that the next request needs.
    this.#created.set(acted, doc ?? new Doc(address, new Map(), new Map()));
    return acted;
  }

  #location(answer: Answer): string | undefined {
    const location = answer.headers.get('location');
    return location !== null && URL.canParse(location, answer.url)
      ? new URL(location, answer.url).href
      : undefined;
  }
}
