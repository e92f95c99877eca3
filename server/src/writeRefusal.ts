/**
 * What SQLite and the file system say where something cannot be written, as what a client is told.
 *
 * Another process that writes is waited for; a disk that is full, or cannot be written to, is
 * somebody's to mend; a name that another server took in the same moment is a conflict. None of
 * them is an error of the server.
 */
import { type ApiError, conflict, unavailable } from './errors.ts';

/** SQLite's primary result codes. */
const [busy, locked, readOnly, ioError, full, cantOpen] = [5, 6, 8, 10, 13, 14];
/** Its extended codes for a row that would be there twice. */
const [primaryKey, unique] = [1555, 2067];

const diskErrors: ReadonlySet<unknown> = new Set([
  'EDQUOT',
  'EFBIG',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOSPC',
  'ENOTDIR',
  'EEXIST',
  'EACCES',
  'EPERM',
  'EROFS',
]);

/** Whether another process holds what is needed. */
export const isBusy = (error: unknown): boolean => {
  const code = primaryCode(error);
  return code === busy || code === locked;
};

/** Whether nothing can be written at all. */
export const isDiskError = (error: unknown): boolean => {
  const code = primaryCode(error);
  if (code !== undefined) return [readOnly, ioError, full, cantOpen].includes(code);
  return error instanceof Error && 'code' in error && diskErrors.has(error.code);
};

/** The refusal; `undefined` for every other error. */
export function writeRefusal(error: unknown): ApiError | undefined {
  if (isBusy(error)) return unavailable('Somebody else is writing. Please try again.', 1);
  if (isDiskError(error)) return unavailable('Nothing can be written at present', 60);
  const code = extendedCode(error);
  return code === unique || code === primaryKey
    ? conflict('Somebody else took that name in this moment')
    : undefined;
}

function extendedCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

function primaryCode(error: unknown): number | undefined {
  const code = extendedCode(error);
  return code === undefined ? undefined : code & 0xff;
}
