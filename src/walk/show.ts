/**
 * Shows a place as its user gets it: values decoded, resources and pages as snapshots that walk on.
 *
 * What is a value and what a chain is decided by the representation that the chain promised, never by what
 * happened to arrive.
 */

import { titleAt } from '../plan/address.ts';
import { type Knowledge, type Known, Reference } from '../plan/known.ts';
import { kindOf, memberOf } from '../plan/move.ts';
import type { Place, ResourcePlace } from '../plan/place.ts';
import { createChain } from '../proxy/chain.ts';
import { createSnapshot, freezeData } from '../proxy/snapshot.ts';
import type { Source } from '../proxy/source.ts';
import type { Codec, Level, LinkMap, Member } from '../types/linkMap.ts';
import { decode } from '../values/codec.ts';
import { isJsonObject, type Json } from '../values/json.ts';

/** What showing is told besides the place. */
export interface Shower {
  readonly map: LinkMap;
  readonly known: Knowledge;
  /** The source of the chains of a snapshot. */
  source(place: Place, text: string): Source;
}

const PLACES = new WeakMap<object, ResourcePlace>();

/** The place that a snapshot of a resource was made of. */
export function placeOf(snapshot: object): ResourcePlace | undefined {
  return PLACES.get(snapshot);
}

/** What awaiting a chain that ends at a place gives. */
export function show(place: Place, shower: Shower): unknown {
  switch (place.at) {
    case 'value':
      return place.codecs === undefined
        ? showKnown(place.value, place.codec, place.kind, shower).value
        : showAnswer(place.value, place.codecs);
    case 'result':
      return Object.freeze([...place.values]);
    case 'resource':
      return showResource(place, shower);
    case 'collection': {
      const page = shower.known.page(place.page);
      const items = (page?.items ?? []).map(
        (item) => showKnown(item, 'json', place.kind, shower).value,
      );
      Object.freeze(items);
      if (place.items) return items;
      const values = new Map<string, unknown>([['items', items]]);
      const wire = new Map<string, unknown>([['items', items]]);
      for (const [name, value] of page?.record.fields ?? []) {
        const shown = showKnown(value, 'json', undefined, shower);
        values.set(name, shown.value);
        wire.set(name, shown.wire);
      }
      const name = `${capitalized(place.kind)}Page`;
      const source = shower.source({ ...place, items: true }, `(a page of ${place.kind}s)`);
      return createSnapshot({
        name,
        values,
        wire,
        chains: ['map'],
        chain: (step) => createChain(source, [{ is: 'name', name: step, verbatim: false }]),
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

function showResource(place: ResourcePlace, shower: Shower): object {
  const { map, known } = shower;
  const record = known.record(place.address);
  const values = new Map<string, unknown>();
  const wire = new Map<string, unknown>();
  for (const [name, value] of record?.fields ?? []) {
    const member = memberOf(map, place.kind, name);
    if (!isValue(member, place.shows)) continue;
    const read = member?.read;
    const kind = read?.is === 'list' ? read.kind : undefined;
    const shown = showKnown(value, read?.is === 'field' ? read.codec : 'json', kind, shower);
    values.set(name, shown.value);
    wire.set(name, shown.wire);
  }
  const title = titleAt(place.kind, record?.address ?? place.address);
  const source = shower.source(place, `(${title})`);
  const snapshot = createSnapshot({
    name: capitalized(place.kind ?? 'resource'),
    values,
    wire,
    chains: chainNames(place, record?.links.keys() ?? [], map),
    chain: (name) => createChain(source, [{ is: 'name', name, verbatim: false }]),
  });
  PLACES.set(snapshot, place);
  return snapshot;
}

/** Whether the representation holds the name as a value. What no map knows is shown as it came. */
function isValue(member: Member | undefined, level: Level): boolean {
  const read = member?.read;
  if (read === undefined) return member?.call === undefined;
  if (!('in' in read)) return false;
  return level === 'whole' || read.in === 'ref' || (read.in === 'stub' && level === 'stub');
}

/** The names that are chains here: all that the map knows and this level does not hold, and other links. */
function chainNames(place: ResourcePlace, rels: Iterable<string>, map: LinkMap): readonly string[] {
  const members = kindOf(map, place.kind)?.members ?? {};
  const names = Object.keys(members).filter(
    (name) => !isValue(memberOf(map, place.kind, name), place.shows),
  );
  const mapped = new Set(
    Object.values(members).flatMap(({ read }) => (read && 'rel' in read ? [read.rel] : [])),
  );
  const others = [...rels].filter((rel) => !mapped.has(rel) && !Object.hasOwn(members, rel));
  return [...names, ...others];
}

function showKnown(
  value: Known | undefined,
  codec: Codec,
  kind: string | undefined,
  shower: Shower,
): Shown {
  if (value instanceof Reference) {
    const address = shower.known.identity(value.address);
    const found = shower.known.record(address)?.kind ?? kind;
    const stub = showResource({ at: 'resource', address, kind: found, shows: 'stub' }, shower);
    return { value: stub, wire: stub };
  }
  if (Array.isArray(value) && value.some((each) => each instanceof Reference)) {
    const items = value.map((each: Known) => showKnown(each, 'json', kind, shower).value);
    return { value: Object.freeze(items), wire: items };
  }
  const json = freezeData(value) as Json | undefined;
  return { value: json === undefined ? undefined : decode(codec, json), wire: json };
}

function capitalized(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
