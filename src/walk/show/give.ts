/**
 * What lambdas gave, as their user gets it: stubs in the place of rows, and what chains led to in the place of
 * the chains; at top level, in arrays and in plain records.
 */
import { isRecord } from '../../plan/map/given.ts';
import { AsItIs } from '../../plan/pipeline/pass.ts';
import type { Place } from '../../plan/place/place.ts';
import { readChain } from '../../proxy/chain.ts';
import { unreadChain } from '../../proxy/list.ts';
import { readRow } from '../../proxy/row.ts';
import { DataReader } from '../rows/dataRow.ts';

/**
 * Gives one value of a result.
 *
 * @param given - Where the chains among the values led.
 * @param show - Shows a place.
 */
export function give(
  value: unknown,
  given: ReadonlyMap<unknown, Place>,
  show: (place: Place) => unknown,
): unknown {
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
    return place && show(place);
  }
  if (value instanceof Promise) {
    throw new TypeError('the lambda returned a promise: it can only return what it read');
  }
  if (Array.isArray(value)) return Array.from(value, (each) => give(each, given, show));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, give(each, given, show)]),
  );
}

/** Code will go through the items one by one: what one of them lacks, the others will lack as well. */
function walked(place: Place): Place {
  if (place.at !== 'resource' || place.origin === undefined) return place;
  return { ...place, origin: { ...place.origin, isWalked: true } };
}
