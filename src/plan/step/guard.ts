/**
 * What an action has to know of its resource before it is sent: what it leaves as it is, and the ETag that guards it.
 */
import { answerError } from '../../errors/AnswerError.ts';
import type { ActionMember } from '../../types/callMember.ts';
import type { Knowledge } from '../known/known.ts';
import type { ResourceRecord } from '../known/records.ts';
import { WHOLE } from '../known/wish.ts';
import type { Need } from '../need/need.ts';
import { needResource } from '../need/needResource.ts';
import type { CollectionPlace, ResourcePlace } from '../place/place.ts';
import { etagAt } from '../place/stood.ts';
import { keepsFields } from '../program/requestOf.ts';

/** What is to be read before an action of a resource can be sent. */
export function needFirst(
  place: ResourcePlace,
  name: string,
  action: ActionMember,
  known: Knowledge,
): Need | undefined {
  if (action.guard !== undefined && etagAt(place, known) === undefined) {
    return { ...needResource(place, WHOLE, `the ETag that guards ${name}`), alone: true };
  }
  if (!keepsFields(action)) return undefined;
  const own = actedOn(place, action, known);
  if (own?.level === 'whole' && !own.isWrapped) return undefined;
  const need = needResource(place, WHOLE, `what ${name} leaves as it is`);
  return own?.isWrapped ? { ...need, alone: true } : need;
}

/** What is known of what an action is sent to. */
export function actedOn(
  { address }: ResourcePlace | CollectionPlace,
  { guard }: ActionMember,
  known: Knowledge,
): ResourceRecord | undefined {
  return guard === undefined ? known.record(address) : known.decidedBy(address);
}

/**
 * The header by which an action is not done to what was changed since it was read.
 *
 * @throws {AnswerError} Where the resource has no ETag: nobody could tell then.
 * @throws {TypeError} For an action of a collection, of which there is none.
 */
export function guardOf(
  place: ResourcePlace | CollectionPlace,
  name: string,
  { guard }: ActionMember,
  known: Knowledge,
): { readonly 'if-match': string } | undefined {
  if (guard === undefined) return undefined;
  if (place.at === 'collection') {
    throw new TypeError(`\`${name}\` is guarded by an ETag in the map, and a collection has none`);
  }
  const etag = etagAt(place, known);
  if (typeof etag === 'string') return { 'if-match': etag };
  throw answerError(`the answer has no ETag, by which ${name} is guarded`, place.address);
}
