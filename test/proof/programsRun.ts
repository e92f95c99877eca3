/**
 * Runs a program by the library, as a person would write it: awaits, ticks of `Promise.all`, `for await`, lambdas, and
 * snapshots in variables that are walked further.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  connect,
  type Dialect,
  type DialectResponse,
  Doc,
  fresh,
  type Item,
  isChain,
  type Json,
  type JsonObject,
  type Kind,
  type LinkMap,
  type Member,
  within,
} from '../../src/index.ts';
import { REFUSED } from '../../src/plan/known/document.ts';
import { KeptDoc } from './KeptDoc.ts';
import {
  asWorld,
  type ItemRead,
  type PipeStage,
  type ProgramChain,
  type ProgramStep,
  type ProgramWorld,
  type Statement,
} from './programs.ts';
import { ProgramServer } from './programsServer.ts';
import { showProgramChain } from './programsShow.ts';
import { dialectOf, linksIn, mapOf } from './serve.ts';
import { fromWire, fromWireGiven, idOnWire, jsonOnWire } from './wire.ts';

const ORIGIN = 'https://world.test';
/** How many turns of the event loop a page comes later, where it does: some rounds of requests take less. */
const LATE_TURNS = 12;

/** What came of one await, or of one turn of a loop. */
export type LibraryOutcome = { readonly value: Json } | { readonly error: string };

/** Something that a program waited for. */
export interface LibraryEvent {
  readonly label: string;
  readonly outcome: LibraryOutcome;
  /** How many requests were sent before its tick began, and until it was over. */
  readonly from: number;
  readonly until: number;
  /** What was refused once before its tick began. */
  readonly spent: ReadonlySet<string>;
}

export interface LibraryRun {
  readonly events: readonly LibraryEvent[];
  readonly log: readonly string[];
  readonly inRound: readonly number[];
  readonly acts: readonly (readonly string[])[];
  /** How many answers left out an expansion, and how many requests with one were refused. */
  readonly ignored: number;
  /** How many things were left out that were asked for by their ids. */
  readonly leftOut: number;
  readonly refusedExpanded: number;
  /** How many requests were for what is above something that was refused. */
  readonly doubts: number;
  readonly actsRefused: ReadonlySet<string>;
  /** How many pages were asked for behind the end of a list. */
  readonly behindEnd: number;
  readonly faults: readonly string[];
}

type Loose = { readonly [name: string]: Loose } & ((...args: readonly unknown[]) => Loose);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param isKept - Whether documents keep their JSON. */
function toItem(value: Json, isKept: boolean): Item {
  if (Array.isArray(value)) return value.map((each: Json) => toItem(each, isKept));
  if (!isObject(value)) return value;
  return 'error' in value ? REFUSED : toDoc(value, isKept);
}

function toDoc({ links: declared, ...json }: JsonObject, isKept: boolean): Doc {
  const links = linksIn(declared);
  const held = (value: Json): Item => toItem(value, isKept);
  if (isKept) return new KeptDoc(json, { links }, held);
  const fields = new Map<string, Item>();
  for (const [name, value] of Object.entries(json)) fields.set(name, held(value));
  return new Doc(links.get('self'), links, fields);
}

const body = (response: DialectResponse): JsonObject =>
  isObject(response.json) ? response.json : {};

function dialectOfProgram(world: ProgramWorld): Dialect {
  const isKept = world.keepsJson === true;
  return {
    ...dialectOf(asWorld(world)),
    document: (response) => ('nothing' in body(response) ? null : toDoc(body(response), isKept)),
    page(response) {
      const { items, next, ...rest } = body(response);
      if (!Array.isArray(items)) return undefined;
      return {
        items: items.map((item: Json) => toItem(item, isKept)),
        ...(typeof rest.start === 'number' && { start: rest.start }),
        ...(typeof next === 'string' && { next }),
        ...(typeof rest.total === 'number' && { total: rest.total }),
        doc: toDoc(rest, isKept),
      };
    },
    refusal(response) {
      const { error } = body(response);
      return error === undefined ? undefined : { message: String(error) };
    },
  };
}

/** The link map: collections and lookups take `expand`, and lists in documents are named. */
function mapOfProgram(world: ProgramWorld): LinkMap {
  const { root, kinds } = mapOf(asWorld(world));
  const options = { expand: { type: 'any', expands: true } } as const;
  const withOptions = (members: Readonly<Record<string, Member>>): Record<string, Member> =>
    Object.fromEntries(
      Object.entries(members).map(([name, { read, call }]): [string, Member] => [
        name,
        {
          ...(read && { read: read.is === 'collection' ? { ...read, options } : read }),
          ...(call && { call: call.is === 'lookup' ? { ...call, options } : call }),
        },
      ]),
    );
  const all: Record<string, Kind> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const members = withOptions(kind.members);
    for (const [each, { kind: of, in: level }] of Object.entries(world.inner[name] ?? {})) {
      members[each] = { read: { is: 'list', kind: of, in: level } };
    }
    all[name] = { ...kind, members };
  }
  return { root, kinds: all };
}

/** One run of a program. */
class Run {
  readonly events: LibraryEvent[] = [];
  readonly log: string[] = [];
  readonly inRound: number[] = [];
  /** The actions of each tick. */
  readonly acts: (readonly string[])[] = [];
  /** What the library says of itself that it should not have done. */
  readonly faults: string[] = [];
  readonly #world: ProgramWorld;
  readonly #server: ProgramServer;
  readonly #root: Loose;
  readonly #kept = new Map<string, unknown>();
  #rounds = 0;
  #waiting: (() => void)[] = [];
  /** What is aborted at which request. */
  #aborts: { readonly at: number; readonly controller: AbortController }[] = [];

  constructor(world: ProgramWorld) {
    this.#world = world;
    this.#server = new ProgramServer(world);
    this.#root = connect<Loose>(dialectOfProgram(world), mapOfProgram(world), {
      endpoint: ORIGIN,
      fetch: (input: RequestInfo | URL, init?: RequestInit) =>
        this.#answer(input instanceof Request ? input : new Request(input, init)),
      on: { unsent: () => {}, fault: ({ message }) => this.faults.push(message) },
    });
  }

  get server(): Pick<
    ProgramServer,
    'ignored' | 'refusedExpanded' | 'leftOut' | 'doubts' | 'actsRefused' | 'behindEnd'
  > {
    return this.#server;
  }

  async #answer(request: Request): Promise<Response> {
    const { url, method } = request;
    const given = method === 'GET' ? {} : await request.json().catch(() => ({}));
    const path = fromWire(this.#world, decodeURIComponent(url.slice(ORIGIN.length)));
    const sent = fromWireGiven(this.#world, given.given) ?? null;
    const { status, json } =
      method === 'GET' ? this.#server.get(path) : this.#server.post(path, sent);
    this.log.push(method === 'GET' ? path : `${method} ${path}`);
    if (this.log.length > 20_000) throw new Error('the library asks without end');
    for (const { at, controller } of this.#aborts) {
      if (this.log.length >= at) controller.abort();
    }
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) this.#rounds += 1;
      this.inRound.push(this.#rounds);
      if (this.#waiting.length > 1) return;
      const answerAll = (): void => {
        for (const answer of this.#waiting.splice(0)) answer();
      };
      setImmediate(() => setImmediate(() => setImmediate(answerAll)));
    });
    const isLate = this.#world.manners.isLate === true && path.includes('cursor=');
    for (let turn = 0; isLate && turn < LATE_TURNS; turn += 1) await nextTurn();
    return Response.json(jsonOnWire(this.#world, json), { status });
  }

  async run(statements: readonly Statement[]): Promise<void> {
    for (const statement of statements) {
      if (statement.is === 'await') {
        const chains = statement.chains.map(({ chain }) => chain);
        const values = await this.#tick(chains);
        for (const [index, { as }] of statement.chains.entries()) {
          const value = values[index];
          if (as !== undefined) this.#keep(as, value);
        }
      } else if (statement.is === 'each') {
        await this.#each(statement);
      } else {
        await this.#loop(statement);
      }
    }
  }

  #keep(name: string, value: unknown): void {
    if (typeof value === 'object' && value !== null) this.#kept.set(name, value);
    else this.#kept.delete(name);
  }

  /** Awaits chains in one tick, and tells what each gave. */
  async #tick(chains: readonly ProgramChain[], more?: () => void): Promise<readonly unknown[]> {
    const from = this.log.length;
    const spent = new Set(this.#server.spent);
    const written = chains.map((chain) => {
      try {
        return Promise.resolve(this.#write(chain));
      } catch (error) {
        return Promise.reject(error);
      }
    });
    const results = await Promise.allSettled(written);
    this.#aborts = [];
    this.#noteActs();
    for (const [index, result] of results.entries()) {
      const label = showProgramChain(chains[index] as ProgramChain);
      const outcome = toOutcome(result);
      this.events.push({ label, outcome, from, until: this.log.length, spent });
    }
    more?.();
    return results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  }

  #noteActs(): void {
    this.acts.push(this.#server.done.splice(0).sort());
  }

  async #each({ of, item, chains }: Statement & { readonly is: 'each' }): Promise<void> {
    const items = itemsOf(this.#kept.get(of));
    const before = this.#kept.get(item);
    const from = this.log.length;
    const spent = new Set(this.#server.spent);
    const written = items.flatMap((each) => {
      this.#kept.set(item, each);
      return chains.map((chain) => ({ chain, promise: Promise.resolve(this.#write(chain)) }));
    });
    const results = await Promise.allSettled(written.map(({ promise }) => promise));
    this.#noteActs();
    for (const [index, result] of results.entries()) {
      const label = showProgramChain(written[index]?.chain as ProgramChain);
      this.events.push({ label, outcome: toOutcome(result), from, until: this.log.length, spent });
    }
    if (before === undefined) this.#kept.delete(item);
    else this.#kept.set(item, before);
  }

  async #loop(statement: Statement & { readonly is: 'loop' }): Promise<void> {
    const { over, isAwaited, item, body, leaveAt, keep } = statement;
    const label = `for (${item} of ${showProgramChain(over)})`;
    const from = this.log.length;
    const spent = new Set(this.#server.spent);
    let outcome: LibraryOutcome = { value: 'done' };
    let last: unknown;
    let count = 0;
    const turn = async (each: unknown): Promise<boolean> => {
      this.#keep(item, each);
      last = each;
      const shown = { value: toJson(each) };
      this.events.push({
        label: `${item} = the next`,
        outcome: shown,
        from: this.log.length,
        until: this.log.length,
        spent: new Set(this.#server.spent),
      });
      await this.run(body);
      count += 1;
      return leaveAt !== undefined && count > leaveAt;
    };
    try {
      if (isAwaited) {
        const written = this.#write(over) as unknown as AsyncIterable<unknown> | null | undefined;
        // Nothing is gone through where there is nothing.
        if (written !== null && written !== undefined) {
          for await (const each of written) if (await turn(each)) break;
        }
      } else {
        for (const each of itemsOf(this.#write(over))) if (await turn(each)) break;
      }
    } catch (error) {
      outcome = { error: errorText(error) };
    }
    this.#kept.delete(item);
    if (keep !== undefined) this.#keep(keep, last);
    this.events.push({ label, outcome, from, until: this.log.length, spent });
  }

  /** A chain as it is written; what is in hand already is a value. */
  #write(chain: ProgramChain): unknown {
    const { from, isFresh, steps, budget, abortAt } = chain;
    const start: unknown = from === undefined ? this.#root : this.#kept.get(from);
    let current: unknown = start;
    if (isFresh === true && typeof start === 'object' && start !== null)
      current = fresh(start as never);
    for (const step of steps) current = this.#step(current, step);
    if (!isChain(current)) return current;
    if (budget !== undefined) return within(current, { budget });
    if (abortAt !== undefined) {
      const controller = new AbortController();
      this.#aborts.push({ at: this.log.length + abortAt, controller });
      return within(current, { signal: controller.signal });
    }
    return current;
  }

  #step(current: unknown, step: ProgramStep): unknown {
    // What people write here is `?.`
    if (current === null || current === undefined) return current;
    const chain = current as Loose;
    switch (step.is) {
      case 'lookup': {
        const ids = idOnWire(this.#world, step.kind, step.id);
        const call = chain[step.kind] as Loose;
        return step.expand === undefined ? call(...ids) : call(...ids, { expand: step.expand });
      }
      case 'list': {
        const list = chain[step.name] as Loose;
        return step.expand === undefined ? list : list({ expand: step.expand });
      }
      case 'items':
      case 'self':
        return chain[step.is];
      case 'index':
        return chain[String(step.index)];
      case 'item':
        return chain.items?.[String(step.index)];
      case 'pipe':
        return step.stages.reduce((items, stage) => writeStage(items, stage), chain);
      case 'act': {
        const act = chain[step.name] as Loose;
        return step.argument === undefined ? act() : act(this.#write(step.argument));
      }
      default:
        return chain[step.name];
    }
  }
}

/** The items of a page in hand, or those in a list in hand. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const items = (value as { readonly items?: unknown } | undefined)?.items;
  return Array.isArray(items) ? items : [];
}

type Row = Readonly<Record<string, unknown>> | null | undefined;

const idOf = (row: unknown): string => String((row as Row)?.id).replace('id of ', '');

function readItem(row: unknown, read: ItemRead): unknown {
  let at = row as Row;
  for (const name of read.refs) at = (at?.[name] ?? null) as Row;
  if (read.field !== undefined) return at?.[read.field] ?? null;
  if (read.inner !== undefined) {
    const { name, read: inner } = read.inner;
    const list = at?.[name] as readonly unknown[] | null | undefined;
    return list?.map((each) => readItem(each, inner)) ?? null;
  }
  if (read.collection !== undefined) {
    const { name, read: inner, isRead } = read.collection;
    const list = at?.[name] as Loose | null | undefined;
    const given: unknown = (list?.map as Loose | undefined)?.((each: unknown) =>
      readItem(each, inner),
    );
    return isRead === true && given !== undefined
      ? [...(given as Iterable<unknown>)]
      : (given ?? null);
  }
  return at;
}

const readAll = (row: unknown, reads: readonly ItemRead[]): readonly unknown[] =>
  reads
    .filter(({ of }) => of === undefined || of.includes(idOf(row)))
    .map((read) => readItem(row, read));

function writeStage(items: Loose, stage: PipeStage): Loose {
  const call = (...args: readonly unknown[]): Loose => (items[stage.is] as Loose)(...args);
  switch (stage.is) {
    case 'map':
      return call((row: unknown) => readAll(row, stage.reads));
    case 'follow':
      return (items.map as Loose)((row: unknown) => (row as Row)?.[stage.name] ?? null);
    case 'twice':
      return (items.flatMap as Loose)((row: unknown) => [row, row]);
    case 'take':
    case 'drop':
      return call(stage.count);
    case 'toArray':
    case 'contents':
      return call();
    case 'forEach':
      return call((row: unknown) => {
        readAll(row, stage.reads);
        const on = readItem(row, { refs: stage.on }) as Loose | null;
        return on?.act9?.() ?? null;
      });
    default:
      return call((row: unknown) => {
        readAll(row, stage.reads);
        return stage.holds.includes(idOf(row));
      });
  }
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value) ?? '"undefined"') as Json;
}

function toOutcome(result: PromiseSettledResult<unknown>): LibraryOutcome {
  return result.status === 'fulfilled'
    ? { value: toJson(result.value) }
    : { error: errorText(result.reason) };
}

function errorText(reason: unknown): string {
  const { name, status, code, message, failures } = reason as Error & {
    readonly status?: number;
    readonly code?: string;
    readonly failures?: readonly unknown[];
  };
  if (failures !== undefined) return `${failures.length} failed`;
  if (status !== undefined) return `ApiError ${status}`;
  if (name === 'BudgetError' || name === 'AbortError') return name;
  if (message.includes('gives nothing to send')) return `${name}: nothing to send`;
  return code ? `${name} ${code}` : `${name}: ${message}`;
}

/** Runs the program of a world by the library. */
export async function runByLibrary(world: ProgramWorld): Promise<LibraryRun> {
  const run = new Run(world);
  await run.run(world.program);
  return {
    events: run.events,
    log: run.log,
    inRound: run.inRound,
    acts: run.acts,
    ignored: run.server.ignored,
    leftOut: run.server.leftOut,
    refusedExpanded: run.server.refusedExpanded,
    doubts: run.server.doubts,
    actsRefused: run.server.actsRefused,
    behindEnd: run.server.behindEnd,
    faults: run.faults,
  };
}
