/**
 * Makes one request of those for parts of a list that the server rounds to the same page.
 */
import { uniteWishes } from '../../plan/known/wish.ts';
import type { Ask, ListAsk } from '../../plan/need/request.ts';

/** @param keyOf - What tells one request from another. */
export function eachPageOnce(asks: readonly Ask[], keyOf: (ask: Ask) => string): readonly Ask[] {
  const pages = Map.groupBy(asks.filter(isRounded), keyOf);
  const others = asks.filter((ask) => !isRounded(ask));
  return [...others, ...[...pages.values()].map((same) => same.reduce(together))];
}

const isRounded = (ask: Ask): ask is ListAsk => ask.of === 'list' && ask.covers !== undefined;

function together(one: ListAsk, other: ListAsk): ListAsk {
  const first = one.start <= other.start ? one : other;
  return {
    ...first,
    indices: [...new Set([...one.indices, ...other.indices])],
    ...((one.upTo ?? other.upTo) && { upTo: [...(one.upTo ?? []), ...(other.upTo ?? [])] }),
    wish: uniteWishes(one.wish, other.wish),
    reasons: [...new Set([...one.reasons, ...other.reasons])],
  };
}
