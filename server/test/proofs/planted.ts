/**
 * Settings of SQLite that lose data, put in the place of the server's own: a proof that passes with
 * one of them proves nothing.
 */
import { DatabaseSync } from 'node:sqlite';

/** How a database is written. */
export interface Settings {
  readonly journal: 'WAL' | 'OFF' | 'MEMORY';
  readonly synchronous: 'NORMAL' | 'OFF';
  /** After how many pages the log is written back into the database. */
  readonly checkpoint?: number;
}

/** The server's own are none of these. */
export const faults: readonly Settings[] = [
  { journal: 'OFF', synchronous: 'OFF' },
  { journal: 'WAL', synchronous: 'OFF' },
  { journal: 'OFF', synchronous: 'NORMAL' },
  { journal: 'MEMORY', synchronous: 'NORMAL' },
];

/**
 * Opens databases with these settings from now on.
 *
 * @returns Takes it back.
 */
export function plant({ journal, synchronous, checkpoint }: Settings): () => void {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (sql: string): void {
    const changed = sql
      .replace(/journal_mode = WAL/i, `journal_mode = ${journal}`)
      .replace(/synchronous = \w+/i, `synchronous = ${synchronous}`);
    exec.call(this, changed);
    if (/journal_mode = /i.test(sql) && checkpoint !== undefined) {
      exec.call(this, `PRAGMA wal_autocheckpoint = ${checkpoint}`);
    }
  };
  return () => {
    DatabaseSync.prototype.exec = exec;
  };
}
