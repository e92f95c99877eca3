/**
 * Takes an answer into what is known: resources by their `self`, field by field.
 *
 * What came is believed over what the plan expected: a resource is whole only when it arrived whole, and whatever was
 * asked is remembered as asked.
 */

import { isUnaddressed } from '../plan/address.ts';
import { Doc, holdsRefusal, type Item, JsonDoc, REFUSED } from '../plan/document.ts';
import { filled } from '../plan/ids.ts';
import type { Knowledge } from '../plan/known.ts';
import type { Limits } from '../plan/limits.ts';
import { isHeld, kindOf, memberOf } from '../plan/move.ts';
import type { Ask } from '../plan/place.ts';
import { type Known, Reference, ResourceRecord } from '../plan/records.ts';
import { kindAt } from '../plan/templates.ts';
import { expansionsOf, NOTHING, type Wish } from '../plan/wish.ts';
import type { Level, LinkMap } from '../types/linkMap.ts';
import { isJsonObject } from '../values/json.ts';

/** What absorbing is told of the API. */
export interface Api {
  readonly map: LinkMap;
  readonly base: string;
  readonly limits: Limits;
  readonly expands: 'whole' | 'partial';
}

/** Takes in the resource that answered a request for it. @returns A reference to how it stands in that answer. */
export function absorbResource(
  known: Knowledge,
  ask: Ask & { readonly of: 'resource' },
  doc: Doc,
  api: Api,
): Reference {
  if (doc.address !== undefined) known.join(ask.address, doc.address);
  for (const path of expansionsOf(ask.wish)) known.keepAsked(ask.address, path.join('.'));
  return learn(known, doc, ask.address, ask.kind, 'whole', ask.asked ?? ask.wish, api);
}

/** Takes in that there is no resource at the address that was asked. */
export function absorbNothing(known: Knowledge, ask: Ask & { readonly of: 'resource' }): Reference {
  const record = new ResourceRecord(known.identity(ask.address), ask.kind, 'whole');
  record.isNothing = true;
  return known.keep(record);
}

/**
 * Takes in a resource.
 *
 * @param fallback - What it is known by when it declares no address; then nothing more can be asked of it.
 */
export function learn(
  known: Knowledge,
  doc: Doc,
  fallback: string,
  kind: string | undefined,
  level: Level,
  wish: Wish,
  api: Api,
): Reference {
  const address = doc.address ?? addressById(doc, kind, fallback, api) ?? fallback;
  const named = kindOf(api.map, kind) === undefined ? kindAt(api.map, api.base, address) : kind;
  const isAlone = isUnaddressed(address);
  const record = new ResourceRecord(known.identity(address), named, isAlone ? 'whole' : level, doc);
  learnInner(known, doc, record, wish, api);
  // What it names may be itself: what this document says holds over what is said of it within.
  return known.keep(record);
}

/** Takes in what a document holds besides scalars. */
function learnInner(
  known: Knowledge,
  doc: Doc,
  record: ResourceRecord,
  wish: Wish,
  api: Api,
): void {
  for (const [name, item] of innerOf(doc)) {
    const isRefused = holdsRefusal(item);
    if (isRefused) {
      // It is neither there nor absent: without the expansion, its stub would stand here.
      if (record.level === 'whole') record.level = 'stub';
      if (isHeld(memberOf(api.map, record.kind, name), 'stub')) record.level = 'ref';
      record.fields.delete(name);
    }
    if (item !== REFUSED) {
      const read = memberOf(api.map, record.kind, name)?.read;
      const inner = read?.is === 'ref' || read?.is === 'list' ? read.kind : undefined;
      const wanted = wish.refs.get(name) ?? NOTHING;
      const fallback = `${record.address}#${name}`;
      const value = toKnown(known, item, fallback, inner, wanted, api);
      if (!isRefused) record.learnInner(name, value);
    }
  }
}

/** What stands in a document and may be, or hold, a resource. */
function innerOf(doc: Doc): Iterable<readonly [string, Item]> {
  if (doc instanceof JsonDoc) return doc.inner ?? [];
  return [...doc.fields].filter(([, item]) => item === REFUSED || typeof item === 'object');
}

/** The address of a resource that declares none, by its id and the map. */
function addressById(
  doc: Doc,
  kind: string | undefined,
  fallback: string,
  { map, base }: Api,
): string | undefined {
  if (!isUnaddressed(fallback)) return undefined;
  const template = kindOf(map, kind)?.address;
  if (template === undefined) return undefined;
  let isWhole = true;
  const path = filled(template, (hole) => {
    const id = doc.field(hole);
    const isNumber = typeof id === 'number' && Number.isInteger(id);
    isWhole &&= isNumber || (typeof id === 'string' && /^(?!\.{1,2}$)[\w.-]+$/.test(id));
    return String(id);
  });
  return isWhole ? `${base}/${path}` : undefined;
}

export function toKnown(
  known: Knowledge,
  item: Item,
  fallback: string,
  kind: string | undefined,
  wish: Wish,
  api: Api,
): Known {
  if (item instanceof Doc) {
    const isAsked = wish.whole && api.expands === 'whole';
    const level = isAsked && isWhole(item, kind, api.map) ? 'whole' : 'stub';
    if (isAsked) known.keepExpansion(level === 'whole');
    const reference = learn(known, item, fallback, kind, level, wish, api);
    if (isAsked && level !== 'whole') known.keepUnexpanded(reference.address);
    return reference;
  }
  if (isJsonObject(item) && kindOf(api.map, kind) !== undefined) {
    // A resource that declares nothing of itself is one all the same, where the map says so.
    const doc = new Doc(undefined, new Map(), new Map(Object.entries(item)));
    return learn(known, doc, fallback, kind, 'stub', wish, api);
  }
  // Where nothing was to be expanded, that is all that there is.
  if (item === REFUSED) return null;
  // A document that stands in two places was taken in where it stood first.
  if ((item as unknown) instanceof Reference) return item as Known;
  if (Array.isArray(item)) {
    return item.map((each: Item, index) =>
      toKnown(known, each, `${fallback}[${index}]`, kind, wish, api),
    );
  }
  return item as Known;
}

/** Whether the server did expand: something is there that no stub of the kind holds. */
export function isWhole(doc: Doc, kindName: string | undefined, map: LinkMap): boolean {
  const kind = kindOf(map, kindName);
  if (kind === undefined) return false;
  const beyond = Object.entries(kind.members).filter(
    ([, { read }]) => read !== undefined && 'in' in read && read.in === 'whole',
  );
  return beyond.length === 0 || beyond.some(([name]) => doc.field(name) !== undefined);
}
