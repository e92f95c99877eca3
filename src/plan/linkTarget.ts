/** Where a link or a collection of a resource is: what its document declares, and what the map derives. */
import type { Level } from '../types/level.ts';
import type { CollectionMember, LinkMember } from '../types/readMember.ts';
import { isUnaddressed } from './address.ts';
import { derivedFrom } from './beside.ts';
import type { PlanContext } from './context.ts';
import { failedBy } from './failed.ts';
import { type FilledLink, filledLink } from './filledLink.ts';
import type { Knowledge } from './known.ts';
import type { Outcome } from './outcome.ts';
import type { ResourcePlace } from './place.ts';
import type { Move } from './program.ts';
import type { Query } from './Spelled.ts';
import { linkAt } from './stood.ts';

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
  if (isUnaddressed(place.address)) return linkAt(place, member.rel ?? '', known);
  const derived = derivedFrom(known.identity(place.address), place.kind, member, context);
  if (derived !== undefined && isKnown(derived)) return derived;
  if (member.rel !== undefined && level !== undefined) {
    const declared = linkAt(place, member.rel, known);
    if (declared !== undefined) return declared;
    // Whether a link is there must not depend on which documents happen to be in hand: where the map has a
    // path for it, the server itself is asked.
    if (derived === undefined && level === 'whole') return undefined;
  }
  return derived ?? (level === 'whole' ? undefined : 'unknown');
}

/** A link with the options of its step, which fill it where it is a template. */
export function fillLink(
  move: Move,
  target: string,
  query: Query,
  { templates }: PlanContext,
): FilledLink | Extract<Outcome, { is: 'failed' }> {
  try {
    return filledLink(String(move.name), target, query, templates);
  } catch (cause) {
    return failedBy(move.at, 'misuse', cause);
  }
}
