import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { Asked } from './Asked.ts';

/**
 * The address of what stands in an answer, of the fields that its kind's `address` names; `undefined` where these are no ids.
 *
 * @param kind - By the map, where that foresees it.
 */
export function addressIn(
  json: JsonObject,
  kind: string | undefined,
  { map, addressOf }: Asked,
): string | undefined {
  if (kind === undefined || !Object.hasOwn(map.kinds, kind)) return undefined;
  const holes = [...(map.kinds[kind]?.address ?? '').matchAll(/\{\+?(\w+)\}/g)];
  const ids = holes.map(([, hole = '']) =>
    idOf(Object.hasOwn(json, hole) ? json[hole] : undefined),
  );
  return ids.length > 0 && ids.every((id) => id !== undefined)
    ? addressOf(kind, ...ids)
    : undefined;
}

/** The id of what stands somewhere: itself, or that of the thing which was expanded in its place. */
export function idOf(json: Json | undefined): string | number | undefined {
  const id = isJsonObject(json) ? json.id : json;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
