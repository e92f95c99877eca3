/**
 * Reads the headers that somebody wrote: those of a request by hand, and those that a dialect gives.
 *
 * Who asks, and how long a body is, is never theirs to say.
 */
import { isRecord, show } from '../plan/map/given.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { sortOf } from '../values/sortOf.ts';
import type { Dialect } from './Dialect.ts';

/** What the run-time writes itself. */
const OF_THE_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding'];

/**
 * The headers by their names in small letters. Their values may be secrets, and are never repeated.
 *
 * @param what - What errors call them: ``the dialect's `headers` ``.
 * @param ofBody - Why the type of the body is not theirs to say, where it is not.
 * @throws {TypeError} For what no header can be, or is the client's or the run-time's to write.
 */
export function readHeaders(
  what: string,
  written: unknown,
  dialect: Pick<Dialect, 'credentials'>,
  ofBody?: string,
): Readonly<Record<string, string>> {
  const given = written instanceof Headers ? Object.fromEntries(written) : written;
  if (!isRecord(given)) {
    throw new TypeError(`${what} takes a plain object of texts, got ${show(given)}`);
  }
  const shows = ['authorization', ...new Headers(credentialsOf(dialect, 'token')).keys()];
  const headers = Object.entries(given).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const name = key.toLowerCase();
    const shown = `${what}: \`${hideSecrets(key)}\``;
    if (shows.includes(name)) {
      throw new TypeError(
        `${shown} says who asks, and is the client's to write: give it the token`,
      );
    }
    if (OF_THE_CONNECTION.includes(name)) {
      throw new TypeError(`${shown} is for the run-time to write`);
    }
    if (ofBody !== undefined && name === 'content-type') throw new TypeError(`${shown} ${ofBody}`);
    if (typeof value !== 'string') {
      throw new TypeError(`${shown} has to be a text, got ${show(value)}`);
    }
    // The platform takes off a line break at an end, and refuses one within.
    if (/[\r\n\0]/.test(value) || !isHeader(name, value)) {
      // The platform's own words would repeat it.
      throw new TypeError(
        `${shown} holds a character that no header can hold, such as a line break`,
      );
    }
    return [[name, value] as const];
  });
  return Object.fromEntries(headers);
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]]);
    return true;
  } catch {
    return false;
  }
}

/** The headers that show a token. @throws {TypeError} For what are none. What the dialect throws is its own. */
export function credentialsOf(
  dialect: Pick<Dialect, 'credentials'>,
  token: string,
): Readonly<Record<string, string>> {
  const given: unknown = dialect.credentials(token);
  const headers = given instanceof Headers ? Object.fromEntries(given) : given;
  // A map would be sent as no header at all.
  if (isRecord(headers) && !(Symbol.iterator in headers)) return headers as Record<string, string>;
  throw new TypeError(`the dialect's \`credentials\` has to give headers, got ${sortOf(given)}`);
}
