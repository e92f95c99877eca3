/**
 * Rooms: what the compiler knows of them, and what the planner does.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/get_room
 */
import type { Temporal } from 'temporal-polyfill';
import { roomActions, roomCollectionActions } from '../actions/room.ts';
import type { Action, FieldAndAction, ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { collection, field, link, ref } from './members.ts';
import {
  type History,
  historyOptions,
  historyWalk,
  type Latest,
  latestOptions,
} from './message.ts';
import { type PageOptions, type Pages, pageOptions } from './page.ts';
import type { Ref, Representation, Stub, Whole, WholeRef } from './representation.ts';
import type { Row } from './sequence.ts';
import type { StatisticsForms } from './statistics.ts';
import type { User, UserForms, UserRef, UserStub } from './user.ts';

/** Where a room declares its links. */
export interface RoomLinks {
  readonly self: string;
  readonly participants?: string;
  readonly webhooks?: string;
  /** Private rooms only. */
  readonly members?: string;
}

/** A room. */
export interface RoomIn<R extends Representation> {
  /** The whole number that names the room in the group. */
  readonly id: Ref<R, number>;
  readonly links: Ref<R, RoomLinks>;
  /** 1 to 50 characters. */
  readonly name: Stub<R, string>;
  readonly is_archived: Stub<R, boolean>;
  readonly privacy: Stub<R, 'public' | 'private'>;
  /** Eight characters that change with the room. */
  readonly version: Stub<R, string>;
  /** The address on the chat service: `1_ops@conf.hipchat.com`. */
  readonly xmpp_jid: Whole<R, string>;
  readonly created: Whole<R, Temporal.Instant>;
  /** When somebody last said something; `null` when nobody ever did. */
  readonly last_active: Whole<R, Temporal.Instant | null>;
  /** Up to 250 characters. Called, it sets the topic: `room.topic('Deploying')`. */
  readonly topic: R extends 'whole' | 'row'
    ? string
    : FieldAndAction<R extends 'maybe' ? string | null : string, [topic: string], undefined>;
  readonly is_guest_accessible: Whole<R, boolean>;
  readonly guest_access_url: Whole<R, string | null>;
  readonly avatar_url: Whole<R, string | null>;
  readonly delegate_admin_visibility: Whole<R, boolean | null>;
  /** Who owns the room. */
  readonly owner: WholeRef<R, UserForms>;
  /** How much was said here, and when. */
  readonly statistics: WholeRef<R, StatisticsForms>;
  /** The users who are in the room now. */
  readonly participants: Participants;
  /** The users who may enter, of a private room. */
  readonly members: Members;
  /** What was said here: the newest 75 messages, unless options ask for others. */
  readonly history: History;
  /** The newest messages, for asking again and again what is new. */
  readonly latest: Latest;
  /** The whole room. */
  readonly self: RoomChain<Room>;
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
   * @param text - 1 to 10,000 characters, HTML unless `messageFormat` says otherwise.
   * @see https://www.hipchat.com/docs/apiv2/method/send_room_notification
   */
  notification(text: string, options?: NotificationOptions): Action<undefined>;
  /**
   * Invites a user into a public room.
   *
   * @param user - A chain or snapshot of a user; only its address is needed.
   * @param reason - Up to 250 characters.
   */
  invite(user: UserLike, reason?: string): Action<undefined>;
  /** Deletes the room. */
  delete(): Action<undefined>;
}

/** A user that an action is given: a chain to one, one that was fetched, or a row of one. */
export type UserLike = ResourceChain<'user', unknown> | UserRef | UserStub | User | Row<UserStub>;

/** What sending a message gives. */
export interface MessageSent {
  /** The message's UUID. */
  readonly id: string;
  readonly timestamp: Temporal.Instant;
}

/** How a notification looks. */
export interface NotificationOptions {
  /** A label beside the sender's name, up to 64 characters. */
  readonly from?: string;
  /** Default `html`. */
  readonly messageFormat?: 'html' | 'text';
  /** Default `yellow`. */
  readonly color?: 'yellow' | 'green' | 'red' | 'purple' | 'gray' | 'random';
  /** Whether people are notified; default `false`. */
  readonly notify?: boolean;
  /** The id of a message of the same room to hang it on. */
  readonly attachTo?: string;
  readonly card?: unknown;
}

/** What creating a room gives. */
export interface RoomRef extends RoomIn<'ref'> {}
/** A room as others name it: id, name, privacy, links. */
export interface RoomStub extends RoomIn<'stub'> {}
/** A whole room. */
export interface Room extends RoomIn<'whole'> {}
/** A room as a lambda reads it. */
export interface RoomRow extends RoomIn<'row'>, Row<RoomStub> {}
/** A room that nobody fetched yet. */
export interface RoomChain<T = RoomStub> extends RoomIn<'chain'>, ResourceChain<'room', T> {}
/** A room that may turn out to be `null`. */
export interface MaybeRoomChain extends RoomIn<'maybe'>, ResourceChain<'room', RoomStub | null> {}

/** The forms in which rooms are met. */
export interface RoomForms {
  readonly kind: 'room';
  readonly stub: RoomStub;
  readonly row: RoomRow;
  readonly chain: RoomChain;
  readonly maybe: MaybeRoomChain;
  readonly found: RoomChain<RoomStub | undefined>;
}

/** Who is in a room. */
export interface Participants extends Pages<UserForms> {
  (options: PageOptions & { readonly includeOffline?: boolean }): Pages<UserForms>;
}

/** Who may enter a private room. */
export interface Members extends Pages<UserForms> {
  (options: PageOptions): Pages<UserForms>;
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
    }),
    history: collection('message', {
      path: 'history',
      indexed: false,
      options: historyOptions,
      walk: historyWalk,
    }),
    latest: collection('message', {
      path: 'history/latest',
      indexed: false,
      options: latestOptions,
    }),
    self: link('room', { rel: 'self', path: '' }),
    ...roomActions,
    topic: { ...field('string', 'whole'), ...roomActions.topic },
  },
  collection: roomCollectionActions,
};
