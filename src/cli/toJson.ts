/** Values as JSON: snapshots as they were on the wire, moments in ISO 8601. */
import { harmless } from '../values/harmless.ts';
import { plainOf } from './plainOf.ts';
import { refuseUnawaited } from './refuseUnawaited.ts';

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
  refuseUnawaited(value);
  return typeof json === 'bigint' ? String(json) : plainOf(json);
}
