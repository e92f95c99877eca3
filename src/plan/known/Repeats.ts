/**
 * What of a page came before. Where something is put before the items of a list between two requests, a page begins with
 * items of the pages before it: these are no new ones.
 *
 * Then the last item that came stands in the page as well, or the page begins with one that came: as long as neither is so,
 * nothing more is compared.
 */
import type { Brought } from './Brought.ts';
import { identitiesIn, placeIn, type Stretch } from './KnownItems.ts';
import type { ListRecord } from './lists.ts';

/** A page is compared with so many pages before it, and with more where those have fewer items than that. */
const PAGES = 2;
const ITEMS = 2000;

export class Repeats {
  /** The index of the first item that is read. */
  readonly #first: number;
  #page: Brought | undefined;
  #before: ReadonlySet<unknown> | undefined;

  constructor(first: number) {
    this.#first = first;
  }

  /** Whether one of the pages before brought some of the items of a stretch as well. */
  isIn(stretch: Stretch, list: ListRecord): boolean {
    if (stretch.brought !== this.#page) {
      this.#page = stretch.brought;
      const before = this.#lately(stretch, list);
      this.#before = isOverlap(before, stretch) ? new Set(before.flatMap(identitiesIn)) : undefined;
    }
    return this.#before !== undefined;
  }

  /** Whether one of the pages before brought an item as well. */
  has(index: number, { items }: ListRecord): boolean {
    const identity = items.identityOf(index);
    return identity !== undefined && this.#before?.has(identity) === true;
  }

  /** The pages before, the last one first, as far back as an item may have come. */
  #lately({ start }: Stretch, { items }: ListRecord): readonly Stretch[] {
    const lately: Stretch[] = [];
    let count = 0;
    for (const stretch of items.before(start)) {
      if (stretch.end <= this.#first || (lately.length >= PAGES && count >= ITEMS)) break;
      const from = Math.max(stretch.start, this.#first) - stretch.start;
      lately.push({ ...stretch, start: stretch.start + from, from: stretch.from + from });
      count += stretch.end - stretch.start;
    }
    return lately;
  }
}

function isOverlap(before: readonly Stretch[], page: Stretch): boolean {
  const [newest] = before;
  if (newest === undefined) return false;
  const last = newest.brought.identityOf(placeIn(newest, newest.end - 1));
  const first = page.brought.identityOf(page.from);
  return holds(page, last) || before.some((each) => holds(each, first));
}

function holds(stretch: Stretch, identity: unknown): boolean {
  return identity !== undefined && identitiesIn(stretch).includes(identity);
}
