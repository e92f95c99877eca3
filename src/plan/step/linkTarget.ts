/** Where a link or a collection of a resource is: what its document declares, and what the map derives. */
import type { Level } from '../../types/level.ts';
import type { CollectionMember, LinkMember } from '../../types/readMember.ts';
import type { Knowledge } from '../known/known.ts';
import { isUnaddressed } from '../map/address.ts';
import type { Query } from '../map/Spelled.ts';
import { failedBy } from '../need/failed.ts';
import type { Outcome } from '../need/outcome.ts';
import type { PlanContext } from '../pipeline/context.ts';
import { derivedFrom } from '../place/beside.ts';
import type { ResourcePlace } from '../place/place.ts';
import { linkAt } from '../place/stood.ts';
import { type FilledLink, filledLink } from '../program/filledLink.ts';
import type { Stepping } from './stepping.ts';

/** What is known where a link is looked for. */
interface Looking {
  /** How much is known of the place; nothing, where it was refused. */
  readonly level: Level | undefined;
  readonly known: Knowledge;
  readonly context: PlanContext;
}

/**
 * The address of a link, if it is declared or may be derived; `undefined` if the document has none.
 *
 * @param isKnown - Whether something was asked there before: then it is the answer, though a document that
 *   came with it declares another address of the same thing.
 */
export function targetOf(
  place: ResourcePlace,
  member: LinkMember | CollectionMember,
  { level, known, context }: Looking,
  isKnown: (address: string) => boolean,
): string | undefined | 'unknown' {
  const path = derivedFrom(known.identity(place.address), place.kind, member, context);
  const derived = path && known.identity(path);
  if (derived !== undefined && isKnown(derived)) return derived;
  // Nothing lies below what has no address, but for what stood in the same document.
  if (isUnaddressed(place.address)) return linkAt(place, member.rel ?? '', known);
  if (member.rel !== undefined && level !== undefined) {
    const declared = linkAt(place, member.rel, known);
    if (declared !== undefined) return declared;
    // Whether a link is there must not depend on which documents happen to be in hand: where the map has a
    // path for it, the server itself is asked.
    if (derived === undefined && level === 'whole') return undefined;
  }
  return derived ?? (level === 'whole' ? undefined : 'unknown');
}

/** A link with the options of its step, which fill it where it is a template. What it leads to is asked for there, as it is written. */
export function fillLink(
  target: string,
  query: Query,
  { move, known, context }: Stepping,
): FilledLink | Extract<Outcome, { is: 'failed' }> {
  try {
    const link = filledLink(String(move.name), target, query, context.templates);
    known.declare(link.target);
    return link;
  } catch (cause) {
    return failedBy(move.at, 'misuse', cause);
  }
}
