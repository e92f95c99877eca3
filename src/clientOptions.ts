/**
 * What every client can be told about how it sends, and the check that it was told something that can be.
 */
import type { KyInstance } from 'ky';
import type { OriginAccess } from './http/Origins.ts';
import { sortOf } from './values/sortOf.ts';
import type { ClientEvents } from './walk/run/ClientParts.ts';

/** How a client sends. */
export interface ClientOptions {
  /** How long a request may take once it is sent, in milliseconds; default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** In place of the global `fetch`. It has to leave redirects alone where it is told to. */
  readonly fetch?: typeof fetch | undefined;
  /**
   * What requests go through in place of a ky of our own: with hooks, headers, a timeout or a signal, which are obeyed.
   * Its retrying is off, and redirects and statuses are looked at here.
   */
  readonly ky?: KyInstance | undefined;
  /**
   * Other origins that links and redirects may lead to, and whether the token goes there as well:
   * `{ 'https://files.example.com': 'anonymous', 'https://eu.example.com': 'token' }`. Default: none.
   */
  readonly origins?: Readonly<Record<string, OriginAccess>> | undefined;
  /**
   * How often a request is sent again that failed in passing: a read after no answer, 502, 503 or 504, and an action
   * only where nothing was sent. Default 2.
   */
  readonly retries?: number | undefined;
  /** How many requests may be on their way at once, 1 to 1000; default 16. The others wait for their turn. */
  readonly concurrency?: number | undefined;
  /**
   * How long may be waited for a rate limit, in milliseconds; default 600,000. What would have to wait for longer
   * rejects with a `RateLimitError`, or with the server's own refusal; with 0 nothing ever waits.
   */
  readonly longestWaitMs?: number | undefined;
  /** How long the body of an answer may be once it is unpacked, in bytes; default 67,108,864 (64 MiB). */
  readonly maxBodyBytes?: number | undefined;
  /**
   * How many items a page may have at most, of all that is gone through and found by index: for a server that refuses or
   * fails at more. 1 to what the API allows, which is the default: 1000 of HipChat's.
   */
  readonly pageSize?: number | undefined;
  /** What to tell, and whom: `on: { wait: ({ ms }) => log(ms) }`. */
  readonly on?: ClientEvents | undefined;
}

/** The longest time that a timer can take. */
const LONGEST_MS = 2 ** 31 - 1;
const EVENTS: readonly string[] = [
  'request',
  'response',
  'walk',
  'wait',
  'progress',
  'unreadable',
  'fault',
  'unsent',
];

/**
 * Checks the options of a client.
 *
 * @param more - The names of the options besides those above.
 * @throws {TypeError} For an option that does not exist, or is of another sort.
 * @throws {RangeError} For a number that cannot be.
 */
export function checkOptions(options: object, more: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(
      `the options have to be an object, like { endpoint: 'https://chat.example.com' }, got ${shown(options)}`,
    );
  }
  const { timeoutMs, fetch, ky, origins, retries, concurrency, longestWaitMs, on, ...rest } =
    options as ClientOptions;
  const { maxBodyBytes, pageSize: _size, ...others } = rest;
  const known = [
    'timeoutMs',
    'fetch',
    'ky',
    'origins',
    'retries',
    'concurrency',
    'longestWaitMs',
    'maxBodyBytes',
    'pageSize',
    'on',
  ];
  const unknown = Object.keys(others).find((name) => !more.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `there is no option \`${unknown}\`: there are ${[...more, ...known].join(', ')}`,
    );
  }
  checkNumber('timeoutMs', timeoutMs, 1, LONGEST_MS);
  checkWhole('retries', retries, 0, 10);
  checkWhole('concurrency', concurrency, 1, 1000);
  checkNumber('longestWaitMs', longestWaitMs, 0, LONGEST_MS);
  checkNumber('maxBodyBytes', maxBodyBytes, 1, Number.MAX_SAFE_INTEGER);
  checkSort('fetch', fetch, 'function', 'a function like the global one');
  checkSort('ky', ky, 'function', 'an instance that `ky.create()` gives');
  if (ky !== undefined && typeof ky.extend !== 'function') {
    throw new TypeError('`ky` has to be an instance that `ky.create()` gives');
  }
  if (ky !== undefined && fetch !== undefined) {
    throw new TypeError('`ky` and `fetch` exclude each other: give `ky.extend({ fetch })`');
  }
  checkSort('origins', origins, 'object', 'an object of origins');
  checkSort('on', on, 'object', 'an object of functions');
  for (const [name, listener] of Object.entries(on ?? {})) {
    if (!EVENTS.includes(name)) {
      throw new TypeError(`there is no event \`${name}\`: there are ${EVENTS.join(', ')}`);
    }
    checkSort(`on.${name}`, listener, 'function', 'a function');
  }
}

function checkNumber(name: string, value: unknown, least: number, most: number): void {
  if (value === undefined) return;
  if (!(typeof value === 'number' && value >= least && value <= most)) {
    throw new RangeError(`\`${name}\` has to be ${least} to ${most}, got ${shown(value)}`);
  }
}

/** Checks an option that has to be a whole number. @throws {RangeError} When it is none, or out of bounds. */
export function checkWhole(name: string, value: unknown, least: number, most: number): void {
  if (value === undefined || Number.isInteger(value)) checkNumber(name, value, least, most);
  else throw new RangeError(`\`${name}\` has to be a whole number, got ${shown(value)}`);
}

function checkSort(name: string, value: unknown, sort: 'function' | 'object', meant: string): void {
  if (value === undefined) return;
  if (typeof value !== sort || value === null) {
    throw new TypeError(`\`${name}\` has to be ${meant}, got ${shown(value)}`);
  }
}

/** What was given, without what is in it: a token may be put in the wrong place. */
const shown = (value: unknown): string =>
  typeof value === 'number' || value == null ? String(value) : sortOf(value);
