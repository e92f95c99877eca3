/**
 * What an endpoint is: a method, a path, who may call it, and what it answers.
 *
 * Endpoints are data, listed in `endpoints.ts`. `app.ts` serves them; title expansion reads them:
 * any endpoint that has `read` can stand where its stub stood.
 */
import type * as v from 'valibot';
import { asOfNow, type Caller, type Owner } from './auth.ts';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import type { FileStore } from './files/FileStore.ts';
import type { FloodControl } from './floodControl.ts';
import type { Document } from './json.ts';
import type { Links } from './links.ts';
import type { RateLimit } from './rateLimit.ts';
import type { Scope } from './scopes.ts';
import type { Store } from './store/Store.ts';

/**
 * Who may call: whoever holds a token of these owners with one of these scopes (any token where
 * none is named), anyone, or whoever knows the token that stands in the path as `:token`.
 */
export type Access =
  | { readonly scopes: readonly Scope[]; readonly owners: readonly Owner[] }
  | 'anyone'
  | 'token in path';

/** One request, as its endpoint sees it. */
export interface Call {
  readonly store: Store;
  readonly clock: Clock;
  readonly flood: FloodControl;
  readonly files: FileStore;
  readonly events: Events;
  /** Counts the passwords that are tried for a user. */
  readonly logins: RateLimit;
  readonly caller: Caller;
  /** The links of the answer. */
  readonly links: Links;
  /** The links of what others are told: nothing that the sender said is in them. */
  readonly home: Links;
  /** What stands in the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** A header of the request. */
  readonly header: (name: string) => string | undefined;
}

/** What an action answers. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204 | 302;
  readonly body?: Document;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a body is read: its schema, and how texts of other types than JSON become one. */
export interface BodyFormat<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** Whether there may be no body at all, which is then read as `{}`. */
  readonly optional?: boolean;
  /** By content type; JSON is always understood. */
  readonly types?: Readonly<Record<string, BodyReader>>;
  /** Whether a file may stand in it: it can then be as large as files can. */
  readonly holdsFile?: boolean;
  /**
   * Looks at the call before a byte of the body is read, and gives headers of the answer: flood
   * control, which has to cost less than what it refuses.
   */
  readonly admit?: (call: Call) => Readonly<Record<string, string>>;
}

/** Reads a body of another type than JSON; `header` is the whole `Content-Type`. */
export type BodyReader = (text: string, body: Uint8Array, header: string) => unknown;

/** An endpoint that reads, and changes nothing. */
export interface Reading {
  readonly method: 'GET';
  readonly path: string;
  readonly access: Access;
  read(call: Call): Document;
}

/**
 * An endpoint that changes something, or one whose answer is no document: a GET that leads to a
 * picture.
 */
export interface Action {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
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

/** An endpoint that changes nothing and answers no document: a GET that leads elsewhere. */
export function lead(path: string, access: Access, run: (call: Call) => Answer): Endpoint {
  return { method: 'GET', path, access, act: run };
}

/** An endpoint that acts without a body. All that it does is done, or nothing of it. */
export function act(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  access: Access,
  run: (call: Call) => Answer,
): Endpoint {
  return { method, path, access, act: (call) => call.store.write(() => run(asOfNow(call))) };
}

/** An endpoint that acts on a body. All that it does is done, or nothing of it. */
export function actWith<T>(
  method: 'POST' | 'PUT',
  path: string,
  access: Access,
  body: BodyFormat<T>,
  run: (call: Call, body: T) => Answer,
): Endpoint {
  // The body was validated by this very schema before it comes here.
  return {
    method,
    path,
    access,
    body,
    // Another process's write may have to be waited for: the rights that count are those after it.
    act: (call, value) => call.store.write(() => run(asOfNow(call), value as T)),
  };
}

/**
 * An endpoint that waits in between: for a file, for a password. It writes by `store.write`, what
 * belongs together in one.
 */
export function actInSteps<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  access: Access,
  body: BodyFormat<T> | undefined,
  run: (call: Call, body: T) => Promise<Answer>,
): Endpoint {
  const steps = {
    method,
    path,
    access,
    act: (call: Call, value: unknown) => run(call, value as T),
  };
  return body === undefined ? steps : { ...steps, body };
}

/** The answer to creating something. */
export const created = (id: number | string, self: string, more: Document = {}): Answer => ({
  status: 201,
  body: { id, links: { self }, ...more },
});

/** The answer that says nothing but that it is done. */
export const done: Answer = { status: 204 };

/** The answer that leads elsewhere: to a picture. */
export const redirect = (location: string): Answer => ({
  status: 302,
  headers: { Location: location, 'Cache-Control': 'no-store' },
});
