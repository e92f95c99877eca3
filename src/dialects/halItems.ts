/**
 * Under which relation a page of HAL has its items. HAL does not say; most servers have one that is theirs.
 */
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/** The relation of an item in a collection, as IANA has it. */
export const ITEM = 'item';

/** Relations of which there may be several links, and that lead to no items. */
const OTHERS: ReadonlySet<string> = new Set([
  ...['self', 'curies', 'profile', 'type', 'alternate', 'describedby', 'help', 'license', 'search'],
  ...['up', 'collection', 'first', 'prev', 'next', 'last'],
]);

/** Where the items of a page stand. */
export interface ItemsFound {
  /** The relation; `undefined` where it is none, or nobody can tell. */
  readonly rel?: string | undefined;
  /** Those that it may be, where nobody can tell. */
  readonly among?: readonly string[] | undefined;
}

/**
 * Finds the relation under which a page has its items.
 *
 * @param said - The one that was said to be it: then nothing else is.
 * @param isPage - Whether it is known to be a page, so that what it embeds alone is an item.
 */
export function findItems(json: JsonObject, said: string | undefined, isPage: boolean): ItemsFound {
  const embedded = partOf(json, '_embedded');
  const linked = partOf(json, '_links');
  const items = said ?? ITEM;
  if (Object.hasOwn(embedded, items) || Array.isArray(linked[items])) return { rel: items };
  if (said !== undefined) return {};
  const all = Object.keys(embedded);
  const lists = all.filter((rel) => Array.isArray(embedded[rel]));
  if (!isPage) return lists.length === 1 ? { rel: lists[0] } : {};
  if (lists.length > 0) return oneOf(lists, embedded);
  const objects = all.filter((rel) => isJsonObject(embedded[rel]));
  // One link is an item as well.
  if (objects.length > 0 || Object.hasOwn(linked, items)) return oneOf(objects, embedded);
  // They may be its items, or whatever else it has several of.
  const links = Object.keys(linked).filter((rel) => isLinks(linked[rel]) && !OTHERS.has(rel));
  return links.length === 0 ? {} : { among: links };
}

/** The only relation; of lists that are all empty, it is all the same which. */
function oneOf(rels: readonly string[], embedded: JsonObject): ItemsFound {
  const isSure = rels.length < 2 || rels.every((rel) => toArray(embedded[rel]).length === 0);
  return isSure ? { rel: rels[0] } : { among: rels };
}

/** Whether it is a list of links. */
function isLinks(value: Json | undefined): boolean {
  const all = Array.isArray(value) ? toArray(value) : [];
  return all.length > 0 && all.every((each) => isJsonObject(each) && typeof each.href === 'string');
}

/** What is said of a page whose items may stand under one of several relations. */
export function undecided(among: readonly string[]): string {
  const all = among.join(', ');
  const [first] = among;
  return `the page may have its items under ${all}: say which it is, as in hal({ items: '${first}' })`;
}

/** The links of a document, or what it embeds. */
export function partOf(json: JsonObject, name: '_links' | '_embedded'): JsonObject {
  const part = Object.hasOwn(json, name) ? json[name] : undefined;
  return isJsonObject(part) ? part : {};
}

/** What stands under a relation, as a list: HAL has one thing or several. */
export function toArray(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}
