/** Whether a file says what its owner put there. */
import type { Stats } from 'node:fs';

/**
 * Why somebody else could have written the file; `undefined` where only its owner could, who is this user or the
 * administrator.
 *
 * @param user - The id of this user; `undefined` on systems that have none, whose modes tell nothing of others.
 */
export function whyDistrusted(
  stat: Pick<Stats, 'mode' | 'uid' | 'isFile'>,
  user: number | undefined,
): string | undefined {
  // A pipe or a terminal is whose the process is.
  if (user === undefined || !stat.isFile()) return undefined;
  if (stat.uid !== user && stat.uid !== 0) return 'belongs to another user';
  return (stat.mode & 0o022) === 0 ? undefined : 'can be written by others';
}
