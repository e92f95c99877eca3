import { expansionsOf, type Wish } from './wish.ts';

/** The expansions of a page of items, as texts: `''` is the items themselves. */
export function expansionPaths(wish: Wish): readonly string[] {
  const paths = expansionsOf(wish);
  return paths.length === 0 && wish.whole ? [''] : paths;
}
