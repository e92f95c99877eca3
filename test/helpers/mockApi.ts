/**
 * A made-up server for one test: answers by undici's MockAgent, with the network switched off.
 *
 * An answer that nothing asked for fails the test that prepared it.
 */
import { MockAgent, fetch as undiciFetch } from 'undici';
import { afterEach, beforeEach } from 'vitest';
import { HypChat, type Json } from '../../src/index.ts';

/** What the made-up server got. */
export interface Received {
  readonly method: string;
  /** With the query, decoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an answer differs from a JSON document with status 200. */
export interface AnswerOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
}

export interface MockApi {
  readonly hc: HypChat;
  /** What was asked, in order: `GET /v2/room/42`. */
  readonly asked: readonly string[];
  readonly received: readonly Received[];
  /** Prepares one answer. A text is sent as it is. */
  on(method: string, path: string, body?: Json | string, options?: AnswerOptions): void;
  readonly fetch: typeof fetch;
}

const ORIGIN = 'https://api.hipchat.com';

/** A made-up server, anew for each test. */
export function mockApi(): MockApi {
  let agent: MockAgent;
  let hc: HypChat;
  let received: Received[] = [];
  beforeEach(() => {
    agent = new MockAgent();
    agent.disableNetConnect();
    received = [];
    // Tests write actions that nobody awaits; what is told of them is tested by itself.
    // An answer is prepared for one request; what is sent again is tested by itself.
    hc = new HypChat('secret-token', { fetch, retries: 0, on: { unsent: () => {} } });
  });
  afterEach(async () => {
    agent.assertNoPendingInterceptors();
    await agent.close();
  });
  // undici knows only its own Request, so that the parts are handed over.
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = request.method === 'GET' ? undefined : await request.text();
    const url = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    received.push({
      method: request.method,
      path: decodeURIComponent(url.pathname + url.search),
      headers,
      body: body ?? '',
    });
    const response = await undiciFetch(request.url, {
      method: request.method,
      headers,
      redirect: 'manual',
      dispatcher: agent,
      ...(body !== undefined && body !== '' && { body }),
    });
    // The made-up answer becomes one of the global kind, as a real one is.
    const empty = [204, 304].includes(response.status);
    return new Response(empty ? null : await response.text(), {
      status: response.status,
      headers: [...response.headers],
    });
  };
  return {
    fetch,
    get hc() {
      return hc;
    },
    get asked() {
      return received.map(({ method, path }) => `${method} ${path}`);
    },
    get received() {
      return received;
    },
    on(method, path, body, { status = 200, headers = {}, delayMs = 0 } = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      // undici sorts the parameters of a query.
      const query = (at: string): string => {
        const { pathname, searchParams } = new URL(at, ORIGIN);
        searchParams.sort();
        return `${pathname}?${decodeURIComponent(String(searchParams))}`;
      };
      const url = new URL(path, ORIGIN);
      const scope = agent
        .get(url.origin)
        .intercept({ path: (at) => query(at) === query(path), method })
        .reply(status, body === undefined ? '' : text, {
          headers: { 'content-type': 'application/json', ...headers },
        });
      if (delayMs > 0) scope.delay(delayMs);
    },
  };
}

const at = (path: string): string => `${ORIGIN}/v2/${path}`;

/** A user as others name it. */
export const userStub = (id: number): Record<string, Json> => ({
  id,
  links: { self: at(`user/${id}`) },
  mention_name: `user${id}`,
  name: `User ${id}`,
  version: '00000000',
});

/** A whole user. */
export const wholeUser = (id: number): Record<string, Json> => ({
  ...userStub(id),
  email: `user${id}@example.com`,
  title: '',
  group: { id: 1, links: { self: at('group/1') }, name: 'Group' },
});

/** A room as a list names it. */
export const roomStub = (id: number): Record<string, Json> => ({
  id,
  is_archived: false,
  links: {
    self: at(`room/${id}`),
    participants: at(`room/${id}/participant`),
    webhooks: at(`room/${id}/webhook`),
  },
  name: `Room ${id}`,
  privacy: 'public',
  version: 'AAAAAAAA',
});

/** A whole room. @param owner - The owner's document, a stub or whole. */
export const wholeRoom = (
  id: number,
  owner: Json = userStub(7),
  more: Record<string, Json> = {},
): Record<string, Json> => ({
  ...roomStub(id),
  created: '2013-11-07T17:57:11+00:00',
  last_active: null,
  owner,
  statistics: { links: { self: at(`room/${id}/statistics`) } },
  topic: `Topic ${id}`,
  participants: [],
  ...more,
});

/** A page as HipChat sends it. */
export const page = (
  items: readonly Json[],
  {
    startIndex = 0,
    maxResults = 100,
    next,
  }: { startIndex?: number; maxResults?: number; next?: string } = {},
): Json => ({
  items,
  links: { self: at('room'), ...(next !== undefined && { next: at(next) }) },
  maxResults,
  startIndex,
});
