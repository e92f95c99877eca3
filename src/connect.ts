/**
 * Connects an API of one's own, once its dialect and its link map were looked at.
 */
import { type ConnectOptions, createRoot } from './createRoot.ts';
import type { Dialect } from './dialects/Dialect.ts';
import { checkMap } from './plan/map/checkMap.ts';
import { checkWindows } from './plan/map/checkWindows.ts';
import { show } from './plan/map/given.ts';
import type { Shortcuts } from './proxy/source.ts';
import type { LinkMap } from './types/linkMap.ts';

/**
 * The chain at which everything starts, for any API.
 *
 * Sends nothing. The root is no chain itself: it can be awaited, returned and passed about freely. Where the
 * environment variable `HYPCHAT_LOG` is set, each request, answer and wait is a line on the console. Where
 * `HYPCHAT_TRACE` names a file, requests are written there for Chrome's and Perfetto's viewers.
 *
 * @param map - What is known of the API beforehand. Without kinds in it, every step follows what the
 *   documents declare.
 * @param shortcuts - What the root can do by itself, by name, such as `{ at, request }`: a call of one is no step of a chain.
 * @throws {TypeError} When the dialect or the link map is none, the endpoint or the base of links is no `http:` or `https:` address, the token cannot be
 *   sent, an option does not exist or is of another sort, a shortcut has the name of something that the map's root has, or
 *   the run-time has no `Temporal` and none was brought.
 * @throws {RangeError} For a number that cannot be.
 */
export function connect<Root extends object>(
  dialect: Dialect,
  map: LinkMap,
  options: ConnectOptions,
  shortcuts?: Shortcuts,
): Root {
  checkDialect(dialect);
  checkMap(map);
  checkWindows(map, (start, size) => dialect.window(start, size));
  return createRoot(dialect, map, options, shortcuts);
}

/** @throws {TypeError} For what is no dialect. @throws {RangeError} For limits that are none: pages would have no end. */
function checkDialect(dialect: Partial<Dialect> | undefined): void {
  if (typeof dialect?.page === 'function' && dialect.limits !== undefined) {
    for (const name of ['pageSize', 'defaultPageSize'] as const) {
      const size = dialect.limits[name];
      if (Number.isInteger(size) && size >= 1) continue;
      throw new RangeError(
        `\`limits.${name}\` of the dialect has to be a whole number from 1 on, got ${show(size)}`,
      );
    }
    return;
  }
  const more = typeof dialect === 'function' ? ': call it, for it makes one' : '';
  throw new TypeError(
    `the first argument of \`connect\` has to be a dialect, got ${show(dialect)}${more}`,
  );
}
