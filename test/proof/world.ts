/**
 * A small world: a link map, the documents behind it, a server's limits, and the chains that are asked.
 *
 * Plain data, with nothing of the library in it: the server, the plain walk and the oracle all read this, and
 * only `serve.ts` says it in the library's words. How worlds are drawn is in `draw.ts`.
 */
export type Level = 'stub' | 'whole';

export interface RefSpec {
  readonly kind: string;
  /** The least representation of the owner that holds the stub. */
  readonly in: Level;
  /**
   * Its path below the owner's address, where it has an address of its own. What it leads to lives there, or elsewhere: then that
   * address is an alias; or there is nothing.
   */
  readonly path?: string;
}

export interface ListSpec {
  readonly kind: string;
  /** Its path below the owner's address; without one, only the documents say where it is. */
  readonly path?: string;
}

export interface KindSpec {
  readonly fields: Readonly<Record<string, Level>>;
  readonly refs: Readonly<Record<string, RefSpec>>;
  readonly lists: Readonly<Record<string, ListSpec>>;
}

export interface Resource {
  readonly address: string;
  readonly kind: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The addresses of what it names. */
  readonly refs: Readonly<Record<string, string | null>>;
}

/** What is written otherwise between the library and the server than it is here: see `wire.ts`. */
export interface Wire {
  /** The kinds whose ids have two parts: `/ant/1/k1`. */
  readonly keyed: readonly string[];
  /** The kinds whose collections lie beside them: `/c-of-ant?of=1`. */
  readonly beside: readonly string[];
  /**
   * The kinds whose whole documents hold the first page of their collections, and leave out those that are empty. What that spares, the
   * oracle does not know.
   */
  readonly embeds?: readonly string[];
}

/** What a server grants; what is `undefined` has no limit. */
export interface ServerLimits {
  readonly pageSize: number;
  readonly defaultPageSize: number;
  /** The most names in one path of expansion, `items` among them. */
  readonly expandDepth?: number;
  /** The most paths of expansion in one request; a path brings its own beginnings along. */
  readonly expandPaths?: number;
}

export type Step =
  | { readonly is: 'lookup'; readonly kind: string; readonly id: string }
  | { readonly is: 'list'; readonly name: string }
  | { readonly is: 'items' }
  | { readonly is: 'item'; readonly index: number }
  | { readonly is: 'ref'; readonly name: string }
  | { readonly is: 'field'; readonly name: string }
  | { readonly is: 'self' }
  /** An action, the last step of its chain. Each is called by a name of its own. */
  | { readonly is: 'act'; readonly name: string; readonly argument?: Steps }
  /** A new item of a collection, which the chain goes on from: its answer is the stub of a thing that is there. */
  | { readonly is: 'create'; readonly name: string; readonly gives: string }
  /** Operations on the items of a collection. Steps go on from what `find` found; from all else, none does. */
  | { readonly is: 'pipe'; readonly stages: readonly Stage[] }
  /** A loop over a collection or a pipeline: what its body awaits of each item. The last step of its chain. */
  | { readonly is: 'loop'; readonly reads: readonly Read[] };

/** A path that a lambda, or the body of a loop, reads of an item. */
export interface Read {
  readonly steps: Steps;
  /** A branch that only data can take: the items that take it, which nobody knows before he sees them. */
  readonly of?: readonly string[];
}

/** One stage of a pipeline. What it reads, it reads one after another. */
export type Stage =
  | { readonly is: 'map'; readonly reads: readonly Read[] }
  /** A `map` to what a reference names: the stages after it read that. */
  | { readonly is: 'follow'; readonly name: string }
  | {
      readonly is: 'filter' | 'find' | 'some' | 'every';
      readonly reads: readonly Read[];
      /** The items for which it holds. */
      readonly holds: readonly string[];
    }
  /** A `flatMap` that gives each item twice. */
  | { readonly is: 'twice' }
  | { readonly is: 'take' | 'drop'; readonly count: number }
  | { readonly is: 'toArray' }
  /** An action for each item, on what a path leads to. @property name - All of them are called by it. */
  | {
      readonly is: 'forEach';
      readonly reads: readonly Read[];
      readonly on: Steps;
      readonly name: string;
    };

export type Steps = readonly Step[];

export interface World {
  readonly kinds: Readonly<Record<string, KindSpec>>;
  /** The collections of the root: their kinds by their names, which are their paths too. */
  readonly rootLists: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, Resource>>;
  /** Further addresses of resources. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The items of every collection, by its address. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Whether stubs declare their collections, too. */
  readonly stubLinks: boolean;
  readonly limits: ServerLimits;
  /** Of the kinds of which several are given by their ids, at `/ant?id=1,2`: how many at most. */
  readonly many?: Readonly<Record<string, number>>;
  /** What such answers leave out, though it is there. */
  readonly leftOut?: readonly string[];
  /** Whether a client may choose the fields that it is given. */
  readonly selects?: boolean;
  /** By how much the total is wrong that pages tell; without it, none do. */
  readonly totals?: number;
  /** Whether references to nothing are left out of documents. */
  readonly omitsNull?: boolean;
  /** Whether things are known by their own addresses alone: what is below a path that leads elsewhere is not there. */
  readonly isShallow?: boolean;
  /** Whether there is an answer, which says so, at the address of nothing, where a path leads there. */
  readonly tellsNothing?: boolean;
  readonly wire?: Wire;
  /** Whether its documents keep their JSON, and are read once somebody asks for more than to see them. */
  readonly keepsJson?: boolean;
  readonly chains: readonly Steps[];
}

/** How many of the kind of what lies at an address are given by their ids, where it lies at its kind's own. */
export function mostOf(world: World, address: string): number | undefined {
  const [, kind = '', ...ids] = address.split('/');
  const most = ids.length === 1 ? world.many?.[kind] : undefined;
  return most === undefined || most < 2 ? undefined : most;
}

/** Whether an answer with others of its kind holds what lies at an address. What goes by another name is no id. */
export function isGivenById(world: World, address: string): boolean {
  return address in world.resources && world.leftOut?.includes(address) !== true;
}

/** The value under a name of the world's own making, which is always there. */
export function at<T>(record: Readonly<Record<string, T>>, name: string): T {
  const found = record[name];
  if (found === undefined) throw new Error(`the world has no ${name}`);
  return found;
}

/** Whether a representation holds what stands in `least`. */
export function holds(level: Level, least: Level): boolean {
  return level === 'whole' || least === 'stub';
}

/** An address with the aliases at its beginning resolved: `/ant/n1/p0` is `/ant/1/p0`, which may lead to `/bee/2`. */
export function canonical(world: Pick<World, 'aliases'>, address: string): string {
  const parts = address.split('/');
  for (let end = parts.length; end > 2; end -= 1) {
    const known = world.aliases[parts.slice(0, end).join('/')];
    if (known !== undefined) return canonical(world, [known, ...parts.slice(end)].join('/'));
  }
  return address;
}

/** Where a collection of a resource is. */
export function listAddress(owner: string, name: string, spec: ListSpec): string {
  return `${owner}/${spec.path ?? `x${name}`}`;
}

/** The names of actions: each call in a world has one of its own, the one of its chain's place. */
export const ACTIONS: readonly string[] = ['act0', 'act1', 'act2', 'act3', 'act4', 'act9'];

/** What a chain gives, by its kind. */
export function endOf(
  world: World,
  steps: Steps,
): { readonly kind: string; readonly ends: 'value' | 'items' | 'page' | 'stub' | 'whole' } {
  let kind = '';
  let ends: ReturnType<typeof endOf>['ends'] = 'value';
  for (const step of steps) {
    if (step.is === 'pipe') {
      ends = 'items';
      for (const stage of step.stages) {
        if (stage.is === 'follow') kind = at(at(world.kinds, kind).refs, stage.name).kind;
        if (stage.is === 'find') ends = 'stub';
        if (['map', 'some', 'every', 'forEach'].includes(stage.is)) ends = 'value';
      }
    } else if (step.is === 'create') {
      ends = 'stub';
    } else if (step.is === 'loop') {
      ends = step.reads.length > 0 || ends === 'value' ? 'value' : 'items';
    } else if (step.is === 'act') {
      ends = 'value';
    } else if (step.is === 'lookup') {
      kind = step.kind;
      ends = 'whole';
    } else if (step.is === 'list') {
      kind =
        kind === ''
          ? at(world.rootLists, step.name)
          : at(at(world.kinds, kind).lists, step.name).kind;
      ends = 'page';
    } else if (step.is === 'ref') {
      kind = at(at(world.kinds, kind).refs, step.name).kind;
      ends = 'stub';
    } else {
      const after = { items: 'items', item: 'stub', self: 'whole', field: 'value' } as const;
      ends = after[step.is];
    }
  }
  return { kind, ends };
}
