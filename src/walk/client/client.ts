/**
 * The client: gives a chain its meaning, gathers the wants of a tick, and has them walked together.
 *
 * What it is made of is `ClientParts.ts`; what lives longer than one walk, `runnerOf.ts` and `Walks.ts`.
 */
import { BudgetError } from '../../errors/BudgetError.ts';
import { createDescribe, type Describe } from '../../plan/ask/describe.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { titleAt } from '../../plan/map/address.ts';
import { areAlike } from '../../plan/map/templates.ts';
import { type Place, type ResourcePlace, wholeAt } from '../../plan/place/place.ts';
import { Argument, isSending, type Position, type Want } from '../../plan/program/program.ts';
import { mayWriteBack } from '../../plan/program/requestOf.ts';
import { compile, towards } from '../../plan/program/want.ts';
import { createChain, readChain } from '../../proxy/chain.ts';
import { parentOf } from '../../proxy/parentOf.ts';
import { readRow } from '../../proxy/row.ts';
import type { Site } from '../../proxy/site.ts';
import type { Source } from '../../proxy/source.ts';
import type { Step } from '../../proxy/step.ts';
import { readAlone } from '../learn/absorb.ts';
import { createUnreadable, type Unreadable } from '../learn/unreadable.ts';
import { DataReader } from '../rows/dataRow.ts';
import type { RowSurroundings } from '../rows/RowRun.ts';
import { createRows } from '../rows/rows.ts';
import { secretsOf } from '../rows/secretsOf.ts';
import { atCall, toError, whereOf } from '../rows/toError.ts';
import { Unsent } from '../rows/unsent.ts';
import type { WrittenChain } from '../rows/WrittenChain.ts';
import { withDone } from '../rows/withDone.ts';
import { toWritten } from '../rows/written.ts';
import type { ClientParts } from '../run/ClientParts.ts';
import { waitWithin } from '../run/ending.ts';
import type { KeptLimits, Planning, Runner, Start } from '../run/Runner.ts';
import { runnerOf } from '../run/runnerOf.ts';
import type { SentRequest } from '../run/sentRequest.ts';
import { type Coming, Tick } from '../run/Tick.ts';
import { type Walk, Walks } from '../run/Walks.ts';
import { Batch } from '../show/Batch.ts';
import { show } from '../show/show.ts';
import { sourceOf } from '../show/shown.ts';
import type { Plan } from '../tell/planned.ts';
import { bearing } from './bearing.ts';
import { goThrough, toLoop } from './goThrough.ts';
import { absorbWrapped } from './wrapped.ts';

/** A chain, read. */
export interface Started {
  readonly client: Client;
  readonly start: Start;
  readonly source: Source;
  readonly steps: readonly Step[];
}

const STARTS = new WeakMap<Source, { readonly client: Client; readonly start: Start }>();
const NO_LIMITS: KeptLimits = {};
const NO_PARENT = (): undefined => undefined;

/** Reads a chain, or the snapshot of a resource as the chain that has no steps yet. */
export function started(value: unknown): Started | undefined {
  const { source, steps } = readChain(value) ?? { source: sourceOf(value), steps: [] };
  const found = source && STARTS.get(source);
  return found && { ...found, source, steps };
}

export class Client {
  readonly parts: ClientParts;
  /** What a request is for, as the dialect is told it. */
  readonly describe: Describe;
  readonly #walks: Walks;
  readonly #unsent: Unsent;
  readonly #unreadable: Unreadable;
  readonly #runner: Runner;
  readonly #tick: Tick;
  /** What came of actions, by the call, and by what those who awaited it were allowed. */
  readonly #results = new WeakMap<object, Map<KeptLimits, Promise<unknown>>>();
  /** The sources of what lambdas write of their rows. */
  readonly #ofRows = new WeakSet<Source>();
  readonly #read: RowSurroundings['read'] = (doc, fallback, kind, moment) =>
    readAlone(doc, fallback, kind, moment, this.#runner.api);

  constructor(parts: ClientParts) {
    const { map, base } = parts;
    this.parts = parts;
    this.#walks = new Walks(areAlike(map, base), parts);
    this.describe = createDescribe(map, base);
    this.#unsent = new Unsent(map, () => this.#runner.context.rows, parts.on?.unsent);
    this.#unreadable = createUnreadable(parts.listeners);
    const rows = createRows(
      {
        map,
        show: (place, known) => this.#show(place, known),
        source: (place, known, operated) => this.#rowSource(place, known, operated),
        unreadable: this.#unreadable,
        read: this.#read,
      },
      (chain) => this.#argument(chain),
      this.#unsent,
      parts.dialect.selects,
    );
    this.#runner = runnerOf(parts, this.describe, this.#walks, {
      rows,
      show: (place, known, parent) => this.#show(place, known, parent),
    });
    this.#tick = new Tick(this.#runner);
  }

  /** The chain at which everything starts. */
  root(text: string): object {
    const { map, base, shortcuts } = this.parts;
    const start = { place: wholeAt(base, map.root), walk: undefined, limits: NO_LIMITS };
    return createChain(this.source(start, { kind: 'root', text, ...(shortcuts && { shortcuts }) }));
  }

  /** The snapshot of JSON that did not come as an answer. */
  wrap(json: unknown, kind?: string): object {
    const known = this.#walks.nothing();
    const place = absorbWrapped(known, json, kind, this.#runner);
    this.#walks.begin(known);
    return this.#show(place, known) as object;
  }

  /** A source of chains. @param operated - What the call of an operation gives at once, where a lambda runs. */
  source(
    start: Start,
    like: Pick<Source, 'kind' | 'text' | 'parent' | 'shortcuts'>,
    operated?: Source['operated'],
  ): Source {
    const source: Source = {
      ...like,
      ...(operated && { operated }),
      secrets: secretsOf(this.parts.map),
      called: (call, before) => this.#unsent.called(call, before, start.place, like.text),
      want: (steps, site) => this.want({ client: this, start, source, steps }, [], 'value', site),
      iterate: (steps, site) => this.#iterate({ client: this, start, source, steps }, site),
    };
    STARTS.set(source, { client: this, start });
    return source;
  }

  /** The plan of a chain. @param planOf - Is handed in: whoever neither explains nor keeps to a budget does not load it. */
  plan(read: Started, planOf: Planning): Plan {
    const { chain, want } = this.#compile(read);
    return this.#planned(chain, want, read.start.walk, planOf);
  }

  /** Where a chain ends, as far as the map can tell. */
  ends(read: Started): Position {
    return this.#compile(read).want.ends;
  }

  /**
   * Sends what a chain asks for, with the others of its tick.
   *
   * @param sent - Is filled with the requests that are sent for it.
   * @param goal - `'address'` when only the place is wanted where the chain ends.
   * @param site - Where it is awaited.
   */
  want(
    read: Started,
    sent: SentRequest[],
    goal: Want['goal'] = 'value',
    site?: Site,
  ): Promise<unknown> {
    const { start, source, steps } = read;
    try {
      const { chain, want } = this.#compile(read);
      const last = want.moves.at(-1);
      const isAction = last !== undefined && isSending(last) && goal === 'value';
      const { limits } = start;
      const results = isAction ? this.#results.get(last.identity) : undefined;
      // Two awaits of one action are one action and one result.
      const before = results?.get(limits);
      if (before !== undefined) return before;
      // The lambda of a `forEach` makes its actions: a second run of it would make others.
      const [first] = last?.meaning.is === 'operation' ? (results?.values() ?? []) : [];
      if (first !== undefined) {
        return waitWithin(first, limits, ({ error }) => bearing(error(whereOf(chain)), site));
      }
      this.#checkBudget(chain, want, start);
      const parent = (): object | undefined => parentOf(source, steps);
      const result = this.#enqueue({ chain, want: towards(want, goal), parent, sent, site }, start);
      if (isAction)
        this.#results.set(last.identity, new Map([...(results ?? []), [limits, result]]));
      return result;
    } catch (error) {
      return Promise.reject(bearing(error, site));
    }
  }

  /** Goes through what a chain leads to, in a walk of its own. */
  #iterate(read: Started, site?: Site): AsyncIterator<unknown> {
    const { start, source, steps } = read;
    return goThrough(start, this.#walks, {
      compile: () => {
        try {
          const { chain, want } = this.#compile(read);
          const loop = toLoop(chain, want);
          this.#checkBudget(chain, want, start);
          return loop;
        } catch (error) {
          throw bearing(error, site);
        }
      },
      parent: () => parentOf(source, steps),
      moves: () => this.#runner.actions.moves,
      enqueue: (waiting, on) => this.#enqueue({ ...waiting, site }, on),
    });
  }

  /** A walk that foreseeably goes over its budget is refused before its first request. */
  #checkBudget(chain: WrittenChain, want: Want, { limits, walk }: Start): void {
    const { budget, planOf } = limits;
    if (budget === undefined || planOf === undefined) return;
    const { least } = this.#planned(chain, want, walk, planOf).bill;
    if (least > budget) throw new BudgetError({ budget, sent: 0, needed: least }, whereOf(chain));
  }

  #planned({ text }: WrittenChain, want: Want, walk: Walk | undefined, planOf: Planning): Plan {
    // As the tick does.
    if (want.moves.some(mayWriteBack)) walk?.doubt();
    return planOf(text, want, walk, this.#runner);
  }

  #enqueue(
    wanted: Omit<Coming, 'limits' | 'isFresh' | 'resolve' | 'reject'> & {
      readonly site: Site | undefined;
    },
    { walk, limits, isFresh }: Omit<Start, 'place'>,
  ): Promise<unknown> {
    const { site, ...waiting } = wanted;
    return new Promise((resolve, fail) => {
      const reject = (error: unknown): void => fail(bearing(error, site));
      this.#tick.add({ ...waiting, limits, isFresh, resolve, reject }, walk);
    });
  }

  #compile({ start, source, steps }: Started): Pick<Coming, 'chain' | 'want'> {
    this.#unsent.wanted(steps);
    const chain = toWritten(source.text, steps, (value) => this.#argument(value));
    const { map, rows } = this.#runner.context;
    try {
      return { chain, want: compile(start.place, chain.steps, map, rows) };
    } catch (error) {
      throw atCall(error, chain);
    }
  }

  /** The source of what a lambda writes of its rows. */
  #rowSource(place: ResourcePlace, known: Knowledge, operated?: Source['operated']): Source {
    const start = { place, walk: this.#walks.of(known), limits: NO_LIMITS };
    const text = `(${titleAt(place.kind, place.address)})`;
    const source = this.source(start, { kind: 'resource', text }, operated);
    this.#ofRows.add(source);
    return source;
  }

  /** A chain, a snapshot or a row as an argument of another chain. */
  #argument(value: object): Argument {
    const row = readRow(value);
    if (row instanceof DataReader) {
      return this.#argument(createChain(this.#rowSource(row.place, row.known)));
    }
    const read = started(value);
    if (read === undefined) {
      throw new TypeError('a snapshot of a page cannot be an argument: give what is meant of it');
    }
    const { chain, want } = this.#compile(read);
    if (read.client !== this) {
      const how = 'as an argument, give its id; to send it for each, await it in a loop';
      throw new TypeError(`${chain.text} belongs to another client: ${how}`);
    }
    const { walk = 'anew' } = read.start;
    const whose = this.#ofRows.has(read.source) ? 'here' : walk;
    const item = (place: Place, known: Knowledge): unknown => this.#show(place, known);
    const told = (): WrittenChain => withDone(chain, want, this.#runner.context);
    return new Argument(want, chain.text, (failure) => toError(failure, told(), item), whose);
  }

  #show(place: Place, known: Knowledge, parent: () => object | undefined = NO_PARENT): unknown {
    const walk = this.#walks.of(known);
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
      read: this.#read,
    };
    const shown = show(place, shower, parent);
    if (shown instanceof Batch) this.#walks.showed(shown, walk);
    return shown;
  }
}
