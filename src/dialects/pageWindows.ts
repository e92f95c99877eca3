/**
 * How a part of a collection is picked, in the two ways that many APIs share: by an offset, or by the number of a page.
 */
import type { Limits } from '../plan/ask/limits.ts';
import type { PageDoc } from '../plan/known/document.ts';
import type { Query, Spelled } from '../plan/map/Spelled.ts';

/** The names of a query by which a page is picked, and what of it is counted. */
export interface Paging {
  /** Whether `start` counts items, from 0 on, or pages, from `first` on. */
  readonly by: 'offset' | 'page';
  /** The number of the first page: Spring counts from 0. Default 1. */
  readonly first?: 0 | 1;
  /** The name that says where the page starts: `$skip`. */
  readonly start: string;
  /** The name that says how many items it has: `$top`. Default: none, and all pages have as many as one that is asked without. */
  readonly size?: string;
}

/**
 * The query that picks a part.
 *
 * Where pages are numbered, it is the smallest page that holds all of it, and where none does, the largest that holds its first
 * item.
 */
export function pickPage(
  { by, start: from, size: count, first = 1 }: Paging,
  start: number,
  size: number,
  { pageSize: most, defaultPageSize: usual }: Limits,
): Query | Spelled {
  const sized = (items: number): Query => (count === undefined ? [] : [[count, String(items)]]);
  if (by === 'offset') return [[from, String(start)], ...sized(size)];
  let each = count === undefined ? usual : Math.min(size, most);
  const isSplit = (): boolean => Math.floor(start / each) !== Math.floor((start + size - 1) / each);
  while (count !== undefined && each < most && isSplit()) each += 1;
  const page = Math.floor(start / each);
  return {
    query: [[from, String(page + first)], ...sized(each)],
    covers: { start: page * each, size: each },
  };
}

/**
 * Where the page at an address starts: the index of its first item, as far as the address says so.
 *
 * The number of a page says it only where every page has as many items as were asked for, which not every server gives.
 */
export function startOf({ by, start }: Paging, url: string): number | undefined {
  return by === 'offset' ? natural(new URL(url).searchParams.get(start)) : undefined;
}

/**
 * How many items the page at an address may have. One of which nobody said a size may be full, however many came: the next one
 * tells.
 *
 * @param count - How many came.
 * @param sizes - What whoever knows the API says of its pages.
 */
export function sizeOf({ size }: Paging, url: string, count: number, sizes: Sizes): number {
  const said = size === undefined ? undefined : natural(new URL(url).searchParams.get(size));
  // However many were asked for, there are no more than a page may have.
  return Math.min(
    said || sizes.usual || Math.max(1, count),
    sizes.most ?? Number.POSITIVE_INFINITY,
  );
}

/** How many items pages have, where whoever knows the API says so. */
export interface Sizes {
  /** One that is asked without a size. */
  readonly usual: number | undefined;
  /** At most. */
  readonly most: number | undefined;
}

/** Relations by which a page tells of others: one that uses any of them, and leaves out `next`, is the last. */
const OTHER_PAGES = ['first', 'last', 'prev', 'next'];

/**
 * What the address of a page, with its links, says of where it starts and of how many items it may have.
 *
 * One that declares a next page has its size said as well: then the last one that is full, and has no links at all, is known for that.
 *
 * @param links - What the answer says of other pages, by relation: whatever it names there.
 * @param sizes - As for `sizeOf`.
 */
export function placedBy(
  paging: Paging | undefined,
  url: string,
  count: number,
  links: { readonly next?: unknown },
  sizes: Sizes,
): Pick<PageDoc, 'start' | 'size'> {
  if (paging === undefined) return {};
  const start = startOf(paging, url);
  const isLast = links.next == null && OTHER_PAGES.some((rel) => Object.hasOwn(links, rel));
  return {
    ...(start !== undefined && { start }),
    ...(!isLast && { size: sizeOf(paging, url, count, sizes) }),
  };
}

function natural(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
