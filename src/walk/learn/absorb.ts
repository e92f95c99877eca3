/**
 * Takes an answer into what is known: resources by their `self`, field by field.
 *
 * What came is believed over what the plan expected: a resource is whole only when it arrived whole, and whatever was
 * asked is remembered as asked.
 */

import { canExpand, reachOf } from '../../plan/ask/reach.ts';
import {
  Doc,
  holdsRefusal,
  type Item,
  innerOf,
  isRefusal,
  JsonDoc,
  ListDoc,
  withoutOtherLinks,
} from '../../plan/known/document.ts';
import { Knowledge } from '../../plan/known/known.ts';
import { CutShort, type Known, Reference, ResourceRecord } from '../../plan/known/records.ts';
import { expandsAny, expansionsOf, NOTHING, type Wish } from '../../plan/known/wish.ts';
import { isUnaddressed } from '../../plan/map/address.ts';
import { addressById, holesOf } from '../../plan/map/ids.ts';
import { isHeld, kindOf, memberOf } from '../../plan/map/members.ts';
import { isOneOf, kindTold } from '../../plan/map/oneOf.ts';
import { kindAt } from '../../plan/map/templates.ts';
import type { ResourceAsk } from '../../plan/need/request.ts';
import { joinBeside } from '../../plan/place/beside.ts';
import type { Level } from '../../types/level.ts';
import type { Kind, LinkMap } from '../../types/linkMap.ts';
import { heldIn, isNaming, levelNamed } from '../../types/readMember.ts';
import { isJsonObject, type Json } from '../../values/json.ts';
import { absorbAbsent, absorbEmbedded } from './absorbEmbedded.ts';
import { learnIdInAddress, learnNamed } from './absorbNamed.ts';
import { saysNothing } from './absorbNothing.ts';
import { absorbRefused } from './absorbRefused.ts';
import type { Api, Expected, Intake } from './intake.ts';

/**
 * Takes in the resource that answered a request for it.
 *
 * @param etag - That of the answer: `null` for none, `undefined` where it was no answer to the plain address.
 * @returns A reference to how it stands in that answer.
 */
export function absorbResource(
  intake: Intake,
  ask: ResourceAsk,
  doc: Doc,
  etag?: string | null,
): Reference {
  const { known } = intake;
  const { address, kind } = ask;
  if (doc.address !== undefined) joinBeside(known, address, doc.address, kind, intake);
  const names = [...expansionsOf(ask.wish), ...unexpandable(intake, kind)];
  for (const path of names) known.asked.keep(address, path, ask.fields);
  const reference = learn(intake, doc, address, { ...ask, own: { etag } }, 'whole');
  tellActions(known, reference.stood);
  tellActions(known, known.record(reference.address));
  return reference;
}

/** The names that only an expansion brings, and that no request for one of a kind can expand: its own address gives all that ever comes of them. */
function unexpandable(
  { known, map, limits }: Intake,
  kindName: string | undefined,
): readonly string[] {
  const kind = kindOf(map, kindName);
  const refusedOf = (): readonly string[] => known.asked.refusedOf(kindName);
  const reach = reachOf({ ...limits, limitsOf: () => kind?.limits, refusedOf }, kindName, 'one');
  return Object.entries(kind?.members ?? {}).flatMap(([name, { read }]) =>
    heldIn(read) === 'expansion' && !canExpand(reach, [name]) ? [name] : [],
  );
}

/** What was read at its own address has no other actions than it declares there: nobody has to read it again for one. */
export function tellActions(known: Knowledge, record: ResourceRecord | undefined): void {
  if (record !== undefined && !known.foretold) record.actions ??= NO_ACTIONS;
}

const NO_ACTIONS: Doc['actions'] = new Map();

/** What is expected of a resource. */
interface ExpectedResource extends Expected {
  /** Set where the document answers a request for the very resource: what it lacks is not there, and the answer's ETag is its own. */
  readonly own?: { readonly etag: string | null | undefined } | undefined;
}

/**
 * Takes in a resource.
 *
 * @param fallback - What it is known by when it declares no address; then nothing more can be asked of it.
 */
export function learn(
  intake: Intake,
  given: Doc,
  fallback: string,
  { kind, wish, asked = wish, own }: ExpectedResource,
  level: Level,
): Reference {
  const { known, map, base } = intake;
  const doc = withoutOtherLinks(given);
  const told = kindTold(map, doc.kind) ?? kind;
  const byId = (): string | undefined =>
    isUnaddressed(fallback) ? addressByItsId(doc, told, intake) : undefined;
  const declared = doc.address ?? byId();
  const address = declared ?? fallback;
  const isSeveral = isOneOf(map, told);
  const isVague = kindOf(map, told) === undefined || isSeveral;
  const byAddress = isVague ? kindAt(map, base, address) : told;
  const named = byAddress ?? (isSeveral ? told : undefined);
  // Of what has no address nothing more can be asked: it is all there, unless nothing is that only the whole has.
  const isAll =
    isUnaddressed(address) && (kindOf(map, told) === undefined || isWhole(doc, told, map));
  const at = declared === undefined ? known.identity(address) : known.declare(address);
  const record = new ResourceRecord(at, named, isAll ? 'whole' : level, doc);
  record.etag ??= own?.etag;
  record.isNothing = saysNothing(known.asked.failure(at), record);
  record.isWrapped = intake.isWrapped === true;
  learnInner(intake, doc, record, asked, own !== undefined);
  learnNamed(intake, record, asked);
  learnIdInAddress(intake, record, doc);
  absorbAbsent(intake, record, asked, doc.selected);
  if (doc.selected !== undefined) record.choose(doc.selected, known.asked.selection);
  // What it names may be itself: what this document says holds over what is said of it within.
  return known.keep(record);
}

/** Reads a stub of a page by itself, whatever else is known. @param moment - When the page came. */
export function readAlone(
  doc: Doc,
  fallback: string,
  kind: string,
  moment: number,
  api: Api,
): Reference {
  const intake = { ...api, known: new Knowledge() };
  const { address, stood } = learn(intake, doc, fallback, { kind, wish: NOTHING }, 'stub');
  return new Reference(address, stood.asOf(moment), moment);
}

/** Takes in what a document holds besides scalars. */
function learnInner(
  intake: Intake,
  doc: Doc,
  record: ResourceRecord,
  wish: Wish,
  isAsked: boolean,
): void {
  for (const [name, item] of innerOf(doc)) {
    // Where it was not to be expanded, an error is all that there is.
    const isFinal = isAsked && !wish.refs.has(name);
    const isRefused = !isFinal && holdsRefusal(item);
    if (isRefused) {
      // It is neither there nor absent: without the expansion, its stub would stand here.
      if (record.level === 'whole') record.level = 'stub';
      if (isHeld(memberOf(intake.map, record.kind, name), 'stub')) record.level = 'ref';
      record.learn(name, undefined);
    }
    if (isFinal || !isRefusal(item)) {
      const read = memberOf(intake.map, record.kind, name)?.read;
      const expected = {
        kind: isNaming(read) || read?.is === 'collection' ? read.kind : undefined,
        wish: wish.refs.get(name) ?? NOTHING,
        as: levelNamed(read),
        isFinal,
      };
      const value =
        read?.is === 'list' && item instanceof ListDoc && item.end === 'cut'
          ? new CutShort(item.items.length)
          : toKnown(intake, item, `${record.address}#${name}`, expected);
      if (read?.is === 'collection' && item instanceof ListDoc) {
        absorbEmbedded(intake, record, read, item, value as readonly Known[]);
      }
      keepWire(item, value, dataOf(doc, name));
      if (!isRefused) record.learn(name, value);
    }
  }
}

/** What stands in the JSON of a document under a name. */
function dataOf(doc: Doc, name: string): Json | undefined {
  return doc instanceof JsonDoc && Object.hasOwn(doc.data, name) ? doc.data[name] : undefined;
}

/** Keeps how a thing is written of which there is no more than its address: as that, or not at all where it stands in another field. */
function keepWire(item: Item, value: Known, json: Json | undefined): void {
  if (value instanceof Reference) {
    const isNamed = item instanceof Doc && item.level === 'ref' && item.fields.size === 0;
    if (isNamed) value.stood.wire = { json };
  } else if (Array.isArray(item) && Array.isArray(value)) {
    item.forEach((each: Item, at) => {
      keepWire(each, value[at] as Known, Array.isArray(json) ? json[at] : undefined);
    });
  }
}

/** The address of a resource by the id in its document, as its kind says. */
export function addressByItsId(
  doc: Doc,
  kind: string | undefined,
  { map, base }: Api,
): string | undefined {
  const holes = holesOf(kindOf(map, kind)?.address ?? '');
  const ids = holes.map((hole) => doc.field(hole));
  return addressById(map, base, kind, ids);
}

/** Takes in whatever stands in a document. @param fallback - What it is known by when it declares no address. */
export function toKnown(intake: Intake, item: Item, fallback: string, expected: Expected): Known {
  const { kind, wish, asked = wish } = expected;
  // What is not final is asked for once more.
  if (isRefusal(item))
    return expected.isFinal ? absorbRefused(intake.known, item, fallback, kind) : null;
  if (item instanceof ListDoc) return toKnown(intake, item.items, fallback, expected);
  const told = kindOf(intake.map, kind);
  const doc = item instanceof Doc || told !== undefined ? toDoc(item) : undefined;
  if (doc !== undefined) {
    // What has no address of its own is there as a whole, whether or not that was asked.
    const mayExpand = doc.address !== undefined || told?.address !== undefined;
    const comesWhole = intake.expands === 'whole' && mayExpand;
    // Whatever something is expanded in comes whole as well.
    const isAsked =
      asked.level === 'whole'
        ? comesWhole || doc.level !== undefined
        : comesWhole && expandsAny(asked);
    return learnNested(intake, doc, fallback, expected, isAsked);
  }
  if (Array.isArray(item)) {
    return item.map((each: Item, index) =>
      toKnown(intake, each, `${fallback}[${index}]`, expected),
    );
  }
  return item as Known;
}

/** A resource that declares nothing of itself is one all the same. */
export function toDoc(item: Item): Doc | undefined {
  if (item instanceof Doc) return item;
  return isJsonObject(item)
    ? new Doc(undefined, new Map(), new Map(Object.entries(item)))
    : undefined;
}

/** @param isAsked - Whether it was to be expanded, and shows whether it was. */
function learnNested(
  intake: Intake,
  doc: Doc,
  fallback: string,
  expected: Expected,
  isAsked: boolean,
): Reference {
  const { known, map } = intake;
  const { as: least = 'stub' } = expected;
  const told = kindTold(map, doc.kind) ?? expected.kind;
  const isGranted = isAsked && isWhole(doc, told, map, least);
  // A place that no map knows says nothing of how much stands there.
  const isUnforeseen = doc.level === undefined && !isGranted && expected.kind === undefined;
  const level = doc.level ?? (isGranted ? 'whole' : isUnforeseen ? 'ref' : least);
  if (isAsked) known.asked.keepExpansion(isGranted);
  const reference = learn(intake, doc, fallback, expected, level);
  reference.stood.isUnforeseen = isUnforeseen;
  if (isAsked && !isGranted) known.asked.keepUnexpanded(reference.address);
  return reference;
}

/** Whether the server did expand: something is there that is not there of the kind unexpanded. @param least - What is. */
export function isWhole(
  doc: Doc,
  kindName: string | undefined,
  map: LinkMap,
  least: 'ref' | 'stub' = 'stub',
): boolean {
  if (doc.level === 'whole') return true;
  const kind = kindOf(map, kindName);
  if (kind === undefined || doc.level === 'ref') return false;
  return showsAny(doc, kind, least === 'ref' ? ['whole', 'stub'] : ['whole']);
}

/** Whether something is there that only some representations of a kind have, or they have nothing of their own. */
export function showsAny(doc: Doc, kind: Kind | undefined, levels: readonly string[]): boolean {
  const own = namesIn(kind, levels);
  return own.length === 0 || own.some((name) => doc.field(name) !== undefined);
}

/** What only some representations of a kind have. */
export function namesIn(kind: Kind | undefined, levels: readonly string[]): readonly string[] {
  return Object.entries(kind?.members ?? {}).flatMap(([name, { read }]) => {
    // What is left out where it is empty is missed in any case.
    const isOwn = read !== undefined && !('absent' in read) && levels.includes(heldIn(read) ?? '');
    return isOwn ? [name] : [];
  });
}
