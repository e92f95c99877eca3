/**
 * A document of JSON:API in the engine's words: its resources with what is included standing where it is named, and its errors.
 *
 * Whatever is asked to be included stands there as deep as it was asked, and no deeper: the resources of a document may name each
 * other in circles.
 *
 * @see https://jsonapi.org/format/#document-structure
 */
import { Doc, type Item, LinkedDoc, ListDoc } from '../plan/known/document.ts';
import { below } from '../plan/map/address.ts';
import type { LinkMap } from '../types/linkMap.ts';
import type { ReadMember } from '../types/readMember.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { Asked } from './Asked.ts';
import type { Refusal, Response } from './Dialect.ts';
import { type ExpansionTree, expansionTree } from './expansionTree.ts';
import { type Sparse, sparseFields } from './jsonApiFields.ts';
import { linkTo } from './linkTo.ts';
import { readMember } from './selectOf.ts';

/** What a document says. */
export interface JsonApiDocument {
  /** The one resource in it; or, where it holds a list or none, what it says of itself. */
  readonly doc: Doc;
  /** The resources of its list. */
  readonly items: readonly Doc[];
  /** The absolute address of the page that follows. */
  readonly next?: string;
  /** What stands in the place of that address and is none, as text. */
  readonly unreadable?: string;
}

const NOTHING: ExpansionTree = new Map();

/** The body of an answer, where it is a JSON object. */
export function bodyOf({ json }: Response): JsonObject | undefined {
  return isJsonObject(json) ? json : undefined;
}

/** Reads the document that an answer holds. */
export function readJsonApi(response: Response, body: JsonObject, asked: Asked): JsonApiDocument {
  const reader = new Reader(response.url, body, asked);
  const { data } = body;
  const links = linksOf(body.links, response.url);
  const items = Array.isArray(data) ? data.filter(isResource).map((each) => reader.read(each)) : [];
  const next = links.get('next');
  const declared = isJsonObject(body.links) ? body.links.next : undefined;
  const isUnreadable = next === undefined && declared !== undefined && declared !== null;
  return {
    doc: isResource(data) ? reader.read(data) : new Doc(links.get('self'), links, metaOf(body)),
    items,
    ...(next !== undefined && { next }),
    ...(isUnreadable && { unreadable: JSON.stringify(declared) }),
  };
}

/** The errors of an answer; `undefined` where it is none. */
export function refusalIn(response: Response): Refusal | undefined {
  const errors = bodyOf(response)?.errors;
  const all = Array.isArray(errors) ? errors.filter(isJsonObject) : [];
  const [first] = all;
  if (first === undefined) return response.status < 400 ? undefined : { message: '' };
  const type = textOf(first.code) ?? textOf(first.title);
  const field = fieldOf(first.source);
  return {
    message: all.map((each) => textOf(each.detail) ?? textOf(each.title) ?? '').join('; '),
    ...(type !== undefined && { type }),
    ...(field !== undefined && { field }),
    details: { errors: all },
  };
}

/** What of the request an error is about: the name of an attribute or a parameter. */
function fieldOf(source: Json | undefined): string | undefined {
  if (!isJsonObject(source)) return undefined;
  const pointer = textOf(source.pointer);
  const named = pointer?.replace(/^\/data(?:\/(?:attributes|relationships))?\//, '');
  return named ?? textOf(source.parameter) ?? textOf(source.header);
}

/** A text, or what is none as JSON: some servers put the findings of a validation there. */
function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A resource, of which some fields alone may have been asked for. */
class Resource extends Doc {
  names: ReadonlySet<string> | undefined;

  override get selected(): ReadonlySet<string> | undefined {
    return this.names;
  }
}

/** Makes resources of one document. */
class Reader {
  readonly #base: string;
  readonly #asked: Asked;
  /** Where resources lie, as one of the document says. */
  readonly #root: string | undefined;
  /** All resources of the document: what is included never repeats what it is included in. */
  readonly #resources = new Map<string, JsonObject>();
  /** What was asked to be included; `undefined` where nothing was, and the server decides. */
  readonly #tree: ExpansionTree | undefined;
  /** The types of which only some fields were asked for by hand. */
  readonly #byHand: (type: string) => boolean;
  /** What was asked of a type, where that is not all. */
  readonly #sparse: ReadonlyMap<string, Sparse>;

  constructor(url: string, { data, included }: JsonObject, asked: Asked) {
    this.#base = url;
    this.#asked = asked;
    const primary = (Array.isArray(data) ? data : [data]).filter(isResource);
    const others = Array.isArray(included) ? included.filter(isResource) : [];
    for (const each of [...primary, ...others]) this.#resources.set(keyOf(each), each);
    this.#root = rootOf(primary, others, url);
    const { searchParams } = new URL(url);
    // It may have been asked by hand, or by a link.
    const byHand = searchParams.get('include')?.split(',') ?? [];
    const tree = expansionTree([...asked.paths, ...byHand]);
    this.#tree = tree.size === 0 ? undefined : tree;
    this.#sparse = sparseFields(asked);
    this.#byHand = (type) => searchParams.has(`fields[${type}]`) && !this.#sparse.has(type);
  }

  /** A resource that the document is about. */
  read(resource: JsonObject): Doc {
    return this.#doc(resource, this.#tree);
  }

  #doc(resource: JsonObject, tree: ExpansionTree | undefined): Doc {
    const { type, id, links, attributes, relationships } = resource;
    const declared = linksOf(links, this.#base);
    const address = declared.get('self') ?? this.#address(resource);
    const fields = metaOf(resource);
    fields.set('type', type as string);
    if (id !== undefined) fields.set('id', id);
    for (const [name, value] of entriesOf(attributes)) fields.set(name, value);
    for (const [name, relationship] of entriesOf(relationships)) {
      if (!isJsonObject(relationship)) continue;
      const own = linksOf(relationship.links, this.#base);
      const related = own.get('related');
      if (related !== undefined) declared.set(name, related);
      const item =
        relationship.data === undefined
          ? this.#linked(related, address, this.#read(String(type), name))
          : this.#linkage(relationship.data, tree, name, own);
      if (item !== undefined) fields.set(name, item);
    }
    const level = this.#byHand(String(type)) ? 'stub' : 'whole';
    const selected = this.#sparse.get(String(type))?.names;
    const doc = new Resource(address, declared, fields, level, String(type));
    doc.names = selected;
    return doc;
  }

  /** What a relationship names: as far as that was asked for and is there, it stands there whole. */
  #linkage(
    data: Json,
    tree: ExpansionTree | undefined,
    name: string,
    links: ReadonlyMap<string, string>,
  ): Item {
    // What the server includes by itself is read one relationship deep.
    const inner = tree === undefined ? NOTHING : tree.get(name);
    const nameable = (value: Json, related?: string): Item =>
      isResource(value) ? this.#named(value, inner, related) : value;
    if (!Array.isArray(data)) return nameable(data, links.get('related'));
    const items = data.map((each: Json) => nameable(each));
    const next = links.get('next');
    // A list of names alone is no page of what they name: that is asked for where it lies.
    const isThere = data.every(
      (each: Json) => isResource(each) && this.#resources.has(keyOf(each)),
    );
    if (next !== undefined) return new ListDoc(items, 'cut', next);
    return isThere && inner !== undefined ? new ListDoc(items, 'whole') : items;
  }

  /** What a relationship to one only links to: all that is known of it is where it lies, unless the map knows that as well. */
  #linked(
    related: string | undefined,
    owner: string | undefined,
    read: ReadMember | undefined,
  ): Doc | undefined {
    if (read?.is !== 'ref' || related === undefined) return undefined;
    const { path } = read;
    const derived = path === undefined || owner === undefined ? undefined : below(owner, path);
    if (read.in === 'expansion' && related === derived) return undefined;
    return new LinkedDoc(related);
  }

  #read(type: string, name: string): ReadMember | undefined {
    const { map } = this.#asked;
    return readMember(map, kindOf(type, map), name);
  }

  /** A resource where another names it. @param related - Where it lies, as that one declares. */
  #named(identifier: JsonObject, inner: ExpansionTree | undefined, related?: string): Doc {
    const found = inner === undefined ? undefined : this.#resources.get(keyOf(identifier));
    if (found !== undefined && inner !== undefined) return this.#doc(found, inner);
    const { type, id } = identifier;
    const fields = metaOf(identifier);
    fields.set('type', type as string);
    if (id !== undefined) fields.set('id', id);
    const address = this.#address(identifier, related);
    return new Doc(address, new Map(), fields, 'ref', String(type));
  }

  /** The address of a resource that is only named: as it says itself elsewhere, as the map says, as it is linked to, or as others are made. */
  #address(identifier: JsonObject, related?: string): string | undefined {
    const self = linksOf(this.#resources.get(keyOf(identifier))?.links, this.#base).get('self');
    if (self !== undefined) return self;
    const { type, id } = identifier;
    if (typeof id !== 'string') return undefined;
    const known = this.#asked.addressOf(kindOf(String(type), this.#asked.map), id) ?? related;
    if (known !== undefined || this.#root === undefined) return known;
    return `${this.#root}${encodeURIComponent(String(type))}/${encodeURIComponent(id)}`;
  }
}

/** The map's kind of a type: that of its name, or the one that says so. */
function kindOf(type: string, { kinds }: LinkMap): string {
  if (Object.hasOwn(kinds, type)) return type;
  return Object.keys(kinds).find((name) => kinds[name]?.type === type) ?? type;
}

/** What all addresses of resources begin with, by one that the document declares. */
function rootOf(
  primary: readonly JsonObject[],
  others: readonly JsonObject[],
  url: string,
): string | undefined {
  for (const { type, id, links } of [...primary, ...others]) {
    const self = linksOf(links, url).get('self');
    const end = `${encodeURIComponent(String(type))}/${encodeURIComponent(String(id))}`;
    if (self?.endsWith(`/${end}`)) return self.slice(0, -end.length);
  }
  return undefined;
}

/** Links by their relation, as absolute addresses: each is a text, an object with `href`, or `null`. */
function linksOf(links: Json | undefined, base: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [rel, link] of entriesOf(links)) {
    const address = linkTo(isJsonObject(link) ? link.href : link, base);
    if (address !== undefined) found.set(rel, address);
  }
  return found;
}

/** What is said besides of a document, a resource or an identifier. A field of the resource's own has its name before it. */
function metaOf({ meta }: JsonObject): Map<string, Item> {
  return new Map(meta === undefined ? [] : [['meta', meta]]);
}

function entriesOf(object: Json | undefined): readonly (readonly [string, Json])[] {
  return isJsonObject(object) ? Object.entries(object) : [];
}

/** Whether it is a resource, or names one. One that a client made up has no `id` yet, and is none of a server. */
function isResource(value: Json | undefined): value is JsonObject {
  return isJsonObject(value) && typeof value.type === 'string';
}

const keyOf = ({ type, id }: JsonObject): string => JSON.stringify([type, id]);
