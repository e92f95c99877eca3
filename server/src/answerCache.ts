/**
 * Keeps answers to reads, and who holds which token, for as long as nothing was written.
 *
 * Scripts ask the same again and again. Whether something was written is asked of the database
 * (`generation`) each time, another process on the same file included; so what is kept is never
 * older than what would be read.
 */

/** An answer of more characters is not kept. */
const longestAnswer = 262_144;
/** How many characters are kept altogether, and how many entries. */
const mostCharacters = 8_388_608;
const mostEntries = 5000;

/** Entries that are true under one generation, and forgotten with it. */
export class GenerationCache<T> {
  readonly #sizeOf: (value: T) => number;
  readonly #entries = new Map<string, T>();
  #generation = -1;
  #size = 0;

  constructor(sizeOf: (value: T) => number) {
    this.#sizeOf = sizeOf;
  }

  get(generation: number, key: string): T | undefined {
    return generation === this.#generation ? this.#entries.get(key) : undefined;
  }

  set(generation: number, key: string, value: T): void {
    const size = this.#sizeOf(value);
    if (size > longestAnswer) return;
    const isFull = this.#size + size > mostCharacters || this.#entries.size >= mostEntries;
    if (generation !== this.#generation || isFull) {
      this.#entries.clear();
      this.#size = 0;
      this.#generation = generation;
    }
    this.#entries.set(key, value);
    this.#size += size;
  }
}
