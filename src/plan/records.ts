/**
 * What is known of one resource, one page, or one collection.
 */
import { AnswerError } from '../errors/AnswerError.ts';
import type { Level } from '../types/linkMap.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { withoutFragment } from './address.ts';
import { type Doc, JsonDoc } from './document.ts';
import type { KeyPosition } from './keyset.ts';
import { NOTHING, uniteWishes, type Wish } from './wish.ts';

/** Another resource, in the place of its document. */
export class Reference {
  readonly address: string;
  /** How it stood in that place, whatever other documents say of it. */
  readonly stood: ResourceRecord;
  /** How many times actions had changed something when it was read. */
  readonly moment: number;

  constructor(address: string, stood: ResourceRecord, moment: number) {
    this.address = address;
    this.stood = stood;
    this.moment = moment;
  }
}

/** A list of which only the first items stand in a document, in the place of it. */
export class CutShort {
  /** How many of them do. */
  readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  /** The error of whoever reads it. */
  error(of: string, address: string): AnswerError {
    const facts = { method: 'GET', url: hideSecrets(address) };
    const how = 'let the map say that it is a collection with `embedded`';
    return new AnswerError(`${of} came cut short, with ${this.count} of its items: ${how}`, facts);
  }
}

/** What a field of a record holds. */
export type Known = Json | Reference | CutShort | readonly Known[];

/** How a document writes what it names by an id: as that, or not at all, where the id stands in another field. */
export interface Wire {
  readonly json: Json | undefined;
}

/** What documents say of one resource. Nobody changes it once it is known. */
export class ResourceRecord {
  readonly address: string;
  readonly kind: string | undefined;
  /** The fullest representation that arrived: with `whole`, a field that is not here does not exist. */
  level: Level;
  /** Whether its own address says that there is no such thing. */
  isNothing = false;
  /** What stands in its place in the document that names it, where that names it by its id. */
  wire: Wire | undefined;
  /** What the server says where an error stands in the place of it. */
  refused: { readonly title: string; readonly words: string } | undefined;
  /** Its ETag as it was read; `null` where its own address gave none, and `undefined` where that was not asked. */
  etag: string | null | undefined;
  /** What it was made of, until its fields are asked for; then what it holds besides scalars is in `#inner`. */
  #doc: JsonDoc | undefined;
  #inner: Map<string, Known> | undefined;
  #links: Map<string, string> | undefined;
  #fields: Map<string, Known> | undefined;
  #actions: Doc['actions'];

  /** @param doc - Becomes the record's own: nobody else reads it afterwards. */
  constructor(address: string, kind: string | undefined, level: Level, doc?: Doc) {
    this.address = address;
    this.kind = kind;
    this.level = level;
    this.etag = doc?.etag;
    if (doc instanceof JsonDoc) this.#doc = doc;
    else if (doc !== undefined) {
      if (doc.links.size > 0) this.#links = doc.links as Map<string, string>;
      this.#fields = doc.fields as Map<string, Known>;
      this.#actions = doc.actions;
    }
  }

  /** The actions that it declares; `undefined` where nobody has read what tells them. */
  get actions(): Doc['actions'] {
    return this.#actions ?? this.#doc?.actions;
  }

  set actions(actions: Doc['actions']) {
    this.#actions = actions;
  }

  get links(): Map<string, string> {
    this.#links ??= this.#doc?.links ?? new Map();
    return this.#links;
  }

  get fields(): Map<string, Known> {
    if (this.#fields === undefined) {
      const fields = (this.#doc?.fields ?? new Map()) as Map<string, Known>;
      for (const [name, value] of this.#inner ?? []) fields.set(name, value);
      this.#links ??= this.#doc?.links;
      this.#actions = this.actions;
      this.#doc = undefined;
      this.#inner = undefined;
      this.#fields = fields;
    }
    return this.#fields;
  }

  /** What a field holds. */
  field(name: string): Known | undefined {
    if (this.#fields !== undefined) return this.#fields.get(name);
    return this.#inner?.get(name) ?? (this.#doc?.field(name) as Known | undefined);
  }

  /** The names of its fields, as they came. */
  get names(): Iterable<string> {
    if (this.#fields !== undefined) return this.#fields.keys();
    return this.#doc === undefined ? [] : Object.keys(this.#doc.data);
  }

  /** What stands in it and may be, or hold, another resource, by name. */
  get named(): readonly (readonly [string, Known])[] {
    if (this.#fields === undefined) return [...(this.#inner ?? [])];
    return [...this.#fields].filter(([, value]) => typeof value === 'object' && value !== null);
  }

  /** The address that a link leads to. */
  link(rel: string): string | undefined {
    const href = this.links.get(rel);
    return href === undefined ? undefined : withoutFragment(href);
  }

  /** The document that is all that it was made of, if there is one. */
  get doc(): JsonDoc | undefined {
    return this.#doc;
  }

  /** Says what stands in it under a name of its document that may be, or hold, a resource. */
  learnInner(name: string, value: Known): void {
    if (this.#doc?.inner?.has(name)) {
      this.#inner ??= new Map();
      this.#inner.set(name, value);
    } else this.fields.set(name, value);
  }

  /** Whether another record says all that this one says, and no less of it. One stub stands in many documents. */
  isWithin(other: ResourceRecord): boolean {
    if (this === other) return true;
    if (this.etag !== undefined && this.etag !== other.etag) return false;
    const [mine, theirs] = [this.#doc, other.#doc];
    if (mine === undefined || theirs === undefined || mine.inner !== undefined) return false;
    return !isFuller(this.level, other.level) && isIn(mine.data, theirs.data);
  }

  /** This with what a newer one says. */
  with(newer: ResourceRecord): ResourceRecord {
    if (newer.isWithin(this)) return this;
    const level = isFuller(newer.level, this.level) ? newer.level : this.level;
    // One of them may not tell which of several kinds it is.
    const isVague = newer.kind === undefined || newer.kind.includes('|');
    const kind = isVague ? (this.kind ?? newer.kind) : newer.kind;
    const both = new ResourceRecord(this.address, kind, level);
    both.isNothing = newer.isNothing;
    both.etag = newer.etag === undefined ? this.etag : newer.etag;
    both.#actions = newer.actions ?? this.actions;
    both.#links = new Map([...this.links, ...newer.links]);
    both.#fields = new Map([...this.#entries(), ...newer.#entries()]);
    return both;
  }

  /** The same as it was learned at another moment, with all that stands in it. */
  asOf(moment: number): ResourceRecord {
    const copy = new ResourceRecord(this.address, this.kind, this.level);
    const again = (value: Known): Known => {
      if (Array.isArray(value)) return value.map(again);
      if (!(value instanceof Reference)) return value;
      return new Reference(value.address, value.stood.asOf(moment), moment);
    };
    const all = (some: Map<string, Known>): Map<string, Known> =>
      new Map([...some].map(([name, value]) => [name, again(value)]));
    copy.wire = this.wire;
    copy.refused = this.refused;
    copy.etag = this.etag;
    copy.#actions = this.#actions;
    copy.#doc = this.#doc;
    copy.#links = this.#links;
    copy.#inner = this.#inner && all(this.#inner);
    copy.#fields = this.#fields && all(this.#fields);
    return copy;
  }

  // Read without taking the document apart: it is still shown as it came.
  *#entries(): Iterable<readonly [string, Known]> {
    for (const name of this.names) yield [name, this.field(name) as Known];
  }
}

/** Whether one representation holds more than another. */
function isFuller(level: Level, than: Level): boolean {
  return (than === 'ref' && level !== 'ref') || (than === 'stub' && level === 'whole');
}

/** Whether all that an object holds stands in another one. */
function isIn(some: JsonObject, all: JsonObject): boolean {
  return Object.keys(some).every((name) => {
    const one = some[name];
    const other = Object.hasOwn(all, name) ? all[name] : undefined;
    return one === other || (isJsonObject(one) && isJsonObject(other) && isIn(one, other));
  });
}

/** One page as it arrived. */
export interface PageRecord {
  /** The record of the page itself: all but its items. */
  readonly record: ResourceRecord;
  readonly items: readonly Known[];
}

/** Takes in an item of a collection, unless there is one at that index. */
export function keepItem(list: ListRecord, index: number, item: Known, href: string): void {
  if (list.items.has(index)) return;
  list.items.set(index, item);
  list.broughtBy.set(index, href);
  if (index === list.prefix) list.prefix = passGaps(list, index + 1);
}

/** The index behind what the server leaves out there, if it does. */
export function behindGaps({ items, gaps }: ListRecord, index: number): number {
  let at = index;
  while (!items.has(at) && (gaps.get(at) ?? 0) > at) at = gaps.get(at) as number;
  return at;
}

/** The first index from `index` on that is not known and not left out. */
export function passGaps(list: ListRecord, index: number): number {
  let at = index;
  for (;;) {
    if (list.items.has(at)) at += 1;
    else if ((list.gaps.get(at) ?? 0) > at) at = list.gaps.get(at) as number;
    else return at;
  }
}

/** How often actions may have moved what stands in a list. */
export interface Moves {
  /** How many were begun that take something away. */
  readonly taken: number;
  /** How many others were begun that may, and how many of both have ended. */
  readonly changed: number;
}

/** What is known of one collection. */
export interface ListRecord {
  /** The kind of its items. */
  readonly kind: string;
  readonly items: Map<number, Known>;
  /** How many items are known from the start on without a gap. */
  prefix: number;
  /** Stretches that a server leaves out, by the index at which they start: where its next page goes on. */
  readonly gaps: Map<number, number>;
  /** How many items a page really has that is followed by another. */
  pageSize: number | undefined;
  /** Where the next page starts, if the collection is gone through by a key. */
  key: KeyPosition | undefined;
  /** How many pages in a row had no new item, though another followed. */
  empty: number;
  /** The request that brought each item, so that it can be asked again with an expansion. */
  readonly broughtBy: Map<number, string>;
  /** No item has this index or a greater one. Once the last page was seen, it is their number. */
  end: number | undefined;
  /** The declared addresses of following pages, by the index at which they start. */
  readonly next: Map<number, string>;
  /** The page size that was written for the page that declared each; 0 where it came empty, and nothing else leads on. */
  readonly nextSizes: Map<number, number | undefined>;
  /** The sizes of pages that declared another: a page of such a size that declares none is the last one. */
  readonly declaring: Set<number>;
  /** The index of the first item that nothing leads to, and why: the page before it declares no address that can be read. */
  broken: { readonly at: number; readonly cause: unknown } | undefined;
  /** By how much an item's index here is greater than the server's own, since items before it were taken away. */
  shift: number;
  /** The moves that its last page was asked after. */
  asOf: Moves;
  /** How many items before the next one a page is asked from, to find where that stands after a move. */
  back: number | undefined;
  /** Or the index of the server's own behind a page of which all items came already, as of these moves. */
  onward: { readonly at: number; readonly asOf: Moves } | undefined;
  /** The last of the items that were forgotten, by their address. */
  readonly past: Map<string, number>;
  /** Indices that were asked for in vain. */
  readonly missed: Set<number>;
  /** The addresses of pages that were read: none is read twice. */
  readonly visited: Set<string>;
  /** What a page was asked for again, for all its items: those of the next one will want it too. */
  learned: Wish;
}

/** Nothing was moved. */
export const NO_MOVES: Moves = { taken: 0, changed: 0 };

/** How many forgotten items of a list are remembered by their address, and how many more before the oldest are let go. */
const MOST_PAST = 10_000;
const MOST_OVER = 1000;

/** Forgets an item, but for its address. */
export function forgetItem(list: ListRecord, index: number): void {
  const item = list.items.get(index);
  list.items.delete(index);
  list.broughtBy.delete(index);
  if (!(item instanceof Reference)) return;
  list.past.set(item.address, index);
  if (list.past.size <= MOST_PAST + MOST_OVER) return;
  // Many at once: whoever begins at the oldest of a map passes all that were deleted before it.
  for (const oldest of [...list.past.keys()].slice(0, MOST_OVER)) list.past.delete(oldest);
}

/** Whether the first items were known, and are forgotten. */
export function isForgotten({ items, prefix }: ListRecord): boolean {
  return prefix > 0 && !items.has(0);
}

/** Whether there are items by which it can be told where the next one stands. */
export function isAnchored({ items, past }: ListRecord): boolean {
  return items.size + past.size > 0;
}

/** The declared address of the page from an index on, if it has the size that was written. */
export function nextAt(
  { next, nextSizes }: ListRecord,
  index: number,
  size: number | undefined,
): string | undefined {
  const declared = nextSizes.get(index);
  return declared === 0 || declared === size ? next.get(index) : undefined;
}

/** A collection of which nothing is known yet. */
export function newList(kind: string): ListRecord {
  return {
    kind,
    items: new Map(),
    prefix: 0,
    gaps: new Map(),
    pageSize: undefined,
    key: undefined,
    empty: 0,
    broughtBy: new Map(),
    end: undefined,
    next: new Map(),
    nextSizes: new Map(),
    declaring: new Set(),
    broken: undefined,
    shift: 0,
    asOf: NO_MOVES,
    back: undefined,
    onward: undefined,
    past: new Map(),
    missed: new Set(),
    visited: new Set(),
    learned: NOTHING,
  };
}

export function copyList(list: ListRecord): ListRecord {
  return {
    kind: list.kind,
    items: new Map(list.items),
    prefix: list.prefix,
    gaps: new Map(list.gaps),
    pageSize: list.pageSize,
    key: list.key,
    empty: list.empty,
    broughtBy: new Map(list.broughtBy),
    end: list.end,
    next: new Map(list.next),
    nextSizes: new Map(list.nextSizes),
    declaring: new Set(list.declaring),
    broken: list.broken,
    shift: list.shift,
    asOf: list.asOf,
    back: list.back,
    onward: list.onward,
    past: new Map(list.past),
    missed: new Set(list.missed),
    visited: new Set(list.visited),
    learned: list.learned,
  };
}

/** What is known of one collection by two addresses of it. */
export function uniteLists(one: ListRecord, other: ListRecord): ListRecord {
  const both = copyList(one);
  for (const [index, item] of other.items) {
    if (both.items.has(index)) continue;
    both.items.set(index, item);
    const href = other.broughtBy.get(index);
    if (href !== undefined) both.broughtBy.set(index, href);
  }
  for (const [from, to] of other.gaps) both.gaps.set(from, to);
  for (const [index, next] of other.next) {
    if (both.next.has(index)) continue;
    both.next.set(index, next);
    both.nextSizes.set(index, other.nextSizes.get(index));
  }
  for (const index of other.missed) both.missed.add(index);
  for (const href of other.visited) both.visited.add(href);
  for (const size of other.declaring) both.declaring.add(size);
  both.broken ??= other.broken;
  both.prefix = passGaps(both, both.prefix);
  both.pageSize ??= other.pageSize;
  both.end = Math.min(one.end ?? Number.POSITIVE_INFINITY, other.end ?? Number.POSITIVE_INFINITY);
  if (both.end === Number.POSITIVE_INFINITY) both.end = undefined;
  both.learned = uniteWishes(one.learned, other.learned);
  return both;
}
