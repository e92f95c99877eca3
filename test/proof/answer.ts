/**
 * What the server of a world answers to an address: within the world's limits, or misbehaving in one way.
 *
 * Pure: no HTTP, and nothing of the library. `serve.ts` puts it behind `fetch`, `plain.ts` asks it directly.
 *
 * A page is picked by `from` and `count`, or by the `cursor` of the page before it, which also a server that
 * ignores windows understands. Expansions stand in `with`, joined by commas; a path expands its beginnings. What is given alone
 * of each kind stands in `only`: `ant:id,s;bee:w`. Each thing says then what of it that is, and how much of it there would be.
 */
import { isBelowAnother, isNothing } from './elsewhere.ts';
import {
  at,
  canonical,
  endOf,
  holds,
  isGivenById,
  type Level,
  listAddress,
  type Resource,
  type World,
} from './world.ts';

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

export interface Answer {
  readonly status: number;
  readonly json: { readonly [name: string]: Json };
}

/** One way in which a server is not what the map says. */
export type Misbehaviour =
  | 'ignores expansions'
  | 'ignores windows'
  | 'caps pages'
  | 'leaves links out'
  | 'ignores ids'
  | 'refuses fields'
  | 'changes'
  | 'errors';

export const MISBEHAVIOURS: readonly Misbehaviour[] = [
  'ignores expansions',
  'ignores windows',
  'caps pages',
  'leaves links out',
  'ignores ids',
  'refuses fields',
  'changes',
  'errors',
];

interface Tree {
  readonly [name: string]: Tree;
}

/** A number that belongs to a text, for choices that stay the same in one world. */
function hash(text: string): number {
  let value = 7;
  for (const char of text) value = (Math.imul(value, 31) + char.charCodeAt(0)) >>> 0;
  return value >>> 3;
}

/** What is given alone of each kind. */
function toFields(only: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    only.split(';').map((each) => {
      const [kind = '', names = ''] = each.split(':');
      return [kind, names.split(',')];
    }),
  );
}

function toTree(paths: readonly string[]): Tree {
  const tree: Record<string, Tree> = {};
  const heads = new Map<string, string[]>();
  for (const path of paths.filter((each) => each !== '')) {
    const [head = '', ...rest] = path.split('.');
    heads.set(head, [...(heads.get(head) ?? []), rest.join('.')]);
  }
  for (const [head, rest] of heads) tree[head] = toTree(rest);
  return tree;
}

/** One server in one state. */
export class Answers {
  readonly #world: World;
  readonly #fault: Misbehaviour | undefined;
  /** What is given alone in the answer that is made now. */
  #only: ReadonlyMap<string, readonly string[]> | undefined;
  /** The addresses of all that has been shown. */
  readonly shown: Set<string> = new Set();

  constructor(world: World, fault?: Misbehaviour) {
    this.#world = world;
    this.#fault = fault;
  }

  /** @param given - The argument, where it is an action. */
  get(url: string, given?: Json): Answer {
    const { pathname, searchParams } = new URL(url, 'https://world.test');
    const [, owner, action] = /^(.*)\/(act\d)$/.exec(pathname) ?? [];
    if (owner !== undefined && action !== undefined) return this.#act(owner, action, given);
    const ids = searchParams.get('id');
    if (ids !== null) return this.#many(pathname, ids.split(','), searchParams.get('with') ?? '');
    const address = canonical(this.#world, pathname);
    this.shown.add(address);
    if (this.#isClosed(pathname)) return { status: 403, json: { error: `${pathname} is closed` } };
    const only = searchParams.get('only');
    if (only !== null && this.#fault === 'refuses fields') {
      return { status: 400, json: { error: 'there are no fields' } };
    }
    this.#only = only === null ? undefined : toFields(only);
    const tree = toTree(this.#granted(searchParams.get('with') ?? ''));
    if (this.#world.isShallow && isBelowAnother(this.#world, pathname)) {
      return { status: 404, json: { error: `there is no ${pathname}` } };
    }
    if (this.#world.tellsNothing && isNothing(this.#world, address)) {
      return { status: 200, json: { nothing: true } };
    }
    const items = this.#world.lists[address];
    if (items !== undefined)
      return { status: 200, json: this.#page(address, items, searchParams, tree) };
    const resource = this.#world.resources[address];
    if (resource !== undefined)
      return { status: 200, json: this.#resource(resource, 'whole', tree) };
    return { status: 404, json: { error: `there is no ${pathname}` } };
  }

  /** Several of a kind by their ids: in an order of the server's own, some of them twice. */
  #many(kind: string, ids: readonly string[], expand: string): Answer {
    const isWrong = ids.length > (this.#world.many?.[kind.slice(1)] ?? 0);
    const isIgnored = this.#fault === 'ignores ids' && hash(`${kind} ids`) % 2 === 0;
    if (isWrong || (this.#fault === 'ignores ids' && !isIgnored)) {
      return { status: 400, json: { error: `no several of ${kind}` } };
    }
    const named = ids.map((id) => `${kind}/${id}`).filter((each) => isGivenById(this.#world, each));
    const others = Object.keys(this.#world.resources).filter((each) => {
      return each.startsWith(`${kind}/`) && each.split('/').length === 3 && !named.includes(each);
    });
    const given = (isIgnored ? others.slice(0, 2) : named).filter((each) => !this.#refuses(each));
    const turned = hash(ids.join()) % 2 === 0 ? given : given.toReversed();
    const all = hash(`${ids.join()} twice`) % 3 === 0 ? [...turned, ...turned.slice(0, 1)] : turned;
    const tree = toTree(this.#granted(expand)).items ?? {};
    const items = all.map((each) => this.#resource(at(this.#world.resources, each), 'whole', tree));
    return { status: 200, json: { items } };
  }

  #act(at: string, action: string, given: Json | undefined): Answer {
    const owner = canonical(this.#world, at);
    if (this.#isClosed(at)) return { status: 403, json: { error: `${at} is closed` } };
    if (!(owner in this.#world.resources)) {
      return { status: 404, json: { error: `there is no ${at}` } };
    }
    return {
      status: 200,
      json: { did: `${action} on ${owner} with ${this.#named(action, given)}` },
    };
  }

  /** An argument by its own name: a resource may be given by another. */
  #named(action: string, given: Json | undefined): string {
    const call = this.#world.chains
      .map((steps) => steps.at(-1))
      .find((step) => step?.is === 'act' && step.name === action);
    const argument = call?.is === 'act' ? call.argument : undefined;
    if (argument === undefined || given === undefined || given === null)
      return String(given ?? null);
    const { kind, ends } = endOf(this.#world, argument);
    return ends === 'value' ? String(given) : canonical(this.#world, `/${kind}/${given}`);
  }

  /** What is below a closed address is closed. */
  #refuses(address: string): boolean {
    if (this.#fault !== 'errors') return false;
    const [, kind, id] = address.split('/');
    return id !== undefined && hash(`/${kind}/${id}`) % 4 === 0;
  }

  /** Whether anything on the way to an address is closed: a path may lead on from there to what is not. */
  #isClosed(pathname: string): boolean {
    const parts = pathname.split('/');
    return parts.some((_, end) => {
      return this.#refuses(canonical(this.#world, parts.slice(0, end + 1).join('/')));
    });
  }

  #granted(asked: string): readonly string[] {
    const { expandDepth = 9, expandPaths = 99 } = this.#world.limits;
    if (asked === '' || this.#fault === 'ignores expansions') return [];
    const cut = asked.split(',').map((path) => path.split('.').slice(0, expandDepth).join('.'));
    const leaves = [...new Set(cut)].filter(
      (path) => !cut.some((other) => other.startsWith(`${path}.`)),
    );
    return leaves.slice(0, expandPaths);
  }

  #resource(resource: Resource, level: Level, tree: Tree): { readonly [name: string]: Json } {
    const { links, ...all } = this.#whole(resource, level, tree);
    if (this.#only === undefined) return { links: links ?? null, ...all };
    const names = ['self', ...(this.#only.get(resource.kind) ?? [])];
    const chosen = (json: { readonly [name: string]: Json }): { readonly [name: string]: Json } =>
      Object.fromEntries(Object.entries(json).filter(([name]) => names.includes(name)));
    const own = chosen(links as { readonly [name: string]: Json });
    return { links: own, ...chosen(all), only: { names, level } };
  }

  #whole(resource: Resource, level: Level, tree: Tree): { readonly [name: string]: Json } {
    this.shown.add(resource.address);
    const spec = at(this.#world.kinds, resource.kind);
    const links: Record<string, Json> = { self: `https://world.test${resource.address}` };
    if (level === 'whole' || this.#world.stubLinks) {
      for (const [name, list] of Object.entries(spec.lists)) {
        const isLeftOut =
          this.#fault === 'leaves links out' && hash(`${resource.address} ${level}`) % 3 !== 0;
        if (!isLeftOut)
          links[name] = `https://world.test${listAddress(resource.address, name, list)}`;
      }
    }
    const json: Record<string, Json> = { links };
    for (const [name, least] of Object.entries(spec.fields)) {
      if (holds(level, least)) json[name] = at(resource.fields, name);
    }
    for (const [name, { in: least }] of Object.entries(spec.refs)) {
      if (!holds(level, least)) continue;
      const target = resource.refs[name];
      if (typeof target !== 'string') {
        if (this.#world.omitsNull !== true) json[name] = null;
        continue;
      }
      const isWhole = level === 'whole' && name in tree && !this.#refuses(target);
      json[name] = this.#resource(
        at(this.#world.resources, target),
        isWhole ? 'whole' : 'stub',
        tree[name] ?? {},
      );
    }
    return json;
  }

  #page(
    address: string,
    items: readonly string[],
    query: URLSearchParams,
    tree: Tree,
  ): { readonly [name: string]: Json } {
    const { pageSize, defaultPageSize } = this.#world.limits;
    const ignores = this.#fault === 'ignores windows';
    const asked = (ignores ? null : query.get('count')) ?? query.get('size');
    const most = this.#fault === 'caps pages' ? 1 + (hash(address) % 2) : pageSize;
    const size = Math.min(asked === null ? defaultPageSize : Number(asked), most);
    const start = Number(query.get('cursor') ?? (ignores ? null : query.get('from')) ?? 0);
    const shown = items.slice(start, start + size);
    const end = start + shown.length;
    const isWhole = 'items' in tree;
    const { totals } = this.#world;
    return {
      start,
      ...(totals !== undefined && { total: Math.max(0, items.length + totals) }),
      items: shown.map((item) =>
        this.#resource(
          at(this.#world.resources, item),
          isWhole && !this.#refuses(item) ? 'whole' : 'stub',
          tree.items ?? {},
        ),
      ),
      ...(end < items.length &&
        shown.length > 0 && {
          next: `https://world.test${address}?cursor=${end}${asked === null ? '' : `&size=${size}`}`,
        }),
    };
  }
}

/**
 * The same world a moment later: fields are new, and either references or the items of collections have moved on. Not
 * both at once: what a thing was and what it is may stand side by side in one result, as long as each part was so once.
 */
export function changed(world: World): World {
  const isOfRefs = hash(JSON.stringify(world.chains)) % 2 === 0;
  const resources: Record<string, Resource> = {};
  for (const [address, resource] of Object.entries(world.resources)) {
    const spec = at(world.kinds, resource.kind);
    const refs: Record<string, string | null> = {};
    for (const [name, target] of Object.entries(resource.refs)) {
      const [, kind = '', id = ''] = (target ?? '').split('/');
      const moved = `/${kind}/${Number(id) + 1}`;
      const stays =
        !isOfRefs ||
        target === null ||
        spec.refs[name]?.path !== undefined ||
        !(moved in world.resources);
      refs[name] = stays ? target : moved;
    }
    const fields = Object.fromEntries(
      Object.entries(resource.fields).map(([name, value]) => [
        name,
        name === 'id' ? value : `new ${value}`,
      ]),
    );
    resources[address] = { ...resource, refs, fields };
  }
  const lists = Object.fromEntries(
    Object.entries(world.lists).map(([address, items]) => [
      address,
      isOfRefs
        ? items
        : hash(address) % 2 === 0
          ? items.slice(1)
          : [...items.slice(1), ...items.slice(0, 1)],
    ]),
  );
  return { ...world, resources, lists };
}
