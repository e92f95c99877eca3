/**
 * One step from a place: where it leads by what is known, or what is needed to say so.
 *
 * A declared link beats a derived one; an address is derived only where the document that would declare it
 * was not fetched. Actions are not followed here: see `advance.ts`.
 */

import type { Codec, CollectionMember, LinkMap, LinkMember, Parameters } from '../types/linkMap.ts';
import { isJsonObject } from '../values/json.ts';
import { below, kindAt, titleAt, withQuery } from './address.ts';
import { readId, readOptions } from './call.ts';
import type { PlanContext } from './context.ts';
import { each } from './each.ts';
import { requestFailed } from './finish.ts';
import { foresee, reasonOf } from './foresee.ts';
import { itemAt, needItem, needPage } from './items.ts';
import { type Knowledge, type Known, Reference, type ResourceRecord } from './known.ts';
import { kindOf, type Move, memberOf } from './move.ts';
import type {
  CollectionPlace,
  Failure,
  Outcome,
  Place,
  ResourcePlace,
  ValuePlace,
} from './place.ts';

/** Where a step leads. `ended` gives the place as the result, whatever steps are left: past `null` lies `null`. */
export type Followed =
  | { readonly is: 'reached'; readonly place: Place }
  | { readonly is: 'ended'; readonly place: Place }
  | Exclude<Outcome, { is: 'done' } | { is: 'act' }>;

/** Follows `moves[index]` from a place. */
export function follow(
  place: Place,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
  context: PlanContext,
): Followed {
  const move = moves[index] as Move;
  switch (place.at) {
    case 'resource':
      return fromResource(place, moves, index, known, context);
    case 'collection':
      return fromCollection(place, moves, index, known);
    case 'value':
      return fromValue(place, moves, index, known, context);
    case 'result':
    case 'address':
      return failed(
        move,
        'noSuchLink',
        `a list of results has no steps of its own: await it first`,
      );
  }
}

function fromResource(
  place: ResourcePlace,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
  context: PlanContext,
): Followed {
  const move = moves[index] as Move;
  const { meaning } = move;
  const name = String(move.name);
  const record = known.record(place.address);
  switch (meaning.is) {
    case 'lookup': {
      const path = meaning.member.path.replace('{id}', readId(name, move.args ?? []));
      const address = known.identity(below(place.address, path));
      return reached({ at: 'resource', address, kind: meaning.member.kind, shows: 'whole' });
    }
    case 'link': {
      if (meaning.member.rel === 'self' && !hasOptions(move)) {
        return reached({ ...place, shows: 'whole' });
      }
      const [given] = move.args ?? [];
      const query = readOptions(name, meaning.member.options, given);
      const target = targetOf(place, meaning.member, record, (at) => {
        const address = withQuery(at, query);
        return known.record(address) !== undefined || known.failure(address) !== undefined;
      });
      if (target === 'unknown') return need(place, moves, index, known);
      if (target === undefined) return noSuch(move, place, record, context.map);
      const address = known.identity(withQuery(target, query));
      return reached({ at: 'resource', address, kind: meaning.member.kind, shows: 'whole' });
    }
    case 'collection': {
      const { kind, indexed, options } = meaning.member;
      const [given] = move.args ?? [];
      const ofPage = readOptions(name, options, given);
      // Options that pick a page pick nothing where the whole collection is meant.
      const ofWhole = readOptions(name, options, withoutWindow(options, given));
      const target = targetOf(place, meaning.member, record, (at) =>
        [withQuery(at, ofPage), withQuery(at, ofWhole)].some((address) => known.hasList(address)),
      );
      if (target === 'unknown') return need(place, moves, index, known);
      if (target === undefined) return noSuch(move, place, record, context.map);
      const page = withQuery(target, ofPage);
      const address = withQuery(target, ofWhole);
      return reached({ at: 'collection', address, page, kind, indexed, items: false });
    }
    case 'field':
      return fromField(place, moves, index, known, meaning.member.codec);
    case 'list':
      return fromField(place, moves, index, known, 'json', meaning.member.kind);
    case 'ref': {
      const { path } = meaning.member;
      if (path !== undefined && record?.fields.get(name) === undefined) {
        const failure = known.failure(place.address);
        if (failure !== undefined) return requestFailed(cameBy(moves, index), failure);
        const above = place.inOwner && { above: place.inOwner };
        const inOwner = { address: place.address, kind: place.kind, name, ...above };
        const address = below(place.address, path);
        const { kind } = meaning.member;
        return reached({ at: 'resource', address, kind, shows: 'stub', inOwner });
      }
      return fromField(place, moves, index, known, 'json');
    }
    default:
      return unforeseen(place, moves, index, known, context);
  }
}

function withoutWindow(options: Parameters | undefined, given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const isWindow = (name: string): boolean =>
    options !== undefined && Object.hasOwn(options, name) && options[name]?.window === true;
  return Object.fromEntries(Object.entries(given).filter(([name]) => !isWindow(name)));
}

/**
 * The address of a link, if it is declared or may be derived; `undefined` if the document has none.
 *
 * @param isKnown - Whether something was asked there before: then it is the answer, though a document that
 *   came with it declares another address of the same thing.
 */
function targetOf(
  place: ResourcePlace,
  member: LinkMember | CollectionMember,
  record: ResourceRecord | undefined,
  isKnown: (address: string) => boolean,
): string | undefined | 'unknown' {
  const derived = member.path === undefined ? undefined : below(place.address, member.path);
  if (derived !== undefined && isKnown(derived)) return derived;
  if (member.rel !== undefined && record !== undefined) {
    const declared = record.links.get(member.rel);
    if (declared !== undefined) return declared;
    // Whether a link is there must not depend on which documents happen to be in hand: where the map has a
    // path for it, the server itself is asked.
    if (derived === undefined && record.level === 'whole') return undefined;
  }
  return derived ?? 'unknown';
}

function fromField(
  place: ResourcePlace,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
  codec: Codec,
  listKind?: string,
): Followed {
  const move = moves[index] as Move;
  const name = String(move.name);
  const record = known.record(place.address);
  const value = record?.fields.get(name);
  // What was asked for by itself and refused is not read from a stub that a neighbour brought.
  const isByAddress = place.origin === undefined && place.inOwner === undefined;
  const isRefused =
    isByAddress && place.shows === 'whole' && known.failure(place.address) !== undefined;
  if (isRefused || (value === undefined && record?.level !== 'whole')) {
    return need(place, moves, index, known);
  }
  return fromKnown(value, place, name, codec, listKind, moves, index, known);
}

/** The place of something that a document holds. */
function fromKnown(
  value: Known | undefined,
  place: ResourcePlace,
  name: string,
  codec: Codec,
  listKind: string | undefined,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
): Followed {
  if (value instanceof Reference) return reached(referenced(value, place, name, known));
  const of = titleAt(place.kind, known.record(place.address)?.address ?? place.address);
  const kind = listKind !== undefined && Array.isArray(value) ? { kind: listKind } : {};
  return settle({ at: 'value', value, codec, of: `${name} of ${of}`, ...kind }, moves, index);
}

function referenced(
  reference: Reference,
  owner: ResourcePlace,
  name: string,
  known: Knowledge,
): ResourcePlace {
  const address = known.identity(reference.address);
  const { origin } = owner;
  return {
    at: 'resource',
    address,
    kind: known.record(address)?.kind,
    shows: 'stub',
    ...(origin && { origin: { ...origin, path: [...origin.path, name] } }),
    inOwner: { address: owner.address, kind: owner.kind, name },
  };
}

/** Past `null` lies `null`, unless something is to be done to it; past what is absent lies an error. */
function settle(place: ValuePlace, moves: readonly Move[], index: number): Followed {
  const rest = moves.slice(index + 1);
  if (rest.length === 0) return reached(place);
  if (place.value === null) {
    const action = rest.find((move) => move.meaning.is === 'action' || move.args !== undefined);
    return action === undefined
      ? { is: 'ended', place }
      : failed(action, 'pastNothing', `${place.of} is null, so there is nothing to ${action.name}`);
  }
  if (place.value === undefined) {
    return failed(moves[index] as Move, 'pastNothing', `there is no ${place.of}`);
  }
  return reached(place);
}

function unforeseen(
  place: ResourcePlace,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
  context: PlanContext,
): Followed {
  const move = moves[index] as Move;
  const name = String(move.name);
  const record = known.record(place.address);
  const declared = move.verbatim ? undefined : record?.links.get(name);
  if (declared !== undefined) {
    const query = readOptions(name, undefined, move.args?.[0]);
    const address = known.identity(withQuery(declared, query));
    const kind = kindAt(context.map, context.base, address);
    return reached({ at: 'resource', address, kind, shows: 'whole' });
  }
  const value = record?.fields.get(name) ?? (move.verbatim ? record?.links.get(name) : undefined);
  if (value !== undefined && move.args === undefined) {
    return fromKnown(value, place, name, 'json', undefined, moves, index, known);
  }
  if (record?.level !== 'whole') return need(place, moves, index, known);
  if (known.foretold) {
    const message = `what "${name}" is, the answer tells`;
    return failed(move, 'unforeseen', message);
  }
  return noSuch(move, place, record, context.map);
}

function fromCollection(
  place: CollectionPlace,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
): Followed {
  const move = moves[index] as Move;
  const { meaning } = move;
  if (meaning.is === 'items') return reached({ ...place, items: true });
  if (meaning.is === 'each') return each(place, move, meaning.lambda, known);
  if (meaning.is === 'item') {
    const item = itemAt(place, Number(move.name), known);
    if (item.is === 'item') {
      if (!(item.value instanceof Reference)) {
        const of = `item ${move.name}`;
        return settle({ at: 'value', value: item.value, codec: 'json', of }, moves, index);
      }
      const address = known.identity(item.value.address);
      const at = Number(move.name);
      const origin = { list: place.address, index: at, path: [], isWalked: false };
      return reached({ at: 'resource', address, kind: place.kind, shows: 'stub', origin });
    }
    if (item.is === 'none') return failed(move, 'noSuchItem', item.message);
    const failure = known.failure(place.address);
    if (failure !== undefined) return requestFailed(cameBy(moves, index), failure);
    const wish = foresee(moves, index + 1, 'stub');
    const reason = wish.whole
      ? reasonOf(moves, index + 1, place.kind)
      : `item ${move.name} of the ${place.kind}s`;
    return { is: 'need', needs: [needItem(place, item.part, wish, reason)], step: move.at };
  }
  // A field of the page itself.
  const page = known.page(place.page);
  if (page === undefined) {
    const failure = known.failure(place.page);
    if (failure !== undefined) return requestFailed(cameBy(moves, index), failure);
    const reason = `the page's ${move.name}`;
    const needs = [needPage(place, foresee([], 0, 'stub'), reason)];
    return { is: 'need', needs, step: move.at };
  }
  const value = page.record.fields.get(String(move.name));
  if (value === undefined) {
    const has = ['items', ...page.record.fields.keys()].join(', ');
    return failed(
      move,
      'noSuchLink',
      `no "${move.name}" on a page of ${place.kind}s: it has ${has}`,
    );
  }
  const of = `${move.name} of a page of ${place.kind}s`;
  return settle({ at: 'value', value, codec: 'json', of }, moves, index);
}

function fromValue(
  place: ValuePlace,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
  context: PlanContext,
): Followed {
  const move = moves[index] as Move;
  const { value } = place;
  if (Array.isArray(value) && typeof move.name === 'number') {
    const item: Known | undefined = value[move.name];
    if (item === undefined) {
      const has = value.length === 1 ? 'one item' : `${value.length} items`;
      return failed(move, 'noSuchItem', `no item ${move.name}: ${place.of} has ${has}`);
    }
    if (!(item instanceof Reference)) {
      const of = `item ${move.name} of ${place.of}`;
      return settle({ at: 'value', value: item, codec: 'json', of }, moves, index);
    }
    const address = known.identity(item.address);
    const kind = known.record(address)?.kind ?? kindAt(context.map, context.base, address);
    return reached({ at: 'resource', address, kind, shows: 'stub' });
  }
  if (isJsonObject(value) && Object.hasOwn(value, move.name) && move.args === undefined) {
    const of = `${move.name} of ${place.of}`;
    const inner = value[move.name];
    return settle({ at: 'value', value: inner, codec: 'json', of }, moves, index);
  }
  if (isJsonObject(value) && move.args === undefined) {
    const has = Object.keys(value).join(', ') || 'nothing';
    return failed(move, 'noSuchLink', `no "${move.name}" in ${place.of}: it has ${has}`);
  }
  return pastNothing(place, move);
}

/** The error of a step for which the place is no object. */
export function pastNothing(place: Place, move: Move): Outcome & { readonly is: 'failed' } {
  const what = place.at === 'value' ? `${place.of} is ${sort(place.value)}` : 'this is no resource';
  return failed(move, 'pastNothing', `${what}: it has no "${move.name}"`);
}

function sort(value: Known | undefined): string {
  if (value === null) return 'null';
  if (value === undefined) return 'not there';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

function need(
  place: ResourcePlace,
  moves: readonly Move[],
  index: number,
  known: Knowledge,
): Followed {
  const move = moves[index] as Move;
  const failure = known.failure(place.address);
  if (failure !== undefined) return requestFailed(cameBy(moves, index), failure);
  const { address, kind, origin, inOwner } = place;
  // Where a stub is in hand and does not do, only the whole will.
  const isStub = known.record(address) !== undefined;
  const wish = foresee(moves, index, place.shows);
  const needed = {
    of: 'resource',
    address,
    kind,
    wish: isStub ? { ...wish, whole: true } : wish,
    reason: reasonOf(moves, index, kind ?? 'resource'),
    ...(origin && { origin }),
    ...(inOwner && { inOwner }),
  } as const;
  return { is: 'need', needs: [needed], step: move.at };
}

/** The step that led to the place from which `moves[index]` goes on: where a failed request is to be marked. */
function cameBy(moves: readonly Move[], index: number): number {
  return (moves[index - 1] ?? moves[index])?.at ?? 0;
}

function noSuch(
  move: Move,
  place: ResourcePlace,
  record: ResourceRecord | undefined,
  map: LinkMap,
): Outcome & { readonly is: 'failed' } {
  const isMember = (name: string): boolean => memberOf(map, place.kind, name) !== undefined;
  const declared = [...(record?.links.keys() ?? []), ...(record?.fields.keys() ?? [])];
  const names = Object.keys(kindOf(map, place.kind)?.members ?? {});
  // What cannot be followed here, though the map knows it, is no help.
  const there = names.filter((name) => name !== move.name);
  const has = [...there, ...declared.filter((name) => !isMember(name))].join(', ') || 'nothing';
  const message = `no "${move.name}" on ${titleAt(place.kind, record?.address ?? place.address)}: it has ${has}`;
  return failed(move, 'noSuchLink', message);
}

function hasOptions(move: Move): boolean {
  return move.args?.[0] !== undefined;
}

function reached(place: Place): Followed {
  return { is: 'reached', place };
}

function failed(
  move: Move,
  code: Failure['code'],
  message: string,
): Outcome & { readonly is: 'failed' } {
  return { is: 'failed', failure: { step: move.at, code, message } };
}
