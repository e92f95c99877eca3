/**
 * A document of HAL in the engine's words.
 *
 * What stands under one name, in the state of a resource, among its links and among what it embeds, is one field: what is embedded,
 * else what the map says it is, else the state. The link of that name is a link all the same.
 */
import {
  type DeclaredAction,
  Doc,
  type Item,
  LinkedDoc,
  ListDoc,
  type PageDoc,
  REFUSED,
} from '../plan/known/document.ts';
import type { Level } from '../types/level.ts';
import type { ReadMember } from '../types/readMember.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { Asked } from './Asked.ts';
import { type ExpansionTree, expansionTree } from './expansionTree.ts';
import { readForms } from './halForms.ts';
import { findItems, ITEM, partOf, toArray, undecided } from './halItems.ts';
import { linkTemplates } from './linkTemplates.ts';
import { linkTo } from './linkTo.ts';

/** What reading is told besides the document. */
export interface HalReading {
  readonly asked: Asked;
  /** Whether what was asked to be embedded is whole. */
  readonly isWhole: boolean;
  /** The relation under which pages have their items, where that is said. */
  readonly itemsRel: string | undefined;
}

const NOTHING: ExpansionTree = new Map();

/** The resource in an answer. */
export function readHal(url: string, json: JsonObject, reading: HalReading): Doc {
  const { kind, paths } = reading.asked;
  return new Reader(url, reading).read(json, kind, expansionTree(paths), undefined);
}

/** The page in an answer. */
export function readHalPage(
  url: string,
  json: JsonObject,
  reading: HalReading,
): PageDoc | undefined {
  const reader = new Reader(url, reading);
  const { asked } = reading;
  const isPage = asked.of === 'page';
  const found = findItems(json, reading.itemsRel, isPage);
  // Some servers leave out all that is empty.
  if (found.rel === undefined && !isPage) return undefined;
  const { rel = reading.itemsRel ?? ITEM } = found;
  const { [rel]: linked, ...links } = partOf(json, '_links');
  const { [rel]: embedded, ...others } = partOf(json, '_embedded');
  const doc = reader.read(
    { ...json, _links: links, _embedded: others },
    undefined,
    NOTHING,
    undefined,
  );
  const next = plain(doc.links.get('next'));
  const declared = isJsonObject(links.next) ? links.next.href : links.next;
  const isUnreadable = next === undefined && declared !== undefined && declared !== null;
  const isAsked = asked.paths.length > 0;
  return {
    items: reader.items(linked, embedded, asked.kind, expansionTree(asked.paths), isAsked),
    ...(next !== undefined && { next }),
    ...(found.among && { undecided: undecided(found.among) }),
    ...(isUnreadable && { unreadable: JSON.stringify(declared) }),
    doc,
  };
}

/** A resource, which may declare what can be done to it now. */
class HalDoc extends Doc {
  readonly #actions: ReadonlyMap<string, DeclaredAction> | undefined;

  constructor(
    address: string | undefined,
    links: ReadonlyMap<string, string>,
    fields: ReadonlyMap<string, Item>,
    level: Level | undefined,
    actions: ReadonlyMap<string, DeclaredAction> | undefined,
  ) {
    super(address, links, fields, level);
    this.#actions = actions;
  }

  override get actions(): ReadonlyMap<string, DeclaredAction> | undefined {
    return this.#actions;
  }
}

/** Reads resources of one answer. */
class Reader {
  readonly #base: string;
  readonly #reading: HalReading;

  constructor(url: string, reading: HalReading) {
    this.#base = url;
    this.#reading = reading;
  }

  read(
    json: JsonObject,
    kind: string | undefined,
    tree: ExpansionTree,
    level: 'stub' | 'whole' | undefined,
  ): Doc {
    const { _links, _embedded, _templates, ...state } = json;
    const links = new Map<string, string>();
    const fields = new Map<string, Item>(Object.entries(state));
    const linked = partOf(json, '_links');
    const embedded = partOf(json, '_embedded');
    for (const [rel, link] of Object.entries(linked)) {
      const address = this.#addressOf(link);
      if (address !== undefined) links.set(rel, address);
    }
    // Its own address is one of those that a template gives: the one with nothing filled in.
    const own = plain(links.get('self'));
    if (own !== undefined) links.set('self', own);
    for (const rel of new Set([...Object.keys(linked), ...Object.keys(embedded)])) {
      const isOfState = Object.hasOwn(state, rel) && !Object.hasOwn(embedded, rel);
      const member = this.#member(kind, rel);
      const isOther = member?.is === 'ref' || member?.is === 'list';
      if (rel === 'curies' || rel === 'self' || (isOfState && !isOther)) continue;
      const item = this.#related(linked[rel], embedded[rel], member, tree.get(rel), own);
      if (item !== undefined) fields.set(rel, item);
    }
    const [self] = toArray(linked.self);
    if (isJsonObject(self)) {
      for (const [name, value] of this.#said(self)) if (!fields.has(name)) fields.set(name, value);
    }
    const actions = readForms(_templates, own ?? this.#base);
    // What is embedded may leave out what its own document declares.
    const isTold = actions.size > 0 || level !== 'stub';
    return new HalDoc(own, links, fields, level, isTold ? actions : undefined);
  }

  /** The items of a page or a list: what is embedded, in the order of its links where it has these. */
  items(
    linked: Json | undefined,
    embedded: Json | undefined,
    kind: string | undefined,
    tree: ExpansionTree,
    isAsked: boolean,
  ): readonly Item[] {
    const inPlace = toArray(embedded)
      // Some servers embed a list for each of several links.
      .flatMap((each) => (Array.isArray(each) ? (each as readonly Json[]) : [each]))
      .map((each) => this.#embedded(each, kind, tree, isAsked));
    const named = toArray(linked).map((each) => this.#named(each));
    // Links may lead to lists of what is embedded: then there are other numbers of both.
    if (inPlace.length > 0 && inPlace.length >= named.length) return inPlace;
    const byAddress = new Map(
      inPlace.flatMap((item) => (item instanceof Doc ? [[item.address, item] as const] : [])),
    );
    return named.map((item) => (item instanceof Doc && byAddress.get(item.address)) || item);
  }

  /** What stands under a relation. */
  #related(
    linked: Json | undefined,
    embedded: Json | undefined,
    member: ReadMember | undefined,
    tree: ExpansionTree | undefined,
    owner: string | undefined,
  ): Item | undefined {
    const kind = member !== undefined && 'kind' in member ? member.kind : undefined;
    const isAsked = tree !== undefined;
    const inner = tree ?? NOTHING;
    if (member?.is === 'collection')
      return this.#collection(linked, embedded, kind, inner, isAsked);
    const isMany = Array.isArray(embedded ?? linked);
    if (member?.is === 'list' || (isMany && member?.is !== 'ref')) {
      return this.items(linked, embedded, kind, inner, isAsked);
    }
    const [first] = toArray(embedded);
    const [link] = toArray(linked);
    // By the link, what was refused here is asked for by itself.
    const isRefused = isJsonObject(first) && isError(first) && this.#addressOf(link) !== undefined;
    if (first !== undefined && !isRefused) return this.#embedded(first, kind, inner, isAsked);
    // What no map foresees is a link, and nothing else.
    if (member?.is !== 'ref' && this.#addressOf(linked) !== undefined) return undefined;
    return link === undefined ? undefined : this.#named(link, owner);
  }

  /** The first items of a collection, where it is sure whether these are all. */
  #collection(
    linked: Json | undefined,
    embedded: Json | undefined,
    kind: string | undefined,
    tree: ExpansionTree,
    isAsked: boolean,
  ): Item | undefined {
    if (isJsonObject(embedded)) {
      // A page that stands in the document of its owner.
      const { rel } = findItems(embedded, this.#reading.itemsRel, false);
      if (rel === undefined) return undefined;
      const next = this.#addressOf(partOf(embedded, '_links').next);
      const within = partOf(embedded, '_embedded')[rel];
      const items = this.items(partOf(embedded, '_links')[rel], within, kind, tree, isAsked);
      return new ListDoc(items, next === undefined ? 'whole' : 'cut', next);
    }
    if (!Array.isArray(embedded)) return undefined;
    // Where a link leads to the collection, and not to each of its items, these may be its first ones only.
    const items = this.items(linked, embedded, kind, tree, isAsked);
    const links = toArray(linked).map((link) => this.#addressOf(link));
    const isEach = items.every(
      (item, index) => item instanceof Doc && item.address === links[index],
    );
    const isAll = linked === undefined || (items.length === links.length && isEach);
    return isAll ? new ListDoc(items, 'whole') : undefined;
  }

  #embedded(json: Json, kind: string | undefined, tree: ExpansionTree, isAsked: boolean): Item {
    if (!isJsonObject(json)) return json;
    if (isError(json)) return REFUSED;
    return this.read(json, kind, tree, isAsked && this.#reading.isWhole ? 'whole' : 'stub');
  }

  /**
   * What a link says of that to which it leads; where it leads to nothing that can be read here, the link as it is.
   *
   * @param owner - The address of the one thing that has it: below that there may be nothing, whatever the link says.
   */
  #named(link: Json, owner?: string): Item {
    const address = plain(this.#addressOf(link));
    if (address === undefined) return link;
    const fields = isJsonObject(link) ? this.#said(link) : new Map<string, Item>();
    if (fields.size === 0 && address.startsWith(`${owner}/`)) return new LinkedDoc(address);
    // One that says nothing besides is no more than a name.
    const level = fields.size === 0 ? 'ref' : 'stub';
    return new Doc(address, new Map([['self', address]]), fields, level);
  }

  /** What a link says besides where and how it leads. */
  #said({
    href: _href,
    templated: _templated,
    hints: _hints,
    ...rest
  }: JsonObject): Map<string, Item> {
    return new Map(Object.entries(rest));
  }

  /** Where a link leads by a GET: not one that another method or another protocol is for. A template keeps its braces. */
  #addressOf(link: Json | undefined): string | undefined {
    const only = Array.isArray(link) && link.length === 1 ? (link as readonly Json[])[0] : link;
    const { href, templated, hints } = isJsonObject(only) ? only : { href: only ?? null };
    const allow = isJsonObject(hints) ? hints.allow : undefined;
    if (typeof href !== 'string' || (Array.isArray(allow) && !allow.includes('GET'))) {
      return undefined;
    }
    // A brace in any other link is a character like the rest.
    const text = templated === true ? href : href.replace(/[{}]/g, encodeURIComponent);
    return linkTo(text, this.#base);
  }

  #member(kind: string | undefined, name: string): ReadMember | undefined {
    const { kinds } = this.#reading.asked.map;
    const members = kind !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind]?.members : {};
    return members !== undefined && Object.hasOwn(members, name) ? members[name]?.read : undefined;
  }
}

/** The address that a link gives where nothing is filled into it. */
function plain(link: string | undefined): string | undefined {
  return link?.includes('{') ? linkTemplates.fill(link, {}) : link;
}

/** Whether an error stands in the place of what was to be embedded: it says a status, and why. */
function isError(json: JsonObject): boolean {
  if (Object.hasOwn(json, '_links')) return false;
  const { status, title, detail, message, data } = json;
  const within = isJsonObject(data) ? data.status : undefined;
  return (
    [status, within].some((each) => typeof each === 'number' && each >= 400) &&
    [title, detail, message].some((each) => typeof each === 'string')
  );
}
