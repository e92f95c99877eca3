/**
 * Shows a place as its user gets it: values decoded, resources and pages as snapshots that walk on.
 *
 * What is a value and what a chain is decided by the representation that the chain promised, never by what
 * happened to arrive.
 */
import { titleAt } from '../plan/address.ts';
import type { Knowledge } from '../plan/known.ts';
import { isHeld, kindOf, memberOf } from '../plan/members.ts';
import { OPERATIONS } from '../plan/operation.ts';
import type { Origin, Place, ResourcePlace } from '../plan/place.ts';
import {
  CutShort,
  type Known,
  Reference,
  type ResourceRecord,
  type Wire,
} from '../plan/records.ts';
import { kindOfNamed, shownRecords } from '../plan/stood.ts';
import type { Wish } from '../plan/wish.ts';
import { createChain } from '../proxy/chain.ts';
import {
  beginSnapshot,
  finishSnapshot,
  freezeData,
  hostOf,
  putData,
  type SnapshotHost,
  type SnapshotShape,
} from '../proxy/snapshot.ts';
import type { Source } from '../proxy/source.ts';
import { type Codec, type Level, type LinkMap, levelNamed } from '../types/linkMap.ts';
import { decode } from '../values/codec.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { Batch } from './Batch.ts';
import { give } from './give.ts';
import type { Unreadable } from './unreadable.ts';

/** What showing is told besides the place. */
export interface Shower {
  readonly map: LinkMap;
  readonly known: Knowledge;
  /** The resources that are being shown, one in another: how whole, and their addresses. */
  readonly showing: Set<string>;
  /** Is told of a value that could not be read. */
  readonly unreadable: Unreadable;
  /** The source of the chains of a snapshot. */
  source(place: Place, text: string, parent: () => object | undefined): Source;
}

const NO_ITEMS: readonly Known[] = Object.freeze([]);

/** The chain to what something was reached from. */
type Parent = () => object | undefined;

const PAGE_LINKS: readonly string[] = ['next', 'prev'];
const PAGE_CHAINS: readonly string[] = [...OPERATIONS, ...PAGE_LINKS];
/** These are about the whole collection; the others, about the items of the page in hand. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['contents', 'toArray', ...PAGE_LINKS]);
const ITEMS = { is: 'name', name: 'items', verbatim: false } as const;

/** What a snapshot of a resource was made of. Most snapshots are only read, so its chains' source waits. */
class ShownResource implements SnapshotHost {
  readonly place: ResourcePlace;
  readonly shape: SnapshotShape;
  wire: Map<string, unknown> | undefined;
  readonly #shower: Shower;
  readonly #parent: Parent;
  #source: Source | undefined;

  constructor(place: ResourcePlace, shape: SnapshotShape, shower: Shower, parent: Parent) {
    this.place = place;
    this.shape = shape;
    this.#shower = shower;
    this.#parent = parent;
  }

  /** The source of its chains. */
  get source(): Source {
    if (this.#source === undefined) {
      const { kind, address } = this.place;
      const title = titleAt(kind, this.#shower.known.record(address)?.address ?? address);
      this.#source = this.#shower.source(this.place, `(${title})`, this.#parent);
    }
    return this.#source;
  }

  chain(name: string): object {
    return createChain(this.source, [{ is: 'name', name, verbatim: false }]);
  }
}

/** The source of a snapshot's chains; `undefined` for what is no snapshot of a resource. */
export function sourceOf(snapshot: object): Source | undefined {
  const host = hostOf(snapshot);
  return host instanceof ShownResource ? host.source : undefined;
}

/** What awaiting a chain that ends at a place gives. */
export function show(place: Place, shower: Shower, parent: Parent): unknown {
  switch (place.at) {
    case 'value':
      if (place.codec === 'instant' && place.value !== undefined) {
        return showInstant(place.value, () => place.of, shower);
      }
      return place.codecs === undefined
        ? showKnown(place.value, place.codec, place.kind, shower, parent)
        : showAnswer(place.value, place.codecs, shower);
    case 'result': {
      const given = (value: unknown): unknown =>
        give(value, place.given, (at) => show(at, shower, parent));
      // The list is the caller's own: it may be sorted, or added to.
      return place.isOne ? given(place.values[0]) : place.values.map(given);
    }
    case 'batch':
      return new Batch(place, (value) =>
        give(value, place.given, (at) => show(at, shower, parent)),
      );
    case 'address':
      return place.place;
    case 'resource':
      return showResource(place, shower, parent);
    case 'collection': {
      const page = shower.known.page(place.page);
      const source = shower.source(place, `(a page of ${place.kind}s)`, parent);
      const self = (): object => createChain(source);
      const items = (page?.items ?? []).map((item, index) => {
        const origin = { list: place.page, index, path: [], isWalked: true };
        return showKnown(item, 'json', place.kind, shower, self, origin, place.expanded);
      });
      Object.freeze(items);
      if (place.items) return items;
      const shape = { name: `${capitalized(place.kind)}Page`, chains: PAGE_CHAINS };
      const snapshot = beginSnapshot(shape);
      putData(snapshot, 'items', items);
      for (const [name, value] of page?.record.fields ?? []) {
        putData(snapshot, name, showKnown(value, 'json', undefined, shower, self));
      }
      const chain = (step: string): object => {
        const operation = { is: 'name', name: step, verbatim: false } as const;
        return createChain(source, OF_THE_WHOLE.has(step) ? [operation] : [ITEMS, operation]);
      };
      return finishSnapshot(snapshot, { shape, chain, wire: undefined });
    }
  }
}

/** The answer of an action, with its fields decoded. */
function showAnswer(
  value: Known | undefined,
  codecs: Readonly<Record<string, Codec>>,
  shower: Shower,
): unknown {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).map(([name, json]) => {
    const codec = Object.hasOwn(codecs, name) ? codecs[name] : undefined;
    const shown =
      codec === 'instant'
        ? showInstant(json, () => `${name} of the answer`, shower)
        : decode(codec ?? 'json', freezeData(json));
    return [name, shown] as const;
  });
  return Object.freeze(Object.fromEntries(entries));
}

/** A moment. @param what - What it is: `created of room 42`. */
function showInstant(value: Known, what: () => string, shower: Shower): unknown {
  // Whatever is no text and no number is none.
  return decode('instant', value as Json, () => shower.unreadable(what(), value));
}

function showResource(place: ResourcePlace, shower: Shower, parent: Parent): object | null {
  const { map, known } = shower;
  const refused = place.found?.stood.refused;
  if (refused !== undefined) {
    // Beside others that are well it is a sign; whoever reads it by a step hears the whole.
    shower.unreadable(refused.title, refused.words);
    return null;
  }
  const [own, record] = shownRecords(place, known);
  const shape = shapeOf(map, place.kind, place.shows);
  const chains = own === undefined ? shape : withLinks(shape, own, record);
  const host = new ShownResource(place, chains, shower, parent);
  const snapshot = beginSnapshot(chains);
  // What stands in a document comes to an end; what is known by address may lead round in a circle, and is shown without
  // what leads on where it stands in its like.
  const one = `${place.shows} ${place.address}`;
  const isByAddress = known.stood(place.found) === undefined;
  const isFirst = isByAddress && !shower.showing.has(one);
  const isAgain = isByAddress && !isFirst;
  if (isFirst) shower.showing.add(one);
  const put = (name: string, value: Known): void => {
    const field = fieldOf(shape, name, map, place);
    const isValue = field.isValue || place.expanded?.refs.has(name);
    if (!isValue || (isAgain && holdsReference(value))) return;
    if (value instanceof CutShort) {
      // No list at all is a sign; a part of one would pass for the whole.
      shower.unreadable(`${name} of ${titleAt(place.kind, place.address)}`, value);
      return;
    }
    let shown: unknown = value;
    // What is shown otherwise than it is written is written as it came.
    let wire: { readonly json: unknown } | undefined;
    if (field.codec === 'instant') {
      const what = (): string => `${name} of ${titleAt(place.kind, place.address)}`;
      shown = showInstant(value, what, shower);
      if (shown !== value) wire = { json: value };
    } else if (typeof value === 'object' && value !== null) {
      shown = showInner(name, value, field, host, shower);
      wire = wireOf(value);
    }
    putData(snapshot, name, shown);
    if (wire !== undefined) {
      host.wire ??= new Map();
      host.wire.set(name, wire.json);
    }
  };
  try {
    for (const name of own?.names ?? []) put(name, own?.field(name) as Known);
    for (const name of record?.names ?? []) {
      if (own?.field(name) === undefined) put(name, record?.field(name) as Known);
    }
    for (const name of shape.empties) {
      if (own?.field(name) === undefined && record?.field(name) === undefined) put(name, NO_ITEMS);
    }
  } finally {
    if (isFirst) shower.showing.delete(one);
  }
  return finishSnapshot(snapshot, host);
}

/** What stands in a resource, and may be one itself. */
function showInner(
  name: string,
  value: Known,
  { codec, kind, as }: ShownField,
  host: ShownResource,
  shower: Shower,
): unknown {
  const { origin, expanded } = host.place;
  const inner = origin && { ...origin, path: [...origin.path, name] };
  const self = (): object => createChain(host.source);
  return showKnown(value, codec, kind, shower, self, inner, expanded?.refs.get(name), as);
}

/** How a field is shown. */
interface ShownField {
  readonly isValue: boolean;
  readonly codec: Codec;
  /** The kind of the resources in it, if it is a list. */
  readonly kind: string | undefined;
  /** What is shown of those, unless they were asked to be expanded. */
  readonly as: 'ref' | 'stub';
}

function fieldOf(shape: Shape, name: string, map: LinkMap, place: ResourcePlace): ShownField {
  const known = shape.fields.get(name);
  if (known !== undefined) return known;
  const member = memberOf(map, place.kind, name);
  const read = member?.read;
  const field: ShownField = {
    isValue: isHeld(member, place.shows),
    codec: read?.is === 'field' ? read.codec : 'json',
    kind: read?.is === 'list' ? read.kind : undefined,
    as: read?.is === 'list' || read?.is === 'ref' ? levelNamed(read) : 'stub',
  };
  // Names that no map knows are as many as servers make up.
  if (member !== undefined || shape.fields.size < MOST_NAMES) shape.fields.set(name, field);
  return field;
}

/** How many names of one kind, and how many sets of links, are remembered. */
const MOST_NAMES = 1000;

/** What a kind's snapshots of one level have in common. */
interface Shape extends SnapshotShape {
  /** How each field is shown, as far as it was seen. */
  readonly fields: Map<string, ShownField>;
  /** The lists in it that a server leaves out where they are empty. */
  readonly empties: readonly string[];
  /** The relations that are known under names of the map. */
  readonly rels: ReadonlySet<string>;
  /** What it is with links that no map knows, by these. */
  readonly withLinks: Map<string, SnapshotShape>;
}

/** By level, and by kind, where the map knows it. */
type Shapes = Readonly<Record<Level, Map<string | undefined, Shape>>>;

const SHAPES = new WeakMap<LinkMap, Shapes>();

function shapeOf(map: LinkMap, kind: string | undefined, level: Level): Shape {
  let byLevel = SHAPES.get(map);
  if (byLevel === undefined) {
    byLevel = { ref: new Map(), stub: new Map(), whole: new Map() };
    SHAPES.set(map, byLevel);
  }
  const shapes = byLevel[level];
  const known = shapes.get(kind);
  if (known !== undefined) return known;
  // A name that the map does not know may be any: the kind of it is none.
  if (kind !== undefined && kindOf(map, kind) === undefined) return shapeOf(map, undefined, level);
  const members = Object.entries(kindOf(map, kind)?.members ?? {});
  const shape: Shape = {
    name: capitalized(kind ?? 'resource'),
    fields: new Map(),
    withLinks: new Map(),
    chains: members.filter(([, member]) => !isHeld(member, level)).map(([name]) => name),
    empties: members.flatMap(([name, member]) => {
      const isLeftOut = member.read?.is === 'list' && member.read.absent === 'empty';
      return isLeftOut && isHeld(member, level) ? [name] : [];
    }),
    rels: new Set(
      members.flatMap(([name, { read }]) => [name, (read && 'rel' in read && read.rel) || name]),
    ),
  };
  shapes.set(kind, shape);
  return shape;
}

/** The shape with the links and actions that no map knows as chains. */
function withLinks(shape: Shape, own: ResourceRecord, record: ResourceRecord = own): SnapshotShape {
  // Nearly always there are none.
  const isPlain = (each: ResourceRecord): boolean =>
    !each.actions?.size && (each.doc?.rels.every((rel) => shape.rels.has(rel)) ?? false);
  if (isPlain(own) && (record === own || isPlain(record))) return shape;
  const namesOf = ({ links, actions }: ResourceRecord): readonly string[] => [
    ...links.keys(),
    ...(actions?.keys() ?? []),
  ];
  const rels = new Set([...namesOf(own), ...namesOf(record)]);
  const others = [...rels].filter((rel) => !shape.rels.has(rel));
  if (others.length === 0) return shape;
  // One shape for each set of links: what was read again is of the same class as what was read before.
  const key = JSON.stringify(others);
  const known = shape.withLinks.get(key);
  if (known !== undefined) return known;
  const wider = { name: shape.name, chains: [...shape.chains, ...others] };
  // Names that no map knows are as many as servers make up.
  if (shape.withLinks.size < MOST_NAMES) shape.withLinks.set(key, wider);
  return wider;
}

function showKnown(
  value: Known | undefined,
  codec: Codec,
  kind: string | undefined,
  shower: Shower,
  parent: Parent,
  origin?: Origin,
  expanded?: Wish,
  as: 'ref' | 'stub' = 'stub',
): unknown {
  if (value instanceof Reference) {
    const address = shower.known.identity(value.address);
    const named = kindOfNamed(value, shower.known) ?? kind;
    const shows = expanded?.whole ? 'whole' : as;
    const asked = { ...(origin && { origin }), ...(expanded && { expanded }) };
    const place = { at: 'resource', address, kind: named, shows, found: value, ...asked } as const;
    return showResource(place, shower, parent);
  }
  if (Array.isArray(value) && value.some(holdsReference)) {
    return Object.freeze(
      value.map((each: Known) =>
        showKnown(each, 'json', kind, shower, parent, undefined, expanded, as),
      ),
    );
  }
  const json = freezeData(value) as Json | undefined;
  return json === undefined ? undefined : decode(codec, json);
}

/** How it came, where that is by ids. */
function wireOf(value: Known): Wire | undefined {
  if (value instanceof Reference) return value.stood.wire;
  if (!Array.isArray(value)) return undefined;
  const wires = value.map((each: Known) => (holdsReference(each) ? wireOf(each) : { json: each }));
  const isById = value.some(holdsReference) && wires.every((wire) => wire !== undefined);
  if (!isById) return undefined;
  const isInPlace = value.some((each: Known) => wireOf(each)?.json !== undefined);
  return { json: isInPlace ? wires.map((wire) => wire?.json as Json) : undefined };
}

/** Whether it is another resource, or a list that holds one, however deep. */
function holdsReference(value: Known): boolean {
  return value instanceof Reference || (Array.isArray(value) && value.some(holdsReference));
}

function capitalized(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
