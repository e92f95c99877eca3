/** Where an item stands of which so far only values were read in its document. */
import type { Doc } from '../../plan/known/document.ts';
import type { UntouchedItem } from '../../plan/pipeline/UntouchedItem.ts';
import type { ResourcePlace } from '../../plan/place/place.ts';
import { placeNamed } from '../../plan/place/stood.ts';
import type { RowRun } from './RowRun.ts';

/** The place of an item that nobody has read. */
export function placeOf(item: UntouchedItem, { known, surroundings }: RowRun): ResourcePlace {
  const place = item.item;
  if (place.at === 'resource') return place;
  // A row may outlive what is known of its page.
  const { list, index, kind, doc, moment } = item;
  const found = surroundings.read(doc as Doc, `${list}#${index}`, kind, moment);
  return { ...placeNamed(found, known), kind, origin: { list, index, path: [], isWalked: false } };
}
