/**
 * An entity, or a set of entities, of OData in the engine's words.
 *
 * A document says of an entity neither what it is nor where it lies, unless all metadata was asked for; and a navigation property that
 * was not expanded does not stand in it. So the map says what of it is another entity: everything else is data.
 */
import { AlteredDoc, Doc, type Item, ListDoc, type PageDoc } from '../plan/known/document.ts';
import { holesOf } from '../plan/map/ids.ts';
import { kindOf } from '../plan/map/members.ts';
import { isOneOf, kindTold } from '../plan/map/oneOf.ts';
import type { Level } from '../types/level.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { Asked } from './Asked.ts';
import { type ExpansionTree, expansionTree } from './expansionTree.ts';
import { linkTo } from './linkTo.ts';
import { ledTo, selectedAt } from './odataSelect.ts';
import { selectOf } from './selectOf.ts';

const NOTHING: ExpansionTree = new Map();

/** The entity in an answer. */
export function readEntity(url: string, json: JsonObject, asked: Asked): Doc {
  const { address, of, kind, paths } = asked;
  const doc = new Reader(url, json, asked).read(json, kind, expansionTree(paths), 'whole');
  // What has no key of its own, as a service's root or a single thing, lies where it was asked for.
  const isUnkeyed = doc.address === undefined && of === 'resource' && kind === undefined;
  return isUnkeyed ? new AlteredDoc(doc, address, doc.links, doc.fields) : doc;
}

/** The page of entities, or of other values, in an answer. */
export function readEntitySet(url: string, json: JsonObject, asked: Asked): PageDoc {
  const reader = new Reader(url, json, asked);
  const { value, ...rest } = json;
  const tree = expansionTree(asked.paths);
  const values = Array.isArray(value) ? value : [];
  const isByHand = asked.fields === undefined && new URL(url).searchParams.has('$select');
  const level = isByHand ? 'stub' : 'whole';
  const declared = annotationOf(json, '', 'nextLink');
  const next = reader.resolve(declared);
  const isUnreadable = next === undefined && declared !== undefined && declared !== null;
  return {
    items: values.map((each: Json) =>
      isJsonObject(each) ? reader.read(each, asked.kind, tree, level) : each,
    ),
    ...(next !== undefined && { next }),
    ...(isUnreadable && { unreadable: JSON.stringify(declared) }),
    doc: reader.read(rest, undefined, NOTHING, 'whole'),
  };
}

/** An entity, which tells its ETag itself. */
class Entity extends Doc {
  readonly #etag: string | undefined;
  #selected: ReadonlySet<string> | undefined;

  constructor(
    json: JsonObject,
    address: string | undefined,
    links: ReadonlyMap<string, string>,
    fields: ReadonlyMap<string, Item>,
    level: Level,
  ) {
    super(address, links, fields, level, typeOf(json));
    const etag = annotationOf(json, '', 'etag');
    this.#etag = typeof etag === 'string' ? etag : undefined;
  }

  override get etag(): string | undefined {
    return this.#etag;
  }

  override get selected(): ReadonlySet<string> | undefined {
    return this.#selected;
  }

  /** The same, of which no more was asked for. */
  select(names: ReadonlySet<string> | undefined): this {
    this.#selected = names;
    return this;
  }
}

/** Reads entities of one answer. */
class Reader {
  readonly #asked: Asked;
  /** What relative addresses are relative to: not the answer, but where it says that its metadata lie. */
  readonly #base: string;
  /** What was asked for where that is expanded. */
  readonly #names = new Map<
    ExpansionTree,
    { readonly kind: string | undefined; readonly names: ReadonlySet<string> | undefined }
  >();

  constructor(url: string, json: JsonObject, asked: Asked) {
    this.#asked = asked;
    const context = annotationOf(json, '', 'context');
    const isRead = typeof context === 'string' && URL.canParse(context, url);
    this.#base = isRead ? new URL(context, url).href : url;
  }

  /** The absolute address that the answer names. */
  resolve(href: Json | undefined): string | undefined {
    return linkTo(href, this.#base);
  }

  read(
    json: JsonObject,
    kind: string | undefined,
    tree: ExpansionTree,
    level: 'stub' | 'whole',
  ): Doc {
    const links = new Map<string, string>();
    const fields = new Map<string, Item>();
    for (const [name, value] of Object.entries(json)) {
      const [property = '', annotation] = name.split(/@(?:odata\.)?(?=[^@]*$)/);
      if (annotation === undefined) {
        fields.set(name, this.#property(json, name, value, kind, tree.get(name)));
      } else if (annotation === 'navigationLink') {
        const address = this.resolve(value);
        if (address !== undefined) links.set(property, address);
      } else if (!STRUCTURAL.has(annotation)) {
        fields.set(name, value);
      }
    }
    const address =
      this.resolve(annotationOf(json, '', 'id')) ??
      this.resolve(annotationOf(json, '', 'editLink')) ??
      this.resolve(annotationOf(json, '', 'readLink')) ??
      this.#addressByKey(json, kind);
    if (address !== undefined) links.set('self', address);
    return new Entity(json, address, links, fields, level).select(this.#selected(kind, tree));
  }

  /** What the entities of a place were asked for; `undefined` where that is all. A page has many of one place. */
  #selected(kind: string | undefined, tree: ExpansionTree): ReadonlySet<string> | undefined {
    if (this.#asked.fields === undefined) return undefined;
    const before = this.#names.get(tree);
    if (before !== undefined && before.kind === kind) return before.names;
    const isSelected = selectedAt(this.#asked, kind, tree) !== undefined;
    const names = isSelected ? selectOf(this.#asked, kind)?.names : undefined;
    this.#names.set(tree, { kind, names });
    return names;
  }

  /** What stands under a name of an entity: another one, a list of others, or data. */
  #property(
    json: JsonObject,
    name: string,
    value: Json,
    kind: string | undefined,
    inner: ExpansionTree | undefined,
  ): Item {
    const other = ledTo(this.#asked.map, kind, name);
    const isOther = other !== undefined;
    const toItem = (each: Json): Item => {
      const isEntity =
        isOther || inner !== undefined || (isJsonObject(each) && isEntityOfItself(each));
      return isJsonObject(each) && isEntity
        ? this.read(each, other, inner ?? NOTHING, 'whole')
        : each;
    };
    if (!Array.isArray(value)) return toItem(value);
    const items = value.map(toItem);
    if (!isOther && inner === undefined) return items;
    const next = this.resolve(annotationOf(json, name, 'nextLink'));
    return new ListDoc(items, next === undefined ? 'whole' : 'cut', next);
  }

  /** The address that its kind has in the map, with its own keys in it. */
  #addressByKey(json: JsonObject, kind: string | undefined): string | undefined {
    const { map, addressOf } = this.#asked;
    // Of several kinds that it may be, it says itself which it is.
    const own = isOneOf(map, kind) ? (kindTold(map, typeOf(json)) ?? kind) : kind;
    const template = kindOf(map, own)?.address;
    if (own === undefined || template === undefined) return undefined;
    const keys = holesOf(template).map((hole) => {
      const key = Object.hasOwn(json, hole) ? json[hole] : undefined;
      if (typeof key === 'boolean') return String(key);
      return typeof key === 'string' || typeof key === 'number' ? key : undefined;
    });
    return keys.every((key) => key !== undefined) ? addressOf(own, ...keys) : undefined;
  }
}

/** What is said of the whole, and not of what it holds: nobody reads it as a field. */
const STRUCTURAL: ReadonlySet<string> = new Set([
  ...['context', 'id', 'type', 'etag', 'editLink', 'readLink', 'nextLink', 'associationLink'],
  'metadataEtag',
]);

/** What is said of a property, or of the whole: `author@odata.navigationLink`, and `@nextLink` since 4.01. */
function annotationOf(json: JsonObject, property: string, name: string): Json | undefined {
  const names = [`${property}@odata.${name}`, `${property}@${name}`];
  const found = names.find((each) => Object.hasOwn(json, each));
  return found === undefined ? undefined : json[found];
}

/** What it is, where it is of a type that others are derived from: `#Model.Manager` is a `Manager`. */
function typeOf(json: JsonObject): string | undefined {
  const type = annotationOf(json, '', 'type');
  return typeof type === 'string' ? type.slice(type.lastIndexOf('.') + 1) : undefined;
}

/** Whether it says itself that it is an entity. */
function isEntityOfItself(json: JsonObject): boolean {
  return annotationOf(json, '', 'id') !== undefined;
}
