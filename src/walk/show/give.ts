/**
 * What lambdas gave, as their user gets it: stubs in the place of rows, and what chains led to in the place of
 * the chains; at top level, in arrays, plain records, maps and sets.
 */
import type { Knowledge } from '../../plan/known/known.ts';
import { copyParts } from '../../plan/map/copyParts.ts';
import { walked } from '../../plan/need/needResource.ts';
import { AsItIs } from '../../plan/pipeline/pass.ts';
import type { Place } from '../../plan/place/place.ts';
import { readChain } from '../../proxy/chain.ts';
import { unreadChain } from '../../proxy/list.ts';
import { readRow } from '../../proxy/row.ts';
import { DataReader } from '../rows/dataRow.ts';

/** What is told of the values that lambdas gave. */
interface Giving {
  /** Where the chains among them led. */
  readonly given: ReadonlyMap<unknown, Place>;
  /** By what those of them are shown that stand as they were. */
  readonly asOf: ReadonlyMap<unknown, Knowledge> | undefined;
  /** Shows a place, by what is known now or was known then. */
  show(place: Place, known?: Knowledge): unknown;
}

/** Gives one value of a result. @param made - What was made of what holds others: it may hold itself. */
export function give(
  value: unknown,
  giving: Giving,
  made: Map<unknown, unknown> | undefined = undefined,
): unknown {
  if (typeof value !== 'object' && typeof value !== 'function') return value;
  const { given, asOf, show } = giving;
  if (value instanceof AsItIs) return show(walked(value.place));
  const reader = readRow(value);
  if (reader instanceof DataReader) {
    const place = given.get(value) ?? reader.place;
    const isStub = place.at === 'resource' && place.shows !== 'ref';
    return show(walked(isStub ? { ...place, shows: 'stub' } : place));
  }
  const chain = unreadChain(value) ?? value;
  if (readChain(chain) !== undefined) {
    const place = given.get(chain);
    return place && show(place, asOf?.get(chain));
  }
  if (value instanceof Promise) {
    throw new TypeError('the lambda returned a promise: it can only return what it read');
  }
  const copies = made ?? new Map();
  return copyParts(value, (each) => give(each, giving, copies), copies);
}
