/**
 * Puts a world behind the library: its server as a `fetch`, its way of spelling as a dialect, its map as a link map.
 *
 * The server answers on a later turn, all requests of a round at once, so that a round is what was in flight together.
 */
import {
  type Chain,
  connect,
  type Dialect,
  type DialectResponse,
  Doc,
  explain,
  type Item,
  type Json,
  type JsonObject,
  type Kind,
  type LinkMap,
  ListDoc,
  type Member,
  type SentRequest,
  selectFields,
  trace,
} from '../../src/index.ts';
import { Answers, changed, type Misbehaviour } from './answer.ts';
import { KeptDoc } from './KeptDoc.ts';
import { NOTHING_TO_SEND, type Outcome, project, projectItems } from './plain.ts';
import { fromWire, fromWireGiven, idOnWire, jsonOnWire, mapOnWire } from './wire.ts';
import { ACTIONS, endOf, type Level, type Steps, type World } from './world.ts';
import { goThrough, type Loose, writeStages } from './writeStages.ts';

export const ORIGIN = 'https://world.test';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const body = (response: DialectResponse): JsonObject =>
  isObject(response.json) ? response.json : {};

/** @param isKept - Whether it keeps its JSON. */
function toDoc({ only, links: declared, ...json }: JsonObject, isKept: boolean): Doc {
  const links = linksIn(declared);
  const held = (value: Json): Item => (isObject(value) ? toHeld(value, isKept) : value);
  const { names, level } = (isObject(only) ? only : {}) as Partial<Only>;
  if (isKept) {
    const selected = names && new Set(names);
    return new KeptDoc(
      json,
      { links, ...(selected && { selected }), ...(level && { level }) },
      held,
    );
  }
  const fields = new Map<string, Item>();
  for (const [name, value] of Object.entries(json)) fields.set(name, held(value));
  if (names === undefined) return new Doc(links.get('self'), links, fields);
  return new (class extends Doc {
    override get selected(): ReadonlySet<string> {
      return new Set(names);
    }
  })(links.get('self'), links, fields, level);
}

/** What alone was asked for of a document. */
interface Only {
  readonly names: readonly string[];
  readonly level: Level;
}

/** The links of a document. */
export function linksIn(declared: Json | undefined): Map<string, string> {
  const all = isObject(declared) ? Object.entries(declared) : [];
  return new Map(all.map(([rel, href]) => [rel, String(href)]));
}

/** What is read of each kind, as it stands in an address. */
export const showFields = (fields: ReadonlyMap<string, ReadonlySet<string>>): string =>
  [...fields]
    .filter(([kind]) => kind !== 'root')
    .map(([kind, names]) => `${kind}:${[...names].sort().join(',')}`)
    .sort()
    .join(';');

/** What stands in a document: a resource, or the beginning of a collection. */
function toHeld(value: JsonObject, isKept: boolean): Item {
  if (!Array.isArray(value.items)) return toDoc(value, isKept);
  const items = value.items.filter(isObject).map((item) => toDoc(item, isKept));
  const { next } = value;
  return typeof next === 'string' ? new ListDoc(items, 'cut', next) : new ListDoc(items, 'whole');
}

/** How the server of a world spells things. */
export function dialectOf(world: World): Dialect {
  const read = (json: JsonObject): Doc => toDoc(json, world.keepsJson === true);
  return {
    name: 'The world',
    limits: world.limits,
    expands: 'whole',
    credentials: () => ({}),
    document: (response) => ('nothing' in body(response) ? null : read(body(response))),
    page(response) {
      const { items, next, ...rest } = body(response);
      return {
        items: Array.isArray(items) ? items.filter(isObject).map(read) : [],
        ...(typeof rest.start === 'number' && { start: rest.start }),
        ...(typeof next === 'string' && { next }),
        ...(typeof rest.total === 'number' && { total: rest.total }),
        doc: read(rest),
      };
    },
    refusal(response) {
      const { error } = body(response);
      return response.status < 400 ? undefined : { message: String(error) };
    },
    selects: world.selects ? selectFields : undefined,
    expand(paths, ofItems, { fields }) {
      const names = paths.map((path) =>
        ofItems ? (path === '' ? 'items' : `items.${path}`) : path,
      );
      const leaves = names.filter((name) => !names.some((other) => other.startsWith(`${name}.`)));
      const only = fields && (['only', showFields(fields)] as const);
      return [
        ...(names.length === 0 ? [] : [['with', leaves.join(',')] as const]),
        ...(only ? [only] : []),
      ];
    },
    window: (start, size) => [
      ['from', String(start)],
      ['count', String(size)],
    ],
    many: (ids) => [['id', ids.join(',')]],
  };
}

/** The link map of a world. */
export function mapOf(world: World): LinkMap {
  return mapOnWire(world, plainMapOf(world));
}

function plainMapOf(world: World): LinkMap {
  const root: Record<string, Member> = {};
  const kinds: Record<string, Kind> = {};
  for (const [name, kind] of Object.entries(world.rootLists)) {
    root[name] = { read: { is: 'collection', kind, rel: name, path: name, indexed: true } };
  }
  for (const [name, { fields, refs, lists }] of Object.entries(world.kinds)) {
    root[name] = { call: { is: 'lookup', kind: name, path: `${name}/{id}` } };
    const members: Record<string, Member> = {
      self: { read: { is: 'link', kind: name, rel: 'self', path: '' } },
    };
    for (const [each, level] of Object.entries(fields)) {
      members[each] = { read: { is: 'field', codec: 'string', in: level } };
    }
    for (const [each, { kind, in: level, path }] of Object.entries(refs)) {
      members[each] = { read: { is: 'ref', kind, in: level, ...(path !== undefined && { path }) } };
    }
    for (const [each, { kind, path }] of Object.entries(lists)) {
      const declaredIn = 'whole'; // Whether stubs declare it is not known beforehand.
      const where = {
        rel: each,
        declaredIn,
        indexed: true,
        ...(path !== undefined && { path }),
      } as const;
      members[each] = { read: { is: 'collection', kind, ...where } };
    }
    for (const each of ACTIONS) {
      members[each] = {
        call: {
          is: 'action',
          method: 'POST',
          path: each,
          stays: true,
          parameters: { given: { type: 'any' } },
          positional: ['given'],
          answers: { did: 'string' },
        },
      };
    }
    const most = world.many?.[name];
    const many = most === undefined ? {} : { many: { path: name, most } };
    kinds[name] = { address: `${name}/{id}`, ...many, members };
  }
  return { root: 'root', kinds: { ...kinds, root: { members: root } } };
}

interface Server {
  readonly fetch: typeof fetch;
  readonly log: string[];
  /** The number of the round of each request. */
  readonly inRound: number[];
  rounds(): number;
}

/** The server of a world. */
export function serve(world: World, fault?: Misbehaviour): Server {
  const before = new Answers(world, fault);
  const after = new Answers(fault === 'changes' ? changed(world) : world, fault);
  const log: string[] = [];
  const inRound: number[] = [];
  let rounds = 0;
  let waiting: (() => void)[] = [];
  const answerAll = (): void => {
    const all = waiting;
    waiting = [];
    for (const answer of all) answer();
  };
  return {
    log,
    inRound,
    rounds: () => rounds,
    fetch: async (input, init) => {
      const request = input instanceof Request ? input : new Request(input, init);
      const { url, method } = request;
      const body = method === 'GET' ? {} : await request.json().catch(() => ({}));
      const path = fromWire(world, decodeURIComponent(url.slice(ORIGIN.length)));
      const given = fromWireGiven(world, body.given);
      const answers = log.length === 0 ? before : after;
      const { status, json } = answers.get(path, given);
      log.push(method === 'GET' ? path : `${method} ${path}`);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 1) rounds += 1;
        inRound.push(rounds);
        if (waiting.length > 1) return;
        setImmediate(() => setImmediate(() => setImmediate(answerAll)));
      });
      const written = jsonOnWire(world, json, (address) => answers.get(address));
      return Response.json(written, { status });
    },
  };
}

/** Writes a chain of a world. */
export function write(root: Loose, steps: Steps, world: World): PromiseLike<unknown> {
  const last = steps.at(-1);
  if (last?.is === 'loop') return goThrough(toChain(root, steps.slice(0, -1), world), last.reads);
  return toChain(root, steps, world);
}

function toChain(root: Loose, steps: Steps, world: World): Loose {
  let chain = root;
  for (const step of steps) {
    let next: Loose | undefined;
    if (step.is === 'lookup') {
      next = (chain[step.kind] as Loose)(...idOnWire(world, step.kind, step.id));
    } else if (step.is === 'item') {
      next = chain.items?.[String(step.index)];
    } else if (step.is === 'act') {
      const act = chain[step.name] as unknown as (given?: unknown) => Loose;
      next = step.argument === undefined ? act() : act(write(root, step.argument, world));
    } else if (step.is === 'pipe') {
      next = writeStages(chain, step.stages);
    } else if (step.is === 'create' || step.is === 'loop') {
      throw new Error(`no world is drawn with a ${step.is} here`);
    } else {
      next = chain[step.is === 'items' || step.is === 'self' ? step.is : step.name];
    }
    chain = next as Loose;
  }
  return chain;
}

/** What the library gave, as the plain walk would say it. */
export function toOutcome(
  world: World,
  steps: Steps,
  result: PromiseSettledResult<unknown>,
): Outcome {
  if (result.status === 'rejected') {
    const { name, status, code, message, failures } = result.reason as Error & {
      status?: number;
      code?: string;
      failures?: readonly unknown[];
    };
    if (failures !== undefined) return { error: `${failures.length} failed` };
    // Each status has a class of its own; to the plain walk it is its number.
    if (status !== undefined) return { error: `ApiError ${status}` };
    if (message.includes('gives nothing to send')) return { error: NOTHING_TO_SEND };
    return { error: code ? `${name} ${code}` : `${name}: ${message}` };
  }
  const json = result.value === undefined ? 'undefined' : JSON.parse(JSON.stringify(result.value));
  const { kind, ends } = endOf(world, steps);
  if (ends === 'value') return { value: json };
  if (ends === 'items') return { value: projectItems(world, kind, json) };
  if (ends === 'page')
    return { value: projectItems(world, kind, json === null ? null : json?.items) };
  return { value: project(world, kind, ends, json) };
}

/** What the library says before of the one chain of a world, and after it. */
export interface Explained {
  /** The addresses that it will ask, with holes for what answers tell; `undefined` where only answers tell how many. */
  readonly planned: readonly string[] | undefined;
  /** Those that it says it asked. */
  readonly traced: readonly string[];
  readonly log: readonly string[];
}

/** Explains the one chain of a world, and traces it. */
export async function explainAndTrace(world: World): Promise<Explained> {
  const { fetch, log } = serve(world);
  const root = connect<Loose>(dialectOf(world), mapOf(world), { endpoint: ORIGIN, fetch });
  // What it gives, the other checks compare.
  const chain = toChain(root, world.chains[0] ?? [], world) as unknown as Chain<unknown>;
  const textOf = ({ method, url }: { readonly method: string; readonly url: string }): string => {
    const decoded = decodeURIComponent(url.startsWith(ORIGIN) ? url.slice(ORIGIN.length) : url);
    const path = fromWire(world, decoded);
    return method === 'GET' ? path : `${method} ${path}`;
  };
  const { requests, bill } = explain(chain);
  const traced = await trace(chain).then(
    (done) => done.requests,
    (error: { readonly requests?: readonly SentRequest[] }) => error.requests,
  );
  return {
    planned: bill.most === requests.length ? requests.map(textOf) : undefined,
    traced: traced?.map(textOf) ?? log,
    log,
  };
}

export interface PlannedWalk {
  readonly outcomes: readonly Outcome[];
  readonly log: readonly string[];
  /** The number of the round of each request, from 1. */
  readonly inRound: readonly number[];
  readonly rounds: number;
}

/** Awaits all chains of a world in one tick, through the library. */
export async function walkPlanned(world: World, fault?: Misbehaviour): Promise<PlannedWalk> {
  const { fetch, log, inRound, rounds } = serve(world, fault);
  const faults: string[] = [];
  const root = connect<Loose>(dialectOf(world), mapOf(world), {
    endpoint: ORIGIN,
    fetch,
    on: { fault: ({ message }) => faults.push(message) },
  });
  const results = await Promise.allSettled(world.chains.map((steps) => write(root, steps, world)));
  const outcomes = results.map((result, index) =>
    toOutcome(world, world.chains[index] ?? [], result),
  );
  // What the planner says of itself that it should not have done is a failure, though the walk went on.
  const told = faults.map((message): Outcome => ({ error: `fault: ${message}` }));
  return { outcomes: [...outcomes, ...told], log, inRound, rounds: rounds() };
}
