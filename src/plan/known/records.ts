/**
 * What is known of one resource, or of one page. What is known of a collection stands in `lists.ts`.
 */

import { type AnswerError, answerError } from '../../errors/AnswerError.ts';
import { fullerOf, type Level } from '../../types/level.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import { withoutFragment } from '../map/address.ts';
import { Doc, type Item, JsonDoc, LinkedDoc } from './document.ts';
import type { Selection } from './Selection.ts';

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
    const how = 'let the map say that it is a collection with `embedded`';
    return answerError(`${of} came cut short, with ${this.count} of its items: ${how}`, address);
  }
}

/** What a field of a record holds. */
export type Known = Json | Reference | CutShort | readonly Known[];

/** How a document writes what it names by an id: as that, or not at all, where the id stands in another field. */
export interface Wire {
  readonly json: Json | undefined;
}

/** Names that were asked for alone, and the choice that was so. */
interface Chosen {
  readonly names: ReadonlySet<string>;
  readonly by: Selection | undefined;
}

/** What documents say of one resource. Nobody changes it once it is known. */
export class ResourceRecord {
  readonly address: string;
  readonly kind: string | undefined;
  /** Whether its own address says that there is no such thing. */
  isNothing = false;
  /** What stands in its place in the document that names it, where that names it by its id. */
  wire: Wire | undefined;
  /** Whether it stands where no map says how much of it does: that, and no more than that, is there. */
  isUnforeseen = false;
  /** Whether it came another way than by an answer: it may be old, or in part, and is nothing to write back. */
  isWrapped = false;
  /** What the server says where an error stands in the place of it. */
  refused: { readonly title: string; readonly words: string } | undefined;
  /** Its ETag as it was read; `null` where its own address gave none, and `undefined` where that was not asked. */
  etag: string | null | undefined;
  #level: Level;
  /** The fullest representation that came with all of its fields: so much is known, whatever turns out to be wanted besides those that were chosen. */
  #sure: Level;
  /** What was chosen of it, and by which choice. */
  #chosen: Chosen | undefined;
  readonly #doc: Doc | undefined;
  /** What stands in its document besides scalars, and was read; `undefined` what the server refused. */
  #read: Map<string, Known | undefined>;
  /** What it declares beyond, or in the place of, what its document does. */
  #actions: Doc['actions'];

  /**
   * @param doc - What says it.
   * @param read - What of that was read.
   */
  constructor(
    address: string,
    kind: string | undefined,
    level: Level,
    doc?: Doc,
    read: Map<string, Known | undefined> = NOTHING_READ,
  ) {
    this.address = address;
    this.kind = kind;
    this.#level = level;
    this.#sure = level;
    this.etag = doc?.etag;
    this.#doc = doc;
    this.#read = read;
  }

  /**
   * The fullest representation that arrived: with `whole`, a field that is not here does not exist. Where only some fields were
   * asked for, that is so as long as no others are wanted.
   */
  get level(): Level {
    return this.#chosen?.by?.isOver === false ? this.#level : this.#sure;
  }

  set level(level: Level) {
    this.#level = level;
    this.#sure = level;
  }

  /** Says that only these names were asked for. */
  choose(names: ReadonlySet<string>, by: Selection | undefined): void {
    this.#chosen = { names, by };
    this.#sure = 'ref';
  }

  /** Whether a name, or some name, was not asked for in any document of it. */
  hides(name?: string): boolean {
    if (this.#chosen === undefined || this.#sure === 'whole') return false;
    return name === undefined || !this.#chosen.names.has(name);
  }

  /** Takes note that a name is read, or all of it. What was not asked for ends the choice. */
  reads(name?: string): void {
    if (this.#chosen?.by !== undefined && this.hides(name)) this.#chosen.by.isOver = true;
  }

  /** Whether no document of it came with all that it holds. */
  get isChosen(): boolean {
    return this.#chosen !== undefined && this.#sure === 'ref';
  }

  /** Whether its own document says that it lies there, below an address. */
  isDeclared(above: string): boolean {
    return this.address.startsWith(above) && this.#doc?.address === this.address;
  }

  /** Whether only its own address says that there is such a thing. */
  get mayBeNothing(): boolean {
    return this.#doc instanceof LinkedDoc;
  }

  /** The actions that it declares; `undefined` where nobody has read what tells them. */
  get actions(): Doc['actions'] {
    return this.#actions ?? this.#doc?.actions;
  }

  set actions(actions: Doc['actions']) {
    this.#actions = actions;
  }

  get links(): ReadonlyMap<string, string> {
    return this.#doc?.links ?? NO_LINKS;
  }

  /** What a field holds. */
  field(name: string): Known | undefined {
    return this.#read.has(name) ? this.#read.get(name) : (this.#doc?.field(name) as Known);
  }

  /** All that was wrapped of it, as it came. */
  get wrapped(): JsonObject | undefined {
    return this.isWrapped && this.#doc instanceof JsonDoc ? this.#doc.data : undefined;
  }

  /** The names of its fields, as they came. */
  get names(): readonly string[] {
    const doc = this.#doc;
    const own = doc instanceof JsonDoc ? Object.keys(doc.data) : [...(doc?.fields.keys() ?? [])];
    if (this.#read.size === 0) return own;
    return [...new Set([...own, ...this.#read.keys()])].filter(
      (name) => this.field(name) !== undefined,
    );
  }

  /** What stands in it and may be, or hold, another resource, by name. */
  get named(): readonly (readonly [string, Known])[] {
    return [...this.#read].flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? [[name, value] as const] : [],
    );
  }

  /** The address that a link leads to. */
  link(rel: string): string | undefined {
    const href = this.links.get(rel);
    return href === undefined ? undefined : withoutFragment(href);
  }

  /** Whether it declares no links but these, and no actions. */
  declaresOnly(rels: ReadonlySet<string>): boolean {
    if (this.actions?.size) return false;
    const doc = this.#doc;
    return doc instanceof JsonDoc
      ? doc.namesOnly(rels)
      : [...this.links.keys()].every((rel) => rels.has(rel));
  }

  /** Says what stands in it under a name: what may be, or hold, a resource; `undefined` where the server refused it. */
  learn(name: string, value: Known | undefined): void {
    // Most stubs name nobody: they share what is empty.
    if (this.#read === NOTHING_READ) this.#read = new Map();
    this.#read.set(name, value);
  }

  /** This with what a newer one says. */
  with(newer: ResourceRecord): ResourceRecord {
    // A link says nothing of what it leads to.
    if (newer.mayBeNothing) return this;
    if (this.isWrapped && newer.#sure === 'whole') return newer;
    const level = fullerOf(this.#level, newer.#level);
    // One of them may not tell which of several kinds it is.
    const isVague = newer.kind === undefined || newer.kind.includes('|');
    const kind = isVague ? (this.kind ?? newer.kind) : newer.kind;
    const links = new Map([...this.links, ...newer.links]);
    const read = new Map([...this.#entries(), ...newer.#entries()]);
    const doc = new Doc((newer.#doc ?? this.#doc)?.address, links, NO_FIELDS);
    const both = new ResourceRecord(this.address, kind, level, doc, read);
    both.isNothing = newer.isNothing;
    both.isWrapped = this.isWrapped;
    both.#sure = fullerOf(this.#sure, newer.#sure);
    const [one, other = one] = [this.#chosen, newer.#chosen].filter((each) => each !== undefined);
    both.#chosen = one && { ...one, names: new Set([...one.names, ...(other?.names ?? [])]) };
    both.etag = newer.etag === undefined ? this.etag : newer.etag;
    both.#actions = newer.actions ?? this.actions;
    return both;
  }

  /** The same as it was learned at another moment, with all that stands in it. */
  asOf(moment: number): ResourceRecord {
    const again = (value: Known | undefined): Known | undefined => {
      if (Array.isArray(value)) return value.map((each: Known) => again(each) as Known);
      if (!(value instanceof Reference)) return value;
      return new Reference(value.address, value.stood.asOf(moment), moment);
    };
    const read = new Map([...this.#read].map(([name, value]) => [name, again(value)]));
    const copy = new ResourceRecord(this.address, this.kind, this.#level, this.#doc, read);
    copy.isNothing = this.isNothing;
    copy.#sure = this.#sure;
    copy.#chosen = this.#chosen;
    copy.wire = this.wire;
    copy.isUnforeseen = this.isUnforeseen;
    copy.isWrapped = this.isWrapped;
    copy.refused = this.refused;
    copy.etag = this.etag;
    copy.#actions = this.#actions;
    return copy;
  }

  #entries(): readonly (readonly [string, Known])[] {
    return this.names.map((name) => [name, this.field(name) as Known] as const);
  }
}

/** Whether something is, or holds, a thing of such an address: a document within a document is shown as it stands there. */
export function holdsAny(item: Known, isOf: (address: string, moment: number) => boolean): boolean {
  if (Array.isArray(item)) return item.some((each: Known) => holdsAny(each, isOf));
  if (!(item instanceof Reference)) return false;
  return (
    isOf(item.address, item.moment) || item.stood.named.some(([, each]) => holdsAny(each, isOf))
  );
}

const NOTHING_READ: Map<string, Known | undefined> = new Map();
const NO_LINKS: ReadonlyMap<string, string> = new Map();
const NO_FIELDS: ReadonlyMap<string, Item> = new Map();
