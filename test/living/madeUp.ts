/**
 * A made-up kind of API for the seam's tests: its habits are those of living ones, and each test changes one of them.
 *
 * A document is JSON with its address in `@` and its links in `links`; a bare `@` is a foreign key. A page is a list
 * under `data`, with the address of the next one in `next`; `include` expands, and `skip` and `top` pick a window.
 */
import {
  type ClientOptions,
  connect,
  type Dialect,
  type DialectResponse,
  Doc,
  type Item,
  type Json,
  type JsonObject,
  type LinkMap,
  linkTo,
} from '../../src/index.ts';

export const ORIGIN = 'https://living.test';

/** What a made-up server answers: JSON, or all that an answer has. */
export type Answer = JsonObject | { readonly answer: Response };

/** What a request looks like to it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** A client of a made-up server, the requests that this one got, and what the client says that it did wrong. */
export function living<Root extends object>(
  dialect: Dialect,
  map: LinkMap,
  answer: (asked: Asked) => Answer | undefined,
  more: ClientOptions = {},
): { readonly root: Root; readonly requests: string[]; readonly faults: string[] } {
  const requests: string[] = [];
  const faults: string[] = [];
  const fetching: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search, searchParams } = new URL(request.url);
    requests.push(`${request.method} ${decodeURIComponent(pathname + search)}`);
    const found = answer({ method: request.method, path: pathname, query: searchParams });
    if (found === undefined) return Response.json({ error: 'no such thing' }, { status: 404 });
    return found.answer instanceof Response ? found.answer : Response.json(found);
  };
  const on = { fault: ({ message }: { readonly message: string }) => faults.push(message) };
  const options = { endpoint: ORIGIN, fetch: fetching, name: 'api', on, ...more };
  return { root: connect<Root>(dialect, map, options), requests, faults };
}

/** An answer that says that there is no such thing: `withNothing` takes it for `null`. */
export const nothing = (): Answer => ({ answer: new Response(null, { status: 204 }) });

/** An answer with that status, and a body where one is given. */
export function refused(status: number, error: string): Answer {
  return { answer: Response.json({ error }, { status }) };
}

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** An item of the made-up API: what has an address is a resource. */
export function toItem(json: Json, base: string = ORIGIN): Item {
  if (Array.isArray(json)) return json.map((each: Json) => toItem(each, base));
  return isObject(json) && '@' in json ? toDoc(json, base) : json;
}

/** A document of the made-up API. */
export function toDoc(json: JsonObject, base: string = ORIGIN): Doc {
  const { '@': path, links = {}, ...fields } = json;
  const hrefs = Object.entries(isObject(links) ? links : {}).flatMap(([rel, href]) => {
    const address = linkTo(href, base);
    return address === undefined ? [] : [[rel, address] as const];
  });
  const items = Object.entries(fields).map(([name, value]) => [name, toItem(value, base)] as const);
  return new Doc(linkTo(path, base), new Map(hrefs), new Map(items));
}

/** The JSON of an answer, where it is an object. */
export function bodyOf({ json }: DialectResponse): JsonObject | undefined {
  return isObject(json) ? json : undefined;
}

/** How the made-up API spells things. */
export const madeUp: Dialect = {
  name: 'The made-up API',
  limits: { pageSize: 100, defaultPageSize: 10 },
  expands: 'whole',
  credentials: (token) => ({ authorization: `Bearer ${token}` }),
  document(response) {
    const body = bodyOf(response);
    return body && toDoc(body, response.url);
  },
  page(response) {
    const { data, next, ...rest } = bodyOf(response) ?? {};
    if (!Array.isArray(data)) return undefined;
    const address = linkTo(next, response.url);
    const isUnreadable = address === undefined && next !== undefined && next !== null;
    return {
      items: data.map((each: Json) => toItem(each, response.url)),
      ...(address !== undefined && { next: address }),
      ...(isUnreadable && { unreadable: JSON.stringify(next) }),
      doc: toDoc(rest, response.url),
    };
  },
  refusal(response) {
    if (response.status < 400) return undefined;
    const error = bodyOf(response)?.error;
    return { message: typeof error === 'string' ? error : '' };
  },
  expand(paths) {
    const names = paths.map((path) => (path === '' ? 'items' : path));
    return names.length === 0 ? [] : [['include', names.join(',')]];
  },
  window: (start, size) => [
    ['skip', String(start)],
    ['top', String(size)],
  ],
};

/** The same API, which answers 204 where a to-one leads to nothing. */
export const withNothing: Dialect = {
  ...madeUp,
  document: (response, asked) =>
    response.status === 204 ? null : madeUp.document(response, asked),
};
