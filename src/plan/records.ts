/**
 * What is known of one resource, or of one page. What is known of a collection stands in `lists.ts`.
 */
import { AnswerError } from '../errors/AnswerError.ts';
import type { Level } from '../types/linkMap.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { withoutFragment } from './address.ts';
import { type Doc, JsonDoc } from './document.ts';

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

/** What documents say of one resource. Nobody changes it once it is known. */
export class ResourceRecord {
  readonly address: string;
  readonly kind: string | undefined;
  /** The fullest representation that arrived: with `whole`, a field that is not here does not exist. */
  level: Level;
  /** Whether its own address says that there is no such thing. */
  isNothing = false;
  /** What it was made of, until its fields are asked for; then what it holds besides scalars is in `#inner`. */
  #doc: JsonDoc | undefined;
  #inner: Map<string, Known> | undefined;
  #links: Map<string, string> | undefined;
  #fields: Map<string, Known> | undefined;

  /** @param doc - Becomes the record's own: nobody else reads it afterwards. */
  constructor(address: string, kind: string | undefined, level: Level, doc?: Doc) {
    this.address = address;
    this.kind = kind;
    this.level = level;
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
    const [mine, theirs] = [this.#doc, other.#doc];
    if (mine === undefined || theirs === undefined || mine.inner !== undefined) return false;
    return !isFuller(this.level, other.level) && isIn(mine.data, theirs.data);
  }

  /** This with what a newer one says. */
  with(newer: ResourceRecord): ResourceRecord {
    if (newer.isWithin(this)) return this;
    const level = isFuller(newer.level, this.level) ? newer.level : this.level;
    const both = new ResourceRecord(this.address, newer.kind ?? this.kind, level);
    both.isNothing = newer.isNothing;
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
