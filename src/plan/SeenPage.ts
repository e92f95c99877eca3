/**
 * What tells the items of a page that came from others, where what comes again has to be told from what is new.
 *
 * Most items of the next page are older than all of these: then they need not be looked for.
 */

/** So many times the items are gone through; whoever asks more often is better off with a set of them. */
const FEW = 8;

export class SeenPage {
  readonly #ids: readonly (string | undefined)[];
  /** The least key of an item, where all of them are written alike. */
  readonly #least: string | undefined;
  #asked = 0;
  #set: ReadonlySet<string | undefined> | undefined;

  constructor(ids: readonly (string | undefined)[], keys: readonly (string | undefined)[]) {
    this.#ids = ids;
    this.#least = leastOf(keys);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Whether an item with that key was on the page. */
  has(id: string, key: string | undefined): boolean {
    if (this.#least !== undefined && key !== undefined && isBefore(key, this.#least)) return false;
    this.#asked += 1;
    if (this.#asked <= FEW) return this.#ids.includes(id);
    this.#set ??= new Set(this.#ids);
    return this.#set.has(id);
  }
}

function leastOf(keys: readonly (string | undefined)[]): string | undefined {
  let [least] = keys;
  for (const key of keys) {
    if (key === undefined || least === undefined || !areAlike(key, least)) return undefined;
    if (key < least) least = key;
  }
  return least;
}

function isBefore(key: string, other: string): boolean {
  return key < other && areAlike(key, other);
}

/** Whether two moments are written alike, with as many digits in the same zone: then they are in the order of their texts. */
function areAlike(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  if (one.endsWith('Z')) return other.endsWith('Z');
  return (
    one.includes('T') && one.slice(-ZONE) === other.slice(-ZONE) && /^[+-]/.test(one.slice(-ZONE))
  );
}

/** The length of `+00:00`. */
const ZONE = 6;
