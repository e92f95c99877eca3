/**
 * A step from a collection: to its items, to one of them, through all of them, or to a field of its page.
 */

import { hideSecrets } from '../../values/hideSecrets.ts';
import type { Knowledge } from '../known/known.ts';
import { passGaps } from '../known/lists.ts';
import { Reference } from '../known/records.ts';
import { isOfWhole, NOTHING, uniteWishes } from '../known/wish.ts';
import { withoutQuery } from '../map/address.ts';
import { questionOf } from '../map/foreign.ts';
import { needOrFailure, requestFailed } from '../need/failed.ts';
import { itemAt, itemOfPage, itemPlace, needItem, needPage, shownIn } from '../need/items.ts';
import type { CollectionPlace } from '../place/place.ts';
import { placeNamed } from '../place/stood.ts';
import { cameBy, type Followed, failed, reached, settle } from '../program/followed.ts';
import { beyondNamed, reasonOf } from '../program/foresee.ts';
import { OPERATIONS } from '../program/operation.ts';
import type { Stepping } from './stepping.ts';

/** Follows a step from a collection. */
export function fromCollection(
  place: CollectionPlace,
  { move, moves, index, known, context }: Stepping,
): Followed {
  const { meaning } = move;
  if (meaning.is === 'items') return reached({ ...place, items: true });
  if (meaning.is === 'item') {
    // Where order depends on the page, an index is one on the page.
    const isOfPage = place.keyset !== undefined;
    const item = (isOfPage ? itemOfPage : itemAt)(place, Number(move.name), known);
    if (item.is === 'item') {
      const list = isOfPage ? place.page : place.address;
      const at = itemPlace(list, place.kind, item.value, item.index, known);
      if (at.at === 'value') return settle(at, moves, index);
      return reached(shownIn(place, at));
    }
    if (item.is === 'none') {
      const where = isOfPage ? '' : belowRoot(place.address, context.base);
      return failed(move, 'noSuchItem', `${item.message}${where}`);
    }
    const failure = item.broken ?? known.asked.failure(isOfPage ? place.page : place.address);
    if (failure !== undefined) return requestFailed(cameBy(moves, index), failure);
    const wish = uniteWishes(beyondNamed(moves, index + 1, place.as), place.expanded ?? NOTHING);
    const reason = isOfWhole(wish)
      ? reasonOf(moves, index + 1, place.kind)
      : `item ${move.name} of the ${place.kind}s`;
    const sized = item.size === undefined ? place : { ...place, size: item.size };
    const need = isOfPage
      ? needPage(place, wish, reason)
      : needItem(sized, item.part, wish, reason);
    return { is: 'need', needs: [need], step: move.at };
  }
  // A field of the page itself, or the way to another one.
  if (meaning.is === 'pageLink' && place.inHand !== undefined) {
    const href = place.inHand.link(String(move.name));
    if (href !== undefined) return reached(pageAt(place, href));
  }
  const page = known.page(place.page);
  if (page === undefined) {
    const need = needPage(place, place.expanded ?? NOTHING, `the page's ${move.name}`);
    return needOrFailure(need, known, move.at, cameBy(moves, index));
  }
  if (meaning.is === 'pageLink') {
    const href = page.record.link(String(move.name));
    if (href !== undefined) return reached(pageAt(place, href));
    return failed(move, 'noSuchItem', noPage(place, move.name === 'next', known));
  }
  const value = page.record.field(String(move.name));
  if (value === undefined) {
    const names = ['items', ...page.record.names];
    const question = questionOf(String(move.name), [...names, ...OPERATIONS]);
    return failed(
      move,
      'noSuchLink',
      `no "${move.name}" on a page of ${place.kind}s: it has ${names.join(', ')}${question}`,
    );
  }
  if (value instanceof Reference) return reached(placeNamed(value, known));
  const of = `${move.name} of a page of ${place.kind}s`;
  return settle({ at: 'value', value, codec: 'json', of }, moves, index);
}

/** Where a collection of a thing lies, for errors: a lambda reads those of many. What the root has is told by its name. */
function belowRoot(address: string, base: string): string {
  const path = hideSecrets(withoutQuery(address)).replace(base, '');
  return path.lastIndexOf('/') > 0 ? `, at ${path}` : '';
}

/** Why there is no page before or behind one. A server that numbers its pages may declare none, though others follow. */
function noPage(place: CollectionPlace, isNext: boolean, known: Knowledge): string {
  const { start = 0, indexed, kind } = place;
  if (!isNext) return `there is no previous page of the ${kind}s: this is the first one`;
  const list = indexed ? known.list(place.address) : undefined;
  const isLast = list === undefined || passGaps(list, start) >= (list.end ?? Number.NaN);
  if (isLast) return `there is no next page of the ${kind}s: this is the last one`;
  return `the page of the ${kind}s does not say where the next one lies: \`contents()\` goes through all of them`;
}

/** Another page of a collection: what is gone through from there on begins with it. */
function pageAt(place: CollectionPlace, page: string): CollectionPlace {
  const { inHand: _from, ...there } = place;
  if (place.keyset !== undefined) return { ...there, page };
  const { start: _first, size: _written, wholeSize: _asked, ...here } = there;
  return { ...here, address: page, page, indexed: false };
}
