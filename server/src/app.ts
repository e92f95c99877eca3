/**
 * Serves the endpoints: who calls, is it within the limit, what is answered, what is expanded.
 *
 * Knows neither rooms nor users: what there is to serve is listed in `endpoints.ts`. Does not
 * listen (`serve.ts`) and does not open databases (`server.ts`).
 */
import { type Context, Hono } from 'hono';
import { TrieRouter } from 'hono/router/trie-router';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { authorize, type Caller, callerWith, identify } from './auth.ts';
import { readBody } from './body.ts';
import type { Clock } from './clock.ts';
import type { Access, Answer, Call, Endpoint, Reading } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import {
  ApiError,
  errorDocument,
  internalError,
  methodNotAllowed,
  rateLimitExceeded,
  unknownPath,
} from './errors.ts';
import type { Events } from './events.ts';
import { expandTitles } from './expand.ts';
import type { FileLinks } from './files/FileLinks.ts';
import type { FileStore } from './files/FileStore.ts';
import { FloodControl } from './floodControl.ts';
import { type Document, toJson, toPrettyJson } from './json.ts';
import { type Links, linksOf } from './links.ts';
import { allowanceHeaders, RateLimit } from './rateLimit.ts';
import type { RequestLog } from './requestLog.ts';
import type { Store } from './store/Store.ts';

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
  readonly events: Events;
  /** Counts the passwords that are tried for a user. */
  readonly logins: RateLimit;
  /** Told of what went wrong inside the server. */
  readonly onError: (error: unknown) => void;
}

/** What comes with a request beside it, and what is told of it. */
export interface Surroundings {
  /** Changes the query before it is read: faults on demand do. */
  readonly alterQuery?: ((query: URLSearchParams) => void) | undefined;
  /** Told whose request it is, `user 3`. */
  readonly onCaller?: ((who: string) => void) | undefined;
}

type Env = {
  Bindings: Surroundings;
  Variables: { caller: Caller; links: Links; query: URLSearchParams };
};

const accepted = {
  success: {
    code: 202,
    message: 'This auth_token has access to use this method.',
    type: 'Accepted',
  },
};

export function createApp(parts: AppParts): Hono<Env> {
  const { store, clock, log, rateLimits, files, fileLinks, events, logins } = parts;
  const requests = new RateLimit(5 * 60_000, clock);
  const flood = new FloodControl(new RateLimit(60_000, clock), parts.floodLimit);
  const app = new Hono<Env>({ strict: false });

  app.use(async (c, next) => {
    log.add(c.req.method, c.req.url);
    const query = queryOf(c.req.url);
    c.env?.alterQuery?.(query);
    const caller = identify(c.req.header('authorization'), query, store, clock);
    c.set('query', query);
    c.set('caller', caller);
    c.set(
      'links',
      linksOf(c.req.url, (name) => c.req.header(name), fileLinks),
    );
    c.env?.onCaller?.(whoIs(caller));

    const limit = caller.owner.endsWith('client') ? rateLimits.client : rateLimits.user;
    const allowance =
      'tokenId' in caller
        ? requests.take(String(caller.tokenId), limit)
        : requests.untouched(limit);
    setHeaders(c, allowanceHeaders('Ratelimit', allowance));
    if (allowance.refused) throw rateLimitExceeded();
    await next();
  });

  const callOf = (c: Context<Env>): Call => ({
    store,
    clock,
    flood,
    files,
    events,
    logins,
    caller: c.var.caller,
    links: c.var.links,
    query: c.var.query,
    params: c.req.param() as Record<string, string>,
    header: (name) => c.req.header(name),
  });

  for (const endpoint of endpoints) {
    app.on(endpoint.method, `/v2${endpoint.path}`, async (c) => {
      const call = callOf(c);
      authorize(endpoint.access, callerFor(endpoint.access, call));
      // What anyone may read is read, whatever the query says.
      const isRead = endpoint.access === 'anyone' && 'read' in endpoint;
      if (!isRead && isDryRun(c.var.query)) return answerWith(c, dryRun);
      return answerWith(c, await answerTo(endpoint, call, c.req.raw));
    });
  }
  for (const [path, methods] of methodsByPath()) {
    app.all(`/v2${path}`, () => {
      throw methodNotAllowed(methods);
    });
  }

  async function answerTo(endpoint: Endpoint, call: Call, request: Request): Promise<Answer> {
    if ('read' in endpoint) return { status: 200, body: expanded(endpoint.read(call), call) };
    const body =
      endpoint.body === undefined ? {} : await readBody(request, endpoint.body, files.largest);
    return endpoint.act(call, body);
  }

  function expanded(document: Document, call: Call): Document {
    const names = call.query.getAll('expand').join(',');
    if (names === '') return document;
    const limits = { depth: parts.expandDepth, resources: parts.expandLimit };
    return expandTitles(document, names, limits, (self) => readLink(self, call));
  }

  app.notFound((c) => failWith(c, unknownPath()));
  app.onError((error, c) => {
    if (error instanceof ApiError) return failWith(c, error);
    parts.onError(error);
    return failWith(c, internalError());
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

function answerWith(c: Context<Env>, answer: Answer): Response {
  setHeaders(c, answer.headers ?? {});
  if (answer.body === undefined) return c.body(null, answer.status === 302 ? 302 : 204);
  return write(c, answer.status as ContentfulStatusCode, toJson(answer.body));
}

function failWith(c: Context<Env>, error: ApiError): Response {
  setHeaders(c, error.headers);
  return write(c, error.status, toPrettyJson(errorDocument(error)));
}

function write(c: Context<Env>, status: ContentfulStatusCode, json: string): Response {
  c.header('Content-Type', 'application/json');
  return c.body(json, status);
}

function setHeaders(c: Context<Env>, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
}
