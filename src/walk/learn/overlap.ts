/**
 * Finds where a collection goes on after actions may have taken something out of it: the items behind these stand
 * nearer to its start now, and a page by their old index would leave some out.
 *
 * A page is asked for from before the next item on. What came already is left out of it, item by item, and what never did is
 * new, but for what the client may have put in front. Where the first item never came, the page may begin too late: one
 * further back is asked for. Where all came, the next page is.
 */
import type { Brought } from '../../plan/known/Brought.ts';
import type { PageDoc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { ListRecord } from '../../plan/known/lists.ts';
import { Reference } from '../../plan/known/records.ts';
import type { ListAsk } from '../../plan/need/request.ts';

/** Whether items may have moved since the page was asked. */
export function isMoved({ asOf }: ListAsk, { moves }: Knowledge): boolean {
  return asOf !== undefined && moves.taken + moves.changed > asOf.taken + asOf.changed;
}

/** Which items of an overlapping page are new ones, by their place on it; `undefined` where another page has to tell. */
export function findNext(
  ask: ListAsk,
  page: PageDoc,
  brought: Brought,
  list: ListRecord,
  known: Knowledge,
): readonly number[] | undefined {
  const { overlap } = ask;
  const { length } = page.items;
  const start = page.start ?? (ask.covers ?? ask.window)?.start ?? 0;
  const came = whenTheyCame(ask, brought, list, known);
  list.onward = undefined;
  // What stands before the first that came may be new, or may have come and be gone since: what lies before it tells.
  const isTold = came.some((at) => at !== undefined);
  const isAmidst = overlap === 'back' && came[0] === undefined;
  if (isAmidst || (!isTold && overlap === 'onward' && isMoved(ask, known))) {
    const { taken, changed } = known.moves;
    const moves = taken + changed - list.asOf.taken - list.asOf.changed;
    list.back = Math.max(moves + 1, 2 * (ask.start - list.shift - start));
    return undefined;
  }
  // What stands before what came may have been made meanwhile; else it is no new thing, and still to come.
  const anchor = known.moves.made > list.asOf.made ? lastIn(came) : -1;
  // A server that rounds windows to whole pages may begin before what was asked for.
  const least = overlap === 'first' ? Math.max(0, (ask.window?.start ?? start) - start) : 0;
  const fresh = came.flatMap((at, place) =>
    at === undefined && place > anchor && place >= least ? [place] : [],
  );
  const { next, size = Number.POSITIVE_INFINITY } = page;
  const mayGoOn = next !== undefined || length >= size;
  if (isTold && fresh.length === 0 && mayGoOn) {
    if (ask.asOf !== undefined) list.onward = { at: start + length, asOf: ask.asOf };
    return undefined;
  }
  // What was read ahead of it stands elsewhere by now, and addresses of pages mean other ones.
  list.items.cut(ask.start, Number.POSITIVE_INFINITY);
  for (const index of list.next.keys()) if (index >= ask.start) list.next.delete(index);
  list.visited.clear();
  list.end = undefined;
  list.back = undefined;
  list.shift = ask.start + fresh.length - (start + length);
  return fresh;
}

/**
 * Which items of a page are new ones that was asked for where the last one ended, once actions may have moved others behind it;
 * `undefined` where all are.
 */
export function findNew(
  ask: ListAsk,
  brought: Brought,
  list: ListRecord,
  known: Knowledge,
): readonly number[] | undefined {
  if (list.asOf.taken + list.asOf.changed === 0) return undefined;
  const came = whenTheyCame(ask, brought, list, known);
  const fresh = came.flatMap((at, place) => (at === undefined ? [place] : []));
  return fresh.length === came.length ? undefined : fresh;
}

/** When each item of a page came before, of all that came: what came last has the greatest number; `undefined` for one that never did. */
function whenTheyCame(
  ask: ListAsk,
  brought: Brought,
  list: ListRecord,
  known: Knowledge,
): readonly (number | undefined)[] {
  const nameOf = (identity: unknown): unknown =>
    typeof identity === 'string' ? known.identity(identity) : identity;
  const came = new Map(list.past.flat().map((identity, at) => [nameOf(identity), at]));
  for (const [index, item] of list.items) {
    if (index < ask.start && item instanceof Reference)
      came.set(known.identity(item.address), came.size + index);
  }
  return brought.values.map((item, at) =>
    item instanceof Reference
      ? (came.get(known.identity(item.address)) ?? came.get(brought.identityOf(at)))
      : undefined,
  );
}

/** The place of what came last; -1 where nothing did. What was moved behind it came before. */
function lastIn(came: readonly (number | undefined)[]): number {
  const last = Math.max(...came.map((at) => at ?? -1));
  return last < 0 ? -1 : came.lastIndexOf(last);
}
