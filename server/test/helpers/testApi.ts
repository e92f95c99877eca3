/**
 * A server in memory, and the shortest way to call it. No port is opened: requests go to `fetch`.
 */
import { onTestFinished } from 'vitest';
import { createServer, type HypchatServer, type ServerOptions } from '../../src/index.ts';

/** What came back, read to the end. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON in it; `undefined` where there is none. */
  readonly body: Json;
}

// Tests reach deep into answers whose shape is what they test.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Json = any;

export interface TestApi {
  readonly server: HypchatServer;
  /** Calls `/v2` + path with the token of the sample's administrator, or another one (`null`: none). */
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  get(path: string, token?: string | null): Promise<Reply>;
  post(path: string, json: unknown, token?: string | null): Promise<Reply>;
  put(path: string, json: unknown, token?: string | null): Promise<Reply>;
  delete(path: string, token?: string | null): Promise<Reply>;
}

export interface CallOptions {
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export const base = 'http://localhost/v2';

/** A server with the sample, which is closed when the test is over. */
export function testApi(options: ServerOptions = {}): TestApi {
  const api = openApi(options);
  onTestFinished(() => api.server.close());
  return api;
}

/** The same, for those who close it themselves. */
export function openApi(options: ServerOptions = {}): TestApi {
  const server = createServer({ sample: true, rateLimit: 0, floodLimit: 0, ...options });
  return { ...caller((request) => server.fetch(request), server.mintToken()), server };
}

/** Calls a handler of requests by method and path. */
export function caller(
  fetch: (request: Request) => Promise<Response> | Response,
  ownToken: string,
): Omit<TestApi, 'server'> {
  const call: TestApi['call'] = async (method, path, { token = ownToken, headers, body } = {}) => {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const init = body === undefined ? { method } : { method, body };
    const request = new Request(base + path, {
      ...init,
      headers: { ...authorization, ...headers },
    });
    const response = await fetch(request);
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  };
  const send = (method: string, path: string, json: unknown, token?: string | null) =>
    call(method, path, {
      ...(token === undefined ? {} : { token }),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
  const bare = (method: string, path: string, token?: string | null) =>
    call(method, path, token === undefined ? {} : { token });
  return {
    call,
    get: (path, token) => bare('GET', path, token),
    delete: (path, token) => bare('DELETE', path, token),
    post: (path, json, token) => send('POST', path, json, token),
    put: (path, json, token) => send('PUT', path, json, token),
  };
}
