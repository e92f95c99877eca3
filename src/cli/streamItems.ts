/** The items of what an expression gave, as they come. */
import { isChain, leadsTo } from '../index.ts';
import { itemsOf } from './toTable.ts';

/**
 * One item after the other: of a whole collection page by page, of an array or page the items, and anything
 * else as the only one.
 */
export async function* streamItems(value: unknown): AsyncGenerator<unknown> {
  if (isChain(value) && leadsTo(value).is === 'collection') {
    yield* ofCollection(value);
    return;
  }
  const result = await value;
  if (isIterable(result)) yield* result;
  else yield* itemsOf(result) ?? (result === undefined ? [] : [result]);
}

async function* ofCollection(collection: unknown): AsyncGenerator<unknown> {
  if (isIterable(collection)) {
    yield* collection;
    return;
  }
  const { map } = collection as { map(read: (item: unknown) => unknown): Promise<unknown[]> };
  yield* await map((item) => item);
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  const iterate: unknown =
    (typeof value === 'object' || typeof value === 'function') && value !== null
      ? Reflect.get(value, Symbol.asyncIterator)
      : undefined;
  return typeof iterate === 'function';
}
