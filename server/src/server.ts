/**
 * A HipChat server as one object: a handler for requests, on a database.
 *
 * Does not listen: `serve.ts` does, and a test calls `fetch` itself.
 */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { addEmoticon, type EmoticonOptions } from './addEmoticon.ts';
import { type Arrival, createAddressOf } from './address.ts';
import { createApp } from './app.ts';
import { newTokenText } from './auth.ts';
import { checkNames } from './checkNames.ts';
import * as choices from './choices/values.ts';
import { Clock } from './clock.ts';
import { Cors } from './cors.ts';
import { errorDocument, serverClosed } from './errors.ts';
import { Faults } from './faults/Faults.ts';
import type { Fault } from './faults/fault.ts';
import { FileLinks } from './files/FileLinks.ts';
import { FileStore } from './files/FileStore.ts';
import { keepToOwner } from './files/keepToOwner.ts';
import { sweepAlone } from './files/sweepAlone.ts';
import { createFront } from './front.ts';
import { Health } from './Health.ts';
import { answerHead } from './head.ts';
import { type AddonOptions, type InstalledAddon, installAddon } from './installAddon.ts';
import { type MintOptions, mintStartToken, mintToken } from './mintToken.ts';
import { openStore } from './openStore.ts';
import { createOutside } from './outside.ts';
import { RateLimit } from './rateLimit.ts';
import { RequestLog, type RequestRecord } from './requestLog.ts';
import { optionNames, type ServerOptions } from './ServerOptions.ts';
import { listTokens, revokeTokens, type TokenRecord, type WhichTokens } from './tokenList.ts';
import { Deliveries } from './webhooks/Deliveries.ts';
import { noEvents } from './webhooks/noEvents.ts';

/** How a request is answered. */
export interface FetchOptions extends Arrival {
  /** The class that answers are made of: an adapter may have one that is cheaper to send. */
  readonly Response?: typeof Response;
}

/** A server, ready for requests. */
export interface HypchatServer {
  /**
   * Answers a request: to `/v2`, to a file's link, to `/health`. It is called as the global `fetch` is, so that it can stand in
   * its place: `new HypChat(token, { endpoint: 'http://localhost', fetch: server.fetch })`.
   *
   * @throws {TypeError} Where a fault drops the connection; as `fetch` does of a server's.
   */
  fetch(request: Request | string | URL, options?: RequestInit & FetchOptions): Promise<Response>;
  /**
   * Makes a token and gives its text, which the server itself does not keep.
   *
   * @throws {RangeError} Where there is no such user, room or scope.
   */
  mintToken(options?: MintOptions): string;
  /**
   * Makes a token of the group's owner with every scope, which takes the place of the one that was
   * made this way before: for who starts a server again and again on one database.
   */
  mintStartToken(): string;
  /**
   * The tokens that are good now, of everybody or of one person, without their texts, which nobody
   * keeps.
   *
   * @throws {RangeError} Where there is no such user.
   */
  listTokens(of?: { readonly user?: number | string }): readonly TokenRecord[];
  /**
   * Ends tokens, with everything that was made of them, and gives how many ended.
   *
   * @throws {RangeError} Where there is no such token or user.
   */
  revokeTokens(which: WhichTokens): number;
  /**
   * Installs an add-on, and gives the id and the secret with which it gets its tokens.
   *
   * @throws {RangeError} For a bad key, and where there is no such room or scope.
   */
  installAddon(addon: AddonOptions): InstalledAddon;
  /**
   * Adds an emoticon of the group's own: the API has no way to.
   *
   * @throws {RangeError} For a shortcut that is taken, and what is no PNG, JPEG or GIF.
   */
  addEmoticon(emoticon: EmoticonOptions): Promise<number>;
  /** What goes wrong on demand. Setting it clears what was set before. */
  faults: readonly Fault[];
  /** The token for `/test/faults`; `undefined` unless `faultRoute` is set. */
  readonly testToken: string | undefined;
  /** Waits until no webhook is on its way. */
  delivered(): Promise<void>;
  /** The last requests, the oldest of them first. */
  readonly requests: readonly RequestRecord[];
  /** How many requests came in all. */
  readonly requestCount: number;
  /** Closes the database, and gives up webhooks that are on their way. Requests after it are answered by 500. */
  close(): void;
}

/**
 * Makes a server.
 *
 * @throws {Error} Where the file is no database, or one of a newer server.
 * @throws {RangeError} For a limit that is no whole number, and a public URL or a proxy that is no address.
 * @throws {TypeError} For an option that there is not.
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
  checkNames('createServer', options, optionNames);
  const { sample = false } = options;
  const rateLimit = wholeNumber('rateLimit', options.rateLimit ?? (sample ? 500 : undefined));
  const floodLimit = wholeNumber('floodLimit', options.floodLimit ?? (sample ? 500 : 30));
  const log = new RequestLog(wholeNumber('requestLog', options.requestLog ?? 1000));
  const expandDepth = wholeNumber('expandDepth', options.expandDepth);
  const addressOf = createAddressOf(options.publicUrl, options.trustedProxies ?? []);
  const clock = new Clock(options.now ?? Date.now);
  let isOpen = true;
  const tellError = options.onError ?? ((error: unknown) => console.error(error));
  const onError = (error: unknown): void => {
    // What was under way when the server closed ends by that, which is nobody's fault.
    if (isOpen) tellError(error);
  };
  const location = locationOf(options.database);
  keepToOwner(location, options.onWarning ?? ((warning) => console.warn(warning)));
  sweepAlone(location);
  const { database, store } = openStore(location, sample, clock);
  const files = new FileStore(
    location,
    wholeNumber('fileLimit', options.fileLimit) ?? choices.largestFile,
  );
  const fileLinks = new FileLinks(
    store.files.secret('file links', () => randomBytes(32).toString('base64url')),
    clock,
  );
  const logins = new RateLimit(60_000, clock);
  const deliveries = options.webhooks && new Deliveries(options.webhooks, onError);
  const faults = new Faults(clock);
  faults.set(options.faults ?? []);
  const testToken = options.faultRoute === true ? newTokenText('user') : undefined;
  const app = createApp({
    store,
    clock,
    log,
    files,
    fileLinks,
    logins,
    addressOf,
    events: deliveries ?? noEvents,
    rateLimits: { user: rateLimit ?? 100, client: rateLimit ?? 500 },
    floodLimit,
    expandDepth: expandDepth ?? Number.POSITIVE_INFINITY,
    expandLimit: wholeNumber('expandLimit', options.expandLimit) ?? choices.expandLimit,
    onError,
  });
  files.sweep((key) => !isOpen || store.files.findByKey(key) !== undefined).catch(onError);

  const front = createFront({
    api: (request, surroundings) =>
      request.method === 'HEAD'
        ? answerHead(app.fetch, request, surroundings)
        : app.fetch(request, surroundings),
    outside: createOutside({
      store,
      clock,
      files,
      fileLinks,
      logins,
      health: new Health({ store, files }),
    }),
    faults,
    testToken,
    cors: options.cors === undefined ? undefined : new Cors(options.cors),
    clock,
    onRequest: options.onRequest,
  });

  return {
    fetch: (request, options = {}) => {
      const { Response, origin, peer, ...init } = options;
      if (!isOpen) return Promise.resolve(answerClosed());
      return front(toRequest(request, init), { Response, origin, peer });
    },
    mintToken: (mintOptions) => mintToken(store, clock, mintOptions),
    mintStartToken: () => mintStartToken(store, clock),
    listTokens: (of) => listTokens(store, clock.seconds(), of),
    revokeTokens: (which) => revokeTokens(store, which),
    installAddon: (addon) => installAddon(store, clock, addon),
    addEmoticon: (emoticon) => addEmoticon(store, clock, files, emoticon),
    get faults() {
      return faults.list;
    },
    set faults(list) {
      faults.set(list);
    },
    testToken,
    delivered: async () => deliveries?.settled(),
    get requests() {
      return log.records;
    },
    get requestCount() {
      return log.count;
    },
    close: () => {
      isOpen = false;
      deliveries?.close();
      database.close();
    },
  };
}

/** What a closed server answers: it has nothing left to look anything up in. */
function answerClosed(): Response {
  const error = serverClosed();
  return Response.json(errorDocument(error), { status: error.status });
}

/** A path stays one: what begins with `file:` would be read as more than that. */
const locationOf = (database = ':memory:'): string =>
  database.startsWith('file:') ? resolve(database) : database;

function wholeNumber(option: string, value: number): number;
function wholeNumber(option: string, value: number | undefined): number | undefined;
function wholeNumber(option: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw new RangeError(
    `\`${option}\` must be a whole number from 0 on, not ${JSON.stringify(value)}`,
  );
}

/** The request that is meant. One that is whole is left as it is, for its body can be read once. */
function toRequest(request: Request | string | URL, init: RequestInit): Request {
  const isWhole =
    request instanceof Request && !['method', 'headers', 'body'].some((name) => name in init);
  return isWhole ? request : new Request(request, init);
}
