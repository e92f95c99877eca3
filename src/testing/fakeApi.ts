/**
 * A made-up server of a link map and plain data, as a `fetch`: for tests of code that walks an API.
 *
 * It answers as the map says: resources in their representations, with their links; lists in pages; what is asked to be
 * expanded. It checks neither tokens nor bodies, and no option filters. For HipChat, `hypchat-server` does all of that. What is
 * sent may be JSON, a merge patch or a form, with brackets too; `If-Match` and idempotency keys are obeyed.
 */
import type { LinkMap } from '../types/linkMap.ts';
import type { Json } from '../values/json.ts';
import { act, type Done } from './fake/act.ts';
import { fitting } from './fake/fitting.ts';
import { hipchatSpelling } from './fake/hipchatSpelling.ts';
import { pageOf } from './fake/pageOf.ts';
import { readData } from './fake/readData.ts';
import { etagOf, readForm } from './fake/readForm.ts';
import { type Pen, represent, toExpansions } from './fake/represent.ts';
import { callsAt, readAt } from './fake/route.ts';
import type { Spelling } from './fake/Spelling.ts';
import { joined, Thing } from './fake/Thing.ts';
import { World } from './fake/World.ts';

/**
 * What there is, by the names of the root's collections and links (`rooms`, `users`) or of kinds (`group`).
 *
 * A resource is an object with the server's own field names. What it names stands in it by its id, or as an object of its own;
 * what it lists, as a list of such. A resource without an id gets one. Moments may be texts or `Temporal` values.
 */
export type FakeData = Readonly<Record<string, object>>;

/** How a made-up server answers. */
export interface FakeApiOptions {
  /** How the API is spelled; default HipChat's. */
  readonly spelling?: Spelling | undefined;
  /** Whether it expands what it is asked to; default `true`. A walk has to give the same from one that does not. */
  readonly expands?: boolean | undefined;
  /**
   * Answers a request in the place of the made-up server, to see what comes of a refusal or of what no map can say. What gives
   * `undefined` leaves it to the server.
   *
   * @param request - The server reads the body of another copy.
   */
  readonly answer?:
    | ((request: Request) => Response | undefined | Promise<Response | undefined>)
    | undefined;
}

/** An action that a made-up server got. */
export interface FakeAction {
  /** `POST /v2/room/1/message`. */
  readonly request: string;
  /** What was sent: parsed, where it was JSON or a form; otherwise as text. */
  readonly body: Json | undefined;
  /** Whether the map said enough for it to have changed something: then it is read from then on. */
  readonly isApplied: boolean;
}

/** A made-up server. */
export interface FakeApi {
  /** For the `fetch` of a client, and whatever takes a handler of requests. It answers whatever the origin. */
  readonly fetch: typeof fetch;
  /** What was asked so far, in its order: `GET /v2/room/1?expand=owner`. */
  readonly requests: readonly string[];
  /** What was to be changed so far, in its order. */
  readonly actions: readonly FakeAction[];
}

/**
 * Makes a server of a link map and plain data.
 *
 * What there is changes with the actions as far as the map says it: what creates, deletes, updates, sets a field of its own name,
 * puts into a list and takes out of one. Every other is answered, and recorded in `actions`.
 *
 * @throws {TypeError} When the data holds what the map does not know, or names what was not given; for an option that there is not.
 *
 * @example
 * ```ts
 * const api = fakeApi(hipchatMap, {
 *   rooms: [{ name: 'Ops', owner: 7 }],
 *   users: [{ id: 7, name: 'Ann', email: 'ann@example.com' }],
 * });
 * const hc = new HypChat('token', { fetch: api.fetch });
 * await hc.room('Ops').owner.email;
 * //=> 'ann@example.com'
 * api.requests;
 * //=> ['GET /v2/room/Ops?expand=owner']
 * ```
 */
export function fakeApi(map: LinkMap, data: FakeData, options: FakeApiOptions = {}): FakeApi {
  const { spelling = hipchatSpelling, expands = true, answer, ...others } = options;
  if (typeof map?.kinds !== 'object' || typeof data !== 'object') {
    throw new TypeError('`fakeApi` takes a link map, and an object of lists of what there is');
  }
  // A misspelt `expands` would let the server expand, and a test pass that was to fail.
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new TypeError(
      `\`fakeApi\` has no option \`${unknown}\`: it has spelling, expands, answer`,
    );
  }
  const world = new World(map, spelling.names);
  // A copy, which no test changes behind the server's back, and in which moments are as on the wire.
  readData(world, JSON.parse(JSON.stringify(data) ?? 'null'));
  const written = expands ? spelling : { ...spelling, expansions: () => [] };
  const requests: string[] = [];
  const actions: FakeAction[] = [];
  const done = new Map<string, Done>();

  const refused = (status: number, message: string): Response =>
    Response.json(spelling.refusal(status, message), { status });

  const read = (path: string, url: URL, pen: Pen): Response => {
    const place = readAt(world, path, url.searchParams);
    if (place === undefined) return refused(404, `there is nothing at /${path}`);
    if (!(place instanceof Thing)) return Response.json(pageOf(place, url, pen));
    const expansions = toExpansions(written.expansions(url.searchParams, false));
    const json = represent(place, 'whole', expansions, pen);
    return Response.json(json, { headers: { etag: etagOf(json) } });
  };

  const change = async (path: string, request: Request, line: string, pen: Pen) => {
    const body = await bodyOf(request);
    const values = body === undefined ? body : (spelling.sent?.(body) ?? body);
    const match = request.headers.get('if-match');
    const call = fitting(callsAt(world, path, request.method), values, match !== null);
    const push = (isApplied: boolean): unknown => actions.push({ request: line, body, isApplied });
    if (call === undefined) {
      push(false);
      const isThere = readAt(world, path) !== undefined;
      return isThere
        ? refused(405, `the map knows no ${request.method} of /${path}`)
        : refused(404, `there is nothing at /${path}`);
    }
    const { on, action } = call;
    const expected = match ?? '*';
    if (expected !== '*' && on instanceof Thing) {
      if (expected !== etagOf(represent(on, 'whole', {}, pen))) {
        push(false);
        return refused(412, `what is at /${path} is not as it was read`);
      }
    }
    const header = action.key === true ? 'idempotency-key' : action.key;
    const key = header === undefined ? null : request.headers.get(header);
    const before = key === null ? undefined : done.get(`${line} ${key}`);
    const isPatch = /merge-patch/.test(request.headers.get('content-type') ?? '');
    const now = before ?? act(call, values, isPatch, pen, actions.length + 1);
    if (key !== null) done.set(`${line} ${key}`, now);
    push(before === undefined && now.isApplied);
    const { status, json } = now;
    if (json === undefined) return new Response(null, { status });
    const isWhole = action.gives === 'whole';
    return Response.json(json, { status, ...(isWhole && { headers: { etag: etagOf(json) } }) });
  };

  return {
    requests,
    actions,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const url = new URL(request.url);
      const line = `${request.method} ${url.pathname}${url.search}`;
      requests.push(line);
      const own = await answer?.(request.clone());
      if (own !== undefined) return own;
      const path = pathBelow(spelling.root, url.pathname);
      if (path === undefined) return refused(404, `the API lies below ${spelling.root}`);
      const pen = { world, spelling: written, base: joined(url.origin + spelling.root) };
      return request.method === 'GET' ? read(path, url, pen) : change(path, request, line, pen);
    },
  };
}

/** The path without the root's; `undefined` where it lies elsewhere. */
function pathBelow(root: string, pathname: string): string | undefined {
  if (pathname !== root && !pathname.startsWith(`${root}/`)) return undefined;
  return pathname.slice(root.length).replace(/^\/|\/$/g, '');
}

async function bodyOf(request: Request): Promise<Json | undefined> {
  const text = await request.text();
  if (text === '') return undefined;
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return readForm(new URLSearchParams(text));
  }
  if (!type.includes('json')) return text;
  return JSON.parse(text) as Json;
}
