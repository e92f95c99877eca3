/**
 * The resources that are known. Of those that another walk of the client has changed since, what was read before still guards: an
 * action that goes by its ETag was decided on by that, and is to be told.
 */
import { Generations } from './Generations.ts';
import type { IsLost } from './lost.ts';
import type { ResourceRecord } from './records.ts';

const isTagged = ({ etag }: ResourceRecord): boolean => typeof etag === 'string';

export class HeldRecords extends Generations<ResourceRecord> {
  readonly #decidedBy = new Map<string, ResourceRecord>();

  /** Keeps what a document says besides what is known of the thing. */
  keep(record: ResourceRecord): void {
    this.set(record.address, this.get(record.address)?.with(record) ?? record);
    if (isTagged(record)) this.#decidedBy.delete(record.address);
  }

  /** What a guarded action goes by: what was read before another walk changed it, or what is known. */
  decidedBy(address: string): ResourceRecord | undefined {
    return this.#decidedBy.get(address) ?? this.get(address);
  }

  /** Takes in what was known before, but for what is lost. @param isOwn - Whether something is lost by what the walk itself did. */
  take(before: HeldRecords, isLost: IsLost, isOwn: IsLost): void {
    for (const [key, record] of before) {
      if (!isLost(key)) this.set(key, record);
      else if (isTagged(record) && !isOwn(key)) this.#decidedBy.set(key, record);
    }
    for (const [key, record] of before.#decidedBy) {
      if (!isOwn(key)) this.#decidedBy.set(key, record);
    }
  }
}
