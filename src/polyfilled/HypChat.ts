import { Temporal } from 'temporal-polyfill';
import { type ClientToken, type HypChatOptions, HypChat as NativeHypChat } from '../HypChat.ts';
import { bringTemporal } from '../values/temporal.ts';

/**
 * A client for HipChat's v2 API. Making one sends nothing.
 *
 * @example
 * ```ts
 * const hc = new HypChat(token);
 * await hc.rooms.items[0].owner.message('hi');
 * // GET /v2/room?start-index=0&max-results=1&expand=items
 * // POST /v2/user/1/message
 * ```
 */
export class HypChat extends NativeHypChat {
  /**
   * @param token - Sent as a bearer token, to the endpoint's origin alone: a text; a function that gives one when it is
   *   needed, and another before that is over and once the server refuses it; a grant by which the client makes its own,
   *   and the next; or `null` for what needs none. However many requests wait for a token, it is made once.
   * @throws {TypeError} When the token is no text that can be sent, the endpoint no `http:` or `https:` address, or
   *   an option does not exist or is of another sort.
   * @throws {RangeError} For a number that cannot be.
   */
  constructor(token: ClientToken, options: HypChatOptions = {}) {
    bringTemporal(Temporal);
    super(token, options);
  }
}
