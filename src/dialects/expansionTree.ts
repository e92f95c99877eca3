/** What is expanded, by the names of references, with what is expanded in each. */
export interface ExpansionTree extends ReadonlyMap<string, ExpansionTree> {}

/** `['author.books', 'genre']` as a tree. The items of a page, `''`, are no reference. */
export function expansionTree(paths: readonly string[]): ExpansionTree {
  const tree = new Map<string, ExpansionTree>();
  for (const path of paths) {
    if (path === '') continue;
    let at = tree;
    for (const name of path.split('.')) {
      const inner = (at.get(name) ?? new Map()) as Map<string, ExpansionTree>;
      at.set(name, inner);
      at = inner;
    }
  }
  return tree;
}
