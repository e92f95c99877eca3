/**
 * The root: where every chain starts. It is no resource, and cannot be awaited.
 */
import { createAddonLink, updateGlances } from '../actions/addon.ts';
import { inviteUser } from '../actions/group.ts';
import { roomCollectionActions } from '../actions/room.ts';
import { createToken } from '../actions/token.ts';
import { userCollectionActions } from '../actions/user.ts';
import type {
  AddonChain,
  AddonLinkChain,
  CreatedAddonLink,
  GlanceUpdate,
  Target,
} from './addon.ts';
import type { CapabilitiesChain } from './capabilities.ts';
import type { Action } from './chain.ts';
import type { Emoticon, EmoticonChain, EmoticonForms, Emoticons } from './emoticon.ts';
import type { Expand, Expanded, ExpandPath, PathIn } from './expansion.ts';
import type { ExtensionActionChain, ExtensionGlanceChain } from './extension.ts';
import type { FileChain } from './file.ts';
import type { Group, GroupChain, GroupForms } from './group.ts';
import type { KindFor } from './keepInStep.ts';
import { collection, link, lookup } from './members.ts';
import type { NoFieldOfTheApi } from './noFieldOfTheApi.ts';
import { type CallablePages, expandOption, type PageOptions, pageOptions } from './page.ts';
import type { Room, RoomChain, RoomForms, RoomIn, RoomLike, RoomRef } from './room.ts';
import type { Grant, IssuedToken, TokenChain } from './token.ts';
import type { User, UserChain, UserForms, UserIn, UserLike, UserRef } from './user.ts';

/** Which rooms are listed. */
export interface RoomsOptions extends PageOptions {
  /** Default `true`. */
  readonly includePrivate?: boolean | undefined;
  /** Default `false`. */
  readonly includeArchived?: boolean | undefined;
}

/** Which users are listed. */
export interface UsersOptions extends PageOptions {
  /** Default `false`. */
  readonly includeGuests?: boolean | undefined;
  /** Default `false`; only administrators may ask. */
  readonly includeDeleted?: boolean | undefined;
}

/** What a new room is like. */
export interface NewRoom {
  /** 1 to 50 characters. */
  readonly name: string;
  /** Default `public`. */
  readonly privacy?: 'public' | 'private' | undefined;
  /** Up to 250 characters. */
  readonly topic?: string | undefined;
  /** The owner: a user, or the id, e-mail address or `@mention` of one. The token's owner when left out. */
  readonly owner?: UserLike | number | string | null | undefined;
  /** Default `false`. */
  readonly guestAccess?: boolean | undefined;
  /** Whether the group's administrators see it; the group's setting holds where it is left out. */
  readonly delegateAdminVisibility?: boolean | null | undefined;
}

/** What a new user is like. */
export interface NewUser {
  /** The full name, 1 to 50 characters. */
  readonly name: string;
  /** Their address, to which no two people have the same. */
  readonly email: string;
  /** What they do, such as `Engineer`. */
  readonly title?: string | undefined;
  /** Without the `@`. */
  readonly mentionName?: string | undefined;
  /** Default `false`. */
  readonly isGroupAdmin?: boolean | undefined;
  /** An IANA time zone; default `UTC`. */
  readonly timezone?: string | undefined;
  /** The server makes one up when it is left out. */
  readonly password?: string | undefined;
  /** Names of roles in the group. */
  readonly roles?: readonly string[] | ReadonlySet<string> | undefined;
}

/** Somebody who was invited. */
export interface Invitation {
  /** Where the invitation is sent. */
  readonly email: string;
  /** What they are called. */
  readonly name: string;
  /** What they do, such as `Engineer`. */
  readonly title?: string;
}

/** A room that is being created: awaited, it is its id and links; a chain goes on from it. */
export interface CreatedRoom extends Action<RoomRef>, RoomIn<'chain'> {}
/** A user that is being created: awaited, it is its id and links; a chain goes on from it. */
export interface CreatedUser extends Action<UserRef>, UserIn<'chain'> {}

/** The rooms of the group. */
export interface Rooms extends CallablePages<RoomForms, RoomsOptions> {
  /**
   * Creates a room.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/create_room
   */
  create(room: NewRoom): CreatedRoom;
}

/** The users of the group. */
export interface Users extends CallablePages<UserForms, UsersOptions> {
  /**
   * Creates a user.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/create_user
   */
  create(user: NewUser): CreatedUser;
}

/** What the API says of itself, callable with options. */
export interface CallableCapabilities extends CapabilitiesChain, NoFieldOfTheApi {
  (options?: Readonly<Record<string, string | number | boolean | undefined>>): CapabilitiesChain;
}

/** Where every chain starts. */
export interface Root {
  /** The rooms of the group, without archived ones unless `includeArchived` asks for them. */
  readonly rooms: Rooms;
  /** The users of the group. */
  readonly users: Users;
  /** The emoticons that can be typed: the stock, and the group's own. */
  readonly emoticons: Emoticons;
  /** What the API says of itself. */
  readonly capabilities: CallableCapabilities;
  /** A room, by its id or name. */
  room<const E extends Expand<ExpandPath<RoomForms>>>(
    idOrName: number | string,
    options: { readonly expand: E },
  ): RoomChain<Expanded<RoomForms, PathIn<E>>>;
  /** One room, by its number or its name. It gives the whole room. */
  room(idOrName: number | string): RoomChain<Room>;
  /** A user, by id, e-mail address or `@mention`. */
  user<const E extends Expand<ExpandPath<UserForms>>>(
    idOrEmailOrMention: number | string,
    options: { readonly expand: E },
  ): UserChain<Expanded<UserForms, PathIn<E>>>;
  /** One user, by number, e-mail address or `@mention`. It gives the whole user. */
  user(idOrEmailOrMention: number | string): UserChain<User>;
  /** A group, by its id. */
  group<const E extends Expand<ExpandPath<GroupForms>>>(
    id: number,
    options: { readonly expand: E },
  ): GroupChain<Expanded<GroupForms, PathIn<E>>>;
  /** One group, by its number. It gives the whole group. */
  group(id: number): GroupChain<Group>;
  /** An emoticon, by its id or shortcut. */
  emoticon<const E extends Expand<ExpandPath<EmoticonForms>>>(
    idOrShortcut: number | string,
    options: { readonly expand: E },
  ): EmoticonChain<Expanded<EmoticonForms, PathIn<E>>>;
  /** One emoticon, by its number or its shortcut. It gives the whole emoticon. */
  emoticon(idOrShortcut: number | string): EmoticonChain<Emoticon>;
  /** A file that was shared: where it can be fetched, for a while. */
  file(id: number): FileChain;
  /**
   * Invites somebody who has no account yet.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/invite_user
   */
  inviteUser(
    email: string,
    name: string,
    options?: { readonly title?: string | undefined },
  ): Action<Invitation>;
  /** An action that this add-on put into every room, by its key. Only its own token reaches it. */
  extensionAction(key: string): ExtensionActionChain;
  /** A glance that this add-on put into every room, by its key. Only its own token reaches it. */
  extensionGlance(key: string): ExtensionGlanceChain;
  /** An add-on that is installed, by its OAuth id or its key. */
  addon(idOrKey: string): AddonChain;
  /**
   * Makes a link to this add-on.
   *
   * @param target - What it opens: the key of something in the add-on's descriptor, or that with options.
   * @param ttlSeconds - How long it is good.
   */
  createAddonLink(target: Target, ttlSeconds: number): CreatedAddonLink;
  /** A link to an add-on, by its token. */
  addonLinkByToken(token: string): AddonLinkChain;
  /**
   * Says what this add-on's glances show: to everybody, in one room, to one user, or to one user in one room.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/addon_ui_update
   */
  updateGlances(
    glances: readonly GlanceUpdate[],
    to?: {
      /** One room, by its number or its name. It gives the whole room. */
      readonly room?: RoomLike | number | string | undefined;
      /** One user, by number, e-mail address or `@mention`. It gives the whole user. */
      readonly user?: UserLike | number | string | undefined;
    },
  ): Action<undefined>;
  /**
   * Makes a token.
   *
   * An add-on's id and secret are sent in the place of the client's token. `new HypChat(grant)` makes one when it is
   * needed, and the next before that is over.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/generate_token
   */
  createToken(grant: Grant): Action<IssuedToken>;
  /** A token: what it is good for, and its end. The text stands in the address, as the API wants it, and in no log. */
  token(text: string): TokenChain;
}

/** What the planner knows of the root. */
export const root: KindFor<Root, Root, Root> = {
  complete: true,
  members: {
    rooms: collection('room', {
      path: 'room',
      indexed: true,
      actions: roomCollectionActions,
      options: {
        ...pageOptions,
        includePrivate: { wire: 'include-private', type: 'boolean' },
        includeArchived: { wire: 'include-archived', type: 'boolean' },
      },
    }),
    users: collection('user', {
      path: 'user',
      indexed: true,
      actions: userCollectionActions,
      options: {
        ...pageOptions,
        includeGuests: { wire: 'include-guests', type: 'boolean' },
        includeDeleted: { wire: 'include-deleted', type: 'boolean' },
      },
    }),
    capabilities: link('capabilities', { path: 'capabilities' }),
    emoticons: collection('emoticon', {
      path: 'emoticon',
      indexed: true,
      options: { ...pageOptions, type: { type: 'string', oneOf: ['global', 'group', 'all'] } },
    }),
    room: lookup('room', 'room/{id}', expandOption),
    user: lookup('user', 'user/{id}', expandOption),
    group: lookup('group', 'group/{id}', expandOption),
    emoticon: lookup('emoticon', 'emoticon/{id}', expandOption),
    file: lookup('file', 'file/{id}'),
    inviteUser: { call: inviteUser },
    extensionAction: lookup('extensionAction', 'extension/action/{id}'),
    extensionGlance: lookup('extensionGlance', 'extension/glance/{id}'),
    addon: lookup('addon', 'addon/{id}'),
    createAddonLink: { call: createAddonLink },
    addonLinkByToken: lookup('addonLink', 'addon/link/{id}'),
    updateGlances: { call: updateGlances },
    createToken: { call: createToken },
    token: lookup('token', 'oauth/token/{id}'),
  },
};
