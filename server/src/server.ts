/**
 * A HipChat server as one object: a handler for requests, on a database.
 *
 * Does not listen: `serve.ts` does, and a test calls `fetch` itself.
 */
import { createApp } from './app.ts';
import { bootstrap } from './bootstrap.ts';
import { Clock } from './clock.ts';
import { Database } from './database.ts';
import { type MintOptions, mintToken } from './mintToken.ts';
import { RequestLog, type RequestRecord } from './requestLog.ts';
import { fillWithSample } from './sample/fillWithSample.ts';
import { Store } from './store/Store.ts';

/** What a server is made with. */
export interface ServerOptions {
  /** A file, which is made where there is none; `:memory:`, the default, is gone with the server. */
  readonly database?: string;
  /**
   * Whether an empty database is filled with a sample group: a dozen rooms, 15 people, a few
   * hundred messages. A database that already holds a group is left as it is. Default `false`: a
   * group with one administrator.
   */
  readonly sample?: boolean;
  /**
   * Requests that a token has in five minutes; 0 is no limit. Default 100 for a person's token
   * and 500 for an add-on's, as HipChat had it; 500 for both with `sample`.
   */
  readonly rateLimit?: number;
  /**
   * Messages that a room or a person takes in a minute; 0 is no limit. Default 30, as HipChat had
   * it; 500 with `sample`.
   */
  readonly floodLimit?: number;
  /**
   * How many names deep titles are expanded: `items.owner` is two. 0 switches expansion off.
   * Default: no bound.
   */
  readonly expandDepth?: number;
  /** How many requests `requests` remembers. Default 1000. */
  readonly requestLog?: number;
  /** The time, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Told of an error inside the server, which the client sees as a 500. Default: `console.error`. */
  readonly onError?: (error: unknown) => void;
}

/** A server, ready for requests. */
export interface HypchatServer {
  /** Answers a request whose path begins with `/v2`. */
  fetch(request: Request): Promise<Response>;
  /**
   * Makes a token and gives its text, which the server itself does not keep.
   *
   * @throws {RangeError} Where there is no such user, room or scope.
   */
  mintToken(options?: MintOptions): string;
  /** The last requests, the oldest of them first. */
  readonly requests: readonly RequestRecord[];
  /** How many requests came in all. */
  readonly requestCount: number;
  /** Closes the database. Requests after it fail. */
  close(): void;
}

/**
 * Makes a server.
 *
 * @throws {Error} Where the file is no database, or one of a newer server.
 * @throws {RangeError} For a limit that is no whole number.
 *
 * @example
 * ```ts
 * const server = createServer({ sample: true });
 * const token = server.mintToken({ user: '@ann' });
 * const answer = await server.fetch(
 *   new Request('http://localhost/v2/room', { headers: { authorization: `Bearer ${token}` } }),
 * );
 * answer.status;
 * //=> 200
 * server.close();
 * ```
 */
export function createServer(options: ServerOptions = {}): HypchatServer {
  const { sample = false } = options;
  const rateLimit = wholeNumber('rateLimit', options.rateLimit ?? (sample ? 500 : undefined));
  const floodLimit = wholeNumber('floodLimit', options.floodLimit ?? (sample ? 500 : 30));
  const log = new RequestLog(wholeNumber('requestLog', options.requestLog ?? 1000));
  const expandDepth = wholeNumber('expandDepth', options.expandDepth);
  const clock = new Clock(options.now ?? Date.now);
  const database = new Database(options.database ?? ':memory:');
  const store = new Store(database);

  // In one step, so that of two servers that start on one file only one fills it.
  store.transaction(() => {
    if (store.groups.first() !== undefined) return;
    if (sample) fillWithSample(store);
    else bootstrap(store, clock);
  });

  const app = createApp({
    store,
    clock,
    log,
    rateLimits: { user: rateLimit ?? 100, client: rateLimit ?? 500 },
    floodLimit,
    expandDepth: expandDepth ?? Number.POSITIVE_INFINITY,
    onError: options.onError ?? ((error) => console.error(error)),
  });

  return {
    fetch: async (request) => app.fetch(request),
    mintToken: (mintOptions) => mintToken(store, clock, mintOptions),
    get requests() {
      return log.records;
    },
    get requestCount() {
      return log.count;
    },
    close: () => database.close(),
  };
}

function wholeNumber(option: string, value: number): number;
function wholeNumber(option: string, value: number | undefined): number | undefined;
function wholeNumber(option: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw new RangeError(`\`${option}\` must be a whole number from 0 on, not ${value}`);
}
