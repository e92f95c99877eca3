import { Temporal } from 'temporal-polyfill';
import { connect as connectNative } from '../connect.ts';
import type { ConnectOptions } from '../createRoot.ts';
import type { Dialect } from '../dialects/Dialect.ts';
import type { Shortcuts } from '../proxy/source.ts';
import type { LinkMap } from '../types/linkMap.ts';
import { bringTemporal } from '../values/temporal.ts';

/**
 * The chain at which everything starts, for any API.
 *
 * Sends nothing. The root is no chain itself: it can be awaited, returned and passed about freely. Where the
 * environment variable `HYPCHAT_LOG` is set, each request, answer and wait is a line on the console; where
 * `HYPCHAT_TRACE` names a file, requests are written there for Chrome's and Perfetto's viewers. Moments
 * are the run-time's own `Temporal` where it has one, and the polyfill's elsewhere.
 *
 * @param map - What is known of the API beforehand. Without kinds in it, every step follows what the
 *   documents declare.
 * @param shortcuts - What the root can do by itself, by name: a call of one is no step of a chain.
 * @throws {TypeError} When the endpoint is no `http:` or `https:` address, the token cannot be sent, or an option
 *   does not exist or is of another sort.
 * @throws {RangeError} For a number that cannot be.
 */
export function connect<Root extends object>(
  dialect: Dialect,
  map: LinkMap,
  options: ConnectOptions,
  shortcuts?: Shortcuts,
): Root {
  // Only here, and not when the module loads, so that what is not used can be left out of a bundle.
  bringTemporal(Temporal);
  return connectNative<Root>(dialect, map, options, shortcuts);
}
