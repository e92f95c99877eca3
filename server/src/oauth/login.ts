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
  // Asked again, because the user may have been deleted meanwhile.
  const found = isRight && user !== undefined ? store.users.find(user.id) : undefined;
  return found?.is_deleted === 0 ? found : undefined;
}
