/** Signing in by password, which can be tried only so often. */
import { passwordTries } from '../choices/values.ts';
import { rateLimitExceeded } from '../errors.ts';
import { isPassword } from '../password.ts';
import type { RateLimit } from '../rateLimit.ts';
import { findUser } from '../rights.ts';
import { fold } from '../store/fold.ts';
import type { Store } from '../store/Store.ts';
import type { UserRow } from '../store/Users.ts';

/**
 * The user with this name and password; `undefined` where there is none, whatever of it was wrong.
 *
 * @param username - An e-mail address, a @mention name or an id.
 * @throws {ApiError} 429 after too many tries for one person, by whatever names.
 */
export async function login(
  store: Store,
  tries: RateLimit,
  username: string,
  password: string,
): Promise<UserRow | undefined> {
  const user = findUser(store, username);
  if (tries.take(countedAs(user, username), passwordTries).refused) throw rateLimitExceeded();
  const isRight = await isPassword(password, user?.password_hash ?? null);
  return isRight && user !== undefined && isStillIn(store, user) ? user : undefined;
}

/**
 * Under which name a try is counted: the person has several, and each can be written in many ways.
 * Who is nobody is counted as well, or it would tell who is.
 */
function countedAs(user: UserRow | undefined, username: string): string {
  if (user !== undefined) return `user ${user.id}`;
  const name = /^\d+$/.test(username) ? username.replace(/^0+/, '') : fold(username);
  return `name ${name.slice(0, 255)}`;
}

/**
 * Whether whoever signed in by a password still could: it takes a while to look at one, in which the
 * user may be deleted, or another password set.
 */
export function isStillIn(store: Store, user: UserRow): boolean {
  const now = store.users.find(user.id);
  return now?.is_deleted === 0 && now.password_hash === user.password_hash;
}
