/**
 * Takes an answer into what is known: resources by their `self`, field by field, and lists by index.
 *
 * What came is believed over what the plan expected: a page that starts elsewhere is put where it says it
 * starts, a resource is whole only when it arrived whole, and whatever was asked is remembered as asked.
 */

import { isUnaddressed } from '../plan/address.ts';
import { Doc, holdsRefusal, type Item, JsonDoc, type PageDoc, REFUSED } from '../plan/document.ts';
import { expansionPaths } from '../plan/expansionPaths.ts';
import type { ForetoldPage } from '../plan/foretell.ts';
import type { Knowledge } from '../plan/known.ts';
import type { Limits } from '../plan/limits.ts';
import { kindOf, memberOf } from '../plan/move.ts';
import type { Ask } from '../plan/place.ts';
import {
  type Known,
  keepItem,
  type ListRecord,
  passGaps,
  Reference,
  ResourceRecord,
} from '../plan/records.ts';
import { kindAt } from '../plan/templates.ts';
import { expansionsOf, NOTHING, uniteWishes, type Wish } from '../plan/wish.ts';
import type { Level, LinkMap } from '../types/linkMap.ts';
import { isJsonObject } from '../values/json.ts';

/** What absorbing is told of the API. */
export interface Api {
  readonly map: LinkMap;
  readonly base: string;
  readonly limits: Limits;
  readonly expands: 'whole' | 'partial';
}

/** Takes in the resource that answered a request for it. */
export function absorbResource(
  known: Knowledge,
  ask: Ask & { readonly of: 'resource' },
  doc: Doc,
  api: Api,
): void {
  if (doc.address !== undefined) known.join(ask.address, doc.address);
  for (const path of expansionsOf(ask.wish)) known.keepAsked(ask.address, path.join('.'));
  learn(known, doc, ask.address, ask.kind, 'whole', ask.wish, api);
}

/** How many pages in a row may bring nothing new though another follows: beyond, a server goes on for ever. */
const MOST_EMPTY = 3;
/** Where pages follow one another by links that say nothing of an index, many may have nothing to show. */
const MOST_EMPTY_IN_ORDER = 1000;

/**
 * Takes in a page.
 *
 * @param href - The address that was asked, without its expansion: by it the page can be asked again.
 */
export function absorbPage(
  known: Knowledge,
  ask: Ask & { readonly of: 'list' },
  page: PageDoc,
  href: string,
  api: Api,
): void {
  for (const path of expansionPaths(ask.wish)) known.keepAsked(href, path);
  // Where order depends on the page, an item's index is its place on the pages read so far.
  const start = ask.indexed ? (page.start ?? likelyStart(ask, page)) : ask.start;
  if (ask.window !== undefined && start !== ask.start) known.ignoresWindows = true;
  const items = page.items.map((item, index) => {
    // Most declare an address: then none is made up.
    const own = item instanceof Doc ? item.address : undefined;
    const fallback = own ?? `${ask.address}#${start + index}`;
    return toKnown(known, item, fallback, ask.kind, ask.wish, api);
  });
  const list = known.ensureList(ask.address, ask.kind);
  if (ask.again) {
    list.learned = uniteWishes(list.learned, ask.wish);
    return;
  }
  list.visited.add(href);
  // Where a server goes on further behind, there is nothing in between.
  if (ask.href !== undefined && start > ask.start) list.gaps.set(ask.start, start);
  const before = list.prefix;
  let isNew = false;
  items.forEach((item, index) => {
    const at = start + index;
    // A page may come again under another address, and as if it were the next one.
    isNew ||= at >= before && !list.items.has(at) && !isSame(item, at - items.length, list, known);
    keepItem(list, at, item, href);
  });
  list.prefix = passGaps(list, list.prefix);
  const after = start + items.length;
  const { next } = page;
  if (next !== undefined && items.length > 0) list.pageSize = items.length;
  // One that was asked for ahead of its turn may well bring what is there.
  const isInTurn = items.length === 0 || ask.start <= before;
  list.empty = isNew ? 0 : list.empty + (isInTurn ? 1 : 0);
  const isEndless = list.empty > (ask.indexed ? MOST_EMPTY : MOST_EMPTY_IN_ORDER);
  const isVisited = next !== undefined && list.visited.has(next);
  // What follows may have been read before this page was: then another page says how it goes on.
  const onward = isVisited ? list.next.get(list.prefix) : undefined;
  const isKnown = onward !== undefined && !list.visited.has(onward);
  // Where several pages are asked for at once, the one behind may have come already.
  const isBack = start < ask.start || !list.items.has(after);
  const isCircle = isVisited && !isKnown && isBack;
  if (next === undefined || isCircle || isEndless) {
    const end = isCircle ? Math.max(after, list.prefix) : after;
    list.end = Math.min(list.end ?? Number.POSITIVE_INFINITY, end);
  } else if (isVisited) {
    // Nothing new is said.
  } else if (!ask.indexed || known.ignoresWindows || isLargest(ask, api)) {
    list.next.set(after, next);
  }
  // A page that was cut short says nothing of the items behind it: they can be asked for by themselves.
  for (const index of ask.indices) {
    const isInVain = start !== ask.start || index === ask.start;
    if (isInVain && !list.items.has(index)) list.missed.add(index);
  }
  if (isPlain(ask)) keepPage(known, ask, page.doc, items, api);
}

/** Whether an item is the one at that index. */
function isSame(item: Known, index: number, list: ListRecord, known: Knowledge): boolean {
  const other = list.items.get(index);
  return (
    item instanceof Reference &&
    other instanceof Reference &&
    known.identity(item.address) === known.identity(other.address)
  );
}

/** Whether it is the page that awaiting a collection gives. */
function isPlain(ask: Ask & { readonly of: 'list' }): boolean {
  return ask.window === undefined && ask.href === undefined && ask.keyed === undefined;
}

/** Where a page starts that does not say so: one with more items than were asked for ignored the window. */
function likelyStart(ask: Ask & { readonly of: 'list' }, page: PageDoc): number {
  return ask.window !== undefined && page.items.length > ask.window.size ? 0 : ask.start;
}

/** Whether the page is as large as pages get, so that its `next` is the best way on. */
function isLargest(ask: Ask & { readonly of: 'list' }, api: Api): boolean {
  return ask.href !== undefined || ask.window?.size === api.limits.pageSize;
}

/** Takes in a page that was only foretold. */
export function absorbForetold(
  known: Knowledge,
  ask: Ask & { readonly of: 'list' },
  page: ForetoldPage,
  href: string,
  api: Api,
): void {
  for (const path of expansionPaths(ask.wish)) known.keepAsked(href, path);
  const list = known.ensureList(ask.address, ask.kind);
  const items: Known[] = [];
  for (const [index, item] of page.items) {
    const at = toKnown(known, item, `${ask.address}#${index}`, ask.kind, ask.wish, api);
    items.push(at);
    keepItem(list, index, at, href);
    list.broughtBy.set(index, href);
  }
  if (ask.again) return;
  // One item stands for all that follow.
  const isOnward = ask.window !== undefined && ask.indices.length === 0;
  if (isOnward || (!ask.indexed && ask.window === undefined)) {
    list.end = ask.start + 1;
  }
  if (isPlain(ask)) keepPage(known, ask, page.doc, items, api);
}

function keepPage(
  known: Knowledge,
  ask: Ask & { readonly of: 'list' },
  doc: Doc,
  items: readonly Known[],
  api: Api,
): void {
  const record = new ResourceRecord(ask.address, undefined, 'whole');
  for (const [rel, href] of doc.links) record.links.set(rel, href);
  for (const [name, item] of doc.fields) {
    const value = toKnown(known, item, `${ask.address}#${name}`, undefined, NOTHING, api);
    record.fields.set(name, value);
  }
  known.keepPage(ask.address, { record, items });
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
  const id = doc.field('id');
  const isNumber = typeof id === 'number' && Number.isInteger(id);
  const isId = isNumber || (typeof id === 'string' && /^[\w-]+$/.test(id));
  return template === undefined || !isId
    ? undefined
    : `${base}/${template.replace('{id}', String(id))}`;
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
