/**
 * Whether the server is well: whether there is something to read, and whether it can be written.
 *
 * What cannot be known without trying is tried: a full disk, or one that became read-only, shows
 * only in a write. However often it is asked, that is once a second at most.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './writeRefusal.ts';

/** How long what was found is told again, in milliseconds. */
const goodForMs = 1000;

/**
 * How long another process may write before nobody else can be said to be able to, in milliseconds:
 * longer than any request waits, and than a command or a start takes.
 */
const mostBusyMs = 5000;

/**
 * How long a file may take, in milliseconds: files wait for whatever else is done in threads, the
 * checking of passwords say, and that is no illness. What comes later is told at the next asking.
 */
const fileWaitMs = 100;

/** Somewhere to write, and how to try: `Store` and `FileStore` are such. */
export interface Places {
  readonly store: { isEmpty(): boolean; tryWriting(): void };
  readonly files: { tryWriting(): Promise<void> };
}

export type Condition = 'ok' | 'empty' | 'cannot read' | 'cannot write' | 'locked';

export class Health {
  readonly #places: Places;
  #asked = Number.NEGATIVE_INFINITY;
  #found: Promise<Condition> = Promise.resolve('ok');
  #busySince: number | undefined;
  #isFileKept = true;

  constructor(places: Places) {
    this.#places = places;
  }

  condition(): Promise<Condition> {
    const now = performance.now();
    if (now - this.#asked >= goodForMs) {
      this.#asked = now;
      this.#found = this.#look();
    }
    return this.#found;
  }

  async #look(): Promise<Condition> {
    const { store, files } = this.#places;
    try {
      if (store.isEmpty()) return 'empty';
    } catch {
      return 'cannot read';
    }
    try {
      store.tryWriting();
      this.#busySince = undefined;
    } catch (error) {
      if (!isBusy(error)) return 'cannot write';
      this.#busySince ??= performance.now();
      return performance.now() - this.#busySince < mostBusyMs ? 'ok' : 'locked';
    }
    const trying = files.tryWriting().then(
      () => true,
      () => false,
    );
    void trying.then((isKept) => {
      this.#isFileKept = isKept;
    });
    await Promise.race([trying, sleep(fileWaitMs, undefined, { ref: false })]);
    return this.#isFileKept ? 'ok' : 'cannot write';
  }
}
