/** A client of a made-up server that keeps each request as it came: its headers and its body. */
import { type ConnectOptions, connect, type Dialect, type LinkMap } from '../../src/index.ts';
import { ORIGIN } from './madeUp.ts';

/** A request as it came. */
export interface Received {
  readonly method: string;
  /** Absolute, decoded. */
  readonly url: string;
  /** Path and query, decoded. */
  readonly path: string;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text; `''` where there was none. */
  readonly body: string;
}

/** Makes a client, and the list of what its server gets. A server that gives `undefined` answers 404. */
export function sending<Root extends object>(
  dialect: Dialect,
  map: LinkMap,
  answer: (received: Received) => Response | undefined | Promise<Response>,
  options: Partial<ConnectOptions> = {},
): { readonly root: Root; readonly received: Received[] } {
  const received: Received[] = [];
  const fetching: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { href, pathname, search } = new URL(request.url);
    const each = {
      method: request.method,
      url: decodeURIComponent(href),
      path: decodeURIComponent(pathname + search),
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    };
    received.push(each);
    return answer(each) ?? Response.json({ error: 'no such thing' }, { status: 404 });
  };
  const all = { endpoint: ORIGIN, name: 'api', fetch: fetching, ...options };
  return { root: connect<Root>(dialect, map, all), received };
}

/** The requests, each on a line: `PUT /books/1 {"title":"x"}`. */
export const lines = (received: readonly Received[]): readonly string[] =>
  received.map(({ method, path, body }) => `${method} ${path} ${body}`.trimEnd());

/** What a chain rejects with. */
export async function errorOf(chain: PromiseLike<unknown>): Promise<Error> {
  try {
    await chain;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('it does not reject');
}
