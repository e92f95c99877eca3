/**
 * How much is wanted of a resource, and of what it names: the tree that becomes an expansion.
 *
 * `{ whole: true, refs: { owner: { whole: true } } }` of a room: the whole room, and in it the whole owner.
 */
import { fullerOf, type Level } from '../../types/level.ts';

/** How much is wanted of a resource. */
export interface Wish {
  /** Whether a stub would be too little: the resource itself is wanted, or what only the whole of it leads to. */
  readonly whole: boolean;
  /** What is wanted of the resources that it names. */
  readonly refs: ReadonlyMap<string, Wish>;
  /**
   * How much of the resource itself is wanted, apart from what it leads to: `ref` is its address. Where it is not set, only
   * `whole` and `refs` are known.
   */
  readonly must?: Level;
  /** The actions that wait for it, and for how much of it. */
  readonly acts?: ReadonlyMap<object, Level>;
  /** How it hangs in the resource that names it. */
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
export const NOTHING: Wish = { whole: false, refs: NONE };

/** The address alone. */
export const ADDRESS: Wish = { whole: false, refs: NONE, must: 'ref' };

/** What a stub holds. */
export const STUB: Wish = { whole: false, refs: NONE, must: 'stub' };

/** The whole resource, and nothing of the others that it names. */
export const WHOLE: Wish = { whole: true, refs: NONE, must: 'whole' };

/** The same, with an action that waits for so much of it. */
export function waitedFor(wish: Wish, action: object | undefined, level: Level): Wish {
  return action === undefined ? wish : { ...wish, acts: new Map([[action, level]]) };
}

/**
 * Whether a wish was made without the map: of what lambdas touched, or by hand. Its `whole` is about the resource itself then; a wish
 * that was foreseen by the map may be `whole` only because what it leads to stands in the whole.
 */
export function isLoose({ refs, lists }: Wish): boolean {
  const isLeaf = refs.size === 0 && lists === undefined;
  return isLeaf || [...refs.values()].some(({ hangs }) => hangs === undefined);
}

/** How much of the resource itself a wish is for, also where it does not say so. */
function mustOf(wish: Wish): Level | undefined {
  return wish.must ?? (wish.whole && isLoose(wish) ? 'whole' : undefined);
}

/** What satisfies both. */
export function uniteWishes(a: Wish, b: Wish): Wish {
  if (a === b || b === NOTHING) return a;
  if (a === NOTHING) return b;
  const says = a.must ?? b.must;
  const must = says && fullerOf(mustOf(a), mustOf(b));
  const acts = uniteMaps(a.acts, b.acts, fullerOf);
  const hangs = a.hangs ?? b.hangs;
  const lists = uniteMaps(a.lists, b.lists, uniteLists);
  return {
    whole: a.whole || b.whole,
    refs: uniteMaps(a.refs, b.refs, uniteWishes) ?? NONE,
    ...(must !== undefined && { must }),
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
export function through(name: string, wish: Wish, whole: boolean, hangs?: Hanging): Wish {
  const inner = hangs === undefined ? wish : { ...wish, hangs };
  return { whole, refs: new Map([[name, inner]]) };
}

/** The wish for a resource of which only that is wanted to which names lead, one from the other. */
export function along(path: readonly string[], wish: Wish): Wish {
  return path.reduceRight<Wish>((inner, name) => through(name, inner, true), wish);
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
    if (deeper.length === 0 && inner.whole) paths.push(name);
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
  return wish.whole || expandsAny(wish);
}

/** The same of a page of items: `''` is the items themselves. */
export function expansionPaths(wish: Wish): readonly string[] {
  const paths = expansionsOf(wish);
  return paths.length === 0 && wish.whole ? [''] : paths;
}
