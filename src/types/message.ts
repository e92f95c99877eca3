/**
 * Messages: the items of a history. They have no address, so what a page brings is all there is.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/view_room_history
 */
import type { Temporal } from 'temporal-polyfill';
import type { Chain, ResourceChain } from './chain.ts';
import type { RowPages } from './inner.ts';
import type { KindFor } from './keepInStep.ts';
import { collection, field, list, ref } from './members.ts';
import type { Moment } from './moment.ts';
import { type CallablePages, expandOption, type Pages, pageOptions } from './page.ts';
import type { Parameters } from './parameter.ts';
import type { CollectionMember, KeyedWalk } from './readMember.ts';
import type { Forms, Representation, Stub, StubList } from './representation.ts';
import type { Row } from './sequence.ts';
import type { MaybeUserChain, UserForms, UserRow, UserStub } from './user.ts';

/** A file that was shared with a message. */
export interface MessageFile {
  /** The name with which it was shared, such as `report.pdf`. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Where its bytes are. How long the address is good is for the server to say. */
  readonly url: string;
  /** A small picture of it, where it is a picture. */
  readonly thumb_url?: string;
}

/** Who sent a notification. */
export interface NotificationSender {
  /** Its number, as text. */
  readonly id: string;
  /** Whether an add-on sent it, or a person by a token. */
  readonly type: 'addon' | 'user';
  /** The add-on's id for OAuth. */
  readonly client_id?: string;
}

/** Who sent a message: a user, the label of an integration, or nobody that is known. */
export type From<R extends Representation> = R extends 'whole' | 'stub'
  ? UserStub | string | null
  : R extends 'row'
    ? UserRow | string | null
    : FromChain;

/** The sender of a message that nobody fetched yet. A step past a label is an error. */
export interface FromChain
  extends Omit<MaybeUserChain, keyof Chain<unknown>>,
    ResourceChain<'user', UserStub | string | null> {}

/** One message of a history. */
export interface MessageIn<R extends Representation> {
  /** A UUID. */
  readonly id: Stub<R, string>;
  /** When it was said. */
  readonly date: Stub<R, Temporal.Instant>;
  /** `null` where the message was deleted. */
  readonly message: Stub<R, string | null>;
  /** `message`, `notification`, `topic` or `guest_access`; absent before 2015. */
  readonly type: Stub<R, string>;
  /** Who said it: a user, or the label of what is none. */
  readonly from: From<R>;
  /** The users whom the message mentions. */
  readonly mentions: StubList<R, UserForms>;
  /** The file that was shared with it. */
  readonly file: Stub<R, MessageFile | undefined>;
  /** The file by its id, since 2018: `hc.file(id)` says where it can be fetched. */
  readonly authenticated_file: Stub<
    R,
    { readonly id: number; readonly name: string; readonly size: number } | undefined
  >;
  /** Notifications only. */
  readonly color: Stub<R, string | null | undefined>;
  /** Notifications only: `html` or `text`. */
  readonly message_format: Stub<R, string | undefined>;
  /** Who sent it, of a notification. */
  readonly notification_sender: Stub<R, NotificationSender | undefined>;
  /** The id of the message that this notification hangs on. */
  readonly attach_to: Stub<R, string | null | undefined>;
  /** A card, as a text that holds JSON. */
  readonly card: Stub<R, string | null | undefined>;
  /** Previews of the links in the text. */
  readonly message_links: Stub<R, readonly unknown[] | undefined>;
}

/** One message, as a page of a history holds it. */
export interface Message extends MessageIn<'stub'> {}
/** A message as a lambda reads it. */
export interface MessageRow
  extends MessageIn<'row'>,
    Row<Message, MessageChain<Message | undefined>> {}
/** A message that nobody fetched yet. */
export interface MessageChain<T = Message>
  extends MessageIn<'chain'>,
    ResourceChain<'message', T> {}
/** A message that may turn out to be `null`. */
export interface MaybeMessageChain
  extends MessageIn<'maybe'>,
    ResourceChain<'message', Message | null> {}

/** The forms in which messages are met. */
export interface MessageForms extends Forms {
  readonly kind: 'message';
  readonly stub: Message;
  readonly row: MessageRow;
  readonly chain: MessageChain;
  readonly maybe: MaybeMessageChain;
  readonly whole: Message;
  readonly walk: MessageIn<'chain'>;
  readonly refs: { readonly from: UserForms; readonly mentions: UserForms };
  readonly found: MessageChain<Message | undefined>;
}

/** Which part of a history is asked for. */
export interface HistoryOptions {
  /** The newest moment wanted, or `'recent'` (the default): the newest that the server has, of which a page is 75 messages. */
  readonly date?: Moment | 'recent' | undefined;
  /** The oldest moment wanted. */
  readonly endDate?: Moment | null | undefined;
  /** An IANA time zone; default that of a `ZonedDateTime` among the moments, else `UTC`. */
  readonly timezone?: string | undefined;
  /** Whether the oldest message of a page comes first; default `true`. It is for one page: what is gone through is newest first, and refuses `true`. */
  readonly reverse?: boolean | undefined;
  /** Whether deleted messages are there, without their text; default `true`. */
  readonly includeDeleted?: boolean | undefined;
  /** How many of the newest messages are left out; of a page, only with a moment as `date`. */
  readonly startIndex?: number | undefined;
  /** How many messages a page may have, 0 to 1000, default 100; only with a moment as `date`. */
  readonly maxResults?: number | undefined;
}

/** The wire names of `HistoryOptions`. */
export const historyOptions: Parameters = {
  date: { type: 'instant', oneOf: ['recent'], zoneTo: 'timezone' },
  endDate: { wire: 'end-date', type: 'instant', zoneTo: 'timezone' },
  timezone: { type: 'string' },
  reverse: { type: 'boolean' },
  includeDeleted: { wire: 'include_deleted', type: 'boolean' },
  ...pageOptions,
};

/**
 * A history is gone through from its newest message back to the first, page by page by date. `recent` is up to date,
 * where a date may lag behind; such a page takes neither a window nor an `end-date`.
 */
export const historyWalk: KeyedWalk = {
  parameter: 'date',
  newest: { value: 'recent', size: 75 },
  until: 'end-date',
  field: 'date',
  id: 'id',
  query: [['reverse', 'false']],
};

/** Which of the newest messages are asked for. */
export interface LatestOptions {
  /** 0 to 1000, default 75. */
  readonly maxResults?: number | undefined;
  /** The id of the oldest message wanted. */
  readonly notBefore?: string | undefined;
  /** An IANA time zone; default `UTC`. */
  readonly timezone?: string | undefined;
  /** Whether deleted messages are there, without their text; default `true`. */
  readonly includeDeleted?: boolean | undefined;
}

/** The wire names of `LatestOptions`. */
export const latestOptions: Parameters = {
  ...expandOption,
  maxResults: { wire: 'max-results', type: 'integer', range: [0, 1000] },
  notBefore: { wire: 'not-before', type: 'string' },
  timezone: { type: 'string' },
  includeDeleted: { wire: 'include_deleted', type: 'boolean' },
};

/** A history: one page when awaited or indexed, oldest first; all of it when gone through, newest first. */
export interface Messages extends Pages<MessageForms> {}

/**
 * A history, callable with its options. Awaited or indexed it is one page, the oldest message first; gone through or
 * worked on it is all of it, from the newest message that the server has, or `date`, back to the first.
 */
export interface History extends CallablePages<MessageForms, HistoryOptions> {
  /**
   * The history up to a moment.
   *
   * @param date - The newest moment wanted, or `'recent'`.
   * @param maxResults - 0 to 1000, default 100; only with a moment as `date`.
   */
  (
    date: Moment | 'recent',
    maxResults?: number,
    options?: Omit<HistoryOptions, 'date' | 'maxResults'>,
  ): Messages;
}

/** The newest messages, callable with their options. */
export interface Latest extends CallablePages<MessageForms, LatestOptions> {
  /**
   * The newest messages from one on.
   *
   * @param notBefore - The id of the oldest message wanted.
   */
  (notBefore: string, options?: Omit<LatestOptions, 'notBefore'>): Messages;
}

/** A history below a row. */
export interface RowHistory extends RowPages<MessageForms, HistoryOptions> {
  /** The history up to a moment: as of `History`. */
  (
    date: Moment | 'recent',
    maxResults?: number,
    options?: Omit<HistoryOptions, 'date' | 'maxResults'>,
  ): RowPages<MessageForms, HistoryOptions>;
}

/** The newest messages, below a row. */
export interface RowLatest extends RowPages<MessageForms, LatestOptions> {
  /** The newest messages from one on. */
  (
    notBefore: string,
    options?: Omit<LatestOptions, 'notBefore'>,
  ): RowPages<MessageForms, LatestOptions>;
}

/** How one message is read. */
export interface MessageOptions {
  /** An IANA time zone; default `UTC`. */
  readonly timezone?: string | undefined;
  /** Whether a deleted message is there, without its text; default `true`. */
  readonly includeDeleted?: boolean | undefined;
}

/** The wire names of `MessageOptions`. */
export const messageOptions: Parameters = {
  ...expandOption,
  timezone: { type: 'string' },
  includeDeleted: { wire: 'include_deleted', type: 'boolean' },
};

/** The history of a room or a private chat: its order depends on the page. */
export const history: { readonly read: CollectionMember & { readonly kind: 'message' } } =
  collection('message', {
    path: 'history',
    indexed: false,
    options: historyOptions,
    positional: ['date', 'maxResults'],
    walk: historyWalk,
  });

/** The newest messages of a room or a private chat. */
export const latest: { readonly read: CollectionMember & { readonly kind: 'message' } } =
  collection('message', {
    path: 'history/latest',
    indexed: false,
    options: latestOptions,
    positional: ['notBefore'],
  });

/** What the planner knows of messages. */
export const message: KindFor<MessageIn<'chain'>, MessageIn<'stub'>, MessageIn<'ref'>> = {
  members: {
    id: field('string', 'stub'),
    date: field('instant', 'stub'),
    message: field('string', 'stub'),
    type: field('string', 'stub'),
    from: ref('user', 'stub'),
    mentions: list('user', 'stub'),
    file: field('json', 'stub'),
    authenticated_file: field('json', 'stub'),
    color: field('string', 'stub'),
    message_format: field('string', 'stub'),
    notification_sender: field('json', 'stub'),
    attach_to: field('string', 'stub'),
    card: field('string', 'stub'),
    message_links: field('json', 'stub'),
  },
};
