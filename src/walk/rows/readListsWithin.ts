import { isRecord } from '../../plan/map/given.ts';
import { unreadChain } from '../../proxy/list.ts';
import { readRow } from '../../proxy/row.ts';

/**
 * Reads the lists in the maps and sets that a lambda gave. What is given is looked through for chains only at top level, in arrays
 * and in plain records: a list anywhere else has to be an array by then.
 *
 * @param seen - What was read of a map or set so far; `undefined` outside of one. They may hold each other.
 */
export function readListsWithin(value: unknown, seen?: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || readRow(value) !== undefined) return;
  if (unreadChain(value) !== undefined) {
    if (seen !== undefined) Reflect.get(value, 'length');
    return;
  }
  const isOne = value instanceof Map || value instanceof Set;
  if (seen?.has(value) || !(isOne || Array.isArray(value) || isRecord(value))) return;
  const within = isOne ? (seen ?? new Set()).add(value) : seen?.add(value);
  const values = isRecord(value) ? Object.values(value) : value.values();
  for (const each of values) readListsWithin(each, within);
}
