/**
 * What is known of a place: what stands in the very document through which it was found, and only where that says nothing,
 * what other documents say of the thing at its address.
 *
 * A message's author is shown as the message names him, though another message names him otherwise.
 */
import { fullerOf, holds, type Level } from '../../types/level.ts';
import type { RefMember } from '../../types/readMember.ts';
import type { Knowledge } from '../known/known.ts';
import type { Known, Reference, ResourceRecord } from '../known/records.ts';
import { titleAt } from '../map/address.ts';
import type { Place, ResourcePlace, ValuePlace } from './place.ts';

/** Whether the place's own address says that there is nothing. */
export function isNothing({ address }: ResourcePlace, known: Knowledge): boolean {
  return known.isNothing(address);
}

/**
 * Whether something below a place was refused, and no document has told more of the place itself than a link to it: below nothing, a server has nothing
 * either. Only the place's own address says which it is.
 */
export function isInDoubt({ address }: ResourcePlace, below: string, known: Knowledge): boolean {
  const isLost = (at: string): boolean => known.asked.failure(at) !== undefined;
  const isDoubtful = isLost(below) || known.asked.isShallow;
  const told = known.record(address);
  return isDoubtful && (told === undefined || told.mayBeNothing) && !isLost(address);
}

/**
 * Whether a reference was refused at its path below a place, and the document of the place is yet to be asked: it may say that there is
 * nothing, or name what lies elsewhere.
 */
export function isToldAbove(
  place: ResourcePlace,
  below: string,
  read: RefMember,
  known: Knowledge,
): boolean {
  const isLost = known.asked.failure(below) !== undefined && known.record(below) === undefined;
  return isLost && read.in !== 'expansion' && levelAt(place, known) !== 'whole';
}

/** What is there instead: `null`. */
export function nothingAt({ kind, address }: ResourcePlace): ValuePlace {
  return { at: 'value', value: null, codec: 'json', of: titleAt(kind, address) };
}

/** The kind of what is named somewhere: what stood there may not have told which of several it is. */
function kindOfNamed(found: Reference, known: Knowledge): string | undefined {
  const { kind } = found.stood;
  if (kind !== undefined && !kind.includes('|')) return kind;
  return known.record(found.address)?.kind ?? kind;
}

/** The place of what is named somewhere. */
export function placeNamed(
  found: Reference,
  known: Knowledge,
  shows: Level = 'stub',
): ResourcePlace & { readonly found: Reference } {
  const address = known.identity(found.address);
  return { at: 'resource', address, kind: kindOfNamed(found, known), shows, found };
}

/** The place, with its kind once a document told it: which of several it is, or another than the map says. */
export function toldOf<P extends Place>(place: P, known: Knowledge): P {
  if (place.at !== 'resource') return place;
  const { found } = place;
  if (found === undefined && !place.kind?.includes('|')) return place;
  const kind = found === undefined ? known.record(place.address)?.kind : kindOfNamed(found, known);
  return kind === undefined || kind === place.kind ? place : { ...place, kind };
}

/** What a field holds at a place. */
export function fieldAt(place: ResourcePlace, name: string, known: Knowledge): Known | undefined {
  const own = known.stood(place.found)?.field(name);
  if (own !== undefined) return own;
  const value = known.record(place.address)?.field(name);
  if (value === undefined) noteRead(place, name, known);
  return value;
}

/** Takes note that a name is read that is not there, or all of a place: it may not have been asked for. */
export function noteRead(place: ResourcePlace, name: string | undefined, known: Knowledge): void {
  (known.record(place.address) ?? known.stood(place.found))?.reads(name);
}

/** The address that a declared link leads to from a place. */
export function linkAt(place: ResourcePlace, rel: string, known: Knowledge): string | undefined {
  return known.stood(place.found)?.link(rel) ?? known.record(place.address)?.link(rel);
}

/** The ETag of a place as it was read; `null` where it has none, `undefined` where nobody asked. */
export function etagAt(place: ResourcePlace, known: Knowledge): string | null | undefined {
  // What another walk has changed since is what it guards against.
  return known.stood(place.found, true)?.etag ?? known.decidedBy(place.address)?.etag;
}

/** The actions that a place declares; `undefined` where nobody told. */
export function actionsAt(place: ResourcePlace, known: Knowledge): ResourceRecord['actions'] {
  return known.stood(place.found)?.actions ?? known.record(place.address)?.actions;
}

/** The fullest representation of a place that is known; `undefined` where nothing is known of it. */
export function levelAt(place: ResourcePlace, known: Knowledge): Level | undefined {
  const level = known.record(place.address)?.level;
  if (level === 'whole' || place.found === undefined) return level;
  return fullerOf(level, known.stood(place.found)?.level);
}

/** Whether what is known of the place is as whole as its end promises. */
export function isThere(place: ResourcePlace, known: Knowledge): boolean {
  // What no map foresees is shown as it stands there.
  if (place.shows !== 'whole' && known.stood(place.found)?.isUnforeseen) return true;
  const level = levelAt(place, known);
  return level !== undefined && holds(level, place.shows);
}

/**
 * What a place is shown of: how it stood where it was found, and what is known of it besides where that is too little. Where
 * nobody knows more, what stood there before an action is all that there is to show.
 */
export function shownRecords(place: ResourcePlace, known: Knowledge): readonly ResourceRecord[] {
  const record = known.record(place.address);
  const own = known.stood(place.found) ?? record ?? place.found?.stood;
  if (own === undefined || record === undefined || own === record) return own ? [own] : [];
  // What was left out where it stands is not there, unless another document was asked for the sake of it.
  const isStub = own.level === 'stub' || own.isUnforeseen;
  const isEnough = own.level === 'whole' || (place.shows !== 'whole' && isStub);
  return isEnough ? [own] : [own, record];
}

/** Whether a place is to be shown as a stub, and all documents in hand do no more than name it: by its address, or by an id. */
export function isOnlyNamed({ shows }: ResourcePlace, records: readonly ResourceRecord[]): boolean {
  return shows === 'stub' && records.every(({ level }) => level === 'ref');
}

/** Where an empty collection lies that no document declares: nothing is ever asked there. */
export function nowhere({ address }: { readonly address: string }, name: string): string {
  return `${address}#${name}`;
}

/** The names of the links that are declared of a place, and of the fields that it has. */
export function namesAt(
  place: ResourcePlace,
  known: Knowledge,
): { readonly links: ReadonlySet<string>; readonly fields: ReadonlySet<string> } {
  const records = [known.stood(place.found), known.record(place.address)];
  return {
    links: new Set(records.flatMap((each) => [...(each?.links.keys() ?? [])])),
    fields: new Set(records.flatMap((each) => [...(each?.names ?? [])])),
  };
}
