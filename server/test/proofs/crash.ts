/**
 * Ends a server inside its writes: at each commit, in every state that the disk may then be in. What
 * was acknowledged has to be there, and what is there has to be whole. Meanwhile the clock goes back
 * an hour, again and again.
 *
 * `node test/proofs/crash.ts [steps]`. The same is then done with settings of SQLite that lose data,
 * which have to be caught: a proof that catches nothing proves nothing.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { createServer } from '../../src/index.ts';
import { askBy, steps, type Written, write } from './everything.ts';
import { filesOf, type Image, imagesOf } from './images.ts';
import { faults, plant, type Settings } from './planted.ts';
import { brokenIn } from './whole.ts';

/** What was seen. */
export interface CrashReport {
  readonly commits: number;
  readonly images: number;
  readonly acknowledged: number;
  /** What was wrong, the first few of it. */
  readonly broken: readonly string[];
}

/** The server's own settings, with a log that is written back often enough to be seen. */
export const own: Settings = { journal: 'WAL', synchronous: 'NORMAL', checkpoint: 30 };

// An image is written with the modes of whatever writes it, which the server mends and tells of.
const options = { rateLimit: 0, floodLimit: 0, onWarning: () => undefined } as const;
const hour = 3_600_000;

/**
 * Does so many steps of writing, and looks at every image of every commit of them.
 *
 * @param stopEarly - Whether the first thing that is wrong is enough.
 */
export async function crashInWrites(
  count: number,
  settings: Settings,
  stopEarly = false,
): Promise<CrashReport> {
  const directory = mkdtempSync(join(tmpdir(), 'hypchat-crash-'));
  const file = join(directory, 'chat.db');
  mkdirSync(`${file}-files`);
  const unplant = plant(settings);
  const watch = new Watch(file);
  let now = Date.now();
  const server = createServer({ ...options, database: file, sample: true, now: () => now });
  const ask = askBy(server.fetch, 'http://localhost', server.mintToken());
  const acknowledged: Written[] = [];
  const broken: string[] = [];
  let [images, commits] = [0, 0];
  try {
    for (let number = 0; number < count; number += 1) {
      now += number % 7 === 6 ? -hour : 1000;
      const known = acknowledged.length;
      watch.begin();
      acknowledged.push(await write(ask, number, `Step ${number}`));
      for (const seen of watch.end()) {
        commits += 1;
        for (const image of seen) {
          images += 1;
          // The newest of them and a few others: all are looked at in the end.
          const wanted = acknowledged.slice(0, known).filter((_, index) => {
            return index >= known - 3 || index % 11 === images % 11;
          });
          const wrong = await inspect(image, file, image.keepsAll ? wanted : []);
          broken.push(...wrong.map((what) => `step ${number}, ${image.what}: ${what}`));
        }
      }
      if (broken.length > 0 && stopEarly) break;
    }
    const whole = { ...filesOf(file), what: 'the end', keepsAll: true };
    broken.push(...(await inspect(whole, file, acknowledged)));
  } finally {
    // What was put on last is taken off first.
    watch.stop();
    unplant();
    server.close();
    rmSync(directory, { recursive: true, force: true });
  }
  const report = { commits, images, acknowledged: acknowledged.length };
  return { ...report, broken: broken.slice(0, 5) };
}

/** Opens an image as a server would, and says what is wrong with it. */
async function inspect(image: Image, file: string, wanted: readonly Written[]): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'hypchat-image-'));
  const copy = join(directory, 'chat.db');
  try {
    writeFileSync(copy, image.database);
    if (image.log.length > 0) writeFileSync(`${copy}-wal`, image.log);
    cpSync(`${file}-files`, `${copy}-files`, { recursive: true, force: true });
    const server = createServer({ ...options, database: copy, onError: () => undefined });
    const lost: string[] = [];
    try {
      const ask = askBy(server.fetch, 'http://localhost', server.mintToken());
      for (const written of wanted) {
        if (!(await written.isThere(ask))) lost.push(`lost: ${written.what}`);
      }
    } finally {
      server.close();
    }
    return [...lost, ...brokenIn(copy)];
  } catch (error) {
    return [String(error)];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Looks at a database before and after each of its commits. */
class Watch {
  readonly #file: string;
  readonly #exec = DatabaseSync.prototype.exec;
  #seen: Image[][] | undefined;

  constructor(file: string) {
    this.#file = file;
    const watch = this;
    const exec = this.#exec;
    DatabaseSync.prototype.exec = function (sql: string): void {
      if (sql === 'COMMIT' && watch.#seen !== undefined) watch.#commit(this);
      else exec.call(this, sql);
    };
  }

  begin(): void {
    this.#seen = [];
  }

  /** The images of the commits since the beginning. */
  end(): Image[][] {
    const seen = this.#seen ?? [];
    this.#seen = undefined;
    return seen;
  }

  stop(): void {
    DatabaseSync.prototype.exec = this.#exec;
  }

  #commit(connection: DatabaseSync): void {
    const row = connection.prepare('PRAGMA synchronous').get();
    const before = filesOf(this.#file);
    this.#exec.call(connection, 'COMMIT');
    this.#seen?.push(imagesOf(before, filesOf(this.#file), row?.synchronous !== 0));
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const count = Number(process.argv[2] ?? Object.keys(steps).length * 3);
  const report = await crashInWrites(count, own);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (report.broken.length > 0 || report.images === 0) process.exitCode = 1;
  for (const fault of faults) {
    const caught = await crashInWrites(count, { checkpoint: 30, ...fault }, true);
    process.stdout.write(`${JSON.stringify({ planted: fault, ...caught })}\n`);
    if (caught.broken.length > 0) continue;
    process.stderr.write(`${JSON.stringify(fault)} went by unseen\n`);
    process.exitCode = 1;
  }
}
