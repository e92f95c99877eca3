/**
 * A map that forgets what was not kept for a while, a generation at a time: which costs no more than dropping a map.
 */
export class Generations<T> implements Iterable<readonly [string, T]> {
  /** The newest first. */
  #maps: [Map<string, T>, ...Map<string, T>[]] = [new Map()];

  /** The value under a key. What is asked for is kept for longer. */
  get(key: string): T | undefined {
    const [newest] = this.#maps;
    for (const map of this.#maps) {
      const value = map.get(key);
      if (value === undefined) continue;
      if (map !== newest) newest.set(key, value);
      return value;
    }
    return undefined;
  }

  /** How many values there are at most. */
  get size(): number {
    return this.#maps.reduce((sum, { size }) => sum + size, 0);
  }

  /** Takes in a value, or keeps the one that is there for longer. */
  set(key: string, value: T): void {
    this.#maps[0].set(key, value);
  }

  delete(key: string): void {
    for (const map of this.#maps) map.delete(key);
  }

  /** Begins a generation. @param kept - How many of the earlier ones are left. */
  begin(kept: number): void {
    this.#maps = [new Map(), ...this.#maps.slice(0, kept)];
  }

  *[Symbol.iterator](): Iterator<readonly [string, T]> {
    for (const [index, map] of this.#maps.entries()) {
      const newer = this.#maps.slice(0, index);
      for (const entry of map) if (!newer.some((each) => each.has(entry[0]))) yield entry;
    }
  }
}
