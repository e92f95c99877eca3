/**
 * How a part of a collection is picked, in the two ways that many APIs share: by an offset, or by the number of a page.
 */
import type { Limits } from '../plan/ask/limits.ts';
import type { Query, Spelled } from '../plan/map/Spelled.ts';

/** The names of a query by which a page is picked, and what of it is counted. */
export interface Paging {
  /** Whether `start` counts items, from 0 on, or pages, from 1 on. */
  readonly by: 'offset' | 'page';
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
  { by, start: from, size: count }: Paging,
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
    query: [[from, String(page + 1)], ...sized(each)],
    covers: { start: page * each, size: each },
  };
}

/** Where the page at an address starts: the index of its first item, as far as the address says so. */
export function startOf(
  { by, start: from, size: count }: Paging,
  url: string,
  { defaultPageSize }: Limits,
): number {
  const { searchParams } = new URL(url);
  const at = natural(searchParams.get(from));
  if (by === 'offset') return at ?? 0;
  const size = count === undefined ? undefined : natural(searchParams.get(count));
  return Math.max(0, (at ?? 1) - 1) * (size ?? defaultPageSize);
}

function natural(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
