/**
 * How needs of one collection become windows: a page that is asked for anyway answers the indices on it, and
 * indices that fit one page are one window.
 */
import { coverItems } from './cover.ts';
import type { Limits } from './limits.ts';
import type { Ask, KeyedPage, Need, Part } from './place.ts';
import { uniteWishes } from './wish.ts';

/** The need for a part of a collection. */
export type ListNeed = Need & { readonly of: 'list' };

/** A stretch of a collection that one request asks for. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  /** A declared address, where there is one. */
  readonly href?: string;
  /** Or a key. */
  readonly keyed?: KeyedPage;
  /** Whether it is the page that the address gives without a window. */
  readonly isPage: boolean;
  readonly needs: ListNeed[];
}

/** The requests for all needs of one collection. */
export function askCollection(needs: readonly ListNeed[], limits: Limits): readonly Ask[] {
  const [first] = needs;
  if (first === undefined) return [];
  return stretchesOf(needs, limits).flatMap((stretch) => {
    const wish = stretch.needs.map((need) => need.wish).reduce(uniteWishes);
    const indices = stretch.needs.flatMap(({ part }) => ('index' in part ? [part.index] : []));
    const { start, href, keyed } = stretch;
    const ends = stretch.needs.map(({ part }) => endOf(part, start, limits));
    const size = Math.min(limits.pageSize, Math.max(...ends) - start);
    const { address, kind, indexed } = first;
    const base = { of: 'list', address, kind, indexed, again: false, start, indices } as const;
    const reasons = [...new Set(stretch.needs.map((need) => need.reason))];
    const isAhead = stretch.needs.every(({ part }) => 'isAhead' in part);
    const isWindow = !stretch.isPage && href === undefined && keyed === undefined;
    return coverItems(wish, limits).map((each) => ({
      ...base,
      wish: each,
      reasons,
      ...(href !== undefined && { href }),
      ...(keyed !== undefined && { keyed: { ...keyed, size: limits.pageSize } }),
      ...(isAhead && { isAhead }),
      ...(isWindow && { window: { start, size } }),
    }));
  });
}

/** The index behind the last item that is of use. */
function endOf(part: Part, start: number, limits: Limits): number {
  if ('index' in part) return part.index + 1;
  const most = 'most' in part ? part.most : undefined;
  return start + (most ?? limits.pageSize);
}

/** Whether two pages start at one key. */
function isAt(one: KeyedPage, other: KeyedPage): boolean {
  const [{ position }, { position: to }] = [one, other];
  return one.address === other.address && position.at === to.at && position.skip === to.skip;
}

function stretchesOf(needs: readonly ListNeed[], limits: Limits): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const byIndex: (ListNeed & { readonly part: { readonly index: number } })[] = [];
  for (const need of needs) {
    const { part } = need;
    if ('index' in part) {
      byIndex.push({ ...need, part });
      continue;
    }
    const isPage = 'page' in part;
    if ('keyed' in part) {
      const same = stretches.find(({ keyed }) => keyed && isAt(keyed, part.keyed));
      if (same !== undefined) same.needs.push(need);
      else {
        const { from: start, keyed } = part;
        stretches.push({ start, end: start, isPage: false, needs: [need], keyed });
      }
      continue;
    }
    const start = isPage ? 0 : part.from;
    const same = stretches.find((each) => each.isPage === isPage && each.start === start);
    if (same !== undefined) {
      same.needs.push(need);
    } else {
      const size = isPage ? limits.defaultPageSize : limits.pageSize;
      const href = isPage || part.next === undefined ? {} : { href: part.next };
      stretches.push({ start, end: start + size, isPage, needs: [need], ...href });
    }
  }
  for (const need of byIndex.sort((a, b) => a.part.index - b.part.index)) {
    const { index } = need.part;
    const covering = stretches.find((each) => index >= each.start && index < each.end);
    if (covering !== undefined) {
      covering.needs.push(need);
    } else {
      // The widest window that may start here: what follows and fits is taken in.
      stretches.push({ start: index, end: index + limits.pageSize, isPage: false, needs: [need] });
    }
  }
  return stretches;
}
