/**
 * Stripe's objects and lists, as they stand in answers.
 *
 * What has an `object` and an id is a resource, and all of it: Stripe has no short form of an object but its id, which stands in
 * the object's place. What only an expansion brings is missing until then.
 */
import { Doc, type Item, JsonDoc, ListDoc } from '../../plan/known/document.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import { idOf } from '../addressIn.ts';

/** One of Stripe's objects. */
export class StripeDoc extends JsonDoc {
  /**
   * @param base - The address that answered, against which those of lists are read.
   * @param address - Its own, where it can be told.
   */
  constructor(json: JsonObject, base: string, address?: string) {
    const is = isObject(json) ? json.object : undefined;
    const level = is === undefined ? undefined : 'whole';
    super(address, json, innerOf(json, base), level, is);
  }

  get rels(): readonly string[] {
    return [];
  }

  get links(): Map<string, string> {
    return new Map();
  }
}

/** What stands in it besides plain values. */
function innerOf(json: JsonObject, base: string): Map<string, Item> | undefined {
  const inner = Object.entries(json)
    .filter(([, value]) => typeof value === 'object' && value !== null)
    .map(([name, value]) => [name, toItem(value, base)] as const);
  return inner.length === 0 ? undefined : new Map(inner);
}

/** A value as the engine takes it: what holds objects is walked through on the way to them. */
export function toItem(value: Json, base: string): Item {
  if (Array.isArray(value)) return value.map((each: Json) => toItem(each, base));
  if (!isJsonObject(value)) return value;
  if (isList(value)) return toList(value, base);
  const doc = new StripeDoc(value, base);
  return isObject(value) || [...(doc.inner?.values() ?? [])].some(holdsObject) ? doc : value;
}

/** A list that stands in an object: its first items, and where the others are. */
function toList(list: List, base: string): ListDoc {
  const items = list.data.map((each: Json) => toItem(each, base));
  if (list.has_more !== true) {
    const { data: _items, ...facts } = list;
    return new ListDoc(items, 'whole', undefined, facts);
  }
  const { url } = list;
  const next = typeof url === 'string' && URL.canParse(url, base) ? new URL(url, base) : undefined;
  const last = idOf(list.data.at(-1));
  if (last !== undefined) next?.searchParams.set('starting_after', String(last));
  return new ListDoc(items, 'cut', next?.href);
}

/** A list: `{ object: 'list', data }`, or what a search finds. */
export type List = JsonObject & { readonly data: readonly Json[] };

/** Whether a value is a list. Those of the second version of the API bear no `object`. */
export function isList(value: Json | undefined): value is List {
  if (!isJsonObject(value) || !Array.isArray(value.data)) return false;
  const { object } = value;
  return (
    object === 'list' || object === 'search_result' || (object === undefined && isPaged(value))
  );
}

const isPaged = (value: JsonObject): boolean => Object.hasOwn(value, 'next_page_url');

/** Whether a value is one of Stripe's objects, which have an id and say what they are. */
function isObject(value: JsonObject): value is JsonObject & { readonly object: string } {
  return typeof value.object === 'string' && typeof value.id === 'string';
}

function holdsObject(item: Item): boolean {
  if (item instanceof Doc || item instanceof ListDoc) return true;
  return Array.isArray(item) && item.some(holdsObject);
}
