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

/** Some in batches of so many; none, where a batch may hold none. */
export function batches<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  const size = Math.min(most, all.length);
  const count = size === 0 ? 0 : Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, at) => all.slice(at * size, (at + 1) * size));
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
