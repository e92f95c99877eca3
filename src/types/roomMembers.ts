/**
 * Who is in a room, and who may enter it: the two collections of users that a room has.
 */
import type { Action } from './chain.ts';
import type { RowPages } from './inner.ts';
import type { CallablePages, PageOptions } from './page.ts';
import type { UserForms, UserLike } from './user.ts';

/** Which participants are listed. */
export interface ParticipantsOptions extends PageOptions {
  /** Whether those are listed who are not there; private rooms only. Default `false`. */
  readonly includeOffline?: boolean | undefined;
}

/** Who is in a room. */
export interface Participants extends CallablePages<UserForms, ParticipantsOptions> {}

/** What can be done to the list of those who may enter a private room. */
export interface MemberActions {
  /**
   * Lets a user in.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/add_member
   */
  add(
    user: UserLike | number | string,
    options?: { readonly roomRoles?: Iterable<'room_admin' | 'room_member'> | undefined },
  ): Action<undefined>;
  /** Takes a user out. */
  remove(user: UserLike | number | string): Action<undefined>;
}

/** Who may enter a private room. */
export interface Members extends CallablePages<UserForms, PageOptions>, MemberActions {}

/** Who may enter a private room, as a lambda meets them. */
export interface RowMembers extends RowPages<UserForms, PageOptions>, MemberActions {}
