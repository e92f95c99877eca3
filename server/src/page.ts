/**
 * Cuts collections into pages, with `next` and `prev` links as HipChat wrote them.
 *
 * `next` carries the filters of its request along, or a walk that only follows `next` would change
 * its question half way; it carries neither the token nor `expand`.
 */
import type { Document } from './json.ts';
import type { Links } from './links.ts';
import { integerParameter } from './query.ts';

/** The part of a collection that a request asks for. */
export interface Window {
  readonly startIndex: number;
  readonly maxResults: number;
}

/** The largest `max-results` that is not refused. */
export const mostResults = 1000;

const notCarried = new Set(['start-index', 'max-results', 'expand', 'auth_token', 'auth_test']);

/**
 * The window in a query.
 *
 * @throws {ApiError} 400 for a `max-results` over 1000, a negative index, and what is no integer.
 */
export function readWindow(query: URLSearchParams, defaultResults = 100): Window {
  return {
    startIndex: integerParameter(query, 'start-index', 0, 0, Number.MAX_SAFE_INTEGER),
    maxResults: integerParameter(query, 'max-results', defaultResults, 0, mostResults),
  };
}

/** How many rows to read for a window: one more than it shows tells whether there is a next page. */
export const rowsFor = (window: Window): { limit: number; offset: number } => ({
  limit: window.maxResults === 0 ? 0 : window.maxResults + 1,
  offset: window.startIndex,
});

/** The rows that the window shows, of those that `rowsFor` read. */
export const shownOf = <T>(rows: readonly T[], window: Window): T[] =>
  rows.slice(0, window.maxResults);

/**
 * A page.
 *
 * @param items - What the page shows.
 * @param more - Whether there is something after it.
 * @param path - Of the collection, such as `/room`; `self` is its link.
 */
export function toPage(
  items: readonly unknown[],
  more: boolean,
  window: Window,
  path: string,
  { links, query }: { readonly links: Links; readonly query: URLSearchParams },
): Document {
  const self = links.to(path);
  const { startIndex, maxResults } = window;
  const filters = [...query]
    .filter(([name]) => !notCarried.has(name))
    .map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('');
  const linkTo = (start: number): string =>
    `${self}?start-index=${start}&max-results=${maxResults}${filters}`;
  return {
    items,
    links: {
      self,
      ...(more ? { next: linkTo(startIndex + maxResults) } : {}),
      ...(startIndex > 0 ? { prev: linkTo(Math.max(0, startIndex - maxResults)) } : {}),
    },
    maxResults,
    startIndex,
  };
}
