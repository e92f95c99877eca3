/**
 * Node's own SQLite. It is asked for at run-time: an import of it would fail in an older Node before anything here could
 * say why.
 */
import process from 'node:process';
import type * as Sqlite from 'node:sqlite';

const found: typeof Sqlite | undefined = process.getBuiltinModule?.('node:sqlite');
if (found === undefined) {
  throw new Error(`hypchat-server needs Node 22.13 or later, and this is ${process.versions.node}`);
}

export const DatabaseSync: typeof Sqlite.DatabaseSync = found.DatabaseSync;
export type DatabaseSync = Sqlite.DatabaseSync;
