/**
 * What an answer holds, in the engine's own words: a dialect reads JSON into this, `foretell` makes it up.
 */
import type { Level } from '../types/linkMap.ts';
import type { Json, JsonObject } from '../values/json.ts';
import { withoutFragment } from './address.ts';

/** One resource as it stands in an answer, whole or as a stub. */
export class Doc {
  /**
   * How much of it stands here, where the answer tells: `ref` of what is only named, by a foreign key; `stub` of what was
   * embedded in part, so that a name it lacks has to be asked; `whole` of what its own address would give. Where it is not
   * set, `Dialect.expands` says what was expanded, and all else is a stub.
   */
  readonly level: Level | undefined;
  readonly #address: string | undefined;
  readonly #links: ReadonlyMap<string, string>;
  readonly #fields: ReadonlyMap<string, Item>;

  constructor(
    address: string | undefined,
    links: ReadonlyMap<string, string>,
    fields: ReadonlyMap<string, Item>,
    level?: Level,
  ) {
    this.#address = (address && withoutFragment(address)) || undefined;
    this.level = level;
    this.#links = links;
    this.#fields = fields;
  }

  /** Its own absolute address; `undefined` when it declares none. */
  get address(): string | undefined {
    return this.#address;
  }

  /** The absolute addresses that it declares, by relation. */
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
  ) {
    super(address, NO_LINKS, NO_FIELDS, level);
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
    return this.inner?.get(name) ?? (Object.hasOwn(this.data, name) ? this.data[name] : undefined);
  }
}

const NO_LINKS: ReadonlyMap<string, string> = new Map();
const NO_FIELDS: ReadonlyMap<string, Item> = new Map();

/** A list as it stands in the document of another thing, where the answer tells whether that is all of it. */
export class ListDoc {
  /** What stands in it, in its order. */
  readonly items: readonly Item[];
  /** Whether there are no more, or whether it was cut short. */
  readonly end: 'whole' | 'cut';
  /** The absolute address of the page that follows, where the answer declares it. */
  readonly next: string | undefined;

  constructor(items: readonly Item[], end: 'whole' | 'cut', next?: string) {
    this.items = items;
    this.end = end;
    this.next = next;
  }
}

/** Stands where a server put an error in the place of something that it was asked to expand. */
export const REFUSED: unique symbol = Symbol('refused');

/** Whether an error stands in the place of a thing, or of one of a list of things. */
export function holdsRefusal(item: Item): boolean {
  if (item instanceof ListDoc) return item.items.some(holdsRefusal);
  return item === REFUSED || (Array.isArray(item) && item.some(holdsRefusal));
}

/** The same, however deep it stands in the document of another thing. */
export function holdsRefusalWithin(item: Item): boolean {
  if (item instanceof ListDoc) return item.items.some(holdsRefusalWithin);
  if (item instanceof Doc) {
    const inner = item instanceof JsonDoc ? (item.inner ?? NO_FIELDS) : item.fields;
    return [...inner.values()].some(holdsRefusalWithin);
  }
  return Array.isArray(item) ? item.some(holdsRefusalWithin) : item === REFUSED;
}

/** What a field holds: data, a resource, or a list of either. */
export type Item = Json | Doc | ListDoc | typeof REFUSED | readonly Item[];

/** One page of a collection. */
export interface PageDoc {
  /** What is in the page, in its order. */
  readonly items: readonly Item[];
  /** The index of the first item, where the server declares it. */
  readonly start?: number;
  /** The absolute address of the following page; `undefined` where the page declares none. */
  readonly next?: string;
  /** What it declares in the place of that address and cannot be read as one, as text. */
  readonly unreadable?: string;
  /**
   * How many items it was asked for and may hold, where a page that is full may be followed by another that it does
   * not declare. Default: a page that declares no other is the last one.
   */
  readonly size?: number;
  /** The page itself, with everything but its items. */
  readonly doc: Doc;
}
