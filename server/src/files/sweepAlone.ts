/**
 * Removes at a start what an interrupted upload left: a file that was not written to its end, or
 * one that no row of the database knows.
 *
 * Another server on the same database may be about to write the row of such a file. So this is done
 * under a lock that only one gets who is alone; where there are others, `FileStore.sweep` removes
 * what is old.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '../sqlite.ts';
import { directoryOf } from './keepToOwner.ts';

/** What the server calls a file; whatever else stands there somebody has put there. */
const ours = /^[0-9a-f]{40}(?:\.part)?$/;

/**
 * Removes what is left over, before the database is opened by the one who serves it.
 *
 * @param database - Where the database is, a file or `:memory:`.
 * @returns How many files were removed; `undefined` where others are at work.
 */
export function sweepAlone(database: string): number | undefined {
  const directory = directoryOf(database);
  if (directory === undefined || !existsSync(database) || !existsSync(directory)) return 0;
  const connection = new DatabaseSync(database);
  try {
    // Whoever else has the database open has it locked against this.
    connection.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE');
    const isKnown = connection.prepare('SELECT 1 FROM files WHERE key = ?');
    const leftOver = readdirSync(directory).filter(
      (name) => ours.test(name) && isKnown.get(name) === undefined,
    );
    for (const name of leftOver) rmSync(join(directory, name), { force: true });
    return leftOver.length;
  } catch {
    // Others are at work, or there is no table yet: whatever is wrong with the file is said when it
    // is opened to be served.
    return undefined;
  } finally {
    connection.close();
  }
}
