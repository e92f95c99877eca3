/**
 * Pages: how HipChat's collections arrive.
 *
 * @see https://www.hipchat.com/docs/apiv2/pagination
 */
import type { Collection } from './chain.ts';
import type { Parameters } from './linkMap.ts';
import type { Forms } from './representation.ts';
import type { Operations } from './sequence.ts';

/** Where a page declares its links. */
export interface PageLinks {
  /** The collection, without a query. */
  readonly self: string;
  /** The following page; absent on the last one. */
  readonly next?: string;
  /** The preceding page; absent on the first one. */
  readonly prev?: string;
}

/**
 * One page of a collection. The operations are about its own items, but for `contents` and `toArray`: these are
 * about the whole collection.
 */
export interface Page<F extends Forms> extends Operations<F['row'], F['found']> {
  /** Stubs, unless an expansion was asked for. */
  readonly items: readonly F['stub'][];
  /** The index, in the whole collection, of the first item here. */
  readonly startIndex: number;
  /** The size that was asked for, or the default: not the number of items. */
  readonly maxResults: number;
  readonly links: PageLinks;
}

/** A collection as HipChat pages it. */
export interface Pages<F extends Forms> extends Collection<F, Page<F>> {}

/** Which page of a collection is asked for, in place of the walk's own choice. */
export interface PageOptions {
  /** The index of the page's first item; default 0. */
  readonly startIndex?: number;
  /** How many items the page may have, 0 to 1000; default 100. */
  readonly maxResults?: number;
}

/** The wire names of `PageOptions`. */
export const pageOptions: Parameters = {
  startIndex: {
    wire: 'start-index',
    type: 'integer',
    range: [0, Number.MAX_SAFE_INTEGER],
    window: true,
  },
  maxResults: { wire: 'max-results', type: 'integer', range: [0, 1000], window: true },
};
