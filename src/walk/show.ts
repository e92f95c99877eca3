/**
 * Shows a place as its user gets it: values decoded, resources and pages as snapshots that walk on.
 *
 * What is a value and what a chain is decided by the representation that the chain promised, never by what
 * happened to arrive.
 */

import { titleAt } from '../plan/address.ts';
import { type Knowledge, type Known, Reference } from '../plan/known.ts';
import { kindOf, memberOf } from '../plan/move.ts';
import { OPERATIONS } from '../plan/operation.ts';
import type { BatchPlace, Origin, Place, ResourcePlace } from '../plan/place.ts';
import { createChain } from '../proxy/chain.ts';
import { createSnapshot, freezeData } from '../proxy/snapshot.ts';
import type { Source } from '../proxy/source.ts';
import type { Codec, Level, LinkMap, Member } from '../types/linkMap.ts';
import { decode } from '../values/codec.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { give } from './give.ts';

/** What showing is told besides the place. */
export interface Shower {
  readonly map: LinkMap;
  readonly known: Knowledge;
  /** The source of the chains of a snapshot. */
  source(place: Place, text: string, parent: () => object | undefined): Source;
}

/** The next items of a collection, shown. */
export interface Batch extends Pick<BatchPlace, 'isLast' | 'source'> {
  readonly values: readonly unknown[];
}

/** The chain to what something was reached from. */
type Parent = () => object | undefined;

/** What a snapshot of a resource was made of. */
export interface SnapshotOrigin {
  readonly place: ResourcePlace;
  /** The source of its chains. */
  readonly source: Source;
}

const PAGE_CHAINS: readonly string[] = OPERATIONS;
/** These are about the whole collection; the others, about the items of the page in hand. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['contents', 'toArray']);
const ITEMS = { is: 'name', name: 'items', verbatim: false } as const;
const ORIGINS = new WeakMap<object, SnapshotOrigin>();

/** What a snapshot was made of; `undefined` for what is no snapshot of a resource. */
export function originOf(snapshot: object): SnapshotOrigin | undefined {
  return ORIGINS.get(snapshot);
}

/** What awaiting a chain that ends at a place gives. */
export function show(place: Place, shower: Shower, parent: Parent): unknown {
  switch (place.at) {
    case 'value':
      return place.codecs === undefined
        ? showKnown(place.value, place.codec, place.kind, shower, parent).value
        : showAnswer(place.value, place.codecs);
    case 'result': {
      const given = (value: unknown): unknown =>
        give(value, place.given, (at) => show(at, shower, parent));
      return place.isOne ? given(place.values[0]) : Object.freeze(place.values.map(given));
    }
    case 'batch': {
      const values = place.values.map((value) =>
        give(value, place.given, (at) => show(at, shower, parent)),
      );
      return { values, isLast: place.isLast, source: place.source } satisfies Batch;
    }
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
        return showKnown(item, 'json', place.kind, shower, self, origin).value;
      });
      Object.freeze(items);
      if (place.items) return items;
      const values = new Map<string, unknown>([['items', items]]);
      const wire = new Map<string, unknown>([['items', items]]);
      for (const [name, value] of page?.record.fields ?? []) {
        const shown = showKnown(value, 'json', undefined, shower, self);
        values.set(name, shown.value);
        wire.set(name, shown.wire);
      }
      const name = `${capitalized(place.kind)}Page`;
      return createSnapshot({
        name,
        values,
        wire,
        chains: PAGE_CHAINS,
        chain(step) {
          const operation = { is: 'name', name: step, verbatim: false } as const;
          return createChain(source, OF_THE_WHOLE.has(step) ? [operation] : [ITEMS, operation]);
        },
      });
    }
  }
}

/** The answer of an action, with its fields decoded. */
function showAnswer(value: Known | undefined, codecs: Readonly<Record<string, Codec>>): unknown {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).map(([name, json]) => {
    const codec = Object.hasOwn(codecs, name) ? codecs[name] : undefined;
    return [name, decode(codec ?? 'json', freezeData(json))] as const;
  });
  return Object.freeze(Object.fromEntries(entries));
}

interface Shown {
  readonly value: unknown;
  readonly wire: unknown;
}

function showResource(place: ResourcePlace, shower: Shower, parent: Parent): object {
  const { map, known } = shower;
  const record = known.record(place.address);
  const title = titleAt(place.kind, record?.address ?? place.address);
  const source = shower.source(place, `(${title})`, parent);
  const shape = shapeOf(map, place.kind, place.shows);
  const values = new Map<string, unknown>();
  const wire = new Map<string, unknown>();
  for (const [name, value] of record?.fields ?? []) {
    const member = memberOf(map, place.kind, name);
    if (!isValue(member, place.shows)) continue;
    const read = member?.read;
    const kind = read?.is === 'list' ? read.kind : undefined;
    const codec = read?.is === 'field' ? read.codec : 'json';
    const { origin } = place;
    const inner = origin && { ...origin, path: [...origin.path, name] };
    const shown = showKnown(value, codec, kind, shower, () => createChain(source), inner);
    values.set(name, shown.value);
    wire.set(name, shown.wire);
  }
  const snapshot = createSnapshot({
    name: shape.name,
    values,
    wire,
    chains: chainNames(shape, record?.links.keys() ?? []),
    chain: (name) => createChain(source, [{ is: 'name', name, verbatim: false }]),
  });
  ORIGINS.set(snapshot, { place, source });
  return snapshot;
}

/** Whether the representation holds the name as a value. What no map knows is shown as it came. */
function isValue(member: Member | undefined, level: Level): boolean {
  const read = member?.read;
  if (read === undefined) return member?.call === undefined;
  if (!('in' in read)) return false;
  return level === 'whole' || read.in === 'ref' || (read.in === 'stub' && level === 'stub');
}

/** What a kind's snapshots of one level have in common. */
interface Shape {
  readonly name: string;
  /** The names that are chains: all that the map knows and this level does not hold. */
  readonly chains: readonly string[];
  /** The relations that are known under names of the map. */
  readonly rels: ReadonlySet<string>;
}

const SHAPES = new WeakMap<LinkMap, Map<string, Shape>>();

function shapeOf(map: LinkMap, kind: string | undefined, level: Level): Shape {
  const shapes = SHAPES.get(map) ?? new Map<string, Shape>();
  SHAPES.set(map, shapes);
  const key = `${level} ${kindOf(map, kind) === undefined ? '' : kind}`;
  const known = shapes.get(key);
  if (known !== undefined) return known;
  const members = Object.entries(kindOf(map, kind)?.members ?? {});
  const shape = {
    name: capitalized(kind ?? 'resource'),
    chains: members.filter(([, member]) => !isValue(member, level)).map(([name]) => name),
    rels: new Set(
      members.flatMap(([name, { read }]) => [name, (read && 'rel' in read && read.rel) || name]),
    ),
  };
  shapes.set(key, shape);
  return shape;
}

/** The names that are chains here: those of the shape, and links that no map knows. */
function chainNames(shape: Shape, rels: Iterable<string>): readonly string[] {
  const others = [...rels].filter((rel) => !shape.rels.has(rel));
  return others.length === 0 ? shape.chains : [...shape.chains, ...others];
}

function showKnown(
  value: Known | undefined,
  codec: Codec,
  kind: string | undefined,
  shower: Shower,
  parent: Parent,
  origin?: Origin,
): Shown {
  if (value instanceof Reference) {
    const address = shower.known.identity(value.address);
    const found = shower.known.record(address)?.kind ?? kind;
    const stub = showResource(
      { at: 'resource', address, kind: found, shows: 'stub', ...(origin && { origin }) },
      shower,
      parent,
    );
    return { value: stub, wire: stub };
  }
  if (Array.isArray(value) && value.some((each) => each instanceof Reference)) {
    const items = value.map((each: Known) => showKnown(each, 'json', kind, shower, parent).value);
    return { value: Object.freeze(items), wire: items };
  }
  const json = freezeData(value) as Json | undefined;
  return { value: json === undefined ? undefined : decode(codec, json), wire: json };
}

function capitalized(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
