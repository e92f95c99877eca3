/**
 * Users: what the compiler knows of them, and what the planner does.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/view_user
 */
import type { Temporal } from 'temporal-polyfill';
import { userActions, userCollectionActions } from '../actions/user.ts';
import type { Action, ResourceChain } from './chain.ts';
import type { GroupForms } from './group.ts';
import type { KindFor } from './keepInStep.ts';
import { collection, field, link, ref } from './members.ts';
import type { History, Latest } from './message.ts';
import { historyOptions, latestOptions } from './message.ts';
import type { Ref, Representation, Stub, Whole, WholeRef } from './representation.ts';
import type { Row } from './sequence.ts';

/** Where a user declares its links. */
export interface UserLinks {
  readonly self: string;
}

/** Whether somebody is there: `null` when offline. */
export interface Presence {
  /** The words that the person chose, up to 50 characters. */
  readonly status?: string;
  /** Seconds without activity. */
  readonly idle?: number;
  readonly show?: 'away' | 'chat' | 'dnd' | 'xa' | null;
  readonly is_online?: boolean;
  readonly client?: { readonly type: string; readonly version: string };
}

/** A member of the group, a guest, or somebody who was deleted. */
export interface UserIn<R extends Representation> {
  /** The whole number that names the user in the group. */
  readonly id: Ref<R, number>;
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
  readonly created: Whole<R, Temporal.Instant | null>;
  /** When the user was last seen; `null` when never. */
  readonly last_active: Whole<R, Temporal.Instant | null>;
  readonly is_deleted: Whole<R, boolean>;
  readonly is_group_admin: Whole<R, boolean>;
  readonly is_guest: Whole<R, boolean>;
  /** The address of a picture of 125 pixels. */
  readonly photo_url: Whole<R, string | null>;
  /** `null` when offline. */
  readonly presence: Whole<R, Presence | null>;
  /** `owner`, `admin`, `user`, … */
  readonly roles: Whole<R, readonly string[]>;
  readonly atlassian_id: Whole<R, string | null>;
  /** The group that the user belongs to. */
  readonly group: WholeRef<R, GroupForms>;
  /** The whole user. */
  readonly self: UserChain<User>;
  /** The private chat between the token's owner and this user. */
  readonly history: History;
  /** The newest messages of that chat. */
  readonly latest: Latest;
  /**
   * Sends a private message.
   *
   * @param text - 1 to 10,000 characters.
   * @see https://www.hipchat.com/docs/apiv2/method/private_message_user
   */
  message(text: string, options?: UserMessageOptions): Action<undefined>;
  /** Deletes the user. */
  delete(): Action<undefined>;
}

/** How a private message is sent. */
export interface UserMessageOptions {
  /** Whether the receiver is notified; default `false`. */
  readonly notify?: boolean;
  /** Default `text`. */
  readonly messageFormat?: 'html' | 'text';
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
export interface UserRow extends UserIn<'row'>, Row<UserStub> {}
/** A user that nobody fetched yet. */
export interface UserChain<T = UserStub> extends UserIn<'chain'>, ResourceChain<'user', T> {}
/** A user that may turn out to be `null`. */
export interface MaybeUserChain extends UserIn<'maybe'>, ResourceChain<'user', UserStub | null> {}

/** The forms in which users are met. */
export interface UserForms {
  readonly kind: 'user';
  readonly stub: UserStub;
  readonly row: UserRow;
  readonly chain: UserChain;
  readonly maybe: MaybeUserChain;
  readonly found: UserChain<UserStub | undefined>;
}

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
    self: link('user', { rel: 'self', path: '' }),
    history: collection('message', { path: 'history', indexed: false, options: historyOptions }),
    latest: collection('message', {
      path: 'history/latest',
      indexed: false,
      options: latestOptions,
    }),
    ...userActions,
  },
  collection: userCollectionActions,
};
