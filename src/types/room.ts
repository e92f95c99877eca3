/**
 * Rooms: what the compiler knows of them, and what the planner does.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/get_room
 */
import type { Temporal } from 'temporal-polyfill';
import { memberCollectionActions, roomActions } from '../actions/room.ts';
import { shareFile } from '../actions/shareFile.ts';
import { webhookCollectionActions } from '../actions/webhook.ts';
import type { Bytes } from '../values/Upload.ts';
import type { Action, FieldAndAction, ResourceChain } from './chain.ts';
import type { Expand, Expanded, ExpandPath, PathIn } from './expansion.ts';
import type {
  ExtensionActionChain,
  ExtensionGlanceChain,
  ExtensionWebhookChain,
} from './extension.ts';
import type { ShareFileOptions } from './file.ts';
import type { InRow, RowPages } from './inner.ts';
import type { KindFor } from './keepInStep.ts';
import { collection, field, link, lookup, ref } from './members.ts';
import {
  type History,
  history,
  type Latest,
  latest,
  type MessageChain,
  type MessageOptions,
  messageOptions,
  type RowHistory,
  type RowLatest,
} from './message.ts';
import type { NoFieldOfTheApi } from './noFieldOfTheApi.ts';
import type { NotificationOptions } from './notification.ts';
import { expandOption, pageOptions } from './page.ts';
import type { PictureChain } from './picture.ts';
import type { Forms, Ref, Representation, Stub, Whole, WholeRef } from './representation.ts';
import type { Members, Participants, ParticipantsOptions, RowMembers } from './roomMembers.ts';
import type { Row } from './sequence.ts';
import type { StatisticsForms } from './statistics.ts';
import type { UserForms, UserLike } from './user.ts';
import type { RowWebhooks, Webhook, WebhookChain, WebhookForms, Webhooks } from './webhook.ts';

/** Where a room declares its links. */
export interface RoomLinks {
  /** Its own address. */
  readonly self: string;
  /** Who is in it. */
  readonly participants?: string;
  /** Its webhooks. */
  readonly webhooks?: string;
  /** Private rooms only. */
  readonly members?: string;
}

/** A room. */
export interface RoomIn<R extends Representation> {
  /** The whole number that names the room in the group. */
  readonly id: Ref<R, number>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Ref<R, RoomLinks>;
  /** 1 to 50 characters. */
  readonly name: Stub<R, string>;
  /** Whether it was put away: nothing can be said in it. */
  readonly is_archived: Stub<R, boolean>;
  /** Whether everybody in the group may enter. */
  readonly privacy: Stub<R, 'public' | 'private'>;
  /** Eight characters that change with the room. */
  readonly version: Stub<R, string>;
  /** The address on the chat service: `1_ops@conf.hipchat.com`. */
  readonly xmpp_jid: Whole<R, string>;
  /** When it was made. */
  readonly created: Whole<R, Temporal.Instant>;
  /** When somebody last said something; `null` when nobody ever did. */
  readonly last_active: Whole<R, Temporal.Instant | null>;
  /** Up to 250 characters. Called, it sets the topic: `room.topic('Deploying')`. */
  readonly topic: R extends 'whole' | 'row'
    ? string
    : FieldAndAction<R extends 'maybe' ? string | null : string, [topic: string], undefined>;
  /** Whether guests may enter by an address of their own. */
  readonly is_guest_accessible: Whole<R, boolean>;
  /** That address, where guests may enter. */
  readonly guest_access_url: Whole<R, string | null>;
  /** Its picture. */
  readonly avatar_url: Whole<R, string | null>;
  /** Whether the group's administrators see it; `null` where the group's setting holds. */
  readonly delegate_admin_visibility: Whole<R, boolean | null>;
  /** Who owns the room. */
  readonly owner: WholeRef<R, UserForms>;
  /** How much was said here, and when. */
  readonly statistics: WholeRef<R, StatisticsForms>;
  /** The users who are in the room now. */
  readonly participants: InRow<R, RowPages<UserForms, ParticipantsOptions>, Participants>;
  /** The users who may enter, of a private room. */
  readonly members: InRow<R, RowMembers, Members>;
  /** What was said here. Awaited, the newest 75 messages, oldest first; gone through, all of them, newest first. */
  readonly history: InRow<R, RowHistory, History>;
  /** The newest messages, for asking again and again what is new. */
  readonly latest: InRow<R, RowLatest, Latest>;
  /** What is called when something happens in the room. */
  readonly webhooks: InRow<R, RowWebhooks, Webhooks>;
  /** The whole room, callable with what is to be expanded in it: `self({ expand: 'owner' })`. */
  readonly self: RoomSelf;
  /** One message that was said here, by its id. */
  messageById(id: string, options?: MessageOptions): MessageChain;
  /** One webhook, by its id. */
  webhook<const E extends Expand<ExpandPath<WebhookForms>>>(
    id: number | string,
    options: { readonly expand: E },
  ): WebhookChain<Expanded<WebhookForms, PathIn<E>>>;
  /** One webhook of the room, by its id. */
  webhook(id: number | string): WebhookChain<Webhook>;
  /**
   * Sends a message as the token's owner.
   *
   * @param text - 1 to 1,000 characters.
   * @see https://www.hipchat.com/docs/apiv2/method/send_message
   */
  message(text: string): Action<MessageSent>;
  /**
   * Sends a notification.
   *
   * @param text - 1 to 10,000 characters. Sent as HTML; as text where it holds an `@mention`, which would notify
   *   nobody otherwise; `messageFormat` says otherwise.
   * @see https://www.hipchat.com/docs/apiv2/method/send_room_notification
   */
  notification(text: string, options?: NotificationOptions): Action<undefined>;
  /**
   * Invites a user into a public room.
   *
   * @param user - A chain or snapshot of a user, of which only the address is needed; or an id, e-mail address or
   *   `@mention`.
   * @param reason - Up to 250 characters.
   */
  invite(user: UserLike | number | string, reason?: string): Action<undefined>;
  /**
   * Answers a message.
   *
   * @param text - 1 to 1,000 characters.
   * @param parentMessageId - The id of the message that is answered.
   */
  reply(text: string, parentMessageId: string): Action<undefined>;
  /**
   * Sends a link.
   *
   * @param link - 10 to 1,000 characters.
   * @param message - Up to 1,000 characters.
   */
  shareLink(link: string, message?: string): Action<undefined>;
  /**
   * Shares a file.
   *
   * @param file - A `File`, a `Blob`, bytes, or a stream of them, which is sent as it comes, and once: where the server
   *   did not take it, it is not sent again.
   * @see https://www.hipchat.com/docs/apiv2/method/share_file_with_room
   */
  shareFile(file: Bytes, options?: ShareFileOptions): Action<undefined>;
  /** An action that an add-on put into this room, by its key. Only that add-on's token reaches it. */
  extensionAction(key: string): ExtensionActionChain;
  /** A glance that an add-on put into this room, by its key. Only that add-on's token reaches it. */
  extensionGlance(key: string): ExtensionGlanceChain;
  /** A webhook that an add-on has in this room, by its key. Only that add-on's token reaches it. */
  extensionWebhook(key: string): ExtensionWebhookChain;
  /**
   * Changes the room: reads, merges and writes, for the API wants the whole of it.
   *
   * What is known of a room in hand is not read again: take `fresh(room)` where it may be old.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/update_room
   */
  update(changes: RoomChanges): Action<undefined>;
  /** The picture: `download` gives its bytes. */
  readonly avatar: PictureChain;
  /** Sets the picture. @param avatar - JPEG, PNG or GIF, as base64. */
  setAvatar(avatar: string): Action<undefined>;
  /** Takes the picture away. */
  deleteAvatar(): Action<undefined>;
  /** Deletes the room. */
  delete(): Action<undefined>;
}

/** A room that is given: a chain to one, or one that was fetched; of it, the address alone is needed. */
export type RoomLike =
  | ResourceChain<'room', unknown>
  | { readonly self: ResourceChain<'room', unknown> };

/** What is to be changed of a room; what is left out, or `undefined`, stays as it is. */
export interface RoomChanges {
  /** 1 to 50 characters. */
  readonly name?: string | undefined;
  /** Whether everybody in the group may enter. */
  readonly privacy?: 'public' | 'private' | undefined;
  /** Whether it is put away: nothing can be said in it. */
  readonly isArchived?: boolean | undefined;
  /** Whether guests may enter by an address of their own. */
  readonly isGuestAccessible?: boolean | undefined;
  /** Up to 250 characters. */
  readonly topic?: string | undefined;
  /** A user, or the id of one. */
  readonly owner?: UserLike | number | string | undefined;
  /** Whether the group's administrators see it; `null` leaves it to the group's setting. */
  readonly delegateAdminVisibility?: boolean | null | undefined;
}

/** What sending a message gives. */
export interface MessageSent {
  /** The message's UUID. */
  readonly id: string;
  /** When it was said, by the server. */
  readonly timestamp: Temporal.Instant;
}

/** What creating a room gives. */
export interface RoomRef extends RoomIn<'ref'> {}
/** A room as others name it: id, name, privacy, links. */
export interface RoomStub extends RoomIn<'stub'> {}
/** A whole room. */
export interface Room extends RoomIn<'whole'> {}
/** A room as a lambda reads it. */
export interface RoomRow extends RoomIn<'row'>, Row<RoomStub, RoomChain<RoomStub | undefined>> {}
/** A room that nobody fetched yet. */
export interface RoomChain<T = RoomStub> extends RoomIn<'chain'>, ResourceChain<'room', T> {}
/** The whole room. */
export interface RoomSelf extends RoomChain<Room>, NoFieldOfTheApi {
  (options?: { readonly expand?: undefined }): RoomChain<Room>;
  <const E extends Expand<ExpandPath<RoomForms>>>(options: {
    readonly expand: E;
  }): RoomChain<Expanded<RoomForms, PathIn<E>>>;
}
/** A room that may turn out to be `null`. */
export interface MaybeRoomChain extends RoomIn<'maybe'>, ResourceChain<'room', RoomStub | null> {}

/** The forms in which rooms are met. */
export interface RoomForms extends Forms {
  readonly kind: 'room';
  readonly stub: RoomStub;
  readonly row: RoomRow;
  readonly chain: RoomChain;
  readonly maybe: MaybeRoomChain;
  readonly whole: Room;
  readonly walk: RoomIn<'chain'>;
  readonly refs: { readonly owner: UserForms; readonly statistics: StatisticsForms };
  readonly found: RoomChain<RoomStub | undefined>;
}

/** What the planner knows of rooms. */
export const room: KindFor<RoomIn<'chain'>, RoomIn<'stub'>, RoomIn<'ref'>> = {
  address: 'room/{id}',
  members: {
    id: field('number', 'ref'),
    links: field('json', 'ref'),
    name: field('string', 'stub'),
    is_archived: field('boolean', 'stub'),
    privacy: field('string', 'stub'),
    version: field('string', 'stub'),
    xmpp_jid: field('string', 'whole'),
    created: field('instant', 'whole'),
    last_active: field('instant', 'whole'),
    is_guest_accessible: field('boolean', 'whole'),
    guest_access_url: field('string', 'whole'),
    avatar_url: field('string', 'whole'),
    delegate_admin_visibility: field('boolean', 'whole'),
    owner: ref('user', 'whole'),
    statistics: ref('statistics', 'whole', 'statistics'),
    participants: collection('user', {
      rel: 'participants',
      path: 'participant',
      indexed: true,
      options: { ...pageOptions, includeOffline: { wire: 'include-offline', type: 'boolean' } },
    }),
    members: collection('user', {
      rel: 'members',
      path: 'member',
      indexed: true,
      options: pageOptions,
      actions: memberCollectionActions,
    }),
    history,
    latest,
    webhooks: collection('webhook', {
      rel: 'webhooks',
      path: 'webhook',
      indexed: true,
      options: pageOptions,
      actions: webhookCollectionActions,
    }),
    messageById: lookup('message', 'history/{id}', messageOptions),
    webhook: lookup('webhook', 'webhook/{id}', expandOption),
    avatar: link('picture', { path: 'avatar' }),
    extensionAction: lookup('extensionAction', 'extension/action/{id}'),
    extensionGlance: lookup('extensionGlance', 'extension/glance/{id}'),
    extensionWebhook: lookup('extensionWebhook', 'extension/webhook/{id}'),
    self: link('room', { rel: 'self', path: '', options: expandOption }),
    ...roomActions,
    shareFile,
    topic: { ...field('string', 'whole'), ...roomActions.topic },
  },
};
