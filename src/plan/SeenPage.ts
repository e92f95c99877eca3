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

  constructor(ids: readonly Text[], keys: readonly Text[]) {
    this.size = ids.length;
    this.#ids = ids;
    const [first] = keys;
    if (!keys.every((key) => areAlike(key, first))) return;
    this.#least = keys.reduce((one, other) => (isBefore(other, one) ? other : one), first);
  }

  /** Whether an item with that key was on the page. */
  has(id: string, key: Text): boolean {
    if (isBefore(key, this.#least)) return false;
    this.#set ??= new Set(this.#ids);
    return this.#set.has(id);
  }
}

function isBefore(key: Text, other: Text): boolean {
  return key !== undefined && other !== undefined && key < other && areAlike(key, other);
}

/** Whether two moments are written alike, with as many digits in the same zone: then they are in the order of their texts. */
function areAlike(one: Text, other: Text): boolean {
  if (one === undefined || one.length !== other?.length) return false;
  return one.endsWith('Z') ? other.endsWith('Z') : one.slice(-ZONE) === other.slice(-ZONE);
}

/** The length of `+00:00`. */
const ZONE = 6;
