/** One page as it arrived. Its items stay as they came until somebody asks for more than to see them. */
import type { Brought } from './Brought.ts';
import type { Known, ResourceRecord } from './records.ts';

export class PageRecord {
  /** The record of the page itself: all but its items. */
  readonly record: ResourceRecord;
  readonly brought: Brought;

  constructor(record: ResourceRecord, brought: Brought) {
    this.record = record;
    this.brought = brought;
  }

  /** What is known of its items. */
  get items(): readonly Known[] {
    return this.brought.values;
  }
}
