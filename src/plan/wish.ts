/**
 * What is wanted of a resource beyond its address: the tree that becomes an expansion.
 *
 * `{ whole: true, refs: { owner: { whole: true } } }` of a room: the whole room, and in it the whole owner.
 */
export interface Wish {
  /** Whether a stub would be too little. */
  readonly whole: boolean;
  /** What is wanted of the resources that it names. */
  readonly refs: ReadonlyMap<string, Wish>;
}

/** Nothing beyond what arrives by itself. */
export const NOTHING: Wish = { whole: false, refs: new Map() };

/** The whole resource, and nothing of the others that it names. */
export const WHOLE: Wish = { whole: true, refs: new Map() };

/** What satisfies both. */
export function uniteWishes(a: Wish, b: Wish): Wish {
  if (a === b || b === NOTHING) return a;
  if (a === NOTHING) return b;
  const refs = new Map(a.refs);
  for (const [name, wish] of b.refs) {
    const other = refs.get(name);
    refs.set(name, other === undefined ? wish : uniteWishes(other, wish));
  }
  return { whole: a.whole || b.whole, refs };
}

/** The wish for a resource of which only the one that it names as `name` is wanted. */
export function through(name: string, wish: Wish, whole: boolean): Wish {
  return { whole, refs: new Map([[name, wish]]) };
}

/**
 * The paths to expand, each as long as it reaches: `[['owner', 'group']]` expands the owner as well.
 *
 * @param wish - Of the resource that the request asks for, which arrives whole by itself.
 */
export function expansionsOf(wish: Wish): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = [];
  for (const [name, inner] of wish.refs) {
    const deeper = expansionsOf(inner);
    if (deeper.length === 0 && inner.whole) paths.push([name]);
    for (const path of deeper) paths.push([name, ...path]);
  }
  return paths.sort((a, b) => (a.join('.') < b.join('.') ? -1 : 1));
}
