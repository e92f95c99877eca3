/**
 * A step from a resource: a field, a reference, a link, a collection, or a name that no map knows.
 *
 * A declared link beats a derived one; an address is derived from the map where no document declares it.
 */

import { levelOf } from '../../types/level.ts';
import { isNaming, levelNamed, type ReadMember } from '../../types/readMember.ts';
import type { Knowledge } from '../known/known.ts';
import { CutShort, type Known, Reference } from '../known/records.ts';
import { isOfWhole, NOTHING, uniteWishes, WHOLE, type Wish } from '../known/wish.ts';
import { below, isUnaddressed, titleAt, withQuery } from '../map/address.ts';
import { kindOf } from '../map/members.ts';
import { isReached, kindAt } from '../map/templates.ts';
import { needOrFailure, requestFailed } from '../need/failed.ts';
import { needResource } from '../need/needResource.ts';
import { needOwnerAnew } from '../need/ownerInHand.ts';
import { isTooLittle, isUnexpanded } from '../need/unexpanded.ts';
import { collectionAt, ofTheWhole } from '../place/collectionAt.ts';
import { hangingIn, type ResourcePlace, wholeAt } from '../place/place.ts';
import {
  fieldAt,
  isInDoubt,
  isToldAbove,
  levelAt,
  linkAt,
  noteRead,
  nowhere,
  placeNamed,
} from '../place/stood.ts';
import { cameBy, type Followed, failed, reached, settle } from '../program/followed.ts';
import { foresee, reasonOf } from '../program/foresee.ts';
import { optionsOf, toQuery } from '../program/options.ts';
import type { CalledWith } from '../program/program.ts';
import { needDeclared } from './declared.ts';
import { fillLink as fill, targetOf } from './linkTarget.ts';
import { noSuch } from './noSuch.ts';
import type { Stepping } from './stepping.ts';

const NOT_CALLED: CalledWith = { path: '', query: [] };

/** Follows a step from a resource. */
export function fromResource(place: ResourcePlace, stepping: Stepping): Followed {
  const { move, moves, index, known, context } = stepping;
  const { meaning } = move;
  const name = String(move.name);
  const { path, query } = move.called ?? NOT_CALLED;
  const asked = move.expand && { expanded: move.expand };
  noteRead(place, name, known);
  const level = isRefused(place, known) ? undefined : levelAt(place, known);
  const looking = { level, known, context };
  switch (meaning.is) {
    case 'lookup': {
      const address = known.identity(withQuery(below(place.address, path), query));
      return reached({ ...wholeAt(address, meaning.member.kind), ...asked });
    }
    case 'link': {
      if (meaning.member.rel === 'self' && query.length === 0) {
        const { expanded: _before, found, namedBy = found, ...here } = place;
        return reached({ ...here, shows: 'whole', ...(namedBy && { namedBy }), ...asked });
      }
      const target = targetOf(place, meaning.member, looking, (at) => {
        const address = withQuery(at, query);
        return known.record(address) !== undefined || known.asked.failure(address) !== undefined;
      });
      if (target === 'unknown') return need(place, stepping);
      if (target === undefined) return noSuch(move, place, known, context);
      const link = fill(target, query, stepping);
      if ('is' in link) return link;
      const address = known.identity(withQuery(link.target, link.query));
      if (isDoubted(place, address, stepping)) return need(place, stepping);
      return reached({ ...wholeAt(address, meaning.member.kind), ...asked });
    }
    case 'collection': {
      const ofWhole = ofTheWhole(query, meaning.member.options);
      const target = targetOf(place, meaning.member, looking, (at) =>
        [withQuery(at, query), withQuery(at, ofWhole)].some((address) => known.hasList(address)),
      );
      // What stands in the document comes with it, where that was not asked for as a whole.
      const { embedded = 'expansion' } = meaning.member;
      const isHidden = embedded !== 'expansion' && known.record(place.address)?.hides(name);
      if (target === 'unknown') return need(place, stepping);
      if (isHidden) {
        const reason = reasonOf(moves, index, place.kind ?? 'resource');
        const whole = needResource(place, WHOLE, reason);
        return needOrFailure(whole, known, move.at, cameBy(moves, index));
      }
      if (target === undefined) {
        if (isUnexpanded(place, name, meaning.member, known)) return need(place, stepping);
        const empty = nowhere(known.record(place.address) ?? place, name);
        return known.hasList(empty)
          ? reached(collectionAt(meaning.member, empty, []))
          : noSuch(move, place, known, context);
      }
      const link = fill(target, query, stepping);
      if ('is' in link) return link;
      const at = collectionAt(meaning.member, link.target, link.query);
      if (isDoubted(place, at.address, stepping)) return need(place, stepping);
      // What was given for it, no expansion says.
      const held = link.query.length === 0 && meaning.member.embedded;
      const hung = held && { hung: hangingIn(place, name, held) };
      return reached({ ...at, ...asked, ...hung });
    }
    case 'field':
    case 'list':
      return fromField(place, stepping, meaning.member);
    case 'ref': {
      const own = meaning.member.path;
      const isThere = fieldAt(place, name, known) !== undefined;
      if (own !== undefined && !isThere && !isUnaddressed(place.address)) {
        const failure = known.asked.failure(place.address);
        if (failure !== undefined) return requestFailed(cameBy(moves, index), failure);
        const at = wholeAt(below(known.identity(place.address), own), meaning.member.kind);
        if (isDoubted(place, at.address, stepping)) return need(place, stepping);
        if (isToldAbove(place, at.address, meaning.member, known)) return need(place, stepping);
        const hanging = hangingIn(place, name, meaning.member.in);
        return reached({ ...at, shows: 'stub', ...hanging });
      }
      return fromField(place, stepping, meaning.member);
    }
    default:
      return unforeseen(place, stepping);
  }
}

/** Whether what lies below a place was refused perhaps because there is no such place, where others lead to it. */
function isDoubted(
  place: ResourcePlace,
  below: string,
  { moves, index, known, context: { map, base } }: Stepping,
): boolean {
  if (!isInDoubt(place, below, known)) return false;
  const { inOwner, kind, address } = place;
  const led = moves[index - 1]?.meaning;
  const isByLink = led?.is === 'link' && led.member.rel !== 'self';
  return inOwner !== undefined || isByLink || isReached(map, base, kind, address);
}

function fromField(place: ResourcePlace, stepping: Stepping, read: ReadMember): Followed {
  const { move, known } = stepping;
  const name = String(move.name);
  const value = fieldAt(place, name, known);
  const level = levelAt(place, known);
  const isLess = value === undefined && isTooLittle(level, read);
  const isLacking = isLess || isUnexpanded(place, name, read, known);
  if (isRefused(place, known) || isLacking) return need(place, stepping);
  if (value instanceof CutShort) {
    return requestFailed(
      move.at,
      value.error(`the ${name} of ${titleAt(place.kind, place.address)}`, place.address),
    );
  }
  const isEmpty = value === undefined && read.is === 'list' && read.absent === 'empty';
  return fromKnown(isEmpty ? [] : value, place, stepping, read);
}

/** Whether it was asked for by itself and refused, or by its id and left out: then it is not read from a stub that a neighbour brought. */
function isRefused(place: ResourcePlace, known: Knowledge): boolean {
  const { address, origin, inOwner, shows } = place;
  if (shows !== 'whole' || origin !== undefined || inOwner !== undefined) return false;
  if (known.asked.failure(address) !== undefined) return true;
  const { level, etag } = known.record(address) ?? {};
  // What came whole, or from its own address, is so.
  return known.asked.leftOut(address) === 'all' && level === 'stub' && etag === undefined;
}

/** The place of something that a document holds. @param read - What the map says of its name. */
function fromKnown(
  value: Known | undefined,
  place: ResourcePlace,
  { move, moves, index, known }: Stepping,
  read?: ReadMember,
): Followed {
  if (value instanceof Reference) {
    const hanging = hangingIn(place, String(move.name), isNaming(read) ? levelOf(read) : 'whole');
    return reached({ ...placeNamed(value, known), ...hanging });
  }
  const of = titleAt(place.kind, known.record(place.address)?.address ?? place.address);
  const codec = read?.is === 'field' ? read.codec : 'json';
  const more = Array.isArray(value) && {
    ...(read?.is === 'list' && { kind: read.kind, as: levelNamed(read) }),
    owner: place,
  };
  return settle({ at: 'value', value, codec, of: `${move.name} of ${of}`, ...more }, moves, index);
}

function unforeseen(place: ResourcePlace, stepping: Stepping): Followed {
  const { move, moves, index, known, context } = stepping;
  const name = String(move.name);
  if (kindOf(context.map, place.kind)?.complete && !move.verbatim) {
    return noSuch(move, place, known, context);
  }
  const declared = move.verbatim ? undefined : linkAt(place, name, known);
  if (declared !== undefined) {
    const query = toQuery(name, undefined, optionsOf(name, {}, move.args ?? []));
    const link = fill(declared, query, stepping);
    if ('is' in link) return link;
    const address = known.identity(withQuery(link.target, link.query));
    const kind = kindAt(context.map, context.base, address);
    return reached(wholeAt(address, kind));
  }
  // A stub's link may hide a field that only the whole holds.
  const field = fieldAt(place, name, known);
  const level = levelAt(place, known);
  const link = move.verbatim && level === 'whole' ? linkAt(place, name, known) : undefined;
  const value = field === undefined ? link : field;
  if (value !== undefined && move.args === undefined) {
    return fromKnown(value, place, stepping);
  }
  if (level !== 'whole') return need(place, stepping);
  if (known.foretold) {
    const message = `what "${name}" ${move.args === undefined ? 'is' : 'does'}, the answer tells`;
    return failed(move, 'unforeseen', message);
  }
  const isCall = move.args !== undefined && !move.verbatim;
  const more = isCall ? needDeclared(place, name, known) : undefined;
  if (more === undefined) return noSuch(move, place, known, context);
  return needOrFailure(more, known, move.at, cameBy(moves, index));
}

function need(place: ResourcePlace, { move, moves, index, known, context }: Stepping): Followed {
  const failure = known.asked.failure(place.address);
  if (failure !== undefined) return requestFailed(cameBy(moves, index), failure);
  const wish = uniteWishes(foresee(moves, index, place.shows), place.expanded ?? NOTHING);
  const kind = place.kind ?? 'resource';
  const stub = { ...place, shows: 'stub' } as const;
  const reason = `a stub of the ${kind}`;
  const anew = isOfWhole(wish) ? undefined : needOwnerAnew(stub, known, context.map, reason);
  // Where a stub is in hand and does not do, only the whole will.
  const isStub = levelAt(place, known) !== undefined;
  const whole: Wish = { ...wish, level: 'whole' };
  const own = needResource(place, isStub ? whole : wish, reasonOf(moves, index, kind));
  return { is: 'need', needs: [anew ?? own], step: move.at };
}
