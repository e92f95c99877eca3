/**
 * HipChat's API: `connect` with HipChat's dialect and link map.
 */
import { type ClientOptions, checkOptions } from './clientOptions.ts';
import { connect, toBase } from './connect.ts';
import { hipchat } from './dialects/hipchat.ts';
import { hipchatMap } from './types/hipchatMap.ts';
import type { Root } from './types/root.ts';

/** How a HipChat client reaches its server. */
export interface HypChatOptions extends ClientOptions {
  /**
   * The server's address, with or without `/v2` and a trailing slash, and with a path where the server has one;
   * default `https://api.hipchat.com`. Its origin is the only one to which the token is sent.
   */
  readonly endpoint?: string | URL;
}

/** Where every chain starts. It is no chain itself, so it can be awaited, returned and passed about. */
export interface HypChat extends Root {}

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
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor gives the root, which has all of it.
export class HypChat {
  /**
   * @param token - Sent as a bearer token, to the endpoint's origin alone.
   * @throws {TypeError} When the token is no text that can be sent, the endpoint no `http:` or `https:` address, or
   *   an option does not exist or is of another sort.
   * @throws {RangeError} For a number that cannot be.
   */
  constructor(token: string, options: HypChatOptions = {}) {
    if (typeof token !== 'string' || token.trim() === '') {
      throw new TypeError(
        '`token` has to be a text: make one at https://www.hipchat.com/account/api',
      );
    }
    checkOptions(options, ['endpoint']);
    const { endpoint = 'https://api.hipchat.com', ...rest } = options;
    const root = toBase(endpoint).replace(/\/v2$/, '');
    // biome-ignore lint/correctness/noConstructorReturn: what is made is the root of all chains.
    return connect<HypChat>(hipchat, hipchatMap, { ...rest, token, endpoint: `${root}/v2` });
  }
}
