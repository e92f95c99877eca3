/**
 * Keeps what is on the disk to whoever runs the server: all that a company said is in it.
 *
 * The database is made for its owner alone; what SQLite puts beside it takes its modes from it. What
 * an older server, a copy or a backup left open is closed, with a word. Systems without such modes
 * are left alone.
 */
import { Buffer } from 'node:buffer';
import {
  chmodSync,
  closeSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** The modes: of a file, and of the directory of files. */
export const fileMode = 0o600;
export const directoryMode = 0o700;

/** Where the files of a database are; `undefined` where it is in memory. */
export const directoryOf = (database: string): string | undefined =>
  database === ':memory:' || database === '' ? undefined : `${database}-files`;

/**
 * Makes the database where there is none, and closes it to others where it is open to them.
 *
 * @param onWarning - Told of what was open.
 * @throws {Error} Where the file cannot be made.
 */
export function keepToOwner(database: string, onWarning: (warning: string) => void): void {
  const directory = directoryOf(database);
  if (directory === undefined || process.platform === 'win32') return;
  makeFile(database);
  // A name that was mistyped must not have somebody's notes closed to others.
  if (!isDatabase(database)) return;
  for (const end of ['', '-wal', '-shm', '-journal']) close(database + end, fileMode, onWarning);
  if (!close(directory, directoryMode, onWarning)) return;
  // In a directory that is closed to others nobody gets at a file, whatever its own mode is.
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (isOpen(stateOf(path))) chmodSync(path, fileMode);
  }
}

function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', fileMode));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Whether SQLite would open it: it is empty, or begins as its files do. */
function isDatabase(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(16);
    const length = readSync(file, start);
    return length === 0 || start.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(file);
  }
}

/** Closes it to others; whether it was open. */
function close(path: string, mode: number, onWarning: (warning: string) => void): boolean {
  const before = stateOf(path);
  if (!isOpen(before)) return false;
  let why = 'the file system knows no such modes';
  try {
    chmodSync(path, mode);
  } catch (error) {
    why = (error as NodeJS.ErrnoException).code ?? String(error);
  }
  const was = `${path} was open to others (mode ${octal(before)})`;
  const isClosed = !isOpen(stateOf(path));
  onWarning(
    isClosed
      ? `${was}, and is its owner's alone now (${octal({ mode })})`
      : `${was}, and stays so: ${why}. Whoever it belongs to can close it by chmod ${mode.toString(8)}`,
  );
  return isClosed;
}

const stateOf = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

/** Whether somebody else has any right to it. Devices and the like are nobody's to close. */
const isOpen = (state: Stats | undefined): state is Stats =>
  state !== undefined && (state.isFile() || state.isDirectory()) && (state.mode & 0o077) !== 0;

const octal = ({ mode }: { readonly mode: number }): string =>
  `0${(mode & 0o777).toString(8).padStart(3, '0')}`;
