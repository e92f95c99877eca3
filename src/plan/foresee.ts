/**
 * What the rest of a chain will want of a resource, by the map: so that the request which brings the resource
 * can bring that as well.
 */
import type { CollectionMember, Level, LinkMember } from '../types/linkMap.ts';
import type { Move } from './move.ts';
import { NOTHING, through, WHOLE, type Wish } from './wish.ts';

/**
 * The wish of `moves[index]` and all that follow it.
 *
 * @param shows - What is given of the resource when the chain ends at it.
 */
export function foresee(moves: readonly Move[], index: number, shows: Level): Wish {
  const move = moves[index];
  if (move === undefined) return shows === 'whole' ? WHOLE : NOTHING;
  const { meaning } = move;
  switch (meaning.is) {
    case 'field':
      return meaning.member.in === 'whole' ? WHOLE : NOTHING;
    case 'ref': {
      const inner = foresee(moves, index + 1, 'stub');
      return through(String(move.name), inner, meaning.member.in === 'whole');
    }
    case 'list': {
      const item = moves[index + 1]?.meaning.is === 'item';
      const inner = item ? foresee(moves, index + 2, 'stub') : NOTHING;
      return through(String(move.name), inner, meaning.member.in === 'whole');
    }
    case 'link':
      // `self` stays where it is; any other link needs only its address.
      return meaning.member.rel === 'self'
        ? foresee(moves, index + 1, 'whole')
        : addressIn(meaning.member);
    case 'collection':
      return addressIn(meaning.member);
    case 'unforeseen':
      return WHOLE;
    default:
      return NOTHING;
  }
}

/** What has to be there for the address of a link: nothing where it is derived, or where stubs declare it. */
function addressIn(member: LinkMember | CollectionMember): Wish {
  return member.path === undefined && member.declaredIn === 'whole' ? WHOLE : NOTHING;
}

/** Why the resource itself is not enough: a reason for people, from the first name that a stub lacks. */
export function reasonOf(moves: readonly Move[], index: number, kind: string): string {
  for (const move of moves.slice(index)) {
    const { meaning } = move;
    if (meaning.is === 'field' || meaning.is === 'ref' || meaning.is === 'list') {
      if (meaning.member.in === 'whole') {
        const owner = move.from.on === 'resource' ? (move.from.kind ?? kind) : kind;
        return `the ${move.name} is not in a ${owner}'s stub`;
      }
    } else if (meaning.is === 'operation') {
      return `what the lambda reads of each ${kind}`;
    } else if (meaning.is === 'link' && meaning.member.rel === 'self') {
      return `the whole ${kind}`;
    } else if (meaning.is !== 'items' && meaning.is !== 'item') {
      break;
    }
  }
  const [move] = moves.slice(index);
  return move === undefined ? `the ${kind}` : `the ${kind}'s ${move.name}`;
}
