/**
 * How a part of a collection is picked, in the two ways that many APIs share: by an offset, or by the number of a page.
 */
import type { Query, Spelled } from '../plan/Spelled.ts';

/** The names of a query by which a page is picked, and what of it is counted. */
export interface Paging {
  /** Whether `start` counts items, from 0 on, or pages, from 1 on. */
  readonly by: 'offset' | 'page';
  /** The name that says where the page starts: `$skip`. */
  readonly start: string;
  /** The name that says how many items it has: `$top`. */
  readonly size: string;
}

/**
 * The query that picks a part.
 *
 * Where pages are numbered, it is the smallest page that holds all of it, and where none does, the largest that holds its first
 * item.
 *
 * @param most - How many items a page may have.
 */
export function pickPage(
  { by, start: from, size: count }: Paging,
  start: number,
  size: number,
  most: number,
): Query | Spelled {
  if (by === 'offset') return query(from, start, count, size);
  let each = Math.min(size, most);
  while (each < most && Math.floor(start / each) !== Math.floor((start + size - 1) / each)) {
    each += 1;
  }
  const page = Math.floor(start / each);
  return {
    query: query(from, page + 1, count, each),
    covers: { start: page * each, size: each },
  };
}

/**
 * Where the page at an address starts, and how many items were asked of it, as far as the address says so.
 *
 * @param usual - How many items a page has that was asked without a size.
 */
export function pickedPage(
  { by, start: from, size: count }: Paging,
  url: string,
  usual: number,
): { readonly start: number; readonly size?: number } {
  const { searchParams } = new URL(url);
  const size = natural(searchParams.get(count));
  const at = natural(searchParams.get(from));
  const start = by === 'offset' ? (at ?? 0) : Math.max(0, (at ?? 1) - 1) * (size ?? usual);
  return { start, ...(size !== undefined && { size }) };
}

function query(from: string, start: number, count: string, size: number): Query {
  return [
    [from, String(start)],
    [count, String(size)],
  ];
}

function natural(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
