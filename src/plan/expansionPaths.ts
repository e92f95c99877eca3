import { expansionsOf, type Wish } from './wish.ts';

/** The expansions of a page of items, as texts: `''` is the items themselves. */
export function expansionPaths(wish: Wish): readonly string[] {
  const paths = expansionsOf(wish).map((path) => path.join('.'));
  return paths.length === 0 && wish.whole ? [''] : paths;
}
