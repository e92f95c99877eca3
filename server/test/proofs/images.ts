/**
 * What may be on the disk when a server ends in the middle of a write: images of a database and its
 * write-ahead log, made of how they were before a commit and how they are after it.
 *
 * A process that is killed leaves what it had written so far, in the order in which it wrote. After
 * a power cut, of what was not yet waited for (`fsync`) any part may be there, and the rest not.
 * SQLite waits for the log before it writes it back into the database, unless it is told not to.
 */
import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';

/** A database and its log, as they are on the disk. */
export interface Files {
  readonly database: Buffer;
  readonly log: Buffer;
}

/** One state in which a server may find them when it starts anew. */
export interface Image extends Files {
  readonly what: string;
  /** Whether what was acknowledged before the commit has to be there, or only what is there be whole. */
  readonly keepsAll: boolean;
}

export const filesOf = (file: string): Files => ({
  database: readFileSync(file),
  log: existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0),
});

const pageSize = 4096;
/** The log has a head of 32 bytes, and before each page one of 24. */
const [logHead, frameSize] = [32, pageSize + 24];

/**
 * The states that a commit goes through.
 *
 * @param waits - Whether SQLite waits for the log to be on the disk before it writes it back.
 */
export function imagesOf(before: Files, after: Files, waits: boolean): Image[] {
  return [...cutLogs(before, after), ...tornPages(before, after, waits)];
}

/** The log was written so far, or with a hole. */
function* cutLogs(before: Files, after: Files): Generator<Image> {
  const start = firstDifference(before.log, after.log);
  const size = after.log.length - start;
  if (size === 0) return;
  const { database } = before;
  const frames = Math.ceil(size / frameSize);
  const places = new Set(
    [0, 1, Math.floor(frames / 2), frames - 1].flatMap((frame) =>
      [0, 12, 24, 2000].map((offset) => start + frame * frameSize + offset),
    ),
  );
  for (const place of places) {
    if (place >= after.log.length) continue;
    // Where the log begins anew, what stood there before stands behind what was written.
    const log = Buffer.concat([after.log.subarray(0, place), before.log.subarray(place)]);
    yield { what: `a log of ${place} bytes`, database, log, keepsAll: true };
  }
  if (frames > 1) {
    const log = Buffer.from(after.log);
    log.fill(0, start, Math.min(start + frameSize, log.length));
    yield { what: 'a log with a hole', database, log, keepsAll: true };
  }
  // Of what nobody waited for more may be missing than this commit.
  const half = logHead + Math.floor((start - logHead) / frameSize / 2) * frameSize;
  if (half > logHead) {
    const log = after.log.subarray(0, half);
    yield { what: `a log that lost its end`, database, log, keepsAll: false };
  }
}

/** Of the pages that were written into the database some are there. */
function* tornPages(before: Files, after: Files, waits: boolean): Generator<Image> {
  const pages = differentPages(before.database, after.database);
  if (pages.length === 0) return;
  const parts: Record<string, number[]> = {
    'the first page': pages.slice(0, 1),
    'the first half': pages.slice(0, Math.ceil(pages.length / 2)),
    'the last page': pages.slice(-1),
    'every other page': pages.filter((_, index) => index % 2 === 1),
    'all but the last page': pages.slice(0, -1),
    'every page': pages,
  };
  for (const [what, written] of Object.entries(parts)) {
    const database = mixed(before.database, after.database, written);
    yield { what: `${what} of ${pages.length}`, database, log: after.log, keepsAll: true };
    if (waits) continue;
    const rest = { database, keepsAll: false };
    yield { what: `${what} of ${pages.length}, without the log`, log: Buffer.alloc(0), ...rest };
    yield { what: `${what} of ${pages.length}, with the log before`, log: before.log, ...rest };
  }
}

function mixed(before: Buffer, after: Buffer, pages: readonly number[]): Buffer {
  const last = Math.max(-1, ...pages);
  const database = Buffer.alloc(Math.max(before.length, (last + 1) * pageSize));
  before.copy(database);
  for (const page of pages) {
    after.copy(database, page * pageSize, page * pageSize, (page + 1) * pageSize);
  }
  return database;
}

function firstDifference(one: Buffer, other: Buffer): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at += 1;
  return at;
}

function differentPages(before: Buffer, after: Buffer): number[] {
  const pages: number[] = [];
  for (let page = 0; page * pageSize < after.length; page += 1) {
    const [from, to] = [page * pageSize, (page + 1) * pageSize];
    if (!before.subarray(from, to).equals(after.subarray(from, to))) pages.push(page);
  }
  return pages;
}
