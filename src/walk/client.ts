/**
 * The client: gives a chain its meaning, gathers the wants of a tick, and has them walked together.
 *
 * It owns what lives longer than one walk: requests in flight, and the actions that were sent.
 */
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import type { Rebase } from '../dialects/rebased.ts';
import { BudgetError } from '../errors/BudgetError.ts';
import { type HttpEvents, tell } from '../http/events.ts';
import type { Request } from '../http/send.ts';
import { titleAt } from '../plan/address.ts';
import { pagesAhead } from '../plan/appetite.ts';
import type { Alike } from '../plan/Changes.ts';
import { createWrite } from '../plan/createWrite.ts';
import { createDescribe, createSpelling, type Describe } from '../plan/describe.ts';
import type { Doc } from '../plan/document.ts';
import { Knowledge } from '../plan/known.ts';
import type { Limits } from '../plan/limits.ts';
import { stagesOf } from '../plan/move.ts';
import type { Act, Place } from '../plan/place.ts';
import { readPlace } from '../plan/placeAt.ts';
import { Argument, type Position, type Want } from '../plan/program.ts';
import { areAlike } from '../plan/templates.ts';
import { compile, Misuse, positionOf } from '../plan/want.ts';
import { createChain, readChain } from '../proxy/chain.ts';
import { readRow } from '../proxy/row.ts';
import type { Site } from '../proxy/site.ts';
import type { Shortcuts, Source } from '../proxy/source.ts';
import { plain, type Step } from '../proxy/step.ts';
import type { LinkMap } from '../types/linkMap.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { type Api, readAlone } from './absorb.ts';
import { Actions } from './actions.ts';
import { Batch } from './Batch.ts';
import { bearing } from './bearing.ts';
import { DataReader } from './dataRow.ts';
import { Flights } from './flights.ts';
import { Iteration } from './iterate.ts';
import type { WalkLimits } from './limits.ts';
import { type Plan, planOf } from './plan.ts';
import type { Loop, Runner, Waiting, Walk } from './Runner.ts';
import { createRows } from './rows.ts';
import { runTogether } from './run.ts';
import type { SentRequest } from './sentRequest.ts';
import { show } from './show.ts';
import { sourceOf } from './shown.ts';
import { isSending, Tick } from './Tick.ts';
import { atCall, toError, whereOf } from './toError.ts';
import { createUnreadable, type Unreadable } from './unreadable.ts';
import { Unsent, type UnsentEvent } from './unsent.ts';
import type { WrittenChain } from './WrittenChain.ts';
import { absorbWrapped } from './wrapped.ts';
import { toWritten } from './written.ts';

/** What a client is made of. */
export interface ClientParts {
  readonly dialect: Dialect;
  /** What one request may ask for: what the dialect says, or less. */
  readonly limits: Limits;
  readonly map: LinkMap;
  /** The root's address, without a trailing slash. */
  readonly base: string;
  readonly send: (request: Request) => Promise<Answer>;
  /** What is meant by an address that the server gave. */
  readonly rebase?: Rebase;
  readonly on?: ClientEvents;
  /** What the root can do by itself. */
  readonly shortcuts?: Shortcuts;
  /** Everybody who is told of what happens. */
  readonly listeners: readonly HttpEvents[];
}

/** What a client tells while it works. Nothing that is told holds a token, a password or a secret. */
export interface ClientEvents extends HttpEvents {
  /**
   * An action was written and never awaited, so that it was never sent. Told when no chain holds the call any
   * more, or the process ends; by default, a line is written to the console.
   */
  readonly unsent?: (event: UnsentEvent) => void;
}

/** Where a chain starts, and what it is allowed. */
export interface Start {
  readonly place: Place;
  /** The walk of the snapshot that it was taken from; `undefined` for a chain that starts anew. */
  readonly walk: Walk | undefined;
  readonly limits: WalkLimits;
}

/** A chain, read. */
export interface Started {
  readonly client: Client;
  readonly start: Start;
  readonly source: Source;
  readonly steps: readonly Step[];
}

const STARTS = new WeakMap<Source, { readonly client: Client; readonly start: Start }>();
const NO_LIMITS: WalkLimits = {};

/** Reads a chain, or the snapshot of a resource as the chain that has no steps yet. */
export function started(value: unknown): Started | undefined {
  const chain = readChain(value);
  if (chain !== undefined) {
    const found = STARTS.get(chain.source);
    return found && { ...found, source: chain.source, steps: chain.steps };
  }
  const source = typeof value === 'object' && value !== null ? sourceOf(value) : undefined;
  const found = source && STARTS.get(source);
  return found && source && { ...found, source, steps: [] };
}

export class Client {
  readonly parts: ClientParts;
  /** What a request is for, as the dialect is told it. */
  readonly describe: Describe;
  readonly #api: Api;
  readonly #runner: Runner;
  readonly #flights: Flights;
  readonly #actions: Actions;
  readonly #unsent: Unsent;
  readonly #unreadable: Unreadable;
  readonly #results = new WeakMap<object, Promise<unknown>>();
  readonly #walks = new WeakMap<Knowledge, Walk>();
  /** The sources of what lambdas write of their rows. */
  readonly #ofRows = new WeakSet<Source>();
  readonly #tick: Tick;
  readonly #areAlike: Alike;

  constructor(parts: ClientParts) {
    const { map, base, dialect, limits, send } = parts;
    this.parts = parts;
    this.#api = { map, base, limits, expands: dialect.expands };
    this.#areAlike = areAlike(map, base);
    this.#flights = new Flights(send);
    this.describe = createDescribe(map, base);
    this.#actions = new Actions(dialect, this.describe, send, this.#flights);
    this.#unsent = new Unsent(map, parts.on?.unsent);
    this.#unreadable = createUnreadable(parts.listeners);
    this.#runner = {
      dialect,
      spelling: createSpelling(dialect, this.describe),
      describe: this.describe,
      api: this.#api,
      context: {
        map,
        base,
        shortcuts: Object.keys(parts.shortcuts ?? {}),
        templates: dialect.templates,
        write: createWrite(dialect, map, base),
        key: (identity) => this.#actions.keyOf(identity),
        rows: createRows(
          {
            map,
            show: (place, known) => this.#show(place, known, () => undefined),
            source: (place, known, operated) => this.#rowSource(place, known, operated),
            unreadable: this.#unreadable,
          },
          (chain) => this.#argument(chain),
          this.#unsent,
        ),
        acted: (identity) => this.#actions.acted(identity),
      },
      flights: this.#flights,
      actions: this.#actions,
      listeners: parts.listeners,
      show: (place, known, parent) => this.#show(place, known, parent),
      // To show an item is some work, for nobody where nobody listens.
      progress: parts.listeners.some(({ progress }) => progress !== undefined)
        ? (event) => tell(parts.listeners, 'progress', event)
        : undefined,
      fault: (message) => tell(parts.listeners, 'fault', { message }),
      forget: (walk, acts) => this.#forget(walk, acts),
      settle: (loop) => this.#settle(loop),
    };
    this.#tick = new Tick({
      begin: () => {
        const walk: Walk = { known: new Knowledge() };
        this.#walks.set(walk.known, walk);
        return walk;
      },
      isUnsent: ({ identity }) => this.#actions.acted(identity) === undefined,
      run: (part) => runTogether(part, this.#runner),
      forget: (walk, acts) => this.#forget(walk, acts),
    });
  }

  /** The chain at which everything starts. */
  root(text: string): object {
    const { map, base, shortcuts } = this.parts;
    const place = { at: 'resource', address: base, kind: map.root, shows: 'whole' } as const;
    const start = { place, walk: undefined, limits: NO_LIMITS };
    const more = shortcuts && { shortcuts };
    return createChain(this.source(start, { kind: 'root', text, ...more }));
  }

  /** The chain that starts at an address. A wrong one rejects at the await, as any wrong argument does. */
  at(
    { start, source }: Pick<Started, 'start' | 'source'>,
    address: unknown,
    kind?: unknown,
  ): object {
    const { map, base, rebase } = this.parts;
    const shown = typeof address === 'string' ? plain(hideSecrets(address)) : String(address);
    const like = { kind: 'resource', text: `${source.text}.at('${shown}')` } as const;
    try {
      // It may be out of a webhook or a log, in the server's own words.
      const isWhole = typeof address === 'string' && URL.canParse(address);
      const meant = rebase && isWhole ? rebase(new URL(address).href) : address;
      const place = readPlace(map, base, meant, kind);
      return createChain(this.source({ place, walk: undefined, limits: start.limits }, like));
    } catch (error) {
      return createChain({ ...like, want: () => Promise.reject(error) });
    }
  }

  /** The snapshot of JSON that did not come as an answer. */
  wrap(json: unknown, kind?: string): object {
    const known = new Knowledge();
    const place = absorbWrapped(known, json, kind, this.parts.dialect, this.describe, this.#api);
    this.#walks.set(known, { known });
    return this.#show(place, known, () => undefined) as object;
  }

  /** A source of chains. */
  source(start: Start, like: Pick<Source, 'kind' | 'text' | 'parent' | 'shortcuts'>): Source {
    const { kind, text, parent, shortcuts } = like;
    const source: Source = {
      kind,
      text,
      ...(parent && { parent }),
      ...(shortcuts && { shortcuts }),
      called: (call, before) => this.#unsent.called(call, before, positionOf(start.place), text),
      want: (steps, site) => this.want({ client: this, start, source, steps }, [], 'value', site),
      iterate: (steps, site) => this.#iterate({ client: this, start, source, steps }, site),
    };
    STARTS.set(source, { client: this, start });
    return source;
  }

  /** The plan of a chain. */
  plan({ start, source, steps }: Started): Plan {
    const { chain, want } = this.#compile(start.place, source.text, steps);
    return this.#plan(chain.text, want, start.walk);
  }

  /** Where a chain ends, as far as the map can tell. */
  ends({ start, source, steps }: Started): Position {
    return this.#compile(start.place, source.text, steps).want.ends;
  }

  #plan(text: string, want: Want, walk: Walk | undefined): Plan {
    return planOf(text, want, walk, this.#runner);
  }

  /**
   * Sends what a chain asks for, with the others of its tick.
   *
   * @param sent - Is filled with the requests that are sent for it.
   * @param goal - `'address'` when only the place is wanted where the chain ends.
   * @param site - Where it is awaited.
   */
  want(
    { start, source, steps }: Started,
    sent: SentRequest[],
    goal: Want['goal'] = 'value',
    site?: Site,
  ): Promise<unknown> {
    try {
      const { chain, want } = this.#compile(start.place, source.text, steps);
      const last = want.moves.at(-1);
      const isAction = last !== undefined && isSending(last) && goal === 'value';
      // Two awaits of one action are one action and one result.
      const before = isAction ? this.#results.get(last.identity) : undefined;
      if (before !== undefined) return before;
      this.#checkBudget(chain, want, start);
      const parent = (): object | undefined => parentOf(source, steps);
      const result = this.#enqueue({ chain, want: { ...want, goal }, parent, sent, site }, start);
      if (isAction) this.#results.set(last.identity, result);
      return result;
    } catch (error) {
      return Promise.reject(bearing(error, site));
    }
  }

  /** Goes through what a chain leads to, in a walk of its own. */
  #iterate({ start, source, steps }: Started, site?: Site): AsyncIterator<unknown> {
    const known = start.walk?.known.anew() ?? new Knowledge();
    const memory = new Map<object, unknown>();
    const sent: SentRequest[] = [];
    const parent = (): object | undefined => parentOf(source, steps);
    const ends: number[] = [0, 0];
    const loop: Loop = { known, batches: new Set(), reading: 0, done: [] };
    const before = this.#actions.moves;
    let compiled: CompiledLoop | undefined;
    return new Iteration({
      // What the body takes away moves what is behind: it is asked for once the body is done.
      pagesAhead: () => (this.#actions.moves === before ? (compiled?.pagesAhead ?? 0) : 0),
      isAborted: () => start.limits.signal?.aborted ?? false,
      next: async (ending) => {
        try {
          compiled ??= this.#compileLoop(start, source, steps);
        } catch (error) {
          throw bearing(error, site);
        }
        const { chain, want } = compiled;
        // What is done to the items of one batch is forgotten by their walk, and the loop goes on.
        const walk: Walk = { known, loop };
        known.moves = this.#actions.moves;
        this.#walks.set(known, walk);
        const { signal } = start.limits;
        const limits = {
          ...start.limits,
          signal: signal === undefined ? ending : AbortSignal.any([signal, ending]),
        };
        const batch = (await this.#enqueue(
          { chain, want, parent, sent, memory, site },
          { place: start.place, walk, limits },
        )) as Batch;
        // What is done and not forgotten yet holds for what the snapshots of this batch are used for.
        walk.known = loop.done.length > 0 ? known.without(loop.done, this.#areAlike) : known;
        if (batch.source !== undefined) {
          // The batch before is still in use while this one comes.
          known.forgetBefore(batch.source.address, ends.shift() ?? 0);
          ends.push(batch.source.next);
        }
        return batch;
      },
    });
  }

  #compileLoop(start: Start, source: Source, steps: readonly Step[]): CompiledLoop {
    const { chain, want } = this.#compile(start.place, source.text, steps);
    const last = want.moves.at(-1);
    if (last !== undefined && isSending(last)) {
      const misuse = new Misuse(
        new TypeError(`\`${last.name}\` gives nothing to go through: await it`),
        last.at,
      );
      throw atCall(misuse, chain);
    }
    this.#checkBudget(chain, want, start);
    const ahead = pagesAhead(stagesOf(want.moves));
    return { chain, want: { ...want, goal: 'batch' }, pagesAhead: ahead };
  }

  /** A walk that foreseeably goes over its budget is refused before its first request. */
  #checkBudget(chain: WrittenChain, want: Want, { limits, walk }: Start): void {
    const { budget } = limits;
    if (budget === undefined) return;
    const { least } = this.#plan(chain.text, want, walk).bill;
    if (least > budget) throw new BudgetError({ budget, sent: 0, needed: least }, whereOf(chain));
  }

  #enqueue(
    wanted: Pick<Waiting, 'chain' | 'want' | 'parent' | 'sent' | 'memory'> & {
      readonly site: Site | undefined;
    },
    { walk, limits }: Start,
  ): Promise<unknown> {
    const { site, ...waiting } = wanted;
    return new Promise((resolve, fail) => {
      const reject = (error: unknown): void => fail(bearing(error, site));
      this.#tick.add({ ...waiting, limits, resolve, reject }, walk);
    });
  }

  #compile(
    start: Place,
    text: string,
    steps: readonly Step[],
  ): { readonly chain: WrittenChain; readonly want: Want } {
    this.#unsent.wanted(steps);
    const chain = toWritten(text, steps, (value) => this.#argument(value));
    const { map, rows } = this.#runner.context;
    try {
      return { chain, want: compile(start, chain.steps, map, rows) };
    } catch (error) {
      throw atCall(error, chain);
    }
  }

  /** The source of what a lambda writes of its rows. */
  #rowSource(place: Place, known: Knowledge, operated?: Source['operated']): Source {
    const walk = this.#walks.get(known) ?? { known };
    const start = { place, walk, limits: NO_LIMITS };
    const text = place.at === 'resource' ? `(${titleAt(place.kind, place.address)})` : '(a value)';
    const source: Source = {
      kind: 'resource',
      text,
      ...(operated && { operated }),
      called: (call, before) => this.#unsent.called(call, before, positionOf(place), text),
      want: (steps, site) => this.want({ client: this, start, source, steps }, [], 'value', site),
      iterate: (steps, site) => this.#iterate({ client: this, start, source, steps }, site),
    };
    STARTS.set(source, { client: this, start });
    this.#ofRows.add(source);
    return source;
  }

  /** A chain, a snapshot or a row as an argument of another chain. */
  #argument(value: object): Argument {
    const row = readRow(value);
    if (row instanceof DataReader) {
      const source = this.#rowSource(row.place, row.known);
      return this.#argument(createChain(source));
    }
    const read = started(value);
    if (read === undefined) {
      throw new TypeError('a snapshot of a page cannot be an argument: give what is meant of it');
    }
    const { chain, want } = this.#compile(read.start.place, read.source.text, read.steps);
    if (read.client !== this) {
      throw new TypeError(`${chain.text} belongs to another client and cannot be an argument here`);
    }
    const { walk = 'anew' } = read.start;
    const whose = this.#ofRows.has(read.source) ? 'here' : walk;
    const item = (place: Place, known: Knowledge): unknown =>
      this.#show(place, known, () => undefined);
    return new Argument(want, chain.text, (failure) => toError(failure, chain, item), whose);
  }

  #show(place: Place, known: Knowledge, parent: () => object | undefined): unknown {
    const walk = this.#walks.get(known) ?? { known };
    const shower = {
      map: this.parts.map,
      known,
      showing: new Set<string>(),
      unreadable: this.#unreadable,
      source: (at: Place, text: string, from: () => object | undefined) =>
        this.source(
          { place: at, walk, limits: NO_LIMITS },
          { kind: 'resource', text, parent: from },
        ),
      read: (doc: Doc, fallback: string, kind: string, moment: number) =>
        readAlone(doc, fallback, kind, moment, this.#api),
    };
    const shown = show(place, shower, parent);
    if (shown instanceof Batch && walk.loop !== undefined) {
      const { batches } = walk.loop;
      for (const batch of batches) if (batch.isUsed) batches.delete(batch);
      batches.add(shown);
    }
    return shown;
  }

  /** Snapshots of the walk, also earlier ones, go on with what is still true after an action. */
  #forget(walk: Walk, acts: readonly Act[]): void {
    walk.known = walk.known.without(acts, this.#areAlike);
    for (const batch of walk.loop?.batches ?? []) batch.settle();
    this.#walks.set(walk.known, walk);
    if (walk.loop === undefined) return;
    walk.loop.done.push(...acts);
    this.#settle(walk.loop);
  }

  #settle(loop: Loop): void {
    if (loop.reading === 0 && loop.done.length > 0) {
      loop.known.forget(loop.done.splice(0), this.#areAlike);
    }
  }
}

/** What is gone through, batch by batch. */
interface CompiledLoop {
  readonly chain: WrittenChain;
  readonly want: Want;
  /** How many pages may be asked for before they are needed. */
  readonly pagesAhead: number;
}

/** The chain without its last step; `undefined` at the root. */
export function parentOf(source: Source, steps: readonly Step[]): object | undefined {
  if (steps.length === 0) return source.parent?.();
  const before = steps.slice(0, steps.at(-1)?.is === 'call' ? -2 : -1);
  return before.length === 0 && source.kind === 'root' ? undefined : createChain(source, before);
}
