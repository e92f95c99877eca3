/**
 * Makes one request of those for parts of a list that the server rounds to the same page.
 */
import { uniteWishes } from '../../plan/known/wish.ts';
import type { Ask, ListAsk } from '../../plan/need/request.ts';

/** @param keyOf - What tells one request from another. */
export function eachPageOnce(asks: readonly Ask[], keyOf: (ask: Ask) => string): readonly Ask[] {
  if (!asks.some((ask) => ask.of === 'list' && ask.covers !== undefined)) return asks;
  const pages = new Map<string, ListAsk>();
  const others: Ask[] = [];
  for (const ask of asks) {
    if (ask.of !== 'list' || ask.covers === undefined) {
      others.push(ask);
      continue;
    }
    const key = keyOf(ask);
    const same = pages.get(key);
    pages.set(key, same === undefined ? ask : together(same, ask));
  }
  return [...others, ...pages.values()];
}

function together(one: ListAsk, other: ListAsk): ListAsk {
  const first = one.start <= other.start ? one : other;
  return {
    ...first,
    indices: [...new Set([...one.indices, ...other.indices])],
    wish: uniteWishes(one.wish, other.wish),
    reasons: [...new Set([...one.reasons, ...other.reasons])],
  };
}
