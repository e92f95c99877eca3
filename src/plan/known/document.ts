/**
 * What an answer holds, in the engine's own words: a dialect reads JSON into this, `foretell` makes it up.
 */
import type { BodyForm } from '../../types/callMember.ts';
import type { Level } from '../../types/level.ts';
import type { Parameters } from '../../types/parameter.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import { withoutFragment } from '../map/address.ts';

/** An action that a document declares, as HAL-FORMS and Siren have them. */
export interface DeclaredAction {
  /** The HTTP method. A GET is a link whose values go into its query. */
  readonly method: string;
  /** Where it is sent: absolute. */
  readonly url: string;
  /** How its body is written; default `json`. */
  readonly form?: BodyForm;
  /** What it can be called with, by name, as a map would say it. Default: whatever it is given. */
  readonly parameters?: Parameters;
  /** What is sent besides what is given, by its wire name, as hidden fields are. What is given holds. */
  readonly values?: JsonObject;
}

/** One resource as it stands in an answer, whole or as a stub. */
export class Doc {
  /**
   * How much of it stands here, where the answer tells: `ref` of what is only named, by a foreign key; `stub` of what was
   * embedded in part, so that a name it lacks has to be asked; `whole` of what its own address would give. Where it is not
   * set, `Dialect.expands` says what was expanded, and all else is a stub.
   */
  readonly level: Level | undefined;
  /**
   * What kind of thing it is, where the answer tells: `{ type: 'user', id: 7 }`. It is the name of a kind of the map, or its
   * `type`; any other is left aside. It holds over what the map says of the place.
   */
  readonly kind: string | undefined;
  readonly #address: string | undefined;
  readonly #links: ReadonlyMap<string, string>;
  readonly #fields: ReadonlyMap<string, Item>;

  constructor(
    address: string | undefined,
    links: ReadonlyMap<string, string>,
    fields: ReadonlyMap<string, Item>,
    level?: Level,
    kind?: string,
  ) {
    this.#address = (address && withoutFragment(address)) || undefined;
    this.level = level;
    this.kind = kind;
    this.#links = links;
    this.#fields = fields;
  }

  /** Its own absolute address; `undefined` when it declares none. */
  get address(): string | undefined {
    return this.#address;
  }

  /** The absolute addresses that it declares, by relation; of templates as well, where its dialect has `templates`. */
  get links(): ReadonlyMap<string, string> {
    return this.#links;
  }

  /** What stands in it, by the server's own names. */
  get fields(): ReadonlyMap<string, Item> {
    return this.#fields;
  }

  /** What stands in it under that name. */
  field(name: string): Item | undefined {
    return this.#fields.get(name);
  }

  /**
   * The actions that it declares, by name: all that are possible now, or `undefined` where it does not tell, as what is
   * embedded in another document may not.
   */
  get actions(): ReadonlyMap<string, DeclaredAction> | undefined {
    return undefined;
  }

  /**
   * The names that it was asked for, where it was asked for no more (`Asked.fields`): of these, what is not there is not, and of
   * all others nobody knows. `undefined` where it holds all that `level` says.
   */
  get selected(): ReadonlySet<string> | undefined {
    return undefined;
  }

  /** Its ETag, where the document tells it itself, as OData's `@odata.etag` does; the header of an answer is read without. */
  get etag(): string | undefined {
    return undefined;
  }
}

/** A document with other links or fields. What else it says, it says still. */
export class AlteredDoc extends Doc {
  readonly #of: Doc;

  /** @param address - Where it lies. */
  constructor(
    of: Doc,
    address: string | undefined,
    links: ReadonlyMap<string, string>,
    fields: ReadonlyMap<string, Item>,
  ) {
    super(address, links, fields, of.level, of.kind);
    this.#of = of;
  }

  override get actions(): Doc['actions'] {
    return this.#of.actions;
  }

  override get selected(): Doc['selected'] {
    return this.#of.selected;
  }

  override get etag(): string | undefined {
    return this.#of.etag;
  }
}

/** A scheme that no API is asked by: `mailto:`, `ws:`, `git:`. */
const ELSEWHERE = /^(?!https?:)[a-z][a-z\d+.-]*:/i;

/** The document with such links as data, which is all that they are here. */
export function withoutOtherLinks(doc: Doc): Doc {
  // What keeps its JSON has them there.
  if (doc instanceof JsonDoc) return doc;
  const others = [...doc.links].filter(([, href]) => ELSEWHERE.test(href));
  if (others.length === 0) return doc;
  const links = new Map(doc.links);
  for (const [rel] of others) links.delete(rel);
  // What it has as a field of that name, it means.
  return new AlteredDoc(doc, doc.address, links, new Map([...others, ...doc.fields]));
}

/**
 * A document whose JSON is kept. A page holds a thousand of them, and most are only shown: what else can be made of
 * one waits until somebody asks.
 */
export abstract class JsonDoc extends Doc {
  /** The JSON as it came. */
  readonly data: JsonObject;
  readonly #inner: ReadonlyMap<string, Item> | undefined;

  constructor(
    address: string | undefined,
    data: JsonObject,
    inner: ReadonlyMap<string, Item> | undefined,
    level?: Level,
    kind?: string,
  ) {
    super(address, NO_LINKS, NO_FIELDS, level, kind);
    this.data = data;
    this.#inner = inner;
  }

  /** What may be, or hold, a resource, by name; `undefined` where there is nothing of the kind. */
  get inner(): ReadonlyMap<string, Item> | undefined {
    return this.#inner;
  }

  /** What two documents share that are of one thing: cheaper to tell than its address, where that has to be made first. */
  get identity(): unknown {
    return this.address;
  }

  /**
   * Whether all of that stands in its JSON under the same name, as an object or a list. It does not where a dialect makes a
   * resource of an id.
   */
  get isInPlace(): boolean {
    return [...(this.inner?.keys() ?? [])].every((name) => {
      const value = Object.hasOwn(this.data, name) ? this.data[name] : undefined;
      return typeof value === 'object' && value !== null;
    });
  }

  /** The relations that it names; some of them may lead nowhere. */
  abstract get rels(): readonly string[];

  /** Whether it names no relation but these. */
  namesOnly(rels: ReadonlySet<string>): boolean {
    return this.rels.every((rel) => rels.has(rel));
  }

  abstract override get links(): Map<string, string>;

  override get fields(): Map<string, Item> {
    const fields = new Map<string, Item>(Object.entries(this.data));
    for (const [name, item] of this.inner ?? []) fields.set(name, item);
    return fields;
  }

  override field(name: string): Item | undefined {
    const inner = this.inner?.get(name);
    if (inner !== undefined) return inner;
    return Object.hasOwn(this.data, name) ? this.data[name] : undefined;
  }
}

const NO_LINKS: ReadonlyMap<string, string> = new Map();
const NO_FIELDS: ReadonlyMap<string, Item> = new Map();

/** What a document only links to, by an address where there may be nothing. */
export class LinkedDoc extends Doc {
  constructor(address: string) {
    super(address, NO_LINKS, NO_FIELDS, 'ref');
  }
}

/** A list as it stands in the document of another thing, where the answer tells whether that is all of it. */
export class ListDoc {
  /** What stands in it, in its order. */
  readonly items: readonly Item[];
  /** Whether there are no more, or whether it was cut short. */
  readonly end: 'whole' | 'cut';
  /** The absolute address of the page that follows, where the answer declares it. */
  readonly next: string | undefined;
  /** What else a list that is whole says of itself, as a page does beside its items. */
  readonly facts: JsonObject | undefined;

  constructor(items: readonly Item[], end: 'whole' | 'cut', next?: string, facts?: JsonObject) {
    this.items = items;
    this.end = end;
    this.next = next;
    this.facts = facts;
  }
}

/** Stands where a server put an error in the place of something: of what it was asked to expand, or of an item. */
export const REFUSED: unique symbol = Symbol('refused');

/** The same, with what the server says of it. */
export class Refused {
  /** The server's own words, with its own name for the sort of error. */
  readonly words: string;

  /** @param refusal - As `Dialect.refusal` gives it. */
  constructor({ message, type }: { readonly message: string; readonly type?: string }) {
    this.words = type === undefined ? message : `${message} (${type})`;
  }
}

/** Whether an error stands there. */
export function isRefusal(item: Item): item is Refused | typeof REFUSED {
  return item === REFUSED || item instanceof Refused;
}

/**
 * Whether an error stands in the place of a thing, or of one of a list of things.
 *
 * @param isWithin - Whether also of what stands in the document of another thing, however deep.
 */
export function holdsRefusal(item: Item, isWithin: boolean = false): boolean {
  const holds = (each: Item): boolean => holdsRefusal(each, isWithin);
  if (item instanceof ListDoc) return item.items.some(holds);
  if (item instanceof Doc) return isWithin && innerOf(item).some(([, each]) => holds(each));
  return Array.isArray(item) ? item.some(holds) : isRefusal(item);
}

/** What stands in a document and may be, or hold, a resource. */
export function innerOf(doc: Doc): readonly (readonly [string, Item])[] {
  if (doc instanceof JsonDoc) return [...(doc.inner ?? [])];
  return [...doc.fields].filter(([, item]) => item === REFUSED || typeof item === 'object');
}

/** What a field holds: data, a resource, or a list of either. */
export type Item = Json | Doc | ListDoc | Refused | typeof REFUSED | readonly Item[];

/** One page of a collection. */
export interface PageDoc {
  /** What is in the page, in its order. */
  readonly items: readonly Item[];
  /** The index of the first item, where the server declares it. */
  readonly start?: number;
  /** The absolute address of the following page; `undefined` where the page declares none. */
  readonly next?: string;
  /** Why nobody can tell which its items are, where it is so: that is the error of whoever reads it. */
  readonly undecided?: string;
  /** What it declares in the place of that address and cannot be read as one, as text. */
  readonly unreadable?: string;
  /**
   * How many items it was asked for and may hold, where a page that is full may be followed by another that it does
   * not declare. Default: a page that declares no other is the last one.
   */
  readonly size?: number;
  /** How many items the collection has altogether, where the server declares it: where no next page is declared, it says whether there is one. */
  readonly total?: number;
  /**
   * How many items the request limited its result to, over all the pages that lead on from it, as OData's `$top` does: where
   * so many have come, others may follow that no page declares.
   */
  readonly limit?: number;
  /** The page itself, with everything but its items. */
  readonly doc: Doc;
}
