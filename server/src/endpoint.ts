/**
 * What an endpoint is: a method, a path, who may call it, and what it answers.
 *
 * Endpoints are data, listed in `endpoints.ts`. `app.ts` serves them; title expansion reads them:
 * any endpoint that has `read` can stand where its stub stood.
 */
import type * as v from 'valibot';
import type { Caller, Owner } from './auth.ts';
import type { Clock } from './clock.ts';
import type { FloodControl } from './floodControl.ts';
import type { Document } from './json.ts';
import type { Links } from './links.ts';
import type { Scope } from './scopes.ts';
import type { Store } from './store/Store.ts';

/** Who may call: whoever holds a token of these owners with one of these scopes, or anyone. */
export type Access =
  | { readonly scopes: readonly Scope[]; readonly owners: readonly Owner[] }
  | 'anyone';

/** One request, as its endpoint sees it. */
export interface Call {
  readonly store: Store;
  readonly clock: Clock;
  readonly flood: FloodControl;
  readonly caller: Caller;
  readonly links: Links;
  /** What stands in the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** What an action answers. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: Document;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a body is read: its schema, and how texts of other types than JSON become one. */
export interface BodyFormat<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** Whether there may be no body at all, which is then read as `{}`. */
  readonly optional?: boolean;
  /** By content type; JSON is always understood. */
  readonly types?: Readonly<Record<string, (text: string) => unknown>>;
}

/** An endpoint that reads, and changes nothing. */
export interface Reading {
  readonly method: 'GET';
  readonly path: string;
  readonly access: Access;
  read(call: Call): Document;
}

/** An endpoint that changes something. */
export interface Action {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  readonly body?: BodyFormat<unknown>;
  act(call: Call, body: unknown): Answer | Promise<Answer>;
}

export type Endpoint = Reading | Action;

/** An endpoint that reads. */
export function get(path: string, access: Access, read: (call: Call) => Document): Endpoint {
  return { method: 'GET', path, access, read };
}

/** An endpoint that acts without a body. */
export function act(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  access: Access,
  run: (call: Call) => Answer,
): Endpoint {
  return { method, path, access, act: run };
}

/** An endpoint that acts on a body. */
export function actWith<T>(
  method: 'POST' | 'PUT',
  path: string,
  access: Access,
  body: BodyFormat<T>,
  run: (call: Call, body: T) => Answer | Promise<Answer>,
): Endpoint {
  // The body was validated by this very schema before it comes here.
  return { method, path, access, body, act: (call, value) => run(call, value as T) };
}

/** The answer to creating something. */
export const created = (id: number, self: string, more: Document = {}): Answer => ({
  status: 201,
  body: { id, links: { self }, ...more },
});

/** The answer that says nothing but that it is done. */
export const done: Answer = { status: 204 };
