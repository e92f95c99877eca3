/** The items of what an expression gave, as they come. */
import { isChain, leadsTo } from '../index.ts';
import { itemsOf } from './toTable.ts';

/**
 * One item after the other: of a whole collection, and of what operations make of it, page by page; of an array or
 * page the items; and anything else as the only one.
 */
export async function* streamItems(value: unknown): AsyncGenerator<unknown> {
  if (isStream(value)) {
    yield* value;
    return;
  }
  const result = await value;
  yield* itemsOf(result) ?? (result === undefined ? [] : [result]);
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  if (isChain(value)) return ['collection', 'items', 'sequence'].includes(leadsTo(value).is);
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
