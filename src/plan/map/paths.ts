/** Paths of expansion as texts: `owner.group` expands the owner, and the group in it. */

/** What the paths ask for below a name. */
export function below(paths: readonly string[], name: string): readonly string[] {
  if (paths.length === 0) return paths;
  return paths
    .filter((path) => path.startsWith(`${name}.`))
    .map((path) => path.slice(name.length + 1));
}

/** Whether a name is expanded by one of the paths. */
export function expands(paths: readonly string[], name: string): boolean {
  return paths.some((path) => path === name || path.startsWith(`${name}.`));
}

/** Paths without those that another brings along; `''` comes with any. */
export function leavesOf(paths: readonly string[]): readonly string[] {
  const all = [...new Set(paths)].sort();
  return all.filter((path) =>
    all.every((other) => other === path || (path !== '' && !other.startsWith(`${path}.`))),
  );
}

/** All ways to choose so many of some. */
export function choose<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  if (size >= all.length) return [all];
  if (size <= 0) return [[]];
  const [first, ...rest] = all;
  return [
    ...choose(rest, size - 1).map((some) => [first as T, ...some]),
    ...(rest.length >= size ? choose(rest, size) : []),
  ];
}
