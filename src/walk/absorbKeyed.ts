/**
 * Takes in a page of a collection that is gone through by a key, and says where the next one starts.
 *
 * The next page starts at the key of the last item, and begins with the items that share it; these came already and
 * are left out. Where a whole page shares one key, it goes on behind that many. A server that compares keys less
 * exactly than it writes them does not begin with them: then a later key is asked for.
 */
import { Doc, type Item, type PageDoc } from '../plan/document.ts';
import { expansionPaths } from '../plan/expansionPaths.ts';
import type { KeyPosition } from '../plan/keyset.ts';
import type { Knowledge } from '../plan/known.ts';
import type { Ask } from '../plan/place.ts';
import { keepItem, type ListRecord } from '../plan/records.ts';
import type { KeyedWalk } from '../types/linkMap.ts';
import { aSecondLater } from '../values/codec.ts';
import { type Api, toKnown } from './absorb.ts';

/** A request for a page by a key. */
export type KeyedAsk = Ask & { readonly of: 'list'; readonly keyed: NonNullable<Keyed> };
type Keyed = (Ask & { readonly of: 'list' })['keyed'];

/** Takes in the page. @param href - The address that was asked, without its expansion. */
export function absorbKeyed(
  known: Knowledge,
  ask: KeyedAsk,
  page: PageDoc,
  href: string,
  api: Api,
): void {
  for (const path of expansionPaths(ask.wish)) known.keepAsked(href, path);
  const { by, position } = ask.keyed;
  const list = known.ensureList(ask.address, ask.kind);
  const ids = page.items.map((item) => textOf(item, by.id));
  if (isCutShort(position, ids)) {
    // Nothing of this page is taken in: there may be items between it and the page before.
    list.key = {
      ...position,
      at: aSecondLater(position.at),
      expects: undefined,
      isRounded: true,
    };
    return;
  }
  let index = list.prefix;
  let fresh = 0;
  page.items.forEach((item, at) => {
    const id = ids[at];
    if (id !== undefined && position.seen.has(id)) return;
    const fallback = `${ask.address}#${index}`;
    keepItem(list, index, toKnown(known, item, fallback, ask.kind, ask.wish, api), href);
    index += 1;
    fresh += 1;
  });
  if (page.next === undefined || page.items.length === 0) list.end = list.prefix;
  else goOn(list, by, position, page.items, ids, fresh);
}

function goOn(
  list: ListRecord,
  by: KeyedWalk,
  position: KeyPosition,
  items: readonly Item[],
  ids: readonly (string | undefined)[],
  fresh: number,
): void {
  const keys = items.map((item) => textOf(item, by.field));
  const last = keys.at(-1);
  const seen = new Set([
    ...[...position.seen].slice(-items.length),
    ...ids.filter((id) => id !== undefined),
  ]);
  const key = last === undefined ? undefined : position.isRounded ? aSecondLater(last) : last;
  if (key === undefined || key === position.at || fresh === 0) {
    // More share one key than a page holds, or the server's pages are smaller than what comes again.
    list.key = { ...position, skip: position.skip + items.length, seen, expects: undefined };
    return;
  }
  const sharing = keys.length - (keys.findLastIndex((each) => each !== last) + 1);
  // Without anything that tells items apart, those that came already are left out by their number.
  const isTold = ids.slice(-sharing).every((id) => id !== undefined);
  list.key = {
    at: key,
    skip: isTold ? 0 : sharing,
    expects: isTold && !position.isRounded ? ids.at(-1) : undefined,
    isRounded: position.isRounded,
    seen,
  };
}

/** Whether the item is missing that the page was asked from. */
function isCutShort(position: KeyPosition, ids: readonly (string | undefined)[]): boolean {
  return position.expects !== undefined && !ids.includes(position.expects);
}

function textOf(item: Item, name: string): string | undefined {
  const value = item instanceof Doc ? item.field(name) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
