/**
 * Finds where a collection goes on after actions may have taken something out of it: the items behind these stand
 * nearer to its start now, and a page by their old index would leave some out.
 *
 * A page is asked for from before the next item on. Behind the last item in it that came already stands the next one,
 * whatever was taken away. Where none came already, the page may begin too late: one further back is asked for. Where
 * all did, the next page is.
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

/** How many items of an overlapping page are no new ones; `undefined` where another page has to tell. */
export function findNext(
  ask: ListAsk,
  page: PageDoc,
  brought: Brought,
  list: ListRecord,
  known: Knowledge,
): number | undefined {
  const { overlap } = ask;
  const { length } = page.items;
  const start = page.start ?? (ask.covers ?? ask.window)?.start ?? 0;
  const found = lastThatCame(ask, brought, list, known);
  list.onward = undefined;
  if (found < 0 && (overlap === 'back' || (overlap === 'onward' && isMoved(ask, known)))) {
    const { taken, changed } = known.moves;
    const moves = taken + changed - list.asOf.taken - list.asOf.changed;
    list.back = Math.max(moves + 1, 2 * (ask.start - list.shift - start));
    return undefined;
  }
  const { next, size = Number.POSITIVE_INFINITY } = page;
  const mayGoOn = next !== undefined || length >= size;
  if (found >= 0 && found === length - 1 && mayGoOn) {
    if (ask.asOf !== undefined) list.onward = { at: start + length, asOf: ask.asOf };
    return undefined;
  }
  // What was read ahead of it stands elsewhere by now, and addresses of pages mean other ones.
  list.items.cut(ask.start, Number.POSITIVE_INFINITY);
  for (const index of list.next.keys()) if (index >= ask.start) list.next.delete(index);
  list.visited.clear();
  list.end = undefined;
  list.back = undefined;
  // A server that rounds windows to whole pages may begin before what was asked for.
  const least = overlap === 'first' ? Math.max(0, (ask.window?.start ?? start) - start) : 0;
  const skipped = Math.max(found + 1, least);
  list.shift = ask.start - (start + skipped);
  return skipped;
}

/** The index on the page of the last item that came before. */
function lastThatCame(ask: ListAsk, brought: Brought, list: ListRecord, known: Knowledge): number {
  const came = new Set(list.past.flat());
  for (const [index, item] of list.items) {
    if (index < ask.start && item instanceof Reference) came.add(known.identity(item.address));
  }
  return brought.values.findLastIndex(
    (item, at) =>
      item instanceof Reference &&
      (came.has(known.identity(item.address)) || came.has(brought.identityOf(at))),
  );
}
