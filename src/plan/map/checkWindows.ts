/**
 * Options of collections by which pages are asked for, and of which the map does not say so, or says otherwise than the dialect: each
 * page would say twice which it is, or the number of a page would be taken for an index.
 */
import type { LinkMap } from '../../types/linkMap.ts';
import { show } from './given.ts';
import { onceFor } from './perKind.ts';
import { type Query, type Spelled, toSpelled } from './Spelled.ts';

/** An index and a number of items of which no page number is the same. */
const [START, SIZE] = [6, 3];

/** @throws {TypeError} For such an option. @param window - Writes a part of a collection, as the dialect does. */
export function checkWindows(
  map: LinkMap,
  window: (start: number, size: number) => Query | Spelled,
): void {
  const written = new Map(toSpelled(window(START, SIZE)).query);
  for (const { what, wire, says } of ownOptions(map)) {
    const value = written.get(wire);
    if (value === undefined) continue;
    const where = `the option ${what} is sent as ${show(wire)}, by which pages are asked for`;
    if (says === undefined) {
      const how = "it is their 'start' or 'count', or `true` where it counts pages";
      throw new TypeError(`${where}: say with \`window\` that ${how}`);
    }
    if (says === 'start' && value !== String(START)) {
      throw new TypeError(`${where}, and counts pages, not items: say \`window: true\``);
    }
  }
}

/** The options of collections that have an index, with what each says of its page. */
const ownOptions = onceFor(({ kinds }: LinkMap) =>
  Object.entries(kinds).flatMap(([kind, { members }]) =>
    Object.entries(members).flatMap(([member, { read }]) => {
      if (read?.is !== 'collection' || !read.indexed) return [];
      return Object.entries(read.options ?? {}).map(([name, { window: says, wire = name }]) => ({
        ...{ says, wire },
        what: `\`${name}\` of \`${member}\` of the kind \`${kind}\``,
      }));
    }),
  ),
);
