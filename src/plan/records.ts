/**
 * What is known of one resource, one page, or one collection.
 */
import type { Level } from '../types/linkMap.ts';
import type { Json } from '../values/json.ts';
import { type Doc, JsonDoc } from './document.ts';
import type { KeyPosition } from './keyset.ts';
import { NOTHING, type Wish } from './wish.ts';

/** Another resource, in the place of its document. */
export class Reference {
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }
}

/** What a field of a record holds. */
export type Known = Json | Reference | readonly Known[];

/** What is known of one resource. */
export class ResourceRecord {
  readonly address: string;
  readonly kind: string | undefined;
  /** The fullest representation that arrived: with `whole`, a field that is not here does not exist. */
  level: Level = 'ref';
  /** What it was made of, until its fields are asked for; then what it holds besides scalars is in `#inner`. */
  #doc: JsonDoc | undefined;
  #inner: Map<string, Known> | undefined;
  #links: Map<string, string> | undefined;
  #fields: Map<string, Known> | undefined;

  /** @param doc - Becomes the record's own: nobody else reads it afterwards. */
  constructor(address: string, kind: string | undefined, doc?: Doc) {
    this.address = address;
    this.kind = kind;
    if (doc instanceof JsonDoc) this.#doc = doc;
    else if (doc !== undefined) {
      if (doc.links.size > 0) this.#links = doc.links as Map<string, string>;
      this.#fields = doc.fields as Map<string, Known>;
    }
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

  /** The document that is all that is known of it so far, if there is one. */
  get doc(): JsonDoc | undefined {
    return this.#doc;
  }

  /** Whether it was made of that document. */
  isOf(doc: Doc): boolean {
    return doc instanceof JsonDoc ? this.#doc === doc : this.#fields === doc.fields;
  }

  /** Says what stands in it under a name of its document that may be, or hold, a resource. */
  learnInner(name: string, value: Known): void {
    if (this.#doc?.inner?.has(name)) {
      this.#inner ??= new Map();
      this.#inner.set(name, value);
    } else this.fields.set(name, value);
  }

  // A walk that is still under way goes on writing into its own knowledge, so a fork shares nothing.
  copy(): ResourceRecord {
    const copy = new ResourceRecord(this.address, this.kind, this.#doc);
    copy.level = this.level;
    copy.#inner = this.#inner && new Map(this.#inner);
    copy.#links = this.#links && new Map(this.#links);
    copy.#fields = this.#fields && new Map(this.#fields);
    return copy;
  }
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

/** The first index from `index` on that is not known and not left out. */
export function passGaps(list: ListRecord, index: number): number {
  let at = index;
  for (;;) {
    if (list.items.has(at)) at += 1;
    else if ((list.gaps.get(at) ?? 0) > at) at = list.gaps.get(at) as number;
    else return at;
  }
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
  /** Indices that were asked for in vain. */
  readonly missed: Set<number>;
  /** The addresses of pages that were read: none is read twice. */
  readonly visited: Set<string>;
  /** What a page was asked for again, for all its items: those of the next one will want it too. */
  learned: Wish;
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
    missed: new Set(list.missed),
    visited: new Set(list.visited),
    learned: list.learned,
  };
}
