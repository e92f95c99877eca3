/**
 * What the last pages of a collection brought. Where something is put before them between two requests, a page
 * begins with items of the page before it: these are no new ones.
 */

/** How many pages back an item may have come. */
const PAGES = 3;

export class LastPages {
  #page: string | undefined;
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
      this.#addresses.unshift(new Set());
      this.#addresses.length = Math.min(this.#addresses.length, PAGES);
    }
    this.#addresses[0]?.add(address);
    for (let index = 1; index < this.#addresses.length; index += 1) {
      if (this.#addresses[index]?.has(address)) return true;
    }
    return false;
  }
}
