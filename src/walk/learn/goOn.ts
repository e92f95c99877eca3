/**
 * What a page says of the items behind it.
 */
import { type AnswerError, answerError } from '../../errors/AnswerError.ts';
import { beginOf } from '../../plan/ask/addressOf.ts';
import type { Limits } from '../../plan/ask/limits.ts';
import type { PageDoc } from '../../plan/known/document.ts';
import { type ListRecord, NARROW } from '../../plan/known/lists.ts';
import { show } from '../../plan/map/given.ts';
import type { ListAsk } from '../../plan/need/request.ts';
import { cut } from '../../values/cut.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';
import type { Intake } from './intake.ts';

/** How many pages in a row may bring nothing new though another follows: beyond, a server goes on for ever. */
export const MOST_EMPTY = 3;
/** Where pages follow one another by links that say nothing of an index, many may have nothing to show. */
const MOST_EMPTY_IN_ORDER = 1000;

/** Where a page was put. */
export interface Put {
  readonly list: ListRecord;
  readonly start: number;
  /** The index behind its last item. */
  readonly after: number;
  /** The address that was asked. */
  readonly href: string;
  /** Whether it brought in the place of new items those of the page before. */
  readonly isRepeat: boolean;
}

/** Takes note of what the page says of the items behind it: where they are, or that there are none. */
export function goOn(
  { known, limits }: Intake,
  ask: ListAsk,
  { next, unreadable, size, limit, total, items }: PageDoc,
  { list, start, after, isRepeat, href }: Put,
): void {
  // That an empty page has another says nothing of full ones.
  if (next !== undefined && size !== undefined && items.length > 0) list.declaring.add(size);
  // A server that declares what follows a page of this size says by its silence that nothing does.
  const isFilled = size !== undefined && items.length >= size && !list.declaring.has(size);
  // The pages that lead on within a limit end where that was reached, though each of them may be short.
  const led = ask.href === undefined ? undefined : list.next.get(ask.start);
  // What it begins with may have come before: that counts as well.
  const until = led?.limit ?? (limit && after - items.length + limit);
  const isFull = until === undefined ? isFilled : after >= until;
  // It counts from the first item of all, where a page that was linked to may begin a list of its own.
  const left = (total ?? Number.NaN) - (after - list.shift + list.begins);
  // More came already than a total that is wrong.
  const isMore = left >= 0 ? items.length > 0 && left > 0 : isFull;
  list.isFull = isMore;
  list.told = left >= 0 ? after + left : undefined;
  const isEndless = list.empty > (ask.indexed ? MOST_EMPTY : MOST_EMPTY_IN_ORDER);
  const isByIndex = (ask.indexed || total !== undefined) && !known.ignoresWindows;
  // One page may come again where as many items were put in front of the list, and no second one does.
  const isStuck = isRepeat && list.empty > 1;
  const mayGoOn = isByIndex && isMore && !isStuck && !isEndless;
  const isBestWay = isBestWayOn(ask, items.length, limits);
  const isWhole = items.length > 0 && isBestWay;
  // What comes again at its start is no part of it.
  if ((next !== undefined || mayGoOn) && isWhole && after > ask.start) {
    list.pageSize = after - beginOf(ask);
  }
  const isVisited = next !== undefined && list.visited.has(next);
  // What follows may have been read before this page was: then another page says how it goes on.
  const onward = isVisited ? list.next.get(list.prefix)?.href : undefined;
  const isKnown = onward !== undefined && !list.visited.has(onward);
  // Where several pages are asked for at once, the one behind may have come already.
  const isBack = start < beginOf(ask) || !list.items.has(after);
  const isCircle = isVisited && !isKnown && isBack;
  const isAddress = next === undefined || URL.canParse(next);
  const broken = unreadable ?? (isAddress ? undefined : show(next));
  if (broken !== undefined) {
    list.broken ??= { at: after, cause: unreadableNext(broken, href) };
    return;
  }
  if (next === undefined && mayGoOn) return;
  // One that brings only what came before, and declares itself, has not said that there is no more.
  if (isCircle && next === href && list.empty > 0 && items.length > 0) {
    list.broken ??= { at: Math.max(after, list.prefix), cause: comesRound(next, href) };
    return;
  }
  if (next === undefined || isCircle || isEndless) {
    const end = isCircle ? Math.max(after, list.prefix) : after;
    list.end = Math.min(list.end ?? Number.POSITIVE_INFINITY, end);
  } else if (!isVisited) {
    const isBest = !ask.indexed || known.ignoresWindows || isBestWay;
    // Another one is a way on where the server turns out to know no windows.
    if (!isBest && list.next.has(after)) return;
    const declaredSize = items.length === 0 ? 0 : isBest ? ask.pageSize : NARROW;
    list.next.set(after, { href: next, size: declaredSize, limit: until });
  }
}

/** What follows and cannot be read is no end, but an error of whoever wants it. */
export function unreadableNext(shown: string, href: string): AnswerError {
  const start = cut(hideSecrets(shown), MOST_SHOWN);
  return answerError(`the page declares a next one that cannot be read: ${start}`, href);
}

function comesRound(next: string, href: string): AnswerError {
  const shown = cut(hideSecrets(next), MOST_SHOWN);
  return answerError(
    `the page brings only what came before it, and declares itself as the next: ${shown}`,
    href,
  );
}

/** How much of it is shown, in characters. */
const MOST_SHOWN = 60;

/** Whether the page's `next` is the best way on: it is as large as pages get, or there is no index to go on from. */
function isBestWayOn(ask: ListAsk, count: number, limits: Limits): boolean {
  return (
    count === 0 ||
    ask.href !== undefined ||
    (ask.covers ?? ask.window)?.size === (ask.pageSize ?? limits.pageSize)
  );
}
