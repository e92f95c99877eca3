/**
 * Documents of plain REST APIs.
 */
import { Doc, type Item, JsonDoc, ListDoc } from '../../plan/known/document.ts';
import { perKind } from '../../plan/map/perKind.ts';
import type { LinkMap, Member } from '../../types/linkMap.ts';
import type { ListMember, ReadMember, RefMember } from '../../types/readMember.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import type { Asked } from '../Asked.ts';
import { addressIn, idOf } from '../addressIn.ts';
import { linkTo } from '../linkTo.ts';
import type { RestOptions } from './RestOptions.ts';

/** What a document is read by. */
export interface Reading {
  readonly options: RestOptions;
  readonly asked: Asked;
  /** The address that answered. */
  readonly base: string;
}

const NO_LINKS: ReadonlyMap<string, string> = new Map();
const NO_FIELDS: ReadonlyMap<string, Item> = new Map();

/** A resource as JSON: its id is a field, and what it names may be ids as well. */
export class RestDoc extends JsonDoc {
  readonly #reading: Reading;
  readonly #more: ReadonlyMap<string, string>;

  /**
   * @param kind - By the map, where that foresees it.
   * @param more - Links that do not stand in it.
   */
  constructor(
    json: JsonObject,
    kind: string | undefined,
    reading: Reading,
    more: ReadonlyMap<string, string> = NO_LINKS,
  ) {
    super(selfOf(json, kind, reading), json, innerOf(json, kind, reading));
    this.#reading = reading;
    this.#more = more;
  }

  get rels(): readonly string[] {
    const own = Object.keys(this.data).flatMap((name) => relOf(name, this.#reading.options) ?? []);
    return [...new Set([...own, ...this.#more.keys()])];
  }

  get links(): Map<string, string> {
    const links = new Map(this.#more);
    for (const [name, href] of Object.entries(this.data)) {
      const rel = relOf(name, this.#reading.options);
      const address = linkTo(href, this.#reading.base);
      if (rel !== undefined && address !== undefined) links.set(rel, address);
    }
    return links;
  }
}

/** One of a list, or what stands under a name. @param kind - What it is by the map, where that foresees a resource there. */
export function toResource(value: Json, kind: string | undefined, reading: Reading): Item {
  if (Array.isArray(value)) return value.map((each: Json) => toResource(each, kind, reading));
  if (!isJsonObject(value)) return value;
  const doc = new RestDoc(value, kind, reading);
  // What has an id is a resource, though nothing else says so.
  const isResource = kind !== undefined || doc.address !== undefined || idOf(value) !== undefined;
  return isResource || [...(doc.inner?.values() ?? [])].some(holdsResource) ? doc : value;
}

/** An item of a page: one that is no more than named by an address or an id is that, and what a page holds otherwise is data. */
export function toItem(value: Json, kind: string | undefined, reading: Reading): Item {
  const { map, addressOf } = reading.asked;
  const id = isJsonObject(value) ? undefined : idOf(value);
  if (id === undefined || kind === undefined || !Object.hasOwn(map.kinds, kind)) {
    return toResource(value, kind, reading);
  }
  if (isAddress(id)) return toAddressed(id, reading) ?? value;
  const address = addressOf(kind, id);
  if (address === undefined) return value;
  const [, hole = 'id'] = /\{\+?(\w+)\}/.exec(map.kinds[kind]?.address ?? '') ?? [];
  return new Doc(address, NO_LINKS, new Map([[hole, id]]), 'ref');
}

/** The address that it says is its own, or that the map makes of its id. */
function selfOf(
  json: JsonObject,
  kind: string | undefined,
  { options, asked, base }: Reading,
): string | undefined {
  const self = options.self === undefined ? undefined : linkTo(json[options.self], base);
  return self ?? addressIn(json, kind, asked);
}

/** What stands in it besides plain values. */
function innerOf(
  json: JsonObject,
  kind: string | undefined,
  reading: Reading,
): Map<string, Item> | undefined {
  const members = membersOf(kind, reading.asked);
  let inner: Map<string, Item> | undefined;
  for (const [name, value] of Object.entries(json)) {
    if (typeof value !== 'object' || value === null) continue;
    inner ??= new Map();
    inner.set(name, toInner(value, Object.hasOwn(members, name) ? members[name] : {}, reading));
  }
  for (const [name, read] of namedIn(reading.asked.map, kind) ?? []) {
    const item = toNamed(json, name, read, reading);
    if (item === undefined) continue;
    inner ??= new Map();
    inner.set(name, item);
  }
  return inner;
}

/** What may be named by an address: a reference, or a list of them. */
const namedIn: (
  map: LinkMap,
  kind: string | undefined,
) => readonly (readonly [name: string, RefMember | ListMember])[] | undefined = perKind(
  ({ members }) =>
    Object.entries(members).flatMap(([name, { read }]) =>
      read?.is === 'ref' || read?.is === 'list' ? [[name, read] as const] : [],
    ),
);

/** What stands under a name by no more than its address: there, in the field that the map says, or as a link of that name. */
function toNamed(
  json: JsonObject,
  name: string,
  { is, by, kind }: RefMember | ListMember,
  reading: Reading,
): Item | undefined {
  const { links } = reading.options;
  const link = is === 'ref' && links ? `${name}${links.suffix}` : undefined;
  const fields = [name, typeof by === 'string' ? by : undefined, link];
  const field = fields.find((each) => each !== undefined && Object.hasOwn(json, each));
  const value = field === undefined ? undefined : json[field];
  if (is === 'ref') return value === null && field === link ? null : toAddressed(value, reading);
  if (!Array.isArray(value) || !value.some(isAddress)) return undefined;
  // Some may be named by their addresses, and others be embedded, or missing.
  return value.map((each: Json) => {
    if (each === '') return null;
    return toAddressed(each, reading) ?? toResource(each, kind, reading);
  });
}

/** What is no more than named by an address; `undefined` of all else. */
function toAddressed(value: Json | undefined, { base }: Reading): Doc | undefined {
  const address = isAddress(value) ? linkTo(value, base) : undefined;
  return address === undefined ? undefined : new Doc(address, NO_LINKS, NO_FIELDS, 'ref');
}

/** Whether it is an address, and no id: an absolute one, or one relative to the document that leaves no doubt. */
const isAddress = (value: Json | undefined): boolean =>
  typeof value === 'string' && /^(?:https?:\/|\.\.?)?\//i.test(value);

function toInner(value: Json, { read }: Member = {}, reading: Reading): Item {
  const item = toResource(value, kindIn(read), reading);
  // What the map calls a collection, and stands here, is all of it: nothing says otherwise.
  return Array.isArray(item) && read?.is === 'collection' ? new ListDoc(item, 'whole') : item;
}

const kindIn = (read: ReadMember | undefined): string | undefined =>
  read !== undefined && 'kind' in read ? read.kind : undefined;

/** What the map knows of a kind, by name. */
export function membersOf(
  kind: string | undefined,
  { map }: Asked,
): Readonly<Record<string, Member>> {
  return kind !== undefined && Object.hasOwn(map.kinds, kind)
    ? (map.kinds[kind]?.members ?? {})
    : {};
}

function holdsResource(item: Item): boolean {
  if (item instanceof Doc || item instanceof ListDoc) return true;
  return Array.isArray(item) && item.some(holdsResource);
}

/** The relation that a field is a link of, if it is one. */
function relOf(name: string, { links }: RestOptions): string | undefined {
  if (links === undefined || !name.endsWith(links.suffix)) return undefined;
  const rel = name.slice(0, name.length - links.suffix.length);
  return rel === '' || links.except?.includes(rel) ? undefined : rel;
}
