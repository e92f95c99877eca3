/**
 * Takes in that there is nothing, where something might have been.
 */
import { NotFoundError } from '../../errors/status/NotFoundError.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { type Reference, ResourceRecord } from '../../plan/known/records.ts';
import type { ResourceAsk } from '../../plan/need/request.ts';

/** Takes in that there is no resource at the address that was asked. */
export function absorbNothing(known: Knowledge, ask: ResourceAsk): Reference {
  const record = new ResourceRecord(known.identity(ask.address), ask.kind, 'whole');
  record.isNothing = true;
  return known.keep(record);
}

/** Whether what went wrong at an address says that there is nothing: some servers answer 404 to a link that stands where there may be. */
export function saysNothing(error: unknown, record: ResourceRecord | undefined): boolean {
  return error instanceof NotFoundError && record?.mayBeNothing === true;
}
