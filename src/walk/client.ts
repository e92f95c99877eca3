/**
 * The client: gathers the wants of a tick, walks them together, and gives each its own result or error.
 *
 * It owns what lives longer than one walk: requests in flight, and the actions that were sent.
 */

import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { ApiError } from '../errors/ApiError.ts';
import { HypchatError, markLines, type Where } from '../errors/HypchatError.ts';
import { StepError } from '../errors/StepError.ts';
import { hideInBody, hideSecrets } from '../http/hideSecrets.ts';
import type { Request } from '../http/send.ts';
import { addressOf, plainAddressOf } from '../plan/addressOf.ts';
import { Argument } from '../plan/call.ts';
import type { Acted, PlanContext } from '../plan/context.ts';
import { Doc } from '../plan/document.ts';
import { Knowledge } from '../plan/known.ts';
import type { Act, Ask, Failure, Place } from '../plan/place.ts';
import { compile, Misuse, type Want } from '../plan/want.ts';
import { NOTHING } from '../plan/wish.ts';
import { createChain, readChain } from '../proxy/chain.ts';
import type { Source } from '../proxy/source.ts';
import type { Step } from '../proxy/step.ts';
import type { LinkMap } from '../types/linkMap.ts';
import { isJsonObject } from '../values/json.ts';
import { type Api, absorbPage, absorbResource, learn } from './absorb.ts';
import { readLambda } from './lambda.ts';
import { type Errand, rounds } from './loop.ts';
import { placeOf, show } from './show.ts';
import { afterPromiseJobs } from './tick.ts';
import { toWritten, type WrittenChain } from './written.ts';

/** What a client is made of. */
export interface ClientParts {
  readonly dialect: Dialect;
  readonly map: LinkMap;
  /** The root's address, without a trailing slash. */
  readonly base: string;
  readonly send: (request: Request) => Promise<Answer>;
}

/** What snapshots share with the walk that made them: what is known now, after its own actions. */
export interface Walk {
  known: Knowledge;
}

/** A request that was really sent. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  /** The HTTP status; `undefined` when no answer came. */
  readonly status?: number;
  readonly reason: string;
}

/** A want that waits for the end of its tick. */
interface Waiting {
  readonly compiled: CompiledChain;
  readonly walk: Walk | undefined;
  readonly sent: SentRequest[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A chain with its meaning. */
export interface CompiledChain {
  readonly chain: WrittenChain;
  readonly want: Want;
}

/** Where a chain that belongs to this client starts. */
interface Start {
  readonly place: Place;
  readonly walk: Walk | undefined;
}

/** The client that a chain belongs to. @throws {TypeError} When the value is no chain. */
export function clientOf(chain: unknown): Client {
  const read = readChain(chain);
  const started = read && STARTS.get(read.source);
  if (started === undefined || (read?.source.kind === 'root' && read.steps.length === 0)) {
    throw new TypeError('a chain is needed here, like `hc.rooms.items[0]`');
  }
  return started.client;
}

const STARTS = new WeakMap<Source, { readonly client: Client; readonly start: Start }>();

export class Client {
  readonly parts: ClientParts;
  readonly #api: Api;
  #tick: Waiting[] = [];
  #inFlight = new Map<string, Promise<Answer>>();
  readonly #acting = new WeakMap<object, Promise<Acted>>();
  readonly #acted = new WeakMap<object, Acted>();
  readonly #results = new WeakMap<object, Promise<unknown>>();
  readonly #walks = new WeakMap<Knowledge, Walk>();

  constructor(parts: ClientParts) {
    this.parts = parts;
    const { map, base, dialect } = parts;
    this.#api = { map, base, limits: dialect.limits, expands: dialect.expands };
  }

  get api(): Api {
    return this.#api;
  }

  /** The chain at which everything starts. */
  root(text: string): object {
    const { map, base } = this.parts;
    const place = { at: 'resource', address: base, kind: map.root, shows: 'whole' } as const;
    return createChain(this.#source({ place, walk: undefined }, text, 'root'));
  }

  #source(start: Start, text: string, kind: Source['kind'] = 'resource'): Source {
    const source: Source = { kind, text, want: (steps) => this.#want(start, text, steps, []) };
    STARTS.set(source, { client: this, start });
    return source;
  }

  /** Sends a chain like `await` does, and notes the requests that are sent for it. */
  trace(chain: object, sent: SentRequest[]): Promise<unknown> {
    const { source, steps, start } = this.#read(chain);
    return this.#want(start, source.text, steps, sent);
  }

  /** What a chain means, and what its walk knows already. */
  compiled(chain: object): CompiledChain & { readonly known: Knowledge } {
    const { source, steps, start } = this.#read(chain);
    const known = start.walk?.known ?? new Knowledge();
    return { ...this.#compile(start.place, source.text, steps), known };
  }

  #read(chain: object): { source: Source; steps: readonly Step[]; start: Start } {
    const read = readChain(chain);
    const started = read && STARTS.get(read.source);
    if (read === undefined || started?.client !== this) {
      throw new TypeError('this is no chain of this client');
    }
    return { source: read.source, steps: read.steps, start: started.start };
  }

  #want(start: Start, text: string, steps: readonly Step[], sent: SentRequest[]): Promise<unknown> {
    let compiled: CompiledChain;
    try {
      compiled = this.#compile(start.place, text, steps);
    } catch (error) {
      return Promise.reject(error);
    }
    const last = compiled.want.moves.at(-1);
    const isAction = last?.meaning.is === 'action';
    // Two awaits of one action are one action and one result.
    const before = isAction ? this.#results.get(last.identity) : undefined;
    if (before !== undefined) return before;
    const result = new Promise<unknown>((resolve, reject) => {
      if (this.#tick.length === 0) afterPromiseJobs(() => this.#flush());
      this.#tick.push({ compiled, walk: start.walk, sent, resolve, reject });
    });
    if (isAction) this.#results.set(last.identity, result);
    return result;
  }

  #compile(start: Place, text: string, steps: readonly Step[]): CompiledChain {
    const chain = toWritten(text, steps, (value) => this.#argument(value));
    try {
      return { chain, want: compile(start, chain.steps, this.parts.map, this.#readLambda) };
    } catch (error) {
      throw atCall(error, chain);
    }
  }

  readonly #readLambda: PlanContext['readLambda'] = (run, kind) =>
    readLambda(run, kind, this.parts.map, (place, known) => this.#show(place, known));

  /** A chain or snapshot as an argument of another chain. */
  #argument(value: object): Argument {
    const place = placeOf(value);
    if (place !== undefined) {
      const want = compile(place, [], this.parts.map, this.#readLambda);
      return new Argument(want, `this ${place.kind ?? 'resource'}`);
    }
    const read = readChain(value);
    const started = read && STARTS.get(read.source);
    if (read === undefined || started === undefined) {
      throw new TypeError('a snapshot of a page cannot be an argument: give what is meant of it');
    }
    if (started.client !== this) {
      throw new TypeError(`${read.text} belongs to another client and cannot be an argument here`);
    }
    const { want } = this.#compile(started.start.place, read.source.text, read.steps);
    return new Argument(want, read.text);
  }

  #show(place: Place, known: Knowledge): unknown {
    const walk = this.#walks.get(known) ?? { known };
    return show(place, {
      map: this.parts.map,
      known,
      source: (at, text) => this.#source({ place: at, walk }, text),
    });
  }

  get context(): PlanContext {
    return {
      map: this.parts.map,
      base: this.parts.base,
      readLambda: this.#readLambda,
      acted: (identity) => this.#acted.get(identity),
    };
  }

  #flush(): void {
    const tick = this.#tick;
    this.#tick = [];
    const fresh: Walk = { known: new Knowledge() };
    this.#walks.set(fresh.known, fresh);
    const parts: Waiting[][] = [[]];
    let hasAction = false;
    for (const waiting of tick) {
      const acts = waiting.compiled.want.moves.some(
        (move) => move.meaning.is === 'action' && !this.#acted.has(move.identity),
      );
      // A read that is awaited after an action waits for it.
      if (hasAction && !acts) {
        parts.push([]);
        hasAction = false;
      }
      parts.at(-1)?.push(waiting);
      hasAction ||= acts;
    }
    void parts.reduce(
      (before, part) => before.then(() => this.#run(part, fresh)),
      Promise.resolve(),
    );
  }

  async #run(part: readonly Waiting[], fresh: Walk): Promise<void> {
    const traces = new Map<Errand, { readonly sent: SentRequest[]; readonly walk: Walk }>();
    const errands = part.map((waiting): Errand => {
      const walk = waiting.walk ?? fresh;
      const errand: Errand = {
        want: waiting.compiled.want,
        known: walk.known,
        done: (place, known) => {
          try {
            waiting.resolve(this.#show(place, known));
          } catch (error) {
            waiting.reject(error);
          }
        },
        failed: (failure) => waiting.reject(toError(failure, waiting.compiled.chain)),
      };
      for (const { identity } of errand.want.moves) {
        const acted = this.#acted.get(identity);
        if (acted !== undefined) this.#remember(acted, errand.known);
      }
      traces.set(errand, { sent: waiting.sent, walk });
      return errand;
    });
    const note = (waiting: readonly Errand[], request: SentRequest): void => {
      for (const errand of waiting) traces.get(errand)?.sent.push(request);
    };
    const walking = new Set(errands.map((errand) => errand.known));
    for (const known of walking) known.begin();
    try {
      const { limits } = this.parts.dialect;
      for (const round of rounds(errands, this.context, limits, this.parts.dialect)) {
        await Promise.all([
          ...round.asks.map(({ ask, known, errands: waiting }) =>
            this.#ask(ask, known, (request) => note(waiting, request)),
          ),
          ...round.acts.map(async ({ act, errands: waiting }) => {
            await this.#act(act, (request) => note(waiting, request));
            const acted = this.#acted.get(act.identity);
            for (const errand of waiting) {
              const walk = traces.get(errand)?.walk;
              if (walk === undefined) continue;
              this.#forget(walk, act);
              errand.known = walk.known;
              if (acted !== undefined && 'place' in acted) this.#remember(acted, errand.known);
            }
          }),
        ]);
      }
    } catch (error) {
      for (const waiting of part) waiting.reject(error);
    } finally {
      for (const known of walking) known.end();
    }
  }

  /** Snapshots of the walk, also earlier ones, go on with what is still true after an action. */
  #forget(walk: Walk, act: Act): void {
    walk.known = walk.known.without(act.changes, act.isCollection);
    this.#walks.set(walk.known, walk);
  }

  /** What a created resource brought is known to the walk that created it. */
  #remember(acted: Acted, known: Knowledge): void {
    const doc = CREATED.get(acted);
    if (doc === undefined || !('place' in acted) || acted.place.at !== 'resource') return;
    learn(known, doc, acted.place.address, acted.place.kind, 'ref', NOTHING, this.#api);
  }

  async #ask(ask: Ask, known: Knowledge, note: (request: SentRequest) => void): Promise<void> {
    const { dialect } = this.parts;
    const url = addressOf(ask, dialect);
    const plain = plainAddressOf(ask, dialect);
    try {
      const answer = await this.#get(url, ask.reasons.join('; '), note);
      this.#absorb(ask, known, answer, plain);
    } catch (error) {
      if (url !== plain && !isOfTheResource(error)) {
        // It may be the expansion that the server refuses, and a neighbour may not have asked for it.
        await this.#ask({ ...ask, wish: NOTHING }, known, note);
        return;
      }
      if (ask.of === 'list' && ask.again) {
        this.#absorb(ask, known, undefined, plain);
        return;
      }
      known.keepFailure(ask.address, error);
    }
  }

  #absorb(ask: Ask, known: Knowledge, answer: Answer | undefined, plain: string): void {
    const { dialect } = this.parts;
    if (ask.of === 'resource') {
      const doc = answer && dialect.document(answer);
      if (doc === undefined) throw noAnswer(plain, 'resource');
      absorbResource(known, ask, doc, this.#api);
      return;
    }
    const page = answer === undefined ? { items: [], doc: EMPTY } : dialect.page(answer);
    if (page === undefined) throw noAnswer(plain, 'page');
    absorbPage(known, ask, page, plain, this.#api);
  }

  async #get(url: string, reason: string, note: (request: SentRequest) => void): Promise<Answer> {
    let answer = this.#inFlight.get(url);
    if (answer === undefined) {
      const flights = this.#inFlight;
      answer = this.parts.send({ method: 'GET', url }).finally(() => flights.delete(url));
      flights.set(url, answer);
    }
    const request = { method: 'GET', url: hideSecrets(url), reason };
    try {
      const { status } = await answer;
      note({ ...request, status });
    } catch (error) {
      note({ ...request, ...(error instanceof ApiError && { status: error.status }) });
      throw error;
    }
    return answer;
  }

  async #act(act: Act, note: (request: SentRequest) => void): Promise<void> {
    const running = this.#acting.get(act.identity) ?? this.#send(act, note);
    this.#acting.set(act.identity, running);
    this.#acted.set(act.identity, await running);
  }

  async #send(act: Act, note: (request: SentRequest) => void): Promise<Acted> {
    const { method, address: url, body } = act;
    const shown = body === undefined ? {} : { body: hideInBody(body) };
    const request = { method, url: hideSecrets(url), reason: act.reason, ...shown };
    // No read after an action joins a GET that began before it.
    this.#inFlight = new Map();
    try {
      const answer = await this.parts.send({ method, url, ...(body !== undefined && { body }) });
      note({ ...request, status: answer.status });
      return this.#result(act, answer);
    } catch (error) {
      note({ ...request, ...(error instanceof ApiError && { status: error.status }) });
      return { failure: { cause: error } };
    } finally {
      this.#inFlight = new Map();
    }
  }

  #result(act: Act, answer: Answer): Acted {
    if (act.creates !== undefined) {
      const doc = this.parts.dialect.document(answer);
      if (doc === undefined) {
        const url = hideSecrets(act.address);
        throw new AnswerError('the answer does not say what was created', {
          method: act.method,
          url,
        });
      }
      const address = doc.address ?? answer.headers.get('location') ?? act.address;
      const place = { at: 'resource', address, kind: act.creates, shows: 'ref' } as const;
      const acted = { place };
      CREATED.set(acted, doc);
      return acted;
    }
    const value = act.answers !== undefined && isJsonObject(answer.json) ? answer.json : undefined;
    const place = { at: 'value', value, codec: 'json', of: 'the answer' } as const;
    return { place: act.answers === undefined ? place : { ...place, codecs: act.answers } };
  }
}

/** Whether the error would be the same without an expansion: there is no such thing, or no right to ask. */
function isOfTheResource(error: unknown): boolean {
  return !(error instanceof ApiError) || [401, 404, 429].includes(error.status);
}

function noAnswer(url: string, what: 'resource' | 'page'): AnswerError {
  const facts = { method: 'GET', url: hideSecrets(url) };
  return new AnswerError(`the answer holds no ${what}`, facts);
}

const EMPTY = new Doc(undefined, new Map(), new Map());
const CREATED = new WeakMap<Acted, Doc>();

/** The error that a want is rejected with. */
function toError(failure: Failure, chain: WrittenChain): unknown {
  const where = whereOf(chain, failure.step);
  if (failure.code === 'misuse') return atCall(new Misuse(failure.cause, failure.step), chain);
  if (failure.code === 'request' || failure.code === 'thrown') {
    return failure.cause instanceof HypchatError ? failure.cause.at(where) : failure.cause;
  }
  if (failure.code === 'unforeseen') return new Error(failure.message);
  return new StepError(failure.code, failure.message, where);
}

function whereOf(chain: WrittenChain, step: number): Where {
  return { chain: chain.text, step: chain.spans[step] ?? [0, chain.text.length] };
}

/** Misuse, with the chain, and the stack of the call that was wrong. */
function atCall(misuse: unknown, chain: WrittenChain): unknown {
  if (!(misuse instanceof Misuse) || !(misuse.cause instanceof Error)) return misuse;
  const error = misuse.cause;
  const site = chain.sites[misuse.at];
  error.message = [error.message, ...markLines(whereOf(chain, misuse.at))].join('\n');
  const frames = site?.stack
    ?.split('\n')
    .slice(1)
    .filter((line) => !line.includes('ChainNode.apply'));
  if (frames) error.stack = `${error.name}: ${error.message}\n${frames.join('\n')}`;
  return error;
}
