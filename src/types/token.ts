/**
 * Tokens: how they are made, what they are good for, and how they end.
 *
 * @see https://developer.atlassian.com/server/hipchat/hipchat-rest-api-access-tokens/
 */
import { type scopes, tokenActions } from '../actions/token.ts';
import type { AddonChain, AddonStub } from './addon.ts';
import type { Action, ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { field, ref } from './members.ts';
import type { Representation, Whole } from './representation.ts';
import type { RoomLike } from './room.ts';
import type { MaybeUserChain, UserLike, UserRow, UserStub } from './user.ts';

/** What a token may be allowed. */
export type Scope = (typeof scopes)[number];

/** What every grant may ask for. */
interface Asked {
  /** Default: all that there may be. */
  readonly scopes?: readonly Scope[] | ReadonlySet<Scope> | undefined;
}

/** An add-on's own id and secret. */
interface AsAddon {
  /** The id that the add-on was given when it was installed. */
  readonly oauthId: string;
  /** The secret that it was given with it. */
  readonly oauthSecret: string;
}

/** Somebody's name and password. The user is an id, an e-mail address or a `@mention`. */
interface AsUser {
  /** Their e-mail address. */
  readonly username: string;
  /** The person's password. */
  readonly password: string;
  /** The group, where one person is in several. */
  readonly groupId?: number | undefined;
}

/** A token for an add-on, in the group or in the room where it is installed. */
export interface ClientCredentialsGrant extends Asked, AsAddon {
  /** Which grant it is, in OAuth's own words. */
  readonly grantType: 'client_credentials';
}

/** A token for an add-on in the name of a user, who was asked at the page of `authorizationUrl` and came back with a code. */
export interface AuthorizationCodeGrant extends AsAddon {
  /** Which grant it is, in OAuth's own words. */
  readonly grantType: 'authorization_code';
  /** What the user was sent back with. It can be used once. */
  readonly code: string;
  /** Where the code was sent. */
  readonly redirectUrl?: string | undefined;
}

/** A further token for an add-on in the name of a user. */
export interface RefreshTokenGrant extends Asked, AsAddon {
  /** Which grant it is, in OAuth's own words. */
  readonly grantType: 'refresh_token';
  /** What came along with the last token. */
  readonly refreshToken: string;
}

/** A token for a user; through an add-on, where its id and secret are given. */
export interface PasswordGrant extends Asked, AsUser, Partial<AsAddon> {
  /** Which grant it is, in OAuth's own words. */
  readonly grantType: 'password';
}

/** A token that a user keeps for about a year, by name and password or by the client's own token. */
export interface PersonalGrant extends Asked, Partial<AsUser> {
  /** Which grant it is, in OAuth's own words. */
  readonly grantType: 'personal';
  /** Who it is, in the place of `username`. */
  readonly userId?: UserLike | number | string | undefined;
  /** What the token is called. */
  readonly clientName?: string | undefined;
}

/** A token that sends notifications in one room, for an administrator of it. */
export interface RoomNotificationGrant extends Asked, Partial<AsUser> {
  /** Which grant it is, in OAuth's own words. */
  readonly grantType: 'room_notification';
  /** A room, or the id or name of one. */
  readonly room: RoomLike | number | string;
  /** What the token is called. */
  readonly clientName?: string | undefined;
}

/** What is exchanged for a token. */
export type Grant =
  | ClientCredentialsGrant
  | AuthorizationCodeGrant
  | RefreshTokenGrant
  | PasswordGrant
  | PersonalGrant
  | RoomNotificationGrant;

/** A token that was made. */
export interface IssuedToken {
  /** The token. */
  readonly access_token: string;
  /** In seconds. */
  readonly expires_in: number;
  /** The number of the group in which it is good. */
  readonly group_id: number;
  /** What that group is called. */
  readonly group_name: string;
  /** With a space between each. */
  readonly scope: string;
  /** How it is sent: `bearer`. */
  readonly token_type: string;
  /** Of an add-on's token in the name of a user. */
  readonly refresh_token?: string;
}

/** A token, and what it is good for. */
export interface TokenIn<R extends Representation> {
  /** The token itself. */
  readonly access_token: Whole<R, string>;
  /** In seconds from now. */
  readonly expires_in: Whole<R, number>;
  /** What it may do, such as `view_group`. */
  readonly scopes: Whole<R, readonly string[]>;
  /** Whether a person or an add-on has it. */
  readonly owner_type: Whole<R, 'user' | 'client'>;
  /** Whose it is, where it is a user's. */
  readonly owner: R extends 'whole'
    ? UserStub | undefined
    : R extends 'row'
      ? UserRow | undefined
      : MaybeUserChain;
  /** What it was made for: an add-on, or what a user calls it. */
  readonly client: R extends 'whole' ? AddonStub : AddonChain<AddonStub>;
  /** Ends it: whoever holds it is known no more. */
  delete(): Action<undefined>;
}

/** A token, and what it is good for. */
export interface Token extends TokenIn<'whole'> {}
/** A token of which nobody asked yet. */
export interface TokenChain extends TokenIn<'chain'>, ResourceChain<'token', Token> {}

/** What the planner knows of tokens. */
export const token: KindFor<TokenIn<'chain'>, TokenIn<'stub'>, TokenIn<'ref'>> = {
  address: 'oauth/token/{id}',
  members: {
    access_token: field('string', 'whole'),
    expires_in: field('number', 'whole'),
    scopes: field('json', 'whole'),
    owner_type: field('string', 'whole'),
    owner: ref('user', 'whole'),
    client: ref('addon', 'whole'),
    ...tokenActions,
  },
};
