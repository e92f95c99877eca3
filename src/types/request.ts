/**
 * Requests that are written out by hand, as types.
 */

import type { BodyForm } from './callMember.ts';
import type { Action, Addressed, Chain } from './chain.ts';

/** The methods of requests that change something. */
export type WritingMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a request that reads is sent with. */
export interface ReadRequestOptions {
  /**
   * Goes into the address, behind what stands in its own query: by the names on the wire. Moments are written as ISO
   * texts and lists with commas; what is `undefined` is left out.
   */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /**
   * More headers. They go to whom the token goes, and to no other origin. Those that say who asks, and how long the body
   * is, are refused: they are the client's to write.
   */
  readonly headers?: Readonly<Record<string, string>> | Headers | undefined;
}

/** What a request that changes something is sent with. */
export interface RequestOptions extends ReadRequestOptions {
  /**
   * Sent as JSON, by the names on the wire; moments as ISO texts, a chain as what it gives or the id of what it leads to. A
   * `FormData` is sent as `multipart/form-data`; a `Blob`, a `File`, bytes or a stream as it is.
   */
  readonly body?: unknown;
  /** How a body of named values is written: default `json`. In a multipart one, each value that is bytes is a file. */
  readonly form?: BodyForm | undefined;
}

/** Requests that are written out by hand. */
export interface Requests {
  /**
   * A request to any address of the API, for what has no name here: under the same queue, rules and events as all else.
   *
   * A chain: nothing is sent before it is awaited, and each await asks again. What it gives is the JSON of the answer
   * as it came, which nobody has checked to be a `T`, and `undefined` where there is none.
   *
   * @param address - A path below the API's root (`/room/42`, as well as `/v2/room/42`), a whole address of the endpoint's
   *   origin, or a chain or snapshot: then what leads there is asked for first. A chain to a value has no address.
   * @throws {TypeError} At the await, for what cannot be sent; then nothing is.
   *
   * @example
   * ```ts
   * await hc.request('GET', '/room/42/statistics'); //=> { messages_sent: 12, … }
   * ```
   */
  request<T = unknown>(
    method: 'GET',
    address: string | Addressed,
    options?: ReadRequestOptions,
  ): Chain<T>;
  /**
   * A request to any address of the API that changes something.
   *
   * An action: it is sent once, when it is awaited, and never again by accident. What it changes nobody knows, so that its
   * walk, and all that is read after it in its tick, believes nothing that was read before.
   *
   * @param address - As above.
   * @throws {TypeError} At the await, for what cannot be sent; then nothing is.
   *
   * @example
   * ```ts
   * await hc.request('POST', hc.rooms, { body: { name: 'Nine' } });
   * // POST /v2/room
   * await hc.request('DELETE', hc.rooms.items[0].webhooks.items[0]);
   * // GET /v2/room?start-index=0&max-results=1
   * // GET /v2/room/1/webhook?start-index=0&max-results=1
   * // DELETE /v2/room/1/webhook/5
   * ```
   */
  request<T = unknown>(
    method: WritingMethod,
    address: string | Addressed,
    options?: RequestOptions,
  ): Action<T>;
}
