/**
 * The items of a collection by their index: stretches of what answers brought, and nothing in between.
 *
 * A page is one stretch, however many items it has; where two answers brought an item, the first one holds.
 */
import { Brought } from './Brought.ts';
import type { Known } from './records.ts';

/** Items of one answer that follow one another. */
export interface Stretch {
  readonly start: number;
  /** The index behind its last item. */
  readonly end: number;
  readonly brought: Brought;
  /** Which item of the answer the first one is. */
  readonly from: number;
}

export class KnownItems implements Iterable<readonly [index: number, item: Known]> {
  /** In their order; none lies over another. */
  #stretches: readonly Stretch[] = [];
  #first = Number.POSITIVE_INFINITY;

  /** The least index of all that was ever known, also of what is forgotten. */
  get first(): number {
    return this.#first;
  }

  get size(): number {
    return this.#stretches.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** The stretch in which an index lies. */
  at(index: number): Stretch | undefined {
    const stretch = this.#stretches[this.#behind(index) - 1];
    return stretch !== undefined && index < stretch.end ? stretch : undefined;
  }

  has(index: number): boolean {
    return this.at(index) !== undefined;
  }

  get(index: number): Known | undefined {
    const stretch = this.at(index);
    return stretch?.brought.values[placeIn(stretch, index)];
  }

  /** The request that brought an item. */
  hrefOf(index: number): string | undefined {
    return this.at(index)?.brought.href;
  }

  /** What an item shares with others that are one thing with it. */
  identityOf(index: number): unknown {
    const stretch = this.at(index);
    return stretch?.brought.identityOf(placeIn(stretch, index));
  }

  /** Whether any of what an answer brought is here. */
  holds(brought: Brought): boolean {
    return this.#stretches.some((stretch) => stretch.brought === brought);
  }

  /** The first index from that one on that is not known. */
  gapFrom(index: number): number {
    let at = index;
    for (let next = this.at(at); next !== undefined; next = this.at(at)) at = next.end;
    return at;
  }

  /** The stretches up to an index, the last one first. */
  *before(index: number): Iterable<Stretch> {
    for (let at = this.#behind(index - 1) - 1; at >= 0; at -= 1) {
      const stretch = this.#stretches[at] as Stretch;
      yield stretch.end <= index ? stretch : { ...stretch, end: index };
    }
  }

  /**
   * Takes in what an answer brought, where nothing is known yet.
   *
   * @param start - The index of the first of them.
   * @param count - How many there are, from `from` on.
   */
  put(start: number, brought: Brought, count: number, from = 0): void {
    const end = start + count;
    const own: Stretch[] = [];
    for (let at = start; at < end; ) {
      const there = this.at(at);
      const next = there?.end ?? Math.min(end, this.#startBehind(at));
      if (there === undefined) own.push({ start: at, end: next, brought, from: from + at - start });
      at = next;
    }
    if (own.length === 0) return;
    this.#first = Math.min(this.#first, start);
    this.#stretches = [...this.#stretches, ...own].sort((one, other) => one.start - other.start);
  }

  /** Takes in one item, in the place of what is known there. */
  replace(index: number, item: Known, href: string | undefined): void {
    this.cut(index, index + 1);
    this.put(index, new Brought([item], [], href), 1);
  }

  /** Takes in what another one knows besides. @param shift - How far behind its own index each is put. */
  putAll(others: KnownItems, shift = 0): void {
    for (const { start, end, brought, from } of others.#stretches) {
      this.put(start + shift, brought, end - start, from);
    }
  }

  /** Forgets the items from an index up to another, and gives them. */
  cut(start: number, end: number): readonly Stretch[] {
    const gone: Stretch[] = [];
    this.#stretches = this.#stretches.flatMap((stretch) => {
      const parts = [part(stretch, stretch.start, start), part(stretch, end, stretch.end)];
      gone.push(...part(stretch, start, end));
      return parts.flat();
    });
    return gone;
  }

  copy(): KnownItems {
    const copy = new KnownItems();
    copy.#stretches = this.#stretches;
    copy.#first = this.#first;
    return copy;
  }

  /** The items alone, in their order. */
  *values(): Iterable<Known> {
    for (const [, item] of this) yield item;
  }

  *[Symbol.iterator](): Iterator<readonly [index: number, item: Known]> {
    for (const stretch of this.#stretches) {
      for (let index = stretch.start; index < stretch.end; index += 1) {
        yield [index, stretch.brought.values[placeIn(stretch, index)] as Known];
      }
    }
  }

  /** The index of the first stretch that begins behind an index. */
  #behind(index: number): number {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stretches[middle] as Stretch).start <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #startBehind(index: number): number {
    return this.#stretches[this.#behind(index)]?.start ?? Number.POSITIVE_INFINITY;
  }
}

/** Which item of the answer the one at an index is. */
export function placeIn({ from, start }: Stretch, index: number): number {
  return from + index - start;
}

/** What of a stretch lies from an index up to another. */
function part(stretch: Stretch, start: number, end: number): readonly Stretch[] {
  const from = Math.max(start, stretch.start);
  const to = Math.min(end, stretch.end);
  if (from >= to) return [];
  return [{ ...stretch, start: from, end: to, from: placeIn(stretch, from) }];
}

/** What tells the items of a stretch from others. */
export function identitiesIn({ brought, from, start, end }: Stretch): readonly unknown[] {
  const { identities } = brought;
  const to = from + end - start;
  return from === 0 && to === identities.length ? identities : identities.slice(from, to);
}
