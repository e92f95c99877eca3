/**
 * HipChat's API: `connect` with HipChat's dialect and link map.
 */
import { type ClientOptions, checkOptions } from './clientOptions.ts';
import { createRoot, type LinkBase, toBase, toLinkBases } from './createRoot.ts';
import { hipchat } from './dialects/hipchat.ts';
import { at } from './functions/at.ts';
import { request } from './functions/request.ts';
import { wrap } from './functions/wrap.ts';
import { insteadOfToken } from './http/credentials.ts';
import type { TokenSource } from './http/Tokens.ts';
import { type RenewableGrant, renewToken } from './renewToken.ts';
import type { AddonChain, InstallableChain } from './types/addon.ts';
import type { Chain } from './types/chain.ts';
import type { Emoticon, EmoticonChain, EmoticonForms, EmoticonStub } from './types/emoticon.ts';
import type { FileChain } from './types/file.ts';
import type { Group, GroupChain, GroupStub } from './types/group.ts';
import { hipchatMap } from './types/hipchatMap.ts';
import type { Message, MessageChain, MessageForms } from './types/message.ts';
import type { Pages } from './types/page.ts';
import type { WebhookPayload } from './types/payload.ts';
import type { PictureChain } from './types/picture.ts';
import type { Requests } from './types/request.ts';
import type { Room, RoomChain, RoomForms, RoomStub } from './types/room.ts';
import type { Root } from './types/root.ts';
import type { Statistics, StatisticsChain } from './types/statistics.ts';
import type { TokenChain } from './types/token.ts';
import type { User, UserChain, UserForms, UserStub } from './types/user.ts';
import type { Webhook, WebhookChain, WebhookForms, WebhookStub } from './types/webhook.ts';

/** How a HipChat client reaches its server. */
export interface HypChatOptions extends ClientOptions {
  /**
   * The server's address, with or without `/v2` and a trailing slash, and with a path where the server has one;
   * default `https://api.hipchat.com`. Its origin is the only one to which the token is sent.
   */
  readonly endpoint?: string | URL | undefined;
  /**
   * How the server's own links name the server, where that is otherwise than `endpoint` does: `http://inside:8080` for
   * one behind a proxy, `https://example.com` for one at `https://example.com/chat` that leaves the path out. One address
   * or several, with or without `/v2`. Links below these lead to the same below the endpoint; default: none.
   */
  readonly linkBase?: LinkBase | undefined;
}

/** What a client shows who it is by: see the constructor. */
export type ClientToken = string | TokenSource | RenewableGrant | null;

/** Where every chain starts. It is no chain itself, so it can be awaited, returned and passed about. */
export interface HypChat extends Root, Requests {
  /**
   * The chain that starts at any address of the API: a link out of a webhook, a database or a log.
   *
   * What lies there is found from the address. Another origin than the endpoint's is refused when it is awaited.
   *
   * @param address - Absolute, or relative to the endpoint.
   */
  at(address: string): Chain<unknown>;
  /**
   * The chain that starts at an address of that kind.
   *
   * @param kind - Another one rejects when it is awaited.
   */
  at<K extends keyof Addresses>(address: string, kind: K): Addresses[K];
  /**
   * The payload of a webhook as a snapshot: each resource in it can be walked on from. Sends nothing.
   *
   * @param json - The payload, or its text.
   * @throws {TypeError} When it is no object.
   */
  wrap(json: unknown): WebhookPayload;
  /**
   * A resource that was kept as JSON, like `JSON.stringify(snapshot)`, as a snapshot that can be walked on from. It
   * shows what stubs have, and knows the rest of what the JSON holds.
   *
   * @param kind - What it is; a message has no address that could tell.
   */
  wrap<K extends keyof Wrapped>(json: unknown, kind: K): Wrapped[K];
}

/** What can lie at an address, by the name of its kind. */
export interface Addresses {
  /** A room. */
  readonly room: RoomChain<Room>;
  /** A user. */
  readonly user: UserChain<User>;
  /** A group. */
  readonly group: GroupChain<Group>;
  /** An emoticon. */
  readonly emoticon: EmoticonChain<Emoticon>;
  /** A webhook. */
  readonly webhook: WebhookChain<Webhook>;
  /** A message. */
  readonly message: MessageChain;
  /** The statistics of a room. */
  readonly statistics: StatisticsChain<Statistics>;
  /** A file that was shared. */
  readonly file: FileChain;
  /** A picture, for `download`. */
  readonly picture: PictureChain;
  /** A token, and what it is good for. */
  readonly token: TokenChain;
  /** An add-on. */
  readonly addon: AddonChain;
  /** What an add-on is told when it is installed. */
  readonly installable: InstallableChain;
  /** A collection of rooms. */
  readonly rooms: Pages<RoomForms>;
  /** A collection of users. */
  readonly users: Pages<UserForms>;
  /** A history, or another collection of messages. */
  readonly messages: Pages<MessageForms>;
  /** A collection of emoticons. */
  readonly emoticons: Pages<EmoticonForms>;
  /** A collection of webhooks. */
  readonly webhooks: Pages<WebhookForms>;
}

/** What can be wrapped, by the name of its kind. */
export interface Wrapped {
  /** What a webhook posted. */
  readonly payload: WebhookPayload;
  /** A room, as a stub. */
  readonly room: RoomStub;
  /** A user, as a stub. */
  readonly user: UserStub;
  /** A group, as a stub. */
  readonly group: GroupStub;
  /** An emoticon, as a stub. */
  readonly emoticon: EmoticonStub;
  /** A webhook, as a stub. */
  readonly webhook: WebhookStub;
  /** A message. */
  readonly message: Message;
}

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
   * @param token - Sent as a bearer token, to the endpoint's origin alone: a text; a function that gives one when it is
   *   needed, and another before that is over and once the server refuses it; a grant by which the client makes its own,
   *   and the next; or `null` for what needs none. However many requests wait for a token, it is made once.
   * @throws {TypeError} When the token is no text that can be sent, the endpoint no `http:` or `https:` address, or
   *   an option does not exist or is of another sort.
   * @throws {RangeError} For a number that cannot be.
   */
  constructor(token: ClientToken, options: HypChatOptions = {}) {
    const isGrant = typeof token === 'object' && token !== null && 'grantType' in token;
    if (!isGrant && token !== null && typeof token !== 'function' && !isText(token)) {
      throw new TypeError(
        `\`token\` has to be a text, got ${insteadOfToken(token)}: the server that it is for makes one, ours by \`hypchat-server token\``,
      );
    }
    checkOptions(options, ['endpoint', 'linkBase']);
    const { endpoint = 'https://api.hipchat.com', linkBase, ...rest } = options;
    const links =
      linkBase === undefined ? {} : { linkBase: toLinkBases(linkBase).map(withVersion) };
    // biome-ignore lint/correctness/noConstructorReturn: what is made is the root of all chains.
    return createRoot<HypChat>(
      hipchat,
      hipchatMap,
      {
        ...rest,
        ...links,
        token: isGrant ? renewedBy(token, options) : (token ?? undefined),
        endpoint: withVersion(toBase('endpoint', endpoint)),
      },
      { at, request, wrap },
    );
  }
}

/** The address of the API's root, however much of it was given. */
const withVersion = (root: string): string => `${root.replace(/\/v2$/, '')}/v2`;

const isText = (token: unknown): boolean => typeof token === 'string' && token.trim() !== '';

/** Tokens by a grant. What makes them asks with no token of its own, and waits in no queue behind those who wait. */
function renewedBy(grant: RenewableGrant, options: HypChatOptions): TokenSource {
  const client = new HypChat(null, options);
  return renewToken(grant, (next) => client.createToken(next));
}
