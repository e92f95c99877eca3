/**
 * What only an expansion brings: nobody knows whether it is there before that was asked for.
 */
import type { Level } from '../../types/level.ts';
import { heldIn, type ReadMember } from '../../types/readMember.ts';
import type { Knowledge } from '../known/known.ts';
import { isUnaddressed } from '../map/address.ts';
import type { ResourcePlace } from '../place/place.ts';
import { fieldAt } from '../place/stood.ts';

/** Whether a name is not there at a place, and an expansion that was not asked for yet would bring it. */
export function isUnexpanded(
  place: ResourcePlace,
  name: string,
  read: ReadMember | undefined,
  known: Knowledge,
): boolean {
  if (fieldAt(place, name, known) !== undefined || known.asked.ignoresExpansions) return false;
  if (isUnaddressed(place.address)) {
    const held = read?.is === 'collection' ? read.embedded : heldIn(read);
    return held === 'expansion' && isInAnother(place) && !wasWished(place, name, known);
  }
  if (read === undefined || !('in' in read) || read.in !== 'expansion') return false;
  if (known.asked.was(place.address, name)) return false;
  // That a page, or an owner, came without it says little: a server may expand less there. What is asked by itself tells,
  // unless another way leads there, or leaving it out is how the server says that there is nothing.
  const isToldAbove =
    (read.is === 'list' && read.absent === 'empty') ||
    (read.is === 'ref' && read.path !== undefined);
  return !isToldAbove || !wasWished(place, name, known);
}

/** Whether too little is known of a thing to say that it has nothing of that name. */
export function isTooLittle(level: Level | undefined, read: ReadMember | undefined): boolean {
  if (heldIn(read) !== 'expansion') return level !== 'whole';
  // What has a path is found there, whatever its owner's document says.
  const isDerived = read?.is === 'ref' && read.path !== undefined;
  return level === undefined || (level === 'ref' && !isDerived);
}

/** Whether it stands in a page or in what names it, which can be asked with what it lacks. */
const isInAnother = ({ origin, inOwner }: ResourcePlace): boolean =>
  origin !== undefined || inOwner !== undefined;

/** The page through which something was found: of what has no address and came in the document of its owner, the collection itself. */
export function pageBehind(
  { address, origin }: Pick<ResourcePlace, 'address' | 'origin'>,
  known: Knowledge,
): string | undefined {
  if (origin === undefined) return undefined;
  const { list, index } = origin;
  const { items } = known.list(list) ?? {};
  const isInOwner = isUnaddressed(address) && items?.has(index) === true && !isUnaddressed(list);
  return items?.hrefOf(index) ?? (isInOwner ? list : undefined);
}

/** Whether it was asked to be expanded of its page, or of what names it. */
function wasWished(place: ResourcePlace, name: string, known: Knowledge): boolean {
  const { origin, inOwner } = place;
  const href = pageBehind(place, known);
  const path = origin && [...origin.path, name].join('.');
  if (href !== undefined && path !== undefined && known.asked.was(href, path)) return true;
  let below = name;
  for (let owner = inOwner; owner !== undefined; owner = owner.above) {
    below = `${owner.name}.${below}`;
    if (known.asked.was(owner.address, below)) return true;
  }
  return false;
}
