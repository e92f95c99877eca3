/**
 * Takes an answer into what is known: resources by their `self`, field by field.
 *
 * What came is believed over what the plan expected: a resource is whole only when it arrived whole, and whatever was
 * asked is remembered as asked.
 */
import { below, isUnaddressed } from '../plan/address.ts';
import { Brought } from '../plan/Brought.ts';
import { collectionAt } from '../plan/collectionAt.ts';
import { Doc, holdsRefusal, type Item, JsonDoc, ListDoc, REFUSED } from '../plan/document.ts';
import { filled, namedById } from '../plan/ids.ts';
import { Knowledge } from '../plan/known.ts';
import type { Limits } from '../plan/limits.ts';
import { isHeld, kindOf, memberOf } from '../plan/members.ts';
import type { Ask } from '../plan/place.ts';
import { CutShort, type Known, Reference, ResourceRecord } from '../plan/records.ts';
import { kindAt } from '../plan/templates.ts';
import { expansionsOf, NOTHING, type Wish } from '../plan/wish.ts';
import { type CollectionMember, type Level, type LinkMap, levelNamed } from '../types/linkMap.ts';
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
  learnNamed(known, record, api);
  // What it names may be itself: what this document says holds over what is said of it within.
  return known.keep(record);
}

/** Reads a stub of a page by itself, whatever else is known. @param moment - When the page came. */
export function readAlone(
  doc: Doc,
  fallback: string,
  kind: string,
  moment: number,
  api: Api,
): Reference {
  const { address, stood } = learn(new Knowledge(), doc, fallback, kind, 'stub', NOTHING, api);
  return new Reference(address, stood.asOf(moment), moment);
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
      record.learn(name, undefined);
    }
    if (item !== REFUSED) {
      const read = memberOf(api.map, record.kind, name)?.read;
      const inner =
        read?.is === 'ref' || read?.is === 'list' || read?.is === 'collection'
          ? read.kind
          : undefined;
      const wanted = wish.refs.get(name) ?? NOTHING;
      const fallback = `${record.address}#${name}`;
      const least = read?.is === 'ref' || read?.is === 'list' ? levelNamed(read) : 'stub';
      const value =
        read?.is === 'list' && item instanceof ListDoc && item.end === 'cut'
          ? new CutShort(item.items.length)
          : toKnown(known, item, fallback, inner, wanted, api, least);
      if (read?.is === 'collection' && item instanceof ListDoc) {
        absorbEmbedded(known, record, read, item, value as readonly Known[], api);
      }
      if (!isRefused) record.learn(name, value);
    }
  }
}

/** Takes in the first items of a collection, which stand in the document of its owner. */
function absorbEmbedded(
  known: Knowledge,
  record: ResourceRecord,
  member: CollectionMember,
  { end, next }: ListDoc,
  items: readonly Known[],
  { base }: Api,
): void {
  const { rel = '', path, kind, indexed } = member;
  const derived = path === undefined ? undefined : below(record.address, path);
  const target = derived ?? record.link(rel);
  const isOf = member.embedded !== undefined && target?.startsWith(base) === true;
  // What is cut short is of use only where something leads on from there.
  if (!isOf || target === undefined || (end === 'cut' && next === undefined && !indexed)) return;
  const { address, page } = collectionAt(member, target, []);
  const list = known.ensureList(address, kind);
  if (list.items.size > 0 || list.end !== undefined) return;
  list.items.put(0, new Brought(items), items.length);
  list.prefix = items.length;
  if (end === 'cut') {
    if (next !== undefined) list.next.set(items.length, next);
    return;
  }
  list.end = items.length;
  known.keepPage(page, { record: new ResourceRecord(page, undefined, 'whole'), items });
}

/** Takes in what is named by an id alone, in a field of its own. */
function learnNamed(known: Knowledge, record: ResourceRecord, api: Api): void {
  for (const [name, read] of namedById(api.map, record.kind)) {
    const id = record.field(read.by);
    if (id === undefined || record.field(name) !== undefined) continue;
    const template = kindOf(api.map, read.kind)?.address;
    const isId = typeof id === 'number' || (typeof id === 'string' && IS_ID.test(id));
    if (id === null) record.learn(name, null);
    else if (isId && template !== undefined) {
      const path = filled(template, () => encodeURIComponent(String(id)));
      const doc = new Doc(`${api.base}/${path}`, new Map(), new Map());
      record.learn(name, learn(known, doc, '', read.kind, 'ref', NOTHING, api));
    }
  }
}

/** What can be one segment of an address: half of a character cannot, nor what leads elsewhere. */
const IS_ID = /^(?!\.{1,2}$)\P{Cs}+$/u;

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
  least: 'ref' | 'stub' = 'stub',
): Known {
  if (item instanceof Doc) {
    const isAsked = wish.whole && (api.expands === 'whole' || item.level !== undefined);
    const isGranted = isAsked && isWhole(item, kind, api.map, least);
    const level = item.level ?? (isGranted ? 'whole' : least);
    if (isAsked) known.keepExpansion(isGranted);
    const reference = learn(known, item, fallback, kind, level, wish, api);
    if (isAsked && !isGranted) known.keepUnexpanded(reference.address);
    return reference;
  }
  if (item instanceof ListDoc) return toKnown(known, item.items, fallback, kind, wish, api, least);
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
      toKnown(known, each, `${fallback}[${index}]`, kind, wish, api, least),
    );
  }
  return item as Known;
}

/** Whether the server did expand: something is there that is not there of the kind unexpanded. @param least - What is. */
export function isWhole(
  doc: Doc,
  kindName: string | undefined,
  map: LinkMap,
  least: 'ref' | 'stub' = 'stub',
): boolean {
  if (doc.level === 'whole') return true;
  const kind = kindOf(map, kindName);
  if (kind === undefined || doc.level === 'ref') return false;
  const beyond = Object.entries(kind.members).filter(
    ([, { read }]) =>
      read !== undefined &&
      'in' in read &&
      // What is left out where it is empty is missed in the whole as well.
      !('absent' in read) &&
      (read.in === 'whole' || (least === 'ref' && read.in === 'stub')),
  );
  return beyond.length === 0 || beyond.some(([name]) => doc.field(name) !== undefined);
}
