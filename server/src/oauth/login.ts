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
 * @throws {ApiError} 429 after too many tries for one name.
 */
export async function login(
  store: Store,
  tries: RateLimit,
  username: string,
  password: string,
): Promise<UserRow | undefined> {
  if (tries.take(fold(username).slice(0, 255), passwordTries).refused) throw rateLimitExceeded();
  const user = findUser(store, username);
  const isRight = await isPassword(password, user?.password_hash ?? null);
  return isRight && user !== undefined && isStillIn(store, user) ? user : undefined;
}

/**
 * Whether whoever signed in by a password still could: it takes a while to look at one, in which the
 * user may be deleted, or another password set.
 */
export function isStillIn(store: Store, user: UserRow): boolean {
  const now = store.users.find(user.id);
  return now?.is_deleted === 0 && now.password_hash === user.password_hash;
}
