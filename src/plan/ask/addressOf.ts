/**
 * The address of a request, with its window and expansion in the dialect's words.
 */

import type { Knowledge } from '../known/known.ts';
import { expansionPaths, expansionsOf } from '../known/wish.ts';
import { withQuery } from '../map/address.ts';
import { type Query, type Spelled, toSpelled } from '../map/Spelled.ts';
import type { Ask, ListAsk, ManyAsk } from '../need/request.ts';
import { wishOf } from './cover.ts';

/** How a dialect writes what is asked for into an address. */
export interface Spelling {
  /** @param paths - What is to come expanded: of a page, from its items on. */
  expand(paths: readonly string[], ask: Ask): Query | Spelled;
  window(start: number, size: number): Query | Spelled;
  many?(ids: readonly string[], ask: ManyAsk): Query;
}

/**
 * Which windows there are not: a dialect writes nothing of those that its server has not.
 *
 * @param behind - An index that lies behind the first page.
 */
export function windowless(
  spelling: Pick<Spelling, 'window'>,
  behind: number,
): Pick<Knowledge, 'ignoresWindows' | 'ignoresSizes'> {
  const isNothing = (start: number): boolean =>
    toSpelled(spelling.window(start, 1)).query.length === 0;
  return { ignoresWindows: isNothing(behind), ignoresSizes: isNothing(0) };
}

/** A request, with what the dialect's words for it do otherwise than was wished. */
export function spelled(ask: Ask, spelling: Spelling): Ask {
  const { query, asked } = expansionOf(ask, spelling);
  const wish = asked && { asked: wishOf(asked) };
  if (ask.of !== 'list') return wish === undefined ? ask : { ...ask, ...wish };
  const { window } = ask;
  const covers = window && toSpelled(spelling.window(window.start, window.size)).covers;
  const adds = query.length > 0 && new Set(query.map(([name]) => name));
  return { ...ask, ...wish, ...(covers && { covers }), ...(adds && { adds }) };
}

/** The address that is asked, without an expansion. */
export function plainAddressOf(ask: Ask, spelling: Spelling): string {
  const windowOf = (start: number, size: number): Query =>
    toSpelled(spelling.window(start, size)).query;
  if (ask.of === 'resource') return ask.address;
  if (ask.of === 'many') {
    return withQuery(ask.address, spelling.many?.([...ask.members.values()], ask) ?? []);
  }
  if (ask.keyed !== undefined) {
    const { address, by, position, size } = ask.keyed;
    const { at = by.newest.value, skip, via } = position;
    if (via !== undefined) return via;
    return withQuery(address, [[by.parameter, at], ...by.query, ...windowOf(skip, size)]);
  }
  if (ask.href !== undefined) return ask.href;
  if (ask.window === undefined) return ask.address;
  return withQuery(ask.address, windowOf(ask.window.start, ask.window.size));
}

/** The address that is asked. A link may ask for an expansion itself: what is wanted stands in the place of that. */
export function addressOf(ask: Ask, spelling: Spelling): string {
  const plain = plainAddressOf(ask, spelling);
  const { query } = expansionOf(ask, spelling);
  return withQuery(withoutNames(plain, new Set(query.map(([name]) => name))), query);
}

/** What an address asks to be expanded: as much of what is wished as the server takes. */
export function askedPathsOf(ask: Ask, spelling: Spelling): readonly string[] {
  return expansionOf(ask, spelling).asked ?? pathsOf(ask);
}

function expansionOf(ask: Ask, spelling: Spelling): Spelled {
  return toSpelled(spelling.expand(pathsOf(ask), ask));
}

function pathsOf({ of, wish }: Ask): readonly string[] {
  return of === 'list' ? expansionPaths(wish) : expansionsOf(wish);
}

/**
 * An address that an answer declares, without the names that were added to the one that was asked: it may repeat its
 * expansion, and what is wanted next may be another.
 */
export function withoutNames(address: string, names: ReadonlySet<string> | undefined): string {
  const [path = '', query] = address.split(/\?(.*)/s);
  if (query === undefined || names === undefined || names.size === 0) return address;
  const rest = query
    .split('&')
    .filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => names.has(name)));
  return rest.length === 0 ? path : `${path}?${rest.join('&')}`;
}

/** The index at which the page is expected to start: before the first item that is wanted, where the window is rounded. */
export function beginOf({ start, window, covers }: ListAsk): number {
  return window === undefined || covers === undefined ? start : start + covers.start - window.start;
}
