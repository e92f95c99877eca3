/**
 * Actions: each call is sent once, however many chains it stands in and however often they are awaited.
 */
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { ApiError } from '../errors/ApiError.ts';
import { hideInBody, hideSecrets } from '../http/hideSecrets.ts';
import type { Request } from '../http/send.ts';
import type { Acted } from '../plan/context.ts';
import type { Doc } from '../plan/document.ts';
import type { Knowledge } from '../plan/known.ts';
import type { Act } from '../plan/place.ts';
import { NOTHING } from '../plan/wish.ts';
import { isJsonObject } from '../values/json.ts';
import { type Api, learn } from './absorb.ts';
import type { Flights } from './flights.ts';
import type { SentRequest } from './sentRequest.ts';

export class Actions {
  readonly #dialect: Dialect;
  readonly #send: (request: Request) => Promise<Answer>;
  readonly #flights: Flights;
  readonly #running = new WeakMap<object, Promise<Acted>>();
  readonly #acted = new WeakMap<object, Acted>();
  readonly #created = new WeakMap<Acted, Doc>();

  constructor(dialect: Dialect, send: (request: Request) => Promise<Answer>, flights: Flights) {
    this.#dialect = dialect;
    this.#send = send;
    this.#flights = flights;
  }

  /** What came of a call, once it did. */
  acted(identity: object): Acted | undefined {
    return this.#acted.get(identity);
  }

  /** Sends an action, unless its call was sent before. Never rejects: a failure is a result. */
  async act(act: Act, note: (request: SentRequest) => void): Promise<void> {
    const running = this.#running.get(act.identity) ?? this.#sendOnce(act, note);
    this.#running.set(act.identity, running);
    this.#acted.set(act.identity, await running);
  }

  /** What a call brought is known to the walk that goes on from it. */
  remember(identity: object, known: Knowledge, api: Api): void {
    const acted = this.#acted.get(identity);
    if (acted === undefined || !('place' in acted) || acted.place.at !== 'resource') return;
    const doc = this.#created.get(acted);
    if (doc) learn(known, doc, acted.place.address, acted.place.kind, 'ref', NOTHING, api);
  }

  async #sendOnce(act: Act, note: (request: SentRequest) => void): Promise<Acted> {
    const { method, address: url, body } = act;
    const shown = body === undefined ? {} : { body: hideInBody(body) };
    const request = { method, url: hideSecrets(url), reason: act.reason, ...shown };
    this.#flights.clear();
    try {
      const answer = await this.#send({ method, url, ...(body !== undefined && { body }) });
      note({ ...request, status: answer.status });
      return this.#result(act, answer);
    } catch (error) {
      note({ ...request, ...(error instanceof ApiError && { status: error.status }) });
      return { failure: { cause: error } };
    } finally {
      this.#flights.clear();
    }
  }

  #result(act: Act, answer: Answer): Acted {
    if (act.creates === undefined) {
      const isValue = act.answers !== undefined && isJsonObject(answer.json);
      const value = isValue ? answer.json : undefined;
      const place = { at: 'value', value, codec: 'json', of: 'the answer' } as const;
      return { place: act.answers === undefined ? place : { ...place, codecs: act.answers } };
    }
    const doc = this.#dialect.document(answer);
    const address = doc?.address ?? this.#location(answer);
    if (doc === undefined || address === undefined) {
      const request = { method: act.method, url: hideSecrets(act.address) };
      throw new AnswerError('the answer does not say what was created', request);
    }
    const acted = { place: { at: 'resource', address, kind: act.creates, shows: 'ref' } } as const;
    this.#created.set(acted, doc);
    return acted;
  }

  #location(answer: Answer): string | undefined {
    const location = answer.headers.get('location');
    return location !== null && URL.canParse(location, answer.url)
      ? new URL(location, answer.url).href
      : undefined;
  }
}
