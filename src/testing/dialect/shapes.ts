/**
 * Other shapes of an answer: what a server, or what stands before it, may send instead.
 */
import { isJsonObject, type Json } from '../../values/json.ts';

/** A way to a value in JSON. */
export type Way = readonly (string | number)[];

/** Every value in JSON with the way to it, the whole first. */
export function waysIn(
  json: Json | undefined,
  most: number = Number.POSITIVE_INFINITY,
): readonly Way[] {
  const ways: Way[] = [];
  const queue: { readonly way: Way; readonly value: Json }[] =
    json === undefined ? [] : [{ way: [], value: json }];
  for (const { way, value } of queue) {
    if (ways.length >= most) break;
    ways.push(way);
    if (Array.isArray(value)) {
      value.forEach((each: Json, index) => queue.push({ way: [...way, index], value: each }));
    } else if (isJsonObject(value)) {
      for (const [name, each] of Object.entries(value))
        queue.push({ way: [...way, name], value: each });
    }
  }
  return ways;
}

/** What stands at the end of a way. */
export function valueAt(json: Json | undefined, way: Way): Json | undefined {
  let at: unknown = json;
  for (const step of way) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at as Json | undefined;
}

/** JSON with every value changed, from within; `undefined` leaves it. */
export function mapped(
  json: Json,
  change: (value: Json, way: Way) => Json | undefined,
  way: Way = [],
): Json {
  const changed = change(json, way);
  if (changed !== undefined) return changed;
  if (Array.isArray(json)) {
    return json.map((each: Json, index) => mapped(each, change, [...way, index]));
  }
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, each]) => [name, mapped(each, change, [...way, name])]),
  );
}

/** JSON with another value at the end of a way. */
export function replaced(json: Json, way: Way, by: Json): Json {
  const is = JSON.stringify(way);
  return mapped(json, (_value, at) => (JSON.stringify(at) === is ? by : undefined));
}

/** A way as people write it: `data.0.links`. */
export const wayText = (way: Way): string =>
  way.length === 0 ? 'the body' : `\`${way.join('.')}\``;

/** JSON with no more than the first of long lists: what holds of three items holds of a hundred. */
export const trimmed = (json: Json, most: number = 3): Json =>
  mapped(json, (value) =>
    Array.isArray(value) && value.length > most ? trimmed(value.slice(0, most), most) : undefined,
  );
