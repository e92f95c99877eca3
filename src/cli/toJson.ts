/** Values as JSON: snapshots as they were on the wire, moments in ISO 8601. */
import { isChain } from '../index.ts';
import { harmless } from '../values/harmless.ts';
import { plainOf } from './plainOf.ts';
import { UsageError } from './UsageError.ts';

/**
 * A value as one JSON document; `null` where there is none.
 *
 * @param indent - 0 for one line.
 * @throws {UsageError} For a chain inside the value: nobody awaited it.
 */
export function toJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, replace, indent);
  // Between the quotes of JSON, what is written out is the same text.
  return harmless(text ?? 'null');
}

function replace(this: unknown, key: string, json: unknown): unknown {
  // By now, a chain has become text.
  const value: unknown = Reflect.get(Object(this), key);
  if (isChain(value)) {
    throw new UsageError(`${String(value)} was not awaited: write \`await\` before it`);
  }
  return typeof json === 'bigint' ? String(json) : plainOf(json);
}
