/**
 * Items that are only shown, or counted, and that nobody has asked anything of: as many as one answer brought in a row. They stay
 * as they came, and are made into no records, until somebody asks for any record of the walk (`Unread.ts`).
 */
import type { Brought } from './Brought.ts';
import type { Stretch } from './KnownItems.ts';

export class Untouched implements Stretch {
  /** The address of the list, and the kind of its items. */
  readonly list: string;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly brought: Brought;
  readonly from: number;

  constructor(
    { list, kind }: Pick<Untouched, 'list' | 'kind'>,
    { start, end, brought, from }: Stretch,
  ) {
    this.list = list;
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.brought = brought;
    this.from = from;
  }

  /** How many there are. */
  get size(): number {
    return this.end - this.start;
  }

  /** Whether others stand in the same answer, and at the same distance in the list. */
  isOfOne({ list, brought, start, from }: Untouched): boolean {
    return (
      brought === this.brought && list === this.list && start - from === this.start - this.from
    );
  }
}
