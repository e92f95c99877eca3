import { setOwn } from '../values/json.ts';
import { unreadChain } from './list.ts';
import { readRow } from './row.ts';

/** What was given counts as it was when it was given: plain data is copied, anything else is what it is. */
export function copied(value: unknown, depth: number = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > 20) return value;
  if (unreadChain(value) !== undefined) return copied([...(value as Iterable<unknown>)], depth);
  if (Array.isArray(value)) return value.map((each) => copied(each, depth + 1));
  if (value instanceof Set) return new Set([...value].map((each) => copied(each, depth + 1)));
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  if (!isPlain || readRow(value) !== undefined) return value;
  const copy: object = Object.create(prototype);
  for (const [name, each] of Object.entries(value)) setOwn(copy, name, copied(each, depth + 1));
  return copy;
}
