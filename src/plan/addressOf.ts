/**
 * The address of a request, with its window and expansion in the dialect's words.
 */
import { withQuery } from './address.ts';
import { expansionPaths } from './expansionPaths.ts';
import type { Ask } from './place.ts';
import { expansionsOf } from './wish.ts';

/** How a dialect writes what is asked for into an address. */
export interface Spelling {
  expand(
    paths: readonly string[],
    ofItems: boolean,
  ): readonly (readonly [name: string, value: string])[];
  window(start: number, size: number): readonly (readonly [name: string, value: string])[];
}

/** The address that is asked, without an expansion. */
export function plainAddressOf(ask: Ask, spelling: Spelling): string {
  if (ask.of === 'resource') return ask.address;
  if (ask.keyed !== undefined) {
    const { address, by, position, size } = ask.keyed;
    const { at = by.newest.value, skip, via } = position;
    if (via !== undefined) return withoutExpansion(via, spelling);
    return withQuery(address, [[by.parameter, at], ...by.query, ...spelling.window(skip, size)]);
  }
  if (ask.href !== undefined) return withoutExpansion(ask.href, spelling);
  if (ask.window === undefined) return ask.address;
  return withQuery(ask.address, spelling.window(ask.window.start, ask.window.size));
}

/** The address that is asked. */
export function addressOf(ask: Ask, spelling: Spelling): string {
  const plain = plainAddressOf(ask, spelling);
  const expansion =
    ask.of === 'resource'
      ? spelling.expand(
          expansionsOf(ask.wish).map((path) => path.join('.')),
          false,
        )
      : spelling.expand(expansionPaths(ask.wish), true);
  return withQuery(plain, expansion);
}

/** A declared address may repeat the expansion of the page before it; what is wanted now may be another. */
function withoutExpansion(address: string, spelling: Spelling): string {
  const names = new Set(spelling.expand(['x'], true).map(([name]) => name));
  const [path = '', query] = address.split(/\?(.*)/s);
  if (query === undefined) return address;
  const rest = query
    .split('&')
    .filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => names.has(name)));
  return rest.length === 0 ? path : `${path}?${rest.join('&')}`;
}
