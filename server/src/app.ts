/**
 * Serves the endpoints: who calls, is it within the limit, what is answered, what is expanded.
 *
 * Knows neither rooms nor users: what there is to serve is listed in `endpoints.ts`. Does not
 * listen (`serve.ts`) and does not open databases (`server.ts`).
 */
import { type Context, Hono } from 'hono';
import { TrieRouter } from 'hono/router/trie-router';
import type { AddressOf, Arrival } from './address.ts';
import { GenerationCache } from './answerCache.ts';
import { asOfNow, authorize, type Caller, Callers, callerWith } from './auth.ts';
import { readBody } from './body.ts';
import type { Clock } from './clock.ts';
import type { Access, Action, Answer, Call, Reading } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import {
  ApiError,
  errorDocument,
  internalError,
  methodNotAllowed,
  rateLimitExceeded,
  unknownPath,
} from './errors.ts';
import { type Events, LaterEvents } from './events.ts';
import { expandTitles } from './expand.ts';
import type { FileLinks, Viewer } from './files/FileLinks.ts';
import type { FileStore } from './files/FileStore.ts';
import { FloodControl } from './floodControl.ts';
import { type Document, toJson, toPrettyJson } from './json.ts';
import { Links } from './links.ts';
import { allowanceHeaders, RateLimit } from './rateLimit.ts';
import type { RequestLog } from './requestLog.ts';
import type { Store } from './store/Store.ts';
import { isDiskError, writeRefusal } from './writeRefusal.ts';

/** What the app is made of. */
export interface AppParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: RequestLog;
  /** Requests that a token has in five minutes, by its owner; 0 is no limit. */
  readonly rateLimits: { readonly user: number; readonly client: number };
  /** Messages that a room or a person takes in a minute; 0 is no limit. */
  readonly floodLimit: number;
  /** How many names deep titles are expanded. */
  readonly expandDepth: number;
  /** How many resources the expansion of one answer puts in. */
  readonly expandLimit: number;
  readonly files: FileStore;
  readonly fileLinks: FileLinks;
  /** On which address links are made. */
  readonly addressOf: AddressOf;
  readonly events: Events;
  /** Counts the passwords that are tried for a user. */
  readonly logins: RateLimit;
  /** Told of what went wrong inside the server. */
  readonly onError: (error: unknown) => void;
}

/** What comes with a request beside it, and what is told of it. */
export interface Surroundings extends Arrival {
  /** Changes the query before it is read: faults on demand do. */
  readonly alterQuery?: ((query: URLSearchParams) => void) | undefined;
  /** Told whose request it is, `user 3`. */
  readonly onCaller?: ((who: string) => void) | undefined;
  /** What the client asked for where the request says something else: HEAD, which is asked as GET. */
  readonly method?: string;
  /** The class of which answers are made. Default: the platform's. */
  readonly Response?: typeof Response | undefined;
}

/** What is known of a request before it is looked at what it asks for. */
interface Begun {
  readonly caller: Caller;
  readonly links: Links;
  readonly home: Links;
  readonly query: URLSearchParams;
  /** Whether an answer to it may be kept, and one that was kept be given. */
  readonly isPlain: boolean;
  /** Those that every answer has. */
  readonly headers: Readonly<Record<string, string>>;
}

type Env = { Bindings: Surroundings; Variables: { begun: Begun } };

const accepted = {
  success: {
    code: 202,
    message: 'This auth_token has access to use this method.',
    type: 'Accepted',
  },
};

export function createApp(parts: AppParts): Hono<Env> {
  const { store, clock, log, rateLimits, files, fileLinks, addressOf, events, logins } = parts;
  const requests = new RateLimit(5 * 60_000, clock);
  const flood = new FloodControl(new RateLimit(60_000, clock), parts.floodLimit);
  const callers = new Callers(store, clock);
  const answers = new GenerationCache<string>((json) => json.length);
  const app = new Hono<Env>({ strict: false });

  // No middleware: a route of one handler is answered without what hono needs to chain several.
  function begin(c: Context<Env>): Begun {
    const { url, method } = c.req;
    log.add(c.env?.method ?? method, url);
    const query = queryOf(url);
    c.env?.alterQuery?.(query);
    const caller = callers.identify(c.req.header('authorization'), query);
    c.env?.onCaller?.(whoIs(caller));
    const limit = isOfAddon(caller) ? rateLimits.client : rateLimits.user;
    const allowance =
      'tokenId' in caller ? requests.take(caller.family, limit) : requests.untouched(limit);
    const viewer: Viewer = 'tokenId' in caller ? `t${caller.tokenId}` : 'nobody';
    const { answer, home } = addressOf(url, (name) => c.req.header(name), c.env ?? {});
    const begun = {
      caller,
      links: new Links(answer, fileLinks, viewer),
      home: new Links(home, fileLinks, 'nobody'),
      query,
      isPlain: c.env?.alterQuery === undefined && 'tokenId' in caller,
      headers: allowanceHeaders('Ratelimit', allowance),
    };
    c.set('begun', begun);
    if (allowance.refused) throw rateLimitExceeded();
    return begun;
  }

  const callOf = (c: Context<Env>, { caller, links, home, query }: Begun): Call => ({
    store,
    clock,
    flood,
    files,
    events,
    logins,
    caller,
    links,
    home,
    query,
    params: c.req.param() as Record<string, string>,
    header: (name) => c.req.header(name),
  });

  /** The reading's JSON: what was read before, while nothing was written since. */
  function readOnce(c: Context<Env>, begun: Begun, reading: Reading): string | undefined {
    const { caller, links, query, isPlain } = begun;
    const { generation } = store;
    const who = 'tokenId' in caller ? caller.tokenId : 0;
    // Links to files change with time alone.
    const key = `${who} ${fileLinks.expires} ${links.origin} ${c.req.url}`;
    const known = isPlain ? answers.get(generation, key) : undefined;
    if (known !== undefined) return known;
    authorize(reading.access, caller);
    // What anyone may read is read, whatever the query says.
    if (reading.access !== 'anyone' && isDryRun(query)) return undefined;
    const call = callOf(c, begun);
    const json = toJson(expanded(reading.read(call), call));
    if (isPlain) answers.set(generation, key, json);
    return json;
  }

  for (const endpoint of endpoints) {
    app.on(endpoint.method, `/v2${endpoint.path}`, (c) => {
      const begun = begin(c);
      if (!('read' in endpoint)) return act(c, begun, endpoint);
      const json = readOnce(c, begun, endpoint);
      return json === undefined ? answerWith(c, dryRun) : write(c, 200, json);
    });
  }
  for (const [path, methods] of methodsByPath()) {
    app.all(`/v2${path}`, (c) => {
      begin(c);
      throw methodNotAllowed(methods);
    });
  }

  async function act(c: Context<Env>, begun: Begun, action: Action): Promise<Response> {
    const call = callOf(c, begun);
    authorize(action.access, callerFor(action.access, call));
    if (isDryRun(begun.query)) return answerWith(c, dryRun);
    const admitted = action.body?.admit?.(call);
    const body =
      action.body === undefined ? {} : await readBody(c.req.raw, action.body, files.largest);
    const later = new LaterEvents(events);
    // A body can take its time: the rights that count are those when it is there.
    const answer = await action.act({ ...asOfNow(call), events: later }, body);
    later.tell();
    return answerWith(c, { ...answer, headers: { ...admitted, ...answer.headers } });
  }

  function expanded(document: Document, call: Call): Document {
    const names = call.query.getAll('expand').join(',');
    if (names === '') return document;
    const limits = { depth: parts.expandDepth, resources: parts.expandLimit };
    return expandTitles(document, names, limits, (self) => readLink(self, call));
  }

  app.notFound((c) => {
    begin(c);
    throw unknownPath();
  });
  app.onError((error, c) => {
    if (error instanceof ApiError) return failWith(c, error);
    const refusal = writeRefusal(error);
    // That somebody else writes, or was quicker, is told to nobody but the client.
    if (refusal === undefined || isDiskError(error)) parts.onError(error);
    return failWith(c, refusal ?? internalError());
  });
  return app;
}

/** The caller by whose rights it is decided: the token in the path is as good as one in a header. */
const callerFor = (access: Access, { caller, params, store, clock }: Call): Caller =>
  access === 'token in path' ? callerWith(params.token ?? '', store, clock) : caller;

const dryRun: Answer = { status: 202, body: accepted };

const isDryRun = (query: URLSearchParams): boolean =>
  query.get('auth_test')?.toLowerCase() === 'true';

const readings = new TrieRouter<Reading>();
for (const endpoint of endpoints) {
  if ('read' in endpoint) readings.add('GET', endpoint.path, endpoint);
}

/** What a GET of the link answers this caller; `undefined` where it is refused or leads elsewhere. */
function readLink(self: string, call: Call): Document | undefined {
  const path = call.links.pathOf(self);
  if (path === undefined) return undefined;
  const [matches] = readings.match('GET', path);
  const [reading, params] = (matches[0] ?? []) as [Reading?, Record<string, string>?];
  if (reading === undefined) return undefined;
  try {
    authorize(reading.access, call.caller);
    return reading.read({ ...call, params: params ?? {}, query: new URLSearchParams() });
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

/**
 * Whether the requests are those of an add-on. A program that a person let into a room by a token
 * counts with that token: it has no more than the person had.
 */
const isOfAddon = (caller: Caller): boolean =>
  'client' in caller &&
  (caller.client.creator_id === null || caller.family === `t${caller.tokenId}`);

function whoIs(caller: Caller): string {
  if (caller.owner === 'user') return `user ${caller.user.id}`;
  return 'client' in caller ? `add-on ${caller.client.id}` : caller.owner;
}

function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of endpoints) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  return methods;
}

function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start));
}

function answerWith(c: Context<Env>, { status, body, headers }: Answer): Response {
  return write(c, status, body === undefined ? null : toJson(body), headers);
}

function failWith(c: Context<Env>, error: ApiError): Response {
  return write(c, error.status, toPrettyJson(errorDocument(error)), error.headers);
}

function write(
  c: Context<Env>,
  status: number,
  json: string | null,
  more?: Readonly<Record<string, string>>,
): Response {
  const type = json === null ? undefined : { 'Content-Type': 'application/json' };
  const Made = c.env?.Response ?? Response;
  return new Made(json, { status, headers: { ...c.var.begun?.headers, ...type, ...more } });
}
