/**
 * What the rest of a chain will want of a resource, by the map: so that the request which brings the resource
 * can bring that as well.
 */

import { type Level, levelOf } from '../../types/level.ts';
import {
  type CollectionMember,
  type LinkMember,
  type ListMember,
  levelNamed,
  type RefMember,
} from '../../types/readMember.ts';
import {
  ADDRESS,
  expandsAny,
  isOfWhole,
  type ListWish,
  NOTHING,
  ofLevel,
  STUB,
  through,
  uniteWishes,
  WHOLE,
  type Wish,
  waitedFor,
} from '../known/wish.ts';
import { isDerived } from '../place/beside.ts';
import type { Move } from './program.ts';
import { keepsFields } from './requestOf.ts';

/**
 * The wish of `moves[index]` and all that follow it.
 *
 * @param shows - What is given of the resource when the chain ends at it.
 */
export function foresee(moves: readonly Move[], index: number, shows: Level): Wish {
  const move = moves[index];
  if (move === undefined) {
    const { awaitedBy: action, isAddress } = moves[index - 1] ?? {};
    // What an action is given is sent as its id, which its address tells.
    const shown = action === undefined && !isAddress ? STUB : ADDRESS;
    return waitedFor(shows === 'whole' ? WHOLE : shown, action, 'ref');
  }
  const { meaning } = move;
  switch (meaning.is) {
    case 'field': {
      const { in: level } = meaning.member;
      return waitedFor(level === 'whole' ? WHOLE : STUB, move.awaitedBy, level);
    }
    case 'ref': {
      const { path } = meaning.member;
      const level = levelOf(meaning.member);
      const inner = beyondRef(moves, index + 1, meaning.member);
      const hangs = { in: level, isDerived: path !== undefined };
      return through(String(move.name), inner, hangs);
    }
    case 'list': {
      const level = levelOf(meaning.member);
      const item = moves[index + 1]?.meaning.is === 'item';
      const inner = beyondRef(moves, item ? index + 2 : moves.length, meaning.member);
      return through(String(move.name), inner, { in: level, isDerived: false });
    }
    case 'link':
      // `self` stays where it is; any other link needs only its address.
      return meaning.member.rel === 'self'
        ? uniteWishes(foresee(moves, index + 1, 'whole'), move.expand ?? NOTHING)
        : addressIn(meaning.member);
    case 'collection': {
      const { declaredIn = 'stub', embedded = 'expansion' } = meaning.member;
      // Whoever only sends something there reads nothing of it.
      if (moves[index + 1]?.meaning.is === 'action') return addressIn(meaning.member);
      // What comes with its owner costs no request of its own where that comes so far, and what its items name is expanded there.
      if (embedded !== 'expansion' && !move.args?.length) {
        const owner = uniteWishes(addressIn(meaning.member), ofLevel(embedded));
        const items = ofItems(moves, index + 1, NOTHING);
        const hangs = { in: embedded, isDerived: false };
        return expandsAny(items)
          ? uniteWishes(owner, through(String(move.name), { ...items, level: undefined }, hangs))
          : owner;
      }
      const list: ListWish = {
        hangs: { in: declaredIn, isDerived: isDerived(meaning.member) },
        kind: meaning.member.kind,
        ...ofCollection(moves, index + 1, meaning.member),
      };
      const name = String(move.name);
      const wish = { ...addressIn(meaning.member), lists: new Map([[name, list]]) };
      // It may ride on a request for its owner, and never causes one.
      return meaning.member.embedded === 'expansion'
        ? uniteWishes(wish, through(name, ofItems(moves, index + 1, WHOLE), list.hangs))
        : wish;
    }
    case 'unforeseen':
      return WHOLE;
    case 'action':
      return keepsFields(meaning.member)
        ? waitedFor(WHOLE, move.identity, 'whole')
        : waitedFor(ADDRESS, move.identity, 'ref');
    default:
      return ADDRESS;
  }
}

/**
 * The wish for what a name leads to. What stands under the name may be less than a stub, or nothing before it is expanded: what a
 * chain reads there has to be asked for, then.
 */
function beyondRef(moves: readonly Move[], index: number, member: RefMember | ListMember): Wish {
  if (member.in !== 'expansion') return beyondNamed(moves, index, levelNamed(member));
  return { ...foresee(moves, index, 'stub'), level: 'whole' };
}

/** The wish for an item of a page, or for what a name leads to. @param as - How much of it stands there unasked. */
export function beyondNamed(
  moves: readonly Move[],
  index: number,
  as: 'ref' | 'stub' | undefined,
): Wish {
  const wish = foresee(moves, index, 'stub');
  if (isOfWhole(wish) || as !== 'ref') return wish;
  const next = moves[index]?.meaning;
  if (next?.is === 'field' && next.member.in === 'ref') return wish;
  const isMore =
    wish.level === 'stub' || [...wish.refs.values()].some(({ hangs }) => hangs?.in !== 'ref');
  return isMore ? { ...wish, level: 'whole' } : wish;
}

/** What is wanted of a collection itself. What goes through all of its items begins with its first page. */
function ofCollection(
  moves: readonly Move[],
  index: number,
  { as }: CollectionMember,
): Pick<ListWish, 'page' | 'items'> {
  const at = moves[index]?.meaning.is === 'items' ? index + 1 : index;
  const move = moves[at];
  if (move?.meaning.is !== 'item') return { page: true, items: new Map() };
  const item = beyondNamed(moves, at + 1, as);
  return { page: false, items: new Map([[Number(move.name), item]]) };
}

/** What is wanted of the items of a collection that comes with its owner. @param unread - What is wanted of each in any case. */
export function ofItems(moves: readonly Move[], index: number, unread: Wish): Wish {
  const at = moves[index]?.meaning.is === 'items' ? index + 1 : index;
  const meaning = moves[at]?.meaning;
  if (meaning?.is === 'item') return uniteWishes(unread, foresee(moves, at + 1, 'stub'));
  const end = moves.findIndex((move, each) => each >= at && move.meaning.is !== 'operation');
  // What the last of several operations has recorded is what all of them touch.
  const last = moves.at(end < 0 ? -1 : end - 1)?.meaning;
  return last?.is === 'operation' ? uniteWishes(unread, last.recorded.wish) : unread;
}

/** What has to be there for the address of a link: its owner's address where it is derived. */
function addressIn(member: LinkMember | CollectionMember): Wish {
  if (isDerived(member)) return ADDRESS;
  return member.declaredIn === 'whole' ? WHOLE : STUB;
}

/** Why the resource itself is not enough: a reason for people, from the first name that a stub lacks. */
export function reasonOf(moves: readonly Move[], index: number, kind: string): string {
  for (const move of moves.slice(index)) {
    const { meaning } = move;
    if (meaning.is === 'field' || meaning.is === 'ref' || meaning.is === 'list') {
      if (meaning.member.in === 'expansion') return `the ${move.name} comes only expanded`;
      if (meaning.member.in === 'whole') {
        const owner = move.from.on === 'resource' ? (move.from.kind ?? kind) : kind;
        return `the ${move.name} is not in a ${owner}'s stub`;
      }
    } else if (meaning.is === 'link' && meaning.member.rel === 'self') {
      return `the whole ${kind}`;
    } else if (meaning.is === 'action' && keepsFields(meaning.member)) {
      return `what ${move.name} leaves as it is`;
    } else if (meaning.is !== 'items' && meaning.is !== 'item') {
      break;
    }
  }
  const [move] = moves.slice(index);
  return move === undefined ? `the ${kind}` : `the ${kind}'s ${move.name}`;
}
