/**
 * An action as a document of JSON:API: what the map calls a resource is a relationship, everything else an attribute.
 *
 * @see https://jsonapi.org/format/#crud
 */
import type { LinkMap } from '../types/linkMap.ts';
import type { Parameter } from '../types/parameter.ts';
import type { Json } from '../values/json.ts';
import type { ActionRequest, GivenKind, WrittenAction } from './ActionRequest.ts';

export const JSON_API = 'application/vnd.api+json';

/** Writes an action. One without a body stays without. */
export function writeJsonApi({ kind, id, action, body, kinds, map }: ActionRequest): WrittenAction {
  if (body === undefined) return {};
  const headers = { 'content-type': JSON_API };
  const given = Object.entries(action.parameters).flatMap(([name, parameter]) => {
    const wire = parameter.wire ?? name;
    return Object.hasOwn(body, wire) ? [[wire, parameter, body[wire] as Json] as const] : [];
  });
  // The members of a relationship itself are all that its document holds.
  if (/(?:^|\/)relationships\/[^/]+$/.test(action.path)) {
    const [only] = given;
    return only === undefined
      ? {}
      : { headers, body: { data: linkage(...only, kinds[only[0]], map) } };
  }
  const attributes: Record<string, Json> = {};
  const relationships: Record<string, Json> = {};
  let own = id;
  for (const [wire, parameter, value] of given) {
    if (kindsOf(parameter) !== undefined) {
      relationships[wire] = { data: linkage(wire, parameter, value, kinds[wire], map) };
    } else if (wire === 'id') own = String(value);
    else attributes[wire] = value;
  }
  const data = {
    type: typeOf(kind, map),
    ...(own !== undefined && { id: own }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(Object.keys(relationships).length > 0 && { relationships }),
  };
  return { headers, body: { data } };
}

/**
 * What a relationship names: one, none, or a list.
 *
 * @param given - The kind of what was given, or of each of them, where that was more than an id.
 * @throws {TypeError} Where the map has several kinds for it: by an id alone, nobody can say its type.
 */
function linkage(
  name: string,
  parameter: Parameter,
  value: Json,
  given: GivenKind,
  map: LinkMap,
): Json {
  if (Array.isArray(value)) {
    const each = parameter.each ?? parameter;
    const kindAt = (at: number): GivenKind => (Array.isArray(given) ? given[at] : undefined);
    return value.map((item: Json, at) => linkage(name, each, item, kindAt(at), map));
  }
  if (value === null) return null;
  const kind = typeof given === 'string' ? given : kindsOf(parameter);
  if (kind?.includes('|')) {
    const each = kind.split('|').join(', ');
    throw new TypeError(
      `\`${name}\` may be of several types, of which an id does not say which it is: give the resource itself, one of ${each}`,
    );
  }
  return { type: typeOf(kind, map), id: String(value) };
}

/** The kinds of the resources that a parameter takes. */
function kindsOf({ kind, each }: Parameter): string | undefined {
  return kind ?? each?.kind;
}

/** What documents call a kind. */
function typeOf(kind: string | undefined, { kinds }: LinkMap): string {
  return (kind === undefined ? undefined : kinds[kind]?.type) ?? kind ?? '';
}
