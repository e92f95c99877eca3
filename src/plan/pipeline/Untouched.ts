/**
 * Items that are only shown, or counted, and that nobody has asked anything of: as many as one answer brought in a row. They stay
 * as they came, and are made into no records, until somebody walks on from one.
 */
import type { Brought } from '../known/Brought.ts';
import type { Knowledge } from '../known/known.ts';
import { behindGaps } from '../known/lists.ts';
import type { Repeats } from '../known/Repeats.ts';
import type { CollectionPlace } from '../place/place.ts';
import { sourceAddress } from './itemSource.ts';

export class Untouched {
  /** The address of the list, and the kind of its items. */
  readonly list: string;
  readonly kind: string;
  /** The index of the first of them in the list. */
  readonly index: number;
  readonly brought: Brought;
  /** Which items of the answer they are: from one up to another. */
  readonly from: number;
  readonly to: number;

  constructor(place: CollectionPlace, index: number, brought: Brought, from: number, to: number) {
    this.list = sourceAddress(place);
    this.kind = place.kind;
    this.index = index;
    this.brought = brought;
    this.from = from;
    this.to = to;
  }

  /** The index behind the last of them. */
  get end(): number {
    return this.index + this.to - this.from;
  }
}

/** The items from an index on that are untouched; `undefined` where they are not, or came before. */
export function untouchedFrom(
  place: CollectionPlace,
  index: number,
  repeats: Repeats,
  known: Knowledge,
): Untouched | undefined {
  const list = known.list(sourceAddress(place));
  if (list === undefined || place.items || place.expanded !== undefined) return undefined;
  const at = behindGaps(list, index);
  const stretch = list.items.at(at);
  if (stretch === undefined || stretch.brought.isRead) return undefined;
  if (place.keyset === undefined && repeats.isIn(stretch, list)) return undefined;
  const { brought, start, end } = stretch;
  const from = stretch.from + at - start;
  return new Untouched(place, at, brought, from, from + end - at);
}
