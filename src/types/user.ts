/**
 * Users: what the compiler knows of them, and what the planner does.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/view_user
 */
import type { Temporal } from 'temporal-polyfill';
import { shareFile } from '../actions/shareFile.ts';
import { userActions } from '../actions/user.ts';
import type { Bytes } from '../values/Upload.ts';
import type { Action, ResourceChain } from './chain.ts';
import type { Expand, Expanded, ExpandPath, PathIn } from './expansion.ts';
import type { ShareFileOptions } from './file.ts';
import type { GroupForms } from './group.ts';
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
import { type CallablePages, expandOption, type PageOptions, pageOptions } from './page.ts';
import type { PictureChain } from './picture.ts';
import type { Forms, Ref, Representation, Stub, Whole, WholeRef } from './representation.ts';
import type { RoomForms } from './room.ts';
import type { Row } from './sequence.ts';

/** Where a user declares its links. */
export interface UserLinks {
  /** Its own address. */
  readonly self: string;
}

/** Whether somebody is there: `null` when offline. */
export interface Presence {
  /** The words that the person chose, up to 50 characters. */
  readonly status?: string;
  /** Seconds without activity. */
  readonly idle?: number;
  /** How available they say that they are; `null` where they say nothing. */
  readonly show?: 'away' | 'chat' | 'dnd' | 'xa' | null;
  /** Whether they are there. */
  readonly is_online?: boolean;
  /** The program that they use. */
  readonly client?: { readonly type: string; readonly version: string };
}

/** A member of the group, a guest, or somebody who was deleted. */
export interface UserIn<R extends Representation> {
  /** The whole number that names the user in the group. */
  readonly id: Ref<R, number>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Ref<R, UserLinks>;
  /** The full name, 1 to 50 characters. */
  readonly name: Stub<R, string>;
  /** The name to mention the user by, without the `@`. */
  readonly mention_name: Stub<R, string>;
  /** Eight characters that change with the user; `00000000` when never changed. */
  readonly version: Stub<R, string>;
  /** The address on the chat service: `1_5655@chat.hipchat.com`. */
  readonly xmpp_jid: Whole<R, string>;
  /** `null` for guests, and where the token may not see it. */
  readonly email: Whole<R, string | null>;
  /** The job title; empty when there is none. */
  readonly title: Whole<R, string>;
  /** An IANA time zone: `Europe/Berlin`. */
  readonly timezone: Whole<R, string>;
  /** When they joined. */
  readonly created: Whole<R, Temporal.Instant | null>;
  /** When the user was last seen; `null` when never. */
  readonly last_active: Whole<R, Temporal.Instant | null>;
  /** Whether they left: such a user is found by id alone. */
  readonly is_deleted: Whole<R, boolean>;
  /** Whether they administer the group. */
  readonly is_group_admin: Whole<R, boolean>;
  /** Whether they are a guest, who sees no more than a room. */
  readonly is_guest: Whole<R, boolean>;
  /** The address of a picture of 125 pixels. */
  readonly photo_url: Whole<R, string | null>;
  /** `null` when offline. */
  readonly presence: Whole<R, Presence | null>;
  /** `owner`, `admin`, `user`, … */
  readonly roles: Whole<R, readonly string[]>;
  /** Their number with Atlassian, where they have one. */
  readonly atlassian_id: Whole<R, string | null>;
  /** The group that the user belongs to. */
  readonly group: WholeRef<R, GroupForms>;
  /** The whole user, callable with what is to be expanded in it: `self({ expand: 'group' })`. */
  readonly self: UserSelf;
  /** The rooms that the user's client enters by itself. */
  readonly autoJoin: InRow<
    R,
    RowPages<RoomForms, PageOptions>,
    CallablePages<RoomForms, PageOptions>
  >;
  /** The private chat between the token's owner and this user. */
  readonly history: InRow<R, RowHistory, History>;
  /** The newest messages of that chat. */
  readonly latest: InRow<R, RowLatest, Latest>;
  /**
   * Sends a private message.
   *
   * @param text - 1 to 10,000 characters.
   * @see https://www.hipchat.com/docs/apiv2/method/private_message_user
   */
  message(text: string, options?: UserMessageOptions): Action<undefined>;
  /** One message of the private chat, by its id. */
  messageById(id: string, options?: MessageOptions): MessageChain;
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
   * @see https://www.hipchat.com/docs/apiv2/method/share_file_with_user
   */
  shareFile(file: Bytes, options?: ShareFileOptions): Action<undefined>;
  /**
   * Changes the user: reads, merges and writes, for the API resets what is left out.
   *
   * What is known of a user in hand is not read again: take `fresh(user)` where it may be old. The password stays as
   * it is unless one is given; guests and deleted users cannot be changed.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/update_user
   */
  update(changes: UserChanges): Action<undefined>;
  /** The photo: `download` gives its bytes. */
  photo(size: 'small' | 'big'): PictureChain;
  /** Sets the photo. @param photo - JPEG, PNG or GIF, as base64. */
  setPhoto(photo: string): Action<undefined>;
  /** Takes the photo away. */
  deletePhoto(): Action<undefined>;
  /** Deletes the user. */
  delete(): Action<undefined>;
}

/** What is to be changed of a user; what is left out, or `undefined`, stays as it is. */
export interface UserChanges {
  /** 1 to 50 characters. */
  readonly name?: string | undefined;
  /** Without the `@`. */
  readonly mentionName?: string | undefined;
  /** Their address. */
  readonly email?: string | undefined;
  /** What they do, such as `Engineer`. */
  readonly title?: string | null | undefined;
  /** What is left out of it stays as well. HipChat took it, and did not act on it. */
  readonly presence?: PresenceChanges | null | undefined;
  /** Whether they administer the group. */
  readonly isGroupAdmin?: boolean | undefined;
  /** An IANA time zone. */
  readonly timezone?: string | undefined;
  /** Names of roles in the group. */
  readonly roles?: readonly string[] | ReadonlySet<string> | undefined;
  /** A new password. */
  readonly password?: string | undefined;
}

/** How a user is shown. */
export interface PresenceChanges {
  /** Up to 50 characters. */
  readonly status?: string | undefined;
  /** How available they are to be shown. */
  readonly show?: 'away' | 'chat' | 'dnd' | 'xa' | undefined;
}

/** How a private message is sent. */
export interface UserMessageOptions {
  /** Whether the receiver is notified; default `false`. */
  readonly notify?: boolean | undefined;
  /** Default `text`. */
  readonly messageFormat?: 'html' | 'text' | undefined;
}

/** What creating a user gives. */
export interface UserRef extends UserIn<'ref'> {
  /** The password, where the server made one up. */
  readonly password?: string;
}
/** A user as others name it: id, name, mention name, links. */
export interface UserStub extends UserIn<'stub'> {}
/** A whole user. */
export interface User extends UserIn<'whole'> {}
/** A user as a lambda reads it. */
export interface UserRow extends UserIn<'row'>, Row<UserStub, UserChain<UserStub | undefined>> {}
/** A user that nobody fetched yet. */
export interface UserChain<T = UserStub> extends UserIn<'chain'>, ResourceChain<'user', T> {}
/** The whole user. */
export interface UserSelf extends UserChain<User>, NoFieldOfTheApi {
  (options?: { readonly expand?: undefined }): UserChain<User>;
  <const E extends Expand<ExpandPath<UserForms>>>(options: {
    readonly expand: E;
  }): UserChain<Expanded<UserForms, PathIn<E>>>;
}
/** A user that may turn out to be `null`. */
export interface MaybeUserChain extends UserIn<'maybe'>, ResourceChain<'user', UserStub | null> {}

/** The forms in which users are met. */
export interface UserForms extends Forms {
  readonly kind: 'user';
  readonly stub: UserStub;
  readonly row: UserRow;
  readonly chain: UserChain;
  readonly maybe: MaybeUserChain;
  readonly whole: User;
  readonly walk: UserIn<'chain'>;
  readonly refs: { readonly group: GroupForms };
  readonly found: UserChain<UserStub | undefined>;
}

/** A user that an action is given: a chain to one, or one that was fetched; of it, the address alone is needed. */
export type UserLike =
  | ResourceChain<'user', unknown>
  | { readonly self: ResourceChain<'user', unknown> };

/** What the planner knows of users. */
export const user: KindFor<UserIn<'chain'>, UserIn<'stub'>, UserIn<'ref'>> = {
  address: 'user/{id}',
  members: {
    id: field('number', 'ref'),
    links: field('json', 'ref'),
    name: field('string', 'stub'),
    mention_name: field('string', 'stub'),
    version: field('string', 'stub'),
    xmpp_jid: field('string', 'whole'),
    email: field('string', 'whole'),
    title: field('string', 'whole'),
    timezone: field('string', 'whole'),
    created: field('instant', 'whole'),
    last_active: field('instant', 'whole'),
    is_deleted: field('boolean', 'whole'),
    is_group_admin: field('boolean', 'whole'),
    is_guest: field('boolean', 'whole'),
    photo_url: field('string', 'whole'),
    presence: field('json', 'whole'),
    roles: field('json', 'whole'),
    atlassian_id: field('string', 'whole'),
    group: ref('group', 'whole'),
    self: link('user', { rel: 'self', path: '', options: expandOption }),
    autoJoin: collection('room', {
      path: 'preference/auto-join',
      indexed: true,
      options: pageOptions,
    }),
    history,
    latest,
    messageById: lookup('message', 'history/{id}', messageOptions),
    photo: {
      call: { is: 'lookup', kind: 'picture', path: 'photo/{id}', oneOf: ['small', 'big'] },
    },
    ...userActions,
    shareFile,
  },
};
