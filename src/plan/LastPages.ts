/**
 * What the last pages of a collection brought. Where something is put before them between two requests, a page
 * begins with items of the pages before it: these are no new ones.
 */

/** How many pages back an item may have come at least, and how many items. */
const PAGES = 3;
const ITEMS = 2000;

export class LastPages {
  #page: string | undefined;
  /** The newest first. */
  readonly #addresses: Set<string>[] = [];

  /**
   * Takes note of an item.
   *
   * @param page - The request that brought it.
   * @returns Whether one of the pages before brought it as well.
   */
  hadBefore(address: string, page: string): boolean {
    if (page !== this.#page) {
      this.#page = page;
      this.#forget();
      this.#addresses.unshift(new Set());
    }
    this.#addresses[0]?.add(address);
    for (let index = 1; index < this.#addresses.length; index += 1) {
      if (this.#addresses[index]?.has(address)) return true;
    }
    return false;
  }

  /** Forgets the pages that lie further back than an item may have come. */
  #forget(): void {
    let items = 0;
    const last = this.#addresses.findIndex(({ size }, index) => {
      items += size;
      return index + 2 >= PAGES && items >= ITEMS;
    });
    if (last >= 0) this.#addresses.length = last + 1;
  }
}
