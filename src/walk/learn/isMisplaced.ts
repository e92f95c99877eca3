/**
 * Tells numbered pages that cannot be put where they were asked for.
 */
import { beginOf } from '../../plan/ask/addressOf.ts';
import type { PageDoc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { ListRecord } from '../../plan/known/lists.ts';
import type { ListAsk } from '../../plan/need/request.ts';

/**
 * Whether a numbered page may be another one than was asked for: it has fewer items than were, though others follow, so that
 * the server counts its pages by another size. The pages are gone through in their order from then on.
 */
export function isMisplaced(
  ask: ListAsk,
  page: PageDoc,
  list: ListRecord,
  known: Knowledge,
): boolean {
  const { next, total = 0, items } = page;
  const { start, size } = ask.covers ?? { start: 0, size: 0 };
  // What another answer of the same round has told holds for this one as well.
  const isBehind = start > 0 && beginOf(ask) > list.prefix;
  if (isBehind && (known.ignoresWindows || size > (list.capped ?? size))) return true;
  const isFollowed = next !== undefined || start + items.length < total;
  if (items.length === 0 || items.length >= size || !isFollowed) return false;
  if (next !== undefined) known.ignoresWindows = true;
  else list.capped = Math.min(list.capped ?? size, items.length);
  if (isBehind) return true;
  // What was put behind it by the number of its page came from elsewhere.
  const gone = list.items.cut(beginOf(ask) + items.length, Number.POSITIVE_INFINITY);
  for (const href of gone.flatMap(({ brought }) => brought.href ?? [])) {
    list.visited.delete(href);
    list.aside.add(href);
  }
  list.end = undefined;
  return false;
}
