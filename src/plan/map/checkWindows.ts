/**
 * Options of collections by which pages are asked for, and of which the map does not say so: each page that is asked for would
 * say twice which it is.
 */
import type { LinkMap } from '../../types/linkMap.ts';
import { show } from './given.ts';
import { onceFor } from './perKind.ts';
import { type Query, type Spelled, toSpelled } from './Spelled.ts';

/** @throws {TypeError} For such an option. @param window - Writes a part of a collection, as the dialect does. */
export function checkWindows(
  map: LinkMap,
  window: (start: number, size: number) => Query | Spelled,
): void {
  const names = new Set(toSpelled(window(0, 1)).query.map(([name]) => name));
  const wrong = ownOptions(map).find(({ wire }) => names.has(wire));
  if (wrong === undefined) return;
  throw new TypeError(
    `the option ${wrong.what} is sent as ${show(wrong.wire)}, by which pages are asked for: say with \`window\` that it is their 'start' or 'count'`,
  );
}

/** The options of collections that have an index, but for those which say themselves that they pick a page. */
const ownOptions = onceFor(({ kinds }: LinkMap) =>
  Object.entries(kinds).flatMap(([kind, { members }]) =>
    Object.entries(members).flatMap(([member, { read }]) => {
      if (read?.is !== 'collection' || !read.indexed) return [];
      return Object.entries(read.options ?? {}).flatMap(([name, { window, wire = name }]) =>
        window === undefined
          ? [{ wire, what: `\`${name}\` of \`${member}\` of the kind \`${kind}\`` }]
          : [],
      );
    }),
  ),
);
