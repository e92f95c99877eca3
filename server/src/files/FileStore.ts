/**
 * Keeps the bytes of files: beside the database where that is a file, in memory where it is not.
 *
 * Knows keys only. What a file is called and who may see it stands in the database
 * (`store/Files.ts`); how one gets at it without a token, in `FileLinks.ts`.
 */
import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { directoryMode, directoryOf, fileMode } from './keepToOwner.ts';

/** How old a file has to be before it counts as left over, in milliseconds. */
const leftOverAfterMs = 3_600_000;

export class FileStore {
  /** The largest file that is taken, in bytes. */
  readonly largest: number;
  readonly #directory: string | undefined;
  readonly #memory = new Map<string, Uint8Array>();

  /** @param database - Where the database is, a file or `:memory:`. */
  constructor(database: string, largest: number) {
    this.largest = largest;
    this.#directory = directoryOf(database);
  }

  /** Keeps the bytes, and gives the key under which they are found. */
  async put(bytes: Uint8Array): Promise<string> {
    const key = randomBytes(20).toString('hex');
    if (this.#directory === undefined) {
      this.#memory.set(key, bytes);
      return key;
    }
    await mkdir(this.#directory, { recursive: true, mode: directoryMode });
    // A file that has its name is whole, whenever the process is killed.
    const unfinished = join(this.#directory, `${key}.part`);
    const handle = await open(unfinished, 'wx', fileMode);
    try {
      try {
        await handle.writeFile(bytes);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(unfinished, join(this.#directory, key));
    } catch (error) {
      // A disk that is full is not to stay so for what nobody will ever read.
      await rm(unfinished, { force: true });
      throw error;
    }
    return key;
  }

  /**
   * Keeps the bytes together with what is written of them: without that they are gone again.
   *
   * @param write - Writes of them, under their key.
   */
  async keep<T>(bytes: Uint8Array, write: (key: string) => Promise<T>): Promise<T> {
    const key = await this.put(bytes);
    try {
      return await write(key);
    } catch (error) {
      await this.delete([key]);
      throw error;
    }
  }

  /** The bytes; `undefined` where there are none under this key. */
  async get(key: string): Promise<Uint8Array | undefined> {
    const inMemory = this.#memory.get(key);
    if (inMemory !== undefined || this.#directory === undefined) return inMemory;
    if (!/^[0-9a-f]{40}$/.test(key)) return undefined;
    return readFile(join(this.#directory, key)).catch(() => undefined);
  }

  /** Keeps a file and removes it, to see whether anything can be kept. Fails where nothing can. */
  async tryWriting(): Promise<void> {
    if (this.#directory === undefined) return;
    await this.delete([await this.put(new Uint8Array(1))]);
  }

  /** Removes files, as far as they are there. */
  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#memory.delete(key);
      if (this.#directory !== undefined) await rm(join(this.#directory, key), { force: true });
    }
  }

  /**
   * Removes what a killed server left while others were at work, and is old: files that no row of
   * the database knows. Where it is alone a server does that when it starts (`sweepAlone.ts`).
   *
   * @param isKnown - Whether a row has this key.
   */
  async sweep(isKnown: (key: string) => boolean): Promise<void> {
    if (this.#directory === undefined) return;
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names) {
      if (isKnown(name)) continue;
      const path = join(this.#directory, name);
      // Another server on the same database may be about to write the row.
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (Date.now() - mtimeMs > leftOverAfterMs) await rm(path, { force: true });
    }
  }
}

/** The bytes of a base64 text; `undefined` where it is none. Line breaks in it are ignored. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bare = /[\r\n\t ]/.test(text) ? text.replace(/[\r\n\t ]/g, '') : text;
  const padding = bare.endsWith('==') ? 2 : bare.endsWith('=') ? 1 : 0;
  const digits = bare.length - padding;
  // These two are digits of another base64, which Node would take as well.
  if (digits % 4 === 1 || bare.includes('-') || bare.includes('_')) return undefined;
  const bytes = Buffer.from(bare, 'base64');
  // Node leaves out what is no digit: each such character makes the bytes fewer. To look at every one
  // of a large file's characters takes ten times as long, in which nobody else is answered.
  return bytes.length === Math.floor((digits * 3) / 4) ? bytes : undefined;
}
