/**
 * The place of a collection, by what was written of it: which page it is when awaited, and how the whole is gone through.
 */

import type { Parameters } from '../../types/parameter.ts';
import type { CollectionMember } from '../../types/readMember.ts';
import { keysetOf } from '../known/keyset.ts';
import { withQuery } from '../map/address.ts';
import type { Query } from '../map/Spelled.ts';
import type { CollectionPlace } from './place.ts';

/**
 * The collection at an address.
 *
 * @param query - All options that were written, by their names on the wire.
 */
export function collectionAt(
  member: CollectionMember,
  target: string,
  query: Query,
): CollectionPlace {
  const { kind, indexed, pageSize, options, walk, actions, as } = member;
  const ofWhole = ofTheWhole(query, options);
  const page = withQuery(target, query);
  // What goes on by declared links alone begins with the page that was written.
  const isLed = !indexed && walk === undefined;
  const address = isLed ? page : withQuery(target, ofWhole);
  // A page that was written is gone on from as it is.
  const isWhole = ofWhole.length === query.length;
  const start = isLed ? undefined : numberOf('start', query, options);
  const size = isLed ? undefined : numberOf('count', query, options);
  return {
    at: 'collection',
    address,
    page,
    kind,
    indexed,
    items: false,
    ...(picksOtherwise(query, options) && { isPicked: true }),
    ...(start !== undefined && { start }),
    ...(size !== undefined && { size }),
    ...(isLed && isWhole && pageSize !== undefined && { wholeSize: pageSize }),
    ...(walk && { keyset: keysetOf(walk, target, ofWhole) }),
    ...(actions && { actions }),
    ...(as && { as }),
  };
}

/** The options but for those that pick a page. */
export function ofTheWhole(query: Query, options: Parameters | undefined): Query {
  const picking = Object.entries(options ?? {}).flatMap(([name, { window, wire = name }]) =>
    window === undefined ? [] : [wire],
  );
  return query.filter(([name]) => !picking.includes(name));
}

/** Whether a page was written in a way that says nothing of the index of its first item. */
function picksOtherwise(query: Query, options: Parameters | undefined): boolean {
  const others = Object.entries(options ?? {}).flatMap(([name, { window, wire = name }]) =>
    window === true ? [wire] : [],
  );
  return query.some(([name]) => others.includes(name));
}

/** The number that was written for the start or the size of pages; `undefined` where that is none. */
function numberOf(
  window: 'start' | 'count',
  query: Query,
  options: Parameters | undefined,
): number | undefined {
  const found = Object.entries(options ?? {}).find(([, parameter]) => parameter.window === window);
  const wire = found && (found[1].wire ?? found[0]);
  const text = query.find(([name]) => name === wire)?.[1];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
