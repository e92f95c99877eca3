/**
 * The server of a program's world: like `answer.ts`, with lists in documents, and with a state that actions change.
 *
 * An action on a thing is counted in every field of it, and of what is below it. Pure: no HTTP, nothing of the library.
 */
import type { Answer, Json } from './answer.ts';
import { byOwnName, isBelowAnother, isNothing } from './elsewhere.ts';
import { asWorld, isWithin, listAt, type ProgramWorld, type Tree, toTree } from './programs.ts';
import { at, canonical, holds, isGivenById, type Level, type Resource } from './world.ts';

type JsonObject = { readonly [name: string]: Json };

const ORIGIN = 'https://world.test';

/** A number that belongs to a text, for choices that stay the same in one world. */
function hash(text: string): number {
  let value = 7;
  for (const char of text) value = (Math.imul(value, 31) + char.charCodeAt(0)) >>> 0;
  return value >>> 3;
}

export class ProgramServer {
  readonly #world: ProgramWorld;
  /** How often each thing was acted on. */
  readonly acted: Map<string, number> = new Map();
  /** What was refused once, and is refused no more. */
  readonly spent: Set<string> = new Set();
  /** What was done, by the names that things go by to themselves. */
  readonly done: string[] = [];
  /** How many answers left out an expansion that was asked for. */
  ignored = 0;
  /** How many things answers left out that were asked for by their ids: each of them is asked for by itself. */
  leftOut = 0;
  /** How many requests were for what is above something that was refused before: it may say why. */
  doubts = 0;
  /** What was refused, and not for its expansion. */
  readonly #lost = new Set<string>();
  /** The actions that were refused. */
  readonly actsRefused: Set<string> = new Set();
  /** How many pages were asked for behind the end of a list. */
  behindEnd = 0;
  /** How many requests were refused, for whatever reason, that asked for an expansion. */
  refusedExpanded = 0;

  constructor(world: ProgramWorld) {
    this.#world = world;
  }

  /** How many actions a field of a thing has seen. */
  count(address: string): number {
    let count = 0;
    for (const [owner, times] of this.acted) if (isWithin(address, owner)) count += times;
    return count;
  }

  get(url: string): Answer {
    const answer = this.#get(url);
    const { pathname, searchParams } = new URL(url, ORIGIN);
    // The page that brought a thing tells it as well, with its items expanded.
    const items = searchParams.has('with')
      ? this.#world.lists[canonical(this.#world, pathname)]
      : [];
    const isLostBelow = (above: string): boolean =>
      [...this.#lost].some((each) => each.startsWith(`${above}/`));
    if ([pathname, ...(items ?? [])].some(isLostBelow)) this.doubts += 1;
    if (answer.status >= 400 || 'error' in answer.json) this.#lost.add(pathname);
    return answer;
  }

  #get(url: string): Answer {
    const { pathname, searchParams } = new URL(url, ORIGIN);
    const ids = searchParams.get('id');
    if (ids !== null) return this.#many(pathname, ids.split(','), searchParams.get('with') ?? '');
    const address = canonical(this.#world, pathname);
    const refused = this.#refusesAt(pathname);
    if (refused !== undefined) {
      // Whoever asked with expansions may ask again without.
      if (searchParams.has('with')) this.refusedExpanded += 1;
      if (this.#world.manners.isOnce) this.spent.add(refused);
      return this.#refusal(pathname);
    }
    const asked = searchParams.get('with') ?? '';
    const { manners } = this.#world;
    const isUnknown = (path: string): boolean => path.split('.').includes(manners.unknown ?? '');
    if (manners.expands === 'refuses' && asked.split(',').some(isUnknown)) {
      this.refusedExpanded += 1;
      return { status: 400, json: { error: `${asked} cannot be expanded` } };
    }
    const granted = this.#granted(asked);
    if (granted.join() !== asked) this.ignored += 1;
    const tree = toTree(granted);
    if (this.#world.manners.isShallow && isBelowAnother(this.#world, pathname)) {
      return { status: 404, json: { error: `there is no ${pathname}` } };
    }
    if (this.#world.manners.tellsNothing && isNothing(this.#world, address)) {
      return { status: 200, json: { nothing: true } };
    }
    const items = this.#world.lists[address];
    if (items !== undefined) {
      return { status: 200, json: this.#page(address, items, searchParams, tree) };
    }
    const resource = this.#world.resources[address];
    if (resource !== undefined) {
      return { status: 200, json: this.#resource(resource, 'whole', tree) };
    }
    return { status: 404, json: { error: `there is no ${pathname}` } };
  }

  /** Several of a kind by their ids: without those that are refused, of which it says nothing. */
  #many(kind: string, ids: readonly string[], asked: string): Answer {
    if (ids.length > (this.#world.many?.[kind.slice(1)] ?? 0)) {
      return { status: 400, json: { error: `no several of ${kind}` } };
    }
    const { manners } = this.#world;
    if (manners.expands === 'refuses' && asked.split(/[.,]/).includes(manners.unknown ?? '')) {
      this.refusedExpanded += 1;
      return { status: 400, json: { error: `${asked} cannot be expanded` } };
    }
    const granted = this.#granted(asked);
    if (granted.join() !== asked) this.ignored += 1;
    const world = asWorld(this.#world);
    const given = ids
      .map((id) => `${kind}/${id}`)
      .filter((each) => isGivenById(world, each) && this.#refuses(each) === undefined);
    this.leftOut += ids.length - given.length;
    const tree = toTree(granted).items ?? {};
    const items = given.map((each) =>
      this.#resource(at(this.#world.resources, each), 'whole', tree),
    );
    return {
      status: 200,
      json: { items: hash(ids.join()) % 2 === 0 ? items : items.toReversed() },
    };
  }

  /** An action. @param given - Its argument, if it has one. */
  post(url: string, given: Json): Answer {
    const { pathname } = new URL(url, ORIGIN);
    const [, owner = '', action = ''] = /^(.*)\/(\w+)$/.exec(pathname) ?? [];
    const address = canonical(this.#world, owner);
    if (!this.#world.manners.isOnce && this.#refusesAt(owner) !== undefined) {
      this.actsRefused.add(`POST ${pathname}`);
      return this.#refusal(owner);
    }
    if (!(address in this.#world.resources)) {
      this.actsRefused.add(`POST ${pathname}`);
      return { status: 404, json: { error: `there is no ${owner}` } };
    }
    this.done.push(`${address}/${action}`);
    this.acted.set(address, (this.acted.get(address) ?? 0) + 1);
    return { status: 200, json: { did: `${action} on ${address} with ${given}` } };
  }

  #refusal(of: string): Answer {
    return { status: this.#world.manners.status, json: { error: `${of} is closed` } };
  }

  /** What is refused at a path: the thing there, or what the path lies below. */
  #refusesAt(pathname: string): string | undefined {
    const { length } = this.#world.manners.refused;
    if (length === 0) return undefined;
    // A path may lead elsewhere from a thing that goes by another name.
    const names = [canonical(this.#world, pathname), pathname, byOwnName(this.#world, pathname)];
    return names.map((each) => this.#refuses(each)).find((each) => each !== undefined);
  }

  #refuses(address: string): string | undefined {
    return this.#world.manners.refused.find(
      (each) => isWithin(address, each) && !this.spent.has(each),
    );
  }

  #granted(asked: string): readonly string[] {
    const { expandDepth = 9, expandPaths = 99 } = this.#world.limits;
    const { expands } = this.#world.manners;
    if (asked === '' || expands === 'nothing') return [];
    const depth = expands === 'one level' ? 1 : expandDepth;
    const cut = asked.split(',').map((path) => path.split('.').slice(0, depth).join('.'));
    const leaves = [...new Set(cut)].filter(
      (path) => !cut.some((other) => other.startsWith(`${path}.`)),
    );
    return leaves.slice(0, expandPaths);
  }

  /** Something that another document names: whole, where that was asked for. */
  #named(address: string, tree: Tree | undefined): Json {
    const isRefused = this.#refuses(address) !== undefined;
    if (tree !== undefined && isRefused) this.ignored += 1;
    if (tree !== undefined && isRefused && this.#world.manners.embedsErrors) {
      return { error: `${address} is closed` };
    }
    const isLeftOut = this.#world.manners.expands === 'some' && hash(address) % 3 === 0;
    if (tree !== undefined && isLeftOut) this.ignored += 1;
    const isWhole = tree !== undefined && !isRefused && !isLeftOut;
    const resource = at(this.#world.resources, address);
    return this.#resource(resource, isWhole ? 'whole' : 'stub', tree ?? {});
  }

  #resource(resource: Resource, level: Level, tree: Tree): JsonObject {
    const { address, kind } = resource;
    const spec = at(this.#world.kinds, kind);
    const links: Record<string, Json> = { self: `${ORIGIN}${address}` };
    if (level === 'whole' || this.#world.stubLinks) {
      for (const name of Object.keys(spec.lists)) {
        links[name] = `${ORIGIN}${listAt(this.#world, address, kind, name)}`;
      }
    }
    const json: Record<string, Json> = { links };
    const count = this.count(address);
    for (const [name, least] of Object.entries(spec.fields)) {
      if (!holds(level, least)) continue;
      const isCounted = name !== 'id' && count > 0;
      json[name] = `${at(resource.fields, name)}${isCounted ? ` after ${count}` : ''}`;
    }
    const below = (name: string): Tree | undefined => (level === 'whole' ? tree[name] : undefined);
    for (const [name, { in: least }] of Object.entries(spec.refs)) {
      if (!holds(level, least)) continue;
      const target = resource.refs[name];
      if (typeof target === 'string') json[name] = this.#named(target, below(name));
      else if (!this.#world.manners.omitsNull) json[name] = null;
    }
    for (const [name, { in: least }] of Object.entries(this.#world.inner[kind] ?? {})) {
      if (!holds(level, least)) continue;
      const all = this.#world.holds[address]?.[name] ?? [];
      json[name] = all.map((each) => this.#named(each, below(name)));
    }
    return json;
  }

  #page(address: string, items: readonly string[], query: URLSearchParams, tree: Tree): JsonObject {
    const { pageSize, defaultPageSize } = this.#world.limits;
    const asked = query.get('count') ?? query.get('size');
    const most = Math.min(pageSize, this.#world.manners.cap ?? pageSize);
    const size = Math.min(asked === null ? defaultPageSize : Number(asked), most);
    const start = Number(query.get('cursor') ?? query.get('from') ?? 0);
    const shown = items.slice(start, start + size);
    const end = start + shown.length;
    if (start > 0 && shown.length === 0) this.behindEnd += 1;
    const { totals } = this.#world.manners;
    const more = asked === null ? '' : `&size=${asked}`;
    return {
      start,
      items: shown.map((item) => this.#named(item, tree.items)),
      ...(totals !== undefined && { total: Math.max(0, items.length + totals) }),
      ...(end < items.length &&
        shown.length > 0 && { next: `${ORIGIN}${address}?cursor=${end}${more}` }),
    };
  }
}
