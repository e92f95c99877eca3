/**
 * How much is wanted of a resource, and of what it names: the tree that becomes an expansion.
 *
 * `{ level: 'whole', refs: { owner: { level: 'whole' } } }` of a room: the whole room, and in it the whole owner.
 */
import { fullerOf, type Level } from '../../types/level.ts';

/** How much is wanted of a resource. */
export interface Wish {
  /** How much of the resource itself is wanted, apart from what it leads to: `ref` is its address. */
  readonly level: Level | undefined;
  /** What is wanted of the resources that it names. */
  readonly refs: ReadonlyMap<string, Wish>;
  /** The actions that wait for it, and for how much of it. */
  readonly acts?: ReadonlyMap<object, Level>;
  /** How it hangs in the resource that names it; of what lambdas touched, or was named by hand, that is not known. */
  readonly hangs?: Hanging;
  /** The collections below it, with what is wanted of their items. */
  readonly lists?: ReadonlyMap<string, ListWish>;
}

/** How a resource hangs in the one that names it. */
export interface Hanging {
  /** The least representation of the owner that names it. */
  readonly in: Level;
  /** Whether its address follows from its owner's. */
  readonly isDerived: boolean;
}

/** What is wanted of a collection. */
export interface ListWish {
  readonly hangs: Hanging;
  readonly kind: string;
  /** Whether its first page is wanted, as it is. */
  readonly page: boolean;
  /** What is wanted of its items, by their index. */
  readonly items: ReadonlyMap<number, Wish>;
}

const NONE: ReadonlyMap<string, Wish> = new Map();

/** Nothing beyond what arrives by itself. */
export const NOTHING: Wish = { level: undefined, refs: NONE };

/** The address alone. */
export const ADDRESS: Wish = { level: 'ref', refs: NONE };

/** What a stub holds. */
export const STUB: Wish = { level: 'stub', refs: NONE };

/** The whole resource, and nothing of the others that it names. */
export const WHOLE: Wish = { level: 'whole', refs: NONE };

/** So much of a resource, and nothing of the others that it names. */
export function ofLevel(level: Level): Wish {
  return OF[level];
}

const OF: Readonly<Record<Level, Wish>> = { ref: ADDRESS, stub: STUB, whole: WHOLE };

/** The same, with an action that waits for so much of it. */
export function waitedFor(wish: Wish, action: object | undefined, level: Level): Wish {
  return action === undefined ? wish : { ...wish, acts: new Map([[action, level]]) };
}

/** Whether a stub would be too little: the resource itself is wanted, or what only the whole of it leads to. */
export function isOfWhole({ level, refs }: Wish): boolean {
  return level === 'whole' || [...refs.values()].some(({ hangs }) => hangs?.in === 'whole');
}

/** What satisfies both. */
export function uniteWishes(a: Wish, b: Wish): Wish {
  if (a === b || b === NOTHING) return a;
  if (a === NOTHING) return b;
  const acts = uniteMaps(a.acts, b.acts, fullerOf);
  const hangs = a.hangs ?? b.hangs;
  const lists = uniteMaps(a.lists, b.lists, uniteLists);
  return {
    level: fullerOf(a.level, b.level),
    refs: uniteMaps(a.refs, b.refs, uniteWishes) ?? NONE,
    ...(acts !== undefined && { acts }),
    ...(hangs !== undefined && { hangs }),
    ...(lists !== undefined && { lists }),
  };
}

function uniteLists(a: ListWish, b: ListWish): ListWish {
  const items = uniteMaps(a.items, b.items, uniteWishes) ?? a.items;
  return { ...a, page: a.page || b.page, items };
}

function uniteMaps<K, V>(
  a: ReadonlyMap<K, V> | undefined,
  b: ReadonlyMap<K, V> | undefined,
  unite: (a: V, b: V) => V,
): ReadonlyMap<K, V> | undefined {
  if (a === undefined || a.size === 0) return b ?? a;
  if (b === undefined || b.size === 0) return a;
  const both = new Map(a);
  for (const [key, value] of b) {
    const other = both.get(key);
    both.set(key, other === undefined ? value : unite(other, value));
  }
  return both;
}

/** The wish for a resource of which only the one that it names as `name` is wanted. */
export function through(name: string, wish: Wish, hangs: Hanging): Wish {
  return { ...NOTHING, refs: new Map([[name, { ...wish, hangs }]]) };
}

/** The wish for a resource of which only that is wanted to which names lead, one from the other. */
export function along(path: readonly string[], wish: Wish): Wish {
  return path.reduceRight<Wish>(
    (inner, name) => ({ ...WHOLE, refs: new Map([[name, inner]]) }),
    wish,
  );
}

/**
 * The paths to expand, each as long as it reaches: `[['owner', 'group']]` expands the owner as well.
 *
 * @param wish - Of the resource that the request asks for, which arrives whole by itself.
 */
export function expansionsOf(wish: Wish): readonly string[] {
  const paths: string[] = [];
  for (const [name, inner] of wish.refs) {
    const deeper = expansionsOf(inner);
    if (deeper.length === 0 && isOfWhole(inner)) paths.push(name);
    for (const path of deeper) paths.push(`${name}.${path}`);
  }
  return paths.sort();
}

/** Whether there is any such path. */
export function expandsAny({ refs }: Wish): boolean {
  return [...refs.values()].some(isMore);
}

/** Whether a stub would be too little: it may name what is wanted of a stub only. */
export function isMore(wish: Wish): boolean {
  return isOfWhole(wish) || expandsAny(wish);
}

/** The same of a page of items: `''` is the items themselves. */
export function expansionPaths(wish: Wish): readonly string[] {
  const paths = expansionsOf(wish);
  return paths.length === 0 && isOfWhole(wish) ? [''] : paths;
}
