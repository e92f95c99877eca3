/**
 * Shows a place as its user gets it: values decoded, resources and pages as snapshots that walk on.
 *
 * What is a value and what a chain is decided by the representation that the chain promised, never by what
 * happened to arrive.
 */

import type { Brought } from '../../plan/known/Brought.ts';
import {
  CutShort,
  type Known,
  Reference,
  type ResourceRecord,
  type Wire,
} from '../../plan/known/records.ts';
import { Untouched } from '../../plan/known/Untouched.ts';
import type { Wish } from '../../plan/known/wish.ts';
import { titleAt } from '../../plan/map/address.ts';
import type { CollectionPlace, Origin, Place, ResourcePlace } from '../../plan/place/place.ts';
import { isOnlyNamed, placeNamed, shownRecords } from '../../plan/place/stood.ts';
import { createChain } from '../../proxy/chain.ts';
import { beginSnapshot, finishSnapshot, freezeData, putData } from '../../proxy/snapshot.ts';
import type { Codec } from '../../values/codec.ts';
import { decode } from '../../values/codec.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import { Batch } from './Batch.ts';
import { give } from './give.ts';
import { fieldOf, PAGE_LINKS, pageShapeOf, type ShownField, shapeOf, withLinks } from './shape.ts';
import { untouchedShown } from './showItems.ts';
import { NO_ITEMS, type Parent, type Shower, ShownResource, showInstant } from './shown.ts';

/** These are about the whole collection; the others, about the items of the page in hand. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['contents', 'toArray', ...PAGE_LINKS]);
const ITEMS = { is: 'name', name: 'items', verbatim: false } as const;

/** What awaiting a chain that ends at a place gives. */
export function show(place: Place, shower: Shower, parent: Parent): unknown {
  switch (place.at) {
    case 'value':
      if (place.codec === 'instant' && place.value !== undefined) {
        return showInstant(place.value, () => place.of, shower);
      }
      return place.codecs === undefined
        ? showKnown(place.value, place, shower, parent)
        : showAnswer(place.value, place.codecs, shower);
    case 'result':
    case 'batch': {
      const at = (inner: Place, known = shower.known): unknown =>
        show(inner, known === shower.known ? shower : { ...shower, known }, parent);
      const giving = { given: place.given, asOf: place.asOf, show: at };
      const given = (value: unknown): unknown => give(value, giving);
      const showing = inOneWay((items) => untouchedShown(items, shower, parent, at));
      if (place.at === 'batch') return new Batch(place, given, showing);
      if (place.isOne) return given(place.values[0]);
      // The list is the caller's own: it may be sorted, or added to.
      const all: unknown[] = [];
      for (const value of place.values) {
        if (value instanceof Untouched) all.push(...showAll(value, showing(value)));
        else all.push(given(value));
      }
      return all;
    }
    case 'address':
      return place.place;
    case 'resource':
      return showResource(place, shower, parent);
    case 'collection': {
      const page = shower.known.page(place.page);
      const at = page === undefined ? place : { ...place, inHand: page.record };
      const source = shower.source(at, `(a page of ${place.kind}s)`, parent);
      const self = (): object => createChain(source);
      const items = Object.freeze(page ? showItems(place, page.brought, shower, self) : []);
      if (place.items) return items;
      const shape = pageShapeOf(place.kind);
      const snapshot = beginSnapshot(shape);
      putData(snapshot, 'items', items);
      const besides: JsonObject = {};
      for (const name of page?.record.names ?? []) {
        const shown = showKnown(page?.record.field(name), DATA, shower, self);
        // A server that declares the next page in a field of that name means no other: it is a chain, and written as it came.
        if (PAGE_LINKS.includes(name)) Object.assign(besides, { [name]: shown });
        else putData(snapshot, name, shown);
      }
      const chain = (step: string): object => {
        const operation = { is: 'name', name: step, verbatim: false } as const;
        return createChain(source, OF_THE_WHOLE.has(step) ? [operation] : [ITEMS, operation]);
      };
      return finishSnapshot(snapshot, { shape, chain, wire: undefined, besides });
    }
  }
}

/** The items of a page: as they came, where nobody has read them. */
function showItems(
  place: CollectionPlace,
  brought: Brought,
  shower: Shower,
  parent: Parent,
): readonly unknown[] {
  const { page: list, kind, as, expanded } = place;
  if (!brought.isRead && expanded === undefined) {
    const end = brought.docs.length;
    const all = new Untouched({ list, kind }, { start: 0, end, brought, from: 0 });
    const read = (at: Place): unknown => show(at, shower, parent);
    return showAll(all, untouchedShown(all, shower, parent, read));
  }
  const of = { codec: 'json', kind, ...(as && { as }) } as const;
  return brought.values.map((item, index) => {
    const origin = { list, index, path: [], isWalked: true };
    return showKnown(item, of, shower, parent, { origin, expanded });
  });
}

function showAll({ from, size }: Untouched, shown: (at: number) => unknown): readonly unknown[] {
  return Array.from({ length: size }, (_, at) => shown(from + at));
}

/** Shows items of one answer in one way, which is made once for those that follow one another. */
function inOneWay(
  showing: (items: Untouched) => (at: number) => unknown,
): (items: Untouched) => (at: number) => unknown {
  let last: Untouched | undefined;
  let shown: ((at: number) => unknown) | undefined;
  return (items) => {
    if (shown === undefined || last?.isOfOne(items) !== true) shown = showing(items);
    last = items;
    return shown;
  };
}

/** What no map foresaw. */
const DATA = { codec: 'json' } as const;

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

function showResource(place: ResourcePlace, shower: Shower, parent: Parent): object | null {
  const { map, known } = shower;
  const refused = place.found?.stood.refused;
  if (refused !== undefined) {
    // Beside others that are well it is a sign; whoever reads it by a step hears the whole.
    shower.unreadable(refused.title, refused.words);
    return null;
  }
  const records = shownRecords(place, known);
  const [own] = records;
  const of = { map, kind: place.kind, level: place.shows };
  const shape = shapeOf(of);
  // What nobody has said of it yet is not missing: it is a chain that asks.
  const told = isOnlyNamed(place, records) ? shapeOf({ ...of, level: 'ref' }) : shape;
  // Nearly always there are no links but those that the map knows, and no actions.
  const isPlain = records.every((record) => record.declaresOnly(shape.rels));
  const rels = ({ links, actions }: ResourceRecord): readonly string[] => [
    ...links.keys(),
    ...(actions?.keys() ?? []),
  ];
  const chains = isPlain ? told : withLinks(told, records.flatMap(rels));
  const host = new ShownResource(place, chains, shower, parent);
  const snapshot = beginSnapshot(chains);
  // What stands in a document comes to an end, and so does what was to be expanded; what is known by address may lead round in a circle, and is shown without
  // what leads on where it stands in its like.
  const one = `${place.shows} ${place.address}`;
  const stood = known.stood(place.found);
  const isAddedTo = place.expanded === undefined && records.some((record) => record !== stood);
  const isByAddress = stood === undefined || isAddedTo;
  const isFirst = isByAddress && !shower.showing.has(one);
  const isAgain = isByAddress && !isFirst;
  if (isFirst) shower.showing.add(one);
  const put = (name: string, value: Known, isOwn: boolean): void => {
    const field = fieldOf(shape, name, of);
    const isValue = field.isValue || place.expanded?.refs.has(name);
    if (!isValue || (isAgain && !isOwn && holdsReference(value))) return;
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
      if (shown !== value && !holdsReference(value)) wire = { json: value };
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
    for (const record of records) {
      for (const name of record.names) {
        // What stands in the very place holds over what others say.
        const isSaid = record !== own && own?.field(name) !== undefined;
        if (!isSaid) put(name, record.field(name) as Known, record === stood);
      }
    }
    for (const name of told.empties) {
      if (records.every((record) => record.field(name) === undefined)) put(name, NO_ITEMS, true);
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
  field: ShownField,
  host: ShownResource,
  shower: Shower,
): unknown {
  const { origin, expanded } = host.place;
  const inner = origin && { ...origin, path: [...origin.path, name] };
  const self = (): object => createChain(host.source);
  return showKnown(value, field, shower, self, {
    origin: inner,
    expanded: expanded?.refs.get(name),
  });
}

/** What may stand somewhere, by the map. */
interface Named extends Pick<ShownField, 'codec'> {
  readonly kind?: string | undefined;
  readonly as?: ShownField['as'];
}

/** Where something stands, and what was to be expanded of it. */
interface Where {
  readonly origin?: Origin | undefined;
  readonly expanded?: Wish | undefined;
}

/** What stands somewhere. */
function showKnown(
  value: Known | undefined,
  field: Named,
  shower: Shower,
  parent: Parent,
  { origin, expanded }: Where = {},
): unknown {
  if (value instanceof Reference) {
    const shows = expanded ? 'whole' : (field.as ?? 'stub');
    const at = placeNamed(value, shower.known, shows);
    const asked = { ...(origin && { origin }), ...(expanded && { expanded }) };
    return showResource({ ...at, kind: at.kind ?? field.kind, ...asked }, shower, parent);
  }
  if (Array.isArray(value) && value.some(holdsReference)) {
    const of = { ...field, codec: 'json' } as const;
    return Object.freeze(
      value.map((each: Known) => showKnown(each, of, shower, parent, { origin, expanded })),
    );
  }
  const json = freezeData(value) as Json | undefined;
  return json === undefined ? undefined : decode(field.codec, json);
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
