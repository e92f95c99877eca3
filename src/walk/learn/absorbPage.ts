/**
 * Takes a page of a collection into what is known: its items by their index. How the collection goes on is in `goOn.ts`.
 *
 * What came is believed over what the plan expected: a page that starts elsewhere is put where it says it starts, as
 * long as that fits what is known there.
 */
import { beginOf, withoutNames } from '../../plan/ask/addressOf.ts';
import type { Brought } from '../../plan/known/Brought.ts';
import { Doc, type PageDoc, withoutOtherLinks } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { isAnchored, type ListRecord, passGaps } from '../../plan/known/lists.ts';
import { PageRecord } from '../../plan/known/PageRecord.ts';
import { type Known, Reference, ResourceRecord } from '../../plan/known/records.ts';
import { NOTHING, uniteWishes } from '../../plan/known/wish.ts';
import { isPlainPage, type ListAsk } from '../../plan/need/request.ts';
import { unforeseenItem } from '../../plan/step/foundCollection.ts';
import { tellActions, toKnown } from './absorb.ts';
import { goOn } from './goOn.ts';
import type { Intake } from './intake.ts';
import { isMisplaced } from './isMisplaced.ts';
import { findNew, findNext, isMoved } from './overlap.ts';
import { toBrought } from './toBrought.ts';

/**
 * Takes in a page.
 *
 * @param href - The address that was asked, without its expansion: by it the page can be asked again.
 */
export function absorbPage(intake: Intake, ask: ListAsk, page: PageDoc, href: string): void {
  const { known } = intake;
  const list = listOf(known, ask, href);
  const begin = beginOf(ask);
  const placed = { docs: page.items, start: page.start ?? begin };
  const all = toBrought(intake, ask, placed, href);
  if (ask.again) {
    list.learned = uniteWishes(list.learned, ask.wish);
    if (cutEmbedded(list, 0, page.items.length)) list.items.put(0, all, page.items.length);
    return;
  }
  const { overlap } = ask;
  // Something may have been taken away before it was answered: then items between it and the last page are missing.
  if (overlap === undefined && isMoved(ask, known) && isAnchored(list)) return;
  const fresh =
    overlap === undefined ? findNew(ask, all, list, known) : findNext(ask, page, all, list, known);
  if (overlap !== undefined && fresh === undefined) return;
  const brought = fresh === undefined ? all : all.some(fresh);
  const count = brought.docs.length;
  if (ask.asOf !== undefined) list.asOf = ask.asOf;
  const start = overlap ? ask.start : startOf(ask, page, all, list, known);
  // One that overlaps begins before the item that it was asked for, which is no window that was ignored.
  const isElsewhere = overlap === undefined && start !== begin;
  if (ask.window !== undefined && isElsewhere) known.ignoresWindows = true;
  if (isMisplaced(ask, page, list, known, { start, href })) {
    for (const index of ask.indices) list.missed.add(index);
    list.aside.add(href);
    return;
  }
  // What came before and is left out stands nowhere here.
  if (overlap === undefined) list.shift -= page.items.length - count;
  list.visited.add(href);
  if (list.visited.size === 1) list.begins = Math.max(0, (page.start ?? begin) - begin);
  // Where a server goes on further behind, there is nothing in between.
  if (ask.href !== undefined && start > ask.start) list.gaps.set(ask.start, start);
  const before = list.prefix;
  const isNew = bringsNew(brought, start, list, known);
  const isKnown = list.items.gapFrom(start) >= start + count;
  cutEmbedded(list, start, start + count);
  list.items.put(start, brought, count);
  list.prefix = passGaps(list, list.prefix);
  // One that was asked for ahead of its turn, or beside another one, may well bring what is there.
  const isInTurn = ask.isAhead !== true && (count === 0 || ask.start >= before);
  list.empty = isNew ? 0 : list.empty + (isInTurn ? 1 : 0);
  // One that says where it starts was not cut otherwise than it was asked: it moved.
  const isRepeat = !isNew && !isKnown && page.start === undefined;
  goOn(intake, ask, page, { list, start, after: start + count, isRepeat, href });
  // A page that was cut short says nothing of the items behind it: they can be asked for by themselves.
  for (const index of ask.indices) {
    const isInVain = start !== begin || index === ask.start;
    if (isInVain && !list.items.has(index)) list.missed.add(index);
    // What came there before, and is elsewhere by now, was not expanded here.
    const item = list.items.get(index);
    const isStub = isReference(item) && known.record(item.address)?.level !== 'whole';
    if (isStub && ask.wish.level === 'whole') known.asked.keepUnexpanded(item.address);
  }
  if (isPlainPage(ask)) keepPage(intake, ask, page, all);
}

/**
 * Forgets the items that came in the document of their owner, where a page has them: what has no address is another thing there, and
 * the page may have more of it.
 *
 * @returns Whether there were any.
 */
function cutEmbedded({ items }: ListRecord, start: number, end: number): boolean {
  const isEmbedded = items.has(start) && items.hrefOf(start) === undefined;
  if (isEmbedded) items.cut(start, end);
  return isEmbedded;
}

/** The collection of which a page was asked, and takes note that it was. */
export function listOf(known: Knowledge, ask: ListAsk, href: string): ListRecord {
  known.asked.keepPage(href, ask.wish, ask.fields);
  return known.ensureList(ask.address, ask.kind);
}

/**
 * Whether a page brings an item that did not come before. It may come again by another address, as if it were the next one.
 *
 * Of data nobody can tell whether it came before, but by the things beside it that did.
 */
function bringsNew(
  brought: Brought,
  start: number,
  { items, prefix }: ListRecord,
  known: Knowledge,
): boolean {
  const count = brought.docs.length;
  let [hasData, hasKnown] = [false, false];
  for (let index = Math.max(start, prefix); index < start + count; index += 1) {
    if (items.has(index)) continue;
    // What is one thing mostly is written alike: then nothing has to be read for it.
    const identity = brought.identityOf(index - start);
    const isAlike = identity !== undefined && identity === items.identityOf(index - count);
    if (!isAlike) {
      if (!brought.isRead && identity !== undefined) return true;
      const item = brought.values[index - start];
      if (!(item instanceof Reference)) {
        hasData = true;
        continue;
      }
      if (!areOne(item, items.get(index - count), known)) return true;
    }
    hasKnown = true;
  }
  return hasData && !hasKnown;
}

/** Takes in the page that lies where nobody foresaw a collection. */
export function absorbFound(intake: Intake, address: string, page: PageDoc): void {
  const ask: ListAsk = {
    ...{ of: 'list', address, kind: unforeseenItem(intake.map), wish: NOTHING, reasons: [] },
    ...{ indexed: false, again: false, start: 0, indices: [] },
  };
  absorbPage(intake, ask, page, address);
}

/** Where the page's first item stands in the whole collection. */
function startOf(
  ask: ListAsk,
  page: PageDoc,
  brought: Brought,
  list: ListRecord,
  known: Knowledge,
): number {
  // Where order depends on the page, an item's index is its place on the pages read so far.
  if (!ask.indexed) return ask.start;
  const begin = beginOf(ask);
  const { length } = page.items;
  const { size = Number.POSITIVE_INFINITY } = ask.covers ?? ask.window ?? {};
  // One with more items than were asked for, which does not say where it starts, ignored the window.
  const isLonger = length > size;
  const start = page.start === undefined ? (isLonger ? 0 : begin) : page.start + list.shift;
  if (start >= begin) return start;
  // An empty page stands where it was looked for.
  if (length === 0 && ask.href !== undefined) return ask.start;
  // It says that it begins with what is known already. If it does not, pages are longer than the server counts.
  const others = brought.values.flatMap((item, index) => {
    const other = start + index < begin ? list.items.get(start + index) : undefined;
    return other === undefined ? [] : [{ item, other }];
  });
  // By data nobody can tell.
  const told = others.filter(({ item, other }) => [item, other].some(isReference));
  const isElsewhere =
    (others.length > 0 && told.length === 0) ||
    told.some(({ item, other }) => !areOne(item, other, known));
  return isElsewhere ? begin : start;
}

const isReference = (item: Known | undefined): item is Reference => item instanceof Reference;

/** Whether two items are one resource. */
function areOne(one: Known | undefined, other: Known | undefined, known: Knowledge): boolean {
  return (
    one instanceof Reference &&
    other instanceof Reference &&
    known.identity(one.address) === known.identity(other.address)
  );
}

/** What a page holds besides its items, no map knows. */
const UNTOLD = { kind: undefined, wish: NOTHING };

/** Takes in what a page holds besides its items. */
export function keepPage(
  intake: Intake,
  ask: ListAsk,
  { doc: given, next }: Pick<PageDoc, 'doc' | 'next'>,
  brought: Brought,
): void {
  const { known } = intake;
  const doc = withoutOtherLinks(given);
  const links = new Map(
    [...doc.links].map(([rel, href]) => [rel, withoutNames(href, ask.adds)] as const),
  );
  // Some declare what follows in another way than as a link.
  if (next !== undefined && URL.canParse(next)) links.set('next', next);
  const page = new Doc(undefined, links, doc.fields);
  const record = new ResourceRecord(ask.address, undefined, 'whole', page);
  for (const [name, item] of doc.fields) {
    record.learn(name, toKnown(intake, item, `${ask.address}#${name}`, UNTOLD));
  }
  record.actions = doc.actions;
  tellActions(known, record);
  known.keepPage(ask.address, new PageRecord(record, brought));
}
