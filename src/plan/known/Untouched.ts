/**
 * Items that are only shown, or counted, and that nobody has asked anything of: as many as one answer brought in a row. They stay
 * as they came, and are made into no records, until somebody asks for any record of the walk (`Unread.ts`).
 */
import type { Brought } from './Brought.ts';

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

  constructor(
    { list, kind }: Pick<Untouched, 'list' | 'kind'>,
    index: number,
    brought: Brought,
    from: number,
    to: number,
  ) {
    this.list = list;
    this.kind = kind;
    this.index = index;
    this.brought = brought;
    this.from = from;
    this.to = to;
  }

  /** Whether others stand in the same answer, and at the same distance in the list. */
  isOfOne({ list, brought, index, from }: Untouched): boolean {
    return (
      brought === this.brought && list === this.list && index - from === this.index - this.from
    );
  }

  /** The index behind the last of them. */
  get end(): number {
    return this.index + this.to - this.from;
  }
}
