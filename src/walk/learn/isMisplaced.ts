/**
 * Tells pages that cannot be put where they were asked for.
 */
import { beginOf } from '../../plan/ask/addressOf.ts';
import type { PageDoc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { ListRecord } from '../../plan/known/lists.ts';
import type { ListAsk } from '../../plan/need/request.ts';
import type { Put } from './goOn.ts';

/**
 * Whether a page may be another one than was asked for. The pages are gone through in their order from then on.
 *
 * A numbered one has fewer items than were asked for, though others follow, or more than there can be: the server counts its pages by
 * another size. Of any, what another answer has told holds as well: that things are left out of pages, and counted all the same.
 *
 * @param put - Where it would be put, and the address that was asked.
 */
export function isMisplaced(
  ask: ListAsk,
  page: PageDoc,
  list: ListRecord,
  known: Knowledge,
  { start: at, href }: Pick<Put, 'start' | 'href'>,
): boolean {
  if (leavesOut(ask, page, href)) goInOrder(ask, page, list, known);
  // A numbered page that is longer than was asked may be any.
  const begin = ask.covers === undefined ? at : beginOf(ask);
  const isBehind = ask.window !== undefined && begin > list.prefix;
  if (isBehind && known.ignoresWindows) return true;
  if (ask.covers === undefined) return false;
  const { next, total = Number.NaN, items } = page;
  const { start, size } = ask.covers;
  if (isBehind && size > (list.capped ?? size)) return true;
  // More came already than a total that is wrong.
  const isOther = total >= start && items.length !== Math.min(size, total - start);
  if (items.length === 0) return isBehind && isOther;
  if (items.length >= size || !(next !== undefined || isOther)) return false;
  if (next === undefined) list.capped = Math.min(list.capped ?? size, items.length);
  goInOrder(ask, page, list, known);
  return isBehind;
}

/** Takes note that the pages behind one are not where their windows say. */
function goInOrder(
  ask: ListAsk,
  { next, items }: PageDoc,
  list: ListRecord,
  known: Knowledge,
): void {
  if (next !== undefined) known.ignoresWindows = true;
  if (beginOf(ask) > list.prefix) return;
  // What was put behind it by its window came from elsewhere.
  const gone = list.items.cut(beginOf(ask) + items.length, Number.POSITIVE_INFINITY);
  for (const href of gone.flatMap(({ brought }) => brought.href ?? [])) {
    list.visited.delete(href);
    list.aside.add(href);
  }
  list.end = undefined;
}

/** Whether a page that is shorter than was asked leads on to where a full one ends: by the name that said where this one starts. */
function leavesOut({ window }: ListAsk, { items, next }: PageDoc, href: string): boolean {
  if (window === undefined || next === undefined || !URL.canParse(next)) return false;
  const { start, size } = window;
  if (items.length === 0 || items.length >= size) return false;
  const asked = new URL(href).searchParams;
  return [...new URL(next).searchParams].some(
    ([name, value]) => value === String(start + size) && asked.get(name) === String(start),
  );
}
