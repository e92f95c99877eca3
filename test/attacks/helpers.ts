/**
 * A made-up HipChat server as a `fetch`, with knobs to break it, that records what it was asked.
 */
import { HypChat, type Json, type JsonObject } from '../../src/index.ts';

export const ORIGIN = 'https://api.test';
export const BASE: string = `${ORIGIN}/v2`;
export const TOKEN = 'sEcReTtOkEn0123456789abcdefghijklmnopqrs';

/** One request, as the server got it. */
export interface Asked {
  readonly method: string;
  /** As it was sent, percent-encoding and all. */
  readonly url: string;
  /** Decoded: `GET /v2/room?expand=items`. */
  readonly line: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string | null;
  readonly body: string;
}

export interface Knobs {
  readonly rooms?: number;
  readonly owners?: number;
  /** How many names deep expansion goes; 0 is not at all. */
  readonly expandDepth?: number;
  /** Whether `start-index` and `max-results` are obeyed. */
  readonly windows?: boolean;
  /** The largest page, whatever was asked. */
  readonly cap?: number;
  /** Whether `next` repeats `expand`. */
  readonly nextKeepsExpand?: boolean;
  /** Changes an honest document before it is sent. */
  readonly edit?: (document: JsonObject, asked: Asked) => Json;
  /** Answers in place of the server; `undefined` lets it answer itself. */
  readonly instead?: (asked: Asked) => Response | Promise<Response> | undefined;
  /** How long an answer takes, in milliseconds. What it says is decided when the request arrives. */
  readonly delay?: (asked: Asked) => number;
  /** Holds an answer back until something has happened. */
  readonly hold?: (asked: Asked) => Promise<void> | undefined;
  /** Further options of the client. */
  readonly timeoutMs?: number;
  readonly retries?: number;
}

export interface Fake {
  readonly hc: HypChat;
  readonly fetch: typeof fetch;
  readonly asked: Asked[];
  /** `GET /v2/room/1`, decoded. */
  lines(): readonly string[];
  /** Waits until so many requests have come. */
  came(count: number): Promise<void>;
  /** Forgets what was asked. */
  clear(): void;
  /** The topics by room id. */
  readonly topics: Map<number, string>;
  readonly gone: Set<number>;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const userStub = (id: number): JsonObject => ({
  id,
  name: `User ${id}`,
  mention_name: `user${id}`,
  version: 'AAAAAAAA',
  links: { self: `${BASE}/user/${id}` },
});

export const userWhole = (id: number): JsonObject => ({
  ...userStub(id),
  xmpp_jid: `1_${id}@chat.test`,
  email: `user${id}@example.com`,
  title: `Title ${id}`,
  timezone: 'UTC',
  created: '2014-01-01T00:00:00+00:00',
  last_active: null,
  is_deleted: false,
  is_group_admin: false,
  is_guest: false,
  photo_url: null,
  presence: null,
  roles: ['user'],
  atlassian_id: null,
  group: { id: 1, name: 'Works', links: { self: `${BASE}/group/1` } },
});

const group: JsonObject = {
  id: 1,
  name: 'Works',
  domain: 'works.test',
  subdomain: 'works',
  created: '2013-01-01T00:00:00+00:00',
  avatar_url: null,
  plan: { id: 1, type: 'free' },
  owner: userStub(1),
  links: { self: `${BASE}/group/1` },
};

/** A refusal in HipChat's words. */
export const refusal = (code: number, message: string, type = 'Error'): Response =>
  Response.json({ error: { code, message, type } }, { status: code });

export const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Makes the server, and a client for it. Rooms have the ids from 1 on. */
export function fake(knobs: Knobs = {}): Fake {
  const count = knobs.rooms ?? 12;
  const owners = knobs.owners ?? 3;
  const depth = knobs.expandDepth ?? Number.POSITIVE_INFINITY;
  const asked: Asked[] = [];
  const topics = new Map<number, string>();
  const gone = new Set<number>();
  let newest = count;

  const roomStub = (id: number): JsonObject => ({
    id,
    name: `Room ${id}`,
    is_archived: false,
    privacy: id % 4 === 0 ? 'private' : 'public',
    version: 'BBBBBBBB',
    links: {
      self: `${BASE}/room/${id}`,
      webhooks: `${BASE}/room/${id}/webhook`,
      participants: `${BASE}/room/${id}/participant`,
      ...(id % 4 === 0 && { members: `${BASE}/room/${id}/member` }),
    },
  });
  const roomWhole = (id: number): JsonObject => ({
    ...roomStub(id),
    xmpp_jid: `1_${id}@conf.test`,
    created: '2015-01-01T00:00:00+00:00',
    last_active: id % 2 === 0 ? null : '2016-01-01T00:00:00+00:00',
    topic: topics.get(id) ?? `Topic ${id}`,
    is_guest_accessible: false,
    guest_access_url: null,
    avatar_url: null,
    delegate_admin_visibility: null,
    owner: userStub(((id - 1) % owners) + 1),
    participants: [],
    statistics: { links: { self: `${BASE}/room/${id}/statistics` } },
  });
  const statistics = (id: number): JsonObject => ({
    messages_sent: id * 10,
    last_active: null,
    links: { self: `${BASE}/room/${id}/statistics` },
  });
  const resource = (path: string): JsonObject | undefined => {
    const [, version, kind, which = '', more] = path.split('/');
    if (version !== 'v2') return undefined;
    const name = decodeURIComponent(which);
    const id = /^\d+$/.test(name) ? Number(name) : Number(/^Room (\d+)$/.exec(name)?.[1] ?? 0);
    if (kind === 'room' && id > 0 && id <= newest && !gone.has(id)) {
      if (more === undefined) return roomWhole(id);
      if (more === 'statistics') return statistics(id);
    }
    if (kind === 'user' && more === undefined) {
      const user = name.startsWith('@user') ? Number(name.slice(5)) : id;
      if (user > 0) return userWhole(user);
    }
    if (kind === 'group' && name === '1') return group;
    return undefined;
  };
  const ids = (): readonly number[] =>
    Array.from({ length: newest }, (_, index) => index + 1).filter((id) => !gone.has(id));
  const list = (path: string): readonly JsonObject[] | undefined => {
    if (path === '/v2/room') return ids().map(roomStub);
    if (path === '/v2/user') return Array.from({ length: 5 }, (_, index) => userStub(index + 1));
    if (/^\/v2\/room\/[^/]+\/(participant|member)$/.test(path)) return [userStub(1), userStub(2)];
    return undefined;
  };
  const expanded = (value: Json, names: readonly string[], level: number): Json => {
    const [name, ...rest] = names;
    if (name === undefined || level > depth || value === null) return value;
    if (Array.isArray(value)) return value.map((each: Json) => expanded(each, names, level));
    if (!isObject(value) || !Object.hasOwn(value, name)) return value;
    const put = (inner: Json | undefined): Json => {
      if (Array.isArray(inner)) return inner.map((each: Json) => put(each));
      if (!isObject(inner) || !isObject(inner.links)) return inner ?? null;
      const self = String(inner.links.self).slice(ORIGIN.length);
      const already = 'email' in inner || 'topic' in inner || 'messages_sent' in inner;
      return expanded(already ? inner : (resource(self) ?? inner), rest, level + 1);
    };
    return { ...value, [name]: put(value[name]) };
  };
  const expand = (document: JsonObject, { query }: Asked): JsonObject => {
    const paths = (query.get('expand') ?? '').split(',').filter((path) => path !== '');
    return paths.reduce<JsonObject>(
      (at, path) => expanded(at, path.split('.'), 1) as JsonObject,
      document,
    );
  };
  const page = (items: readonly JsonObject[], one: Asked): JsonObject => {
    const obeys = knobs.windows ?? true;
    const start = obeys ? Number(one.query.get('start-index') ?? 0) : 0;
    const size = Math.min(
      obeys ? Number(one.query.get('max-results') ?? 100) : 100,
      knobs.cap ?? 1000,
    );
    const rest = new URLSearchParams(one.query);
    rest.set('start-index', String(start + size));
    rest.set('max-results', String(size));
    if (knobs.nextKeepsExpand === false) rest.delete('expand');
    const more = start + size < items.length && obeys;
    return {
      items: items.slice(start, start + size),
      startIndex: start,
      maxResults: size,
      links: {
        self: `${ORIGIN}${one.path}`,
        ...(more && { next: `${ORIGIN}${one.path}?${rest}` }),
      },
    };
  };
  const read = (one: Asked): Response => {
    const items = list(one.path);
    const document = items ? page(items, one) : resource(one.path);
    if (document === undefined) {
      const what = one.path.split('/')[2] ?? '';
      const name = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
      return refusal(404, `${name} ${one.path.split('/')[3]} not found`, 'Not Found');
    }
    const whole = expand(document, one);
    return Response.json(knobs.edit ? knobs.edit(whole, one) : whole);
  };
  const act = (one: Asked): Response => {
    const id = Number(one.path.split('/')[3] ?? 0);
    if (one.method === 'PUT' && one.path.endsWith('/topic')) {
      topics.set(id, String((JSON.parse(one.body) as { topic: unknown }).topic));
      return new Response(null, { status: 204 });
    }
    if (one.method === 'DELETE') {
      gone.add(id);
      return new Response(null, { status: 204 });
    }
    if (one.method === 'POST' && one.path === '/v2/room') {
      newest += 1;
      return Response.json(
        { id: newest, links: { self: `${BASE}/room/${newest}` } },
        { status: 201 },
      );
    }
    if (one.method === 'POST' && one.path === '/v2/user') {
      return Response.json({ id: 77, links: { self: `${BASE}/user/77` } }, { status: 201 });
    }
    if (/^\/v2\/room\/[^/]+\/message$/.test(one.path)) {
      const answer = { id: `m${asked.length}`, timestamp: '2016-01-01T00:00:00+00:00' };
      return Response.json(answer, { status: 201 });
    }
    return new Response(null, { status: 204 });
  };

  const fetching: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const one: Asked = {
      method: request.method,
      url: request.url,
      line: `${request.method} ${safely(url.pathname + url.search)}`,
      path: url.pathname,
      query: url.searchParams,
      token: request.headers.get('authorization'),
      body: await request.clone().text(),
    };
    asked.push(one);
    const decided = await (knobs.instead?.(one) ?? (one.method === 'GET' ? read(one) : act(one)));
    const ms = knobs.delay?.(one) ?? 0;
    if (ms > 0) await wait(ms);
    await knobs.hold?.(one);
    return decided;
  };
  const { timeoutMs, retries } = knobs;
  return {
    hc: new HypChat(TOKEN, {
      endpoint: BASE,
      fetch: fetching,
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(retries !== undefined && { retries }),
    }),
    fetch: fetching,
    asked,
    lines: () => asked.map(({ line }) => line),
    async came(count: number): Promise<void> {
      while (asked.length < count) await wait(1);
    },
    clear: () => {
      asked.length = 0;
    },
    topics,
    gone,
  };
}

const safely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Steps that the types do not know. */
export function step(chain: unknown, ...names: readonly PropertyKey[]): PromiseLike<unknown> {
  return names.reduce<unknown>(
    (at, name) => Reflect.get(at as object, name),
    chain,
  ) as PromiseLike<unknown>;
}

/** A call that the types do not know or do not allow. */
export function call(
  chain: unknown,
  name: string,
  ...args: readonly unknown[]
): PromiseLike<unknown> {
  const callee = Reflect.get(chain as object, name) as (
    ...args: readonly unknown[]
  ) => PromiseLike<unknown>;
  return callee(...args);
}

/** What a chain rejects with. */
export async function failure(chain: PromiseLike<unknown>): Promise<Error> {
  const [result] = await Promise.allSettled([chain]);
  if (result.status === 'fulfilled') {
    throw new Error(`It did not reject, it gave ${JSON.stringify(result.value)}`);
  }
  return result.reason as Error;
}
