/**
 * What tells the items of a page that came from others, where what comes again has to be told from what is new. Most items
 * of the next page are older than all of these: then they need not be looked for.
 */
type Text = string | undefined;

export class SeenPage {
  readonly size: number;
  readonly #ids: readonly Text[];
  /** The least key of an item, where all of them are written alike. */
  #least: Text;
  #set: ReadonlySet<Text> | undefined;
  #looks = 0;

  constructor(ids: readonly Text[], keys: readonly Text[]) {
    this.size = ids.length;
    this.#ids = ids;
    const [first] = keys;
    this.#least = keys.reduce(earlier, first);
  }

  /** What tells whether an item with that key was on one of some pages. */
  static on(pages: readonly SeenPage[]): (id: string, key: Text) => boolean {
    // What is older than all that came is held against the oldest alone.
    const least = pages.map((page) => page.#least);
    const oldest = least.reduce(earlier, least[0]);
    return (id, key) => !isBefore(key, oldest) && pages.some((page) => page.#has(id, key));
  }

  #has(id: string, key: Text): boolean {
    if (isBefore(key, this.#least)) return false;
    this.#looks += 1;
    if (this.#looks < FEW) return this.#ids.lastIndexOf(id) >= 0;
    this.#set ??= new Set(this.#ids);
    return this.#set.has(id);
  }
}

/** What comes again mostly stood last, and is soon found there: so many looks cost less than a set of all. */
const FEW = 10;

/** The earlier of two keys; none where they are not written alike. */
function earlier(one: Text, other: Text): Text {
  if (!areAlike(one, other)) return undefined;
  return isBefore(other, one) ? other : one;
}

function isBefore(key: Text, other: Text): boolean {
  return key !== undefined && other !== undefined && areAlike(key, other) && key < other;
}

/** Whether two moments are written alike, with as many digits in the same zone: then they are in the order of their texts. */
function areAlike(one: Text, other: Text): boolean {
  if (one === undefined || one.length !== other?.length) return false;
  return one.endsWith('Z') ? other.endsWith('Z') : one.slice(-ZONE) === other.slice(-ZONE);
}

/** The length of `+00:00`. */
const ZONE = 6;
