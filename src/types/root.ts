/**
 * The root: where every chain starts. It is no resource, and cannot be awaited.
 */
import type { CapabilitiesChain } from './capabilities.ts';
import type { Action } from './chain.ts';
import type { Group, GroupChain } from './group.ts';
import type { KindFor } from './keepInStep.ts';
import { collection, link, lookup } from './members.ts';
import { type PageOptions, type Pages, pageOptions } from './page.ts';
import type { Room, RoomChain, RoomForms, RoomIn, RoomRef } from './room.ts';
import type { User, UserChain, UserForms, UserIn, UserRef } from './user.ts';

/** Which rooms are listed. */
export interface RoomsOptions extends PageOptions {
  /** Default `true`. */
  readonly includePrivate?: boolean;
  /** Default `false`. */
  readonly includeArchived?: boolean;
}

/** Which users are listed. */
export interface UsersOptions extends PageOptions {
  /** Default `false`. */
  readonly includeGuests?: boolean;
  /** Default `false`; only administrators may ask. */
  readonly includeDeleted?: boolean;
}

/** What a new room is like. */
export interface NewRoom {
  /** 1 to 50 characters. */
  readonly name: string;
  /** Default `public`. */
  readonly privacy?: 'public' | 'private';
  /** Up to 250 characters. */
  readonly topic?: string;
  /** The owner; the token's owner when left out. */
  readonly ownerUserId?: number | string;
  /** Default `false`. */
  readonly guestAccess?: boolean;
  readonly delegateAdminVisibility?: boolean | null;
}

/** What a new user is like. */
export interface NewUser {
  /** The full name, 1 to 50 characters. */
  readonly name: string;
  readonly email: string;
  readonly title?: string;
  /** Without the `@`. */
  readonly mentionName?: string;
  /** Default `false`. */
  readonly isGroupAdmin?: boolean;
  /** An IANA time zone; default `UTC`. */
  readonly timezone?: string;
  /** The server makes one up when it is left out. */
  readonly password?: string;
  readonly roles?: readonly string[];
}

/** A room that is being created: awaited, it is its id and links; a chain goes on from it. */
export interface CreatedRoom extends Action<RoomRef>, RoomIn<'chain'> {}
/** A user that is being created: awaited, it is its id and links; a chain goes on from it. */
export interface CreatedUser extends Action<UserRef>, UserIn<'chain'> {}

/** The rooms of the group. */
export interface Rooms extends Pages<RoomForms> {
  (options: RoomsOptions): Pages<RoomForms>;
  /**
   * Creates a room.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/create_room
   */
  create(room: NewRoom): CreatedRoom;
}

/** The users of the group. */
export interface Users extends Pages<UserForms> {
  (options: UsersOptions): Pages<UserForms>;
  /**
   * Creates a user.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/create_user
   */
  create(user: NewUser): CreatedUser;
}

/** Where every chain starts. */
export interface Root {
  /** The rooms of the group, without archived ones unless `includeArchived` asks for them. */
  readonly rooms: Rooms;
  /** The users of the group. */
  readonly users: Users;
  /** What the API says of itself. */
  readonly capabilities: CapabilitiesChain;
  /** A room, by its id or name. */
  room(idOrName: number | string): RoomChain<Room>;
  /** A user, by id, e-mail address or `@mention`. */
  user(idOrEmailOrMention: number | string): UserChain<User>;
  /** A group, by its id. */
  group(id: number): GroupChain<Group>;
}

/** What the planner knows of the root. */
export const root: KindFor<Root, Root, Root> = {
  members: {
    rooms: collection('room', {
      path: 'room',
      indexed: true,
      options: {
        ...pageOptions,
        includePrivate: { wire: 'include-private', type: 'boolean' },
        includeArchived: { wire: 'include-archived', type: 'boolean' },
      },
    }),
    users: collection('user', {
      path: 'user',
      indexed: true,
      options: {
        ...pageOptions,
        includeGuests: { wire: 'include-guests', type: 'boolean' },
        includeDeleted: { wire: 'include-deleted', type: 'boolean' },
      },
    }),
    capabilities: link('capabilities', { path: 'capabilities' }),
    room: lookup('room', 'room/{id}'),
    user: lookup('user', 'user/{id}'),
    group: lookup('group', 'group/{id}'),
  },
};
