/** What a lambda gave, taken apart: rows, chains and values, wherever they stand in arrays, plain records, maps and sets. */
import { isRecord } from '../../plan/map/given.ts';
import { unreadChain } from '../../proxy/list.ts';
import { readRow } from '../../proxy/row.ts';

/** The parts of what holds others; `undefined` for anything else. */
function partsOf(value: unknown): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (readRow(value) !== undefined || unreadChain(value) !== undefined) return undefined;
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value].flat();
  if (value instanceof Set) return [...value];
  return isRecord(value) ? Object.values(value) : undefined;
}

/** All that a lambda gave which holds no others. What holds itself is looked through once. */
export function leavesOf(value: unknown): readonly unknown[] {
  const parts = partsOf(value);
  if (parts === undefined) return [value];
  const leaves: unknown[] = [];
  const seen = new Set([value]);
  const look = (each: unknown): void => {
    const inner = partsOf(each);
    if (inner === undefined) leaves.push(each);
    else if (!seen.has(each)) {
      seen.add(each);
      inner.forEach(look);
    }
  };
  parts.forEach(look);
  return leaves;
}
