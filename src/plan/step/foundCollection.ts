/**
 * A collection that no map foresees: a link leads to it, and the answer there is a page.
 */
import type { LinkMap } from '../../types/linkMap.ts';
import type { Knowledge } from '../known/known.ts';
import { kindOf } from '../map/members.ts';
import { collectionAt } from '../place/collectionAt.ts';
import type { CollectionPlace, Place } from '../place/place.ts';
import { fieldAt, levelAt } from '../place/stood.ts';
import { isOperation } from '../program/operation.ts';
import type { Move } from '../program/program.ts';

/** What its items are called: nobody knows their kind, and it is none that the map has. */
export function unforeseenItem(map: LinkMap): string {
  return kindOf(map, 'item') === undefined ? 'item' : 'unforeseen item';
}

/**
 * The collection at a place, if its answer was a page, and a step takes it as one.
 *
 * What is a document as well keeps the names that it has. @param step - `undefined` where it is gone through.
 */
export function foundCollection(
  place: Place,
  step: Move | undefined,
  known: Knowledge,
  map: LinkMap,
): CollectionPlace | undefined {
  if (!isUnforeseen(place, map) || known.page(place.address) === undefined) return undefined;
  const isDocument = known.record(place.address) !== undefined;
  if (isDocument && step !== undefined) {
    const { name, verbatim } = step;
    const isOfPages = typeof name === 'number' || name === 'items' || isOperation(name);
    if (verbatim || !isOfPages || fieldAt(place, String(name), known) !== undefined)
      return undefined;
  }
  const member = { is: 'collection', kind: unforeseenItem(map), indexed: false } as const;
  return { ...collectionAt(member, place.address, []), items: typeof step?.name === 'number' };
}

/** Whether only an answer tells whether it can be gone through, and there is none yet. */
export function mayBeCollection(place: Place, known: Knowledge, map: LinkMap): boolean {
  if (!isUnforeseen(place, map) || known.foretold) return false;
  return levelAt(place, known) !== 'whole' && known.page(place.address) === undefined;
}

function isUnforeseen(place: Place, map: LinkMap): place is Place & { readonly at: 'resource' } {
  return (
    place.at === 'resource' && place.shows === 'whole' && kindOf(map, place.kind) === undefined
  );
}
