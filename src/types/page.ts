/**
 * Pages: how HipChat's collections arrive.
 *
 * @see https://www.hipchat.com/docs/apiv2/pagination
 */
import type { Collection } from './chain.ts';
import type {
  Expand,
  ExpandedPages,
  ItemsPath,
  PathInItems,
  Unexpanded,
  WalkToItem,
} from './expansion.ts';
import type { NoNameOfTheApi } from './noFieldOfTheApi.ts';
import type { Parameters } from './parameter.ts';
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
 * One page of a collection. The operations are about its own items, but for `contents` and `toArray`: these go on through
 * the pages behind it.
 */
export interface Page<F extends Forms, Item = F['stub']> extends Operations<F['row'], F['found']> {
  /** Stubs, unless an expansion was asked for. */
  readonly items: readonly Item[];
  /** The index, in the whole collection, of the first item here. */
  readonly startIndex: number;
  /** The size that was asked for, or the default: not the number of items. */
  readonly maxResults: number;
  /** The addresses of this page and of those beside it. */
  readonly links: PageLinks;
  /** The following page. */
  readonly next: PageLink<F, Item>;
  /** The preceding page. */
  readonly prev: PageLink<F, Item>;
}

/**
 * Another page of the same collection. Awaited, or called and awaited, it is that page; where there is none it rejects with a
 * `StepError`, and `page.links` says so beforehand. What is gone through starts there, and `items[0]` is its first item.
 */
export interface PageLink<F extends Forms, Item = F['stub']>
  extends Collection<F, Page<F, Item>, Item, WalkToItem<F, Item>>,
    NoNameOfTheApi {
  (): Collection<F, Page<F, Item>, Item, WalkToItem<F, Item>>;
}

/** A collection as HipChat pages it. */
export interface Pages<F extends Forms> extends Collection<F, Page<F>> {
  /** The page behind the one that awaiting this gives. */
  readonly next: PageLink<F>;
  /** The page before it. */
  readonly prev: PageLink<F>;
}

/** A collection as HipChat pages it, callable with its options. */
export interface CallablePages<F extends Forms, Options> extends Pages<F>, NoNameOfTheApi {
  /**
   * The collection with these options; without any, it is the collection itself.
   *
   * @param options - With `expand`, the items come whole, with what it names in them: `{ expand: 'items.owner' }`.
   */
  <const E extends Expand<ItemsPath<F>> | undefined = undefined>(
    options?: Options & { readonly expand?: E },
  ): E extends Unexpanded ? Pages<F> : ExpandedPages<F, PathInItems<E>>;
}

/** Which page of a collection is asked for, and how the whole is gone through: from there on, in pages of that size. */
export interface PageOptions {
  /** The index of the first item; default 0. What is gone through starts there, and `items[0]` is that item. */
  readonly startIndex?: number | undefined;
  /** How many items a page may have, 0 to 1000; default 100, and 1000 (or the client's `pageSize`) for all that is gone through. */
  readonly maxResults?: number | undefined;
}

/** What every link can be asked for: to expand what is named in it. */
export const expandOption: Parameters = { expand: { type: 'any', expands: true } };

/** The wire names of `PageOptions`. */
export const pageOptions: Parameters = {
  ...expandOption,
  startIndex: {
    wire: 'start-index',
    type: 'integer',
    range: [0, Number.MAX_SAFE_INTEGER],
    window: 'start',
  },
  maxResults: { wire: 'max-results', type: 'integer', range: [0, 1000], window: 'count' },
};
