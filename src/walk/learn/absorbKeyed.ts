/**
 * Takes in a page of a collection that is gone through by a key, and says where the next one starts.
 *
 * The next page starts at the key of the last item, and begins with the items that share it; these came already and
 * are left out. Where a whole page shares one key, it goes on behind that many. A server that compares keys less
 * exactly than it writes them does not begin with them: then a later key is asked for.
 */
import { Doc, type Item, JsonDoc, type PageDoc } from '../../plan/known/document.ts';
import { isOnePosition, type KeyPosition } from '../../plan/known/keyset.ts';
import type { ListRecord } from '../../plan/known/lists.ts';
import { SeenPage } from '../../plan/known/SeenPage.ts';
import type { ListAsk } from '../../plan/need/request.ts';
import type { KeyedWalk } from '../../types/readMember.ts';
import { aSecondLater, isLater } from '../../values/codec.ts';
import { listOf } from './absorbPage.ts';
import { MOST_EMPTY, unreadableNext } from './goOn.ts';
import type { Intake } from './intake.ts';
import { toBrought } from './toBrought.ts';

/** A request for a page by a key. */
export type KeyedAsk = ListAsk & { readonly keyed: NonNullable<Keyed> };
type Keyed = ListAsk['keyed'];

/** Takes in the page. @param href - The address that was asked, without its expansion. */
export function absorbKeyed(intake: Intake, ask: KeyedAsk, page: PageDoc, href: string): void {
  const { known } = intake;
  const { by, position, until } = ask.keyed;
  const list = listOf(known, ask, href);
  // Another chain of the walk may have asked for the same place in pages of another size, and gone on.
  const isGone = list.key !== undefined && !isOnePosition(list.key, position);
  if (isGone || list.end !== undefined) return;
  const items = page.items.filter((item) => !isOlder(item, until, by));
  const ids = items.map((item) => textOf(item, by.id));
  const keys = items.map((item) => textOf(item, by.field));
  // An empty page that says where it goes on lacks nothing.
  const isHesitant = items.length === 0 && page.next !== undefined;
  if (!isHesitant && isCutShort(position, ids)) {
    // Nothing of this page is taken in: there may be items between it and the page before.
    const at = position.at === undefined ? undefined : aSecondLater(position.at);
    list.key = { ...position, at, expects: undefined, isRounded: true, via: undefined };
    return;
  }
  const fresh: Item[] = [];
  const isOn = SeenPage.on(position.seen);
  let { leftOut } = position;
  let isNew = false;
  items.forEach((item, at) => {
    const id = ids[at];
    const isSeen = id !== undefined && isOn(id, keys[at]);
    if (isSeen || isPast(keys[at], position)) return;
    isNew = true;
    leftOut -= 1;
    if (leftOut < 0) fresh.push(item);
  });
  const brought = toBrought(intake, ask, { docs: fresh, start: list.prefix }, href);
  list.items.put(list.prefix, brought, fresh.length);
  list.prefix += fresh.length;
  const last = page.items;
  // One that is the same behind other items of one key was not cut as it was asked.
  const isSame = position.skip > 0 && areOne(last, position.last, by);
  const isDeclaring = page.next !== undefined && page.items.length > 0;
  if (isDeclaring && page.size !== undefined) list.declaring.add(page.size);
  if (page.unreadable !== undefined) {
    list.broken ??= { at: list.prefix, cause: unreadableNext(page.unreadable, href) };
  } else if (items.length < page.items.length || isLast(ask, page, list) || isSame) {
    list.end = list.prefix;
  } else {
    const seen = [new SeenPage(ids, keys), ...lately(position, items.length)];
    const left = Math.max(0, leftOut);
    const reached = isNew ? keys.at(-1) : position.reached;
    const gone = { ...position, leftOut: left, seen, last, reached, via: undefined };
    // One that came empty is followed by the address that it declares.
    const again = { ...gone, via: page.next, empty: position.empty + 1 };
    list.key = items.length === 0 ? again : following(gone, keys, ids, isNew);
  }
}

/** How many items at least are known to have come: those of a second, where it is asked for anew. */
const LEAST_SEEN = 2000;

/** What tells the items of the pages before: of as many as one page holds, and of so many at least. */
function lately({ seen }: KeyPosition, count: number): readonly SeenPage[] {
  let before = 0;
  return seen.filter(({ size }) => {
    const isLate = before < Math.max(LEAST_SEEN, count);
    before += size;
    return isLate;
  });
}

/** Whether there is nothing behind the page. */
function isLast({ keyed }: KeyedAsk, page: PageDoc, { declaring }: ListRecord): boolean {
  const { items, next, size = Number.POSITIVE_INFINITY } = page;
  if (next !== undefined) return items.length === 0 && keyed.position.empty >= MOST_EMPTY;
  if (items.length === 0) return true;
  if (keyed.position.at !== undefined) return items.length < size || declaring.has(size);
  // The newest come in a page of their own size, which declares no other; some servers give it the size that was asked.
  const { newest } = keyed.by;
  const most = items.length > newest.size ? size : Math.min(size, newest.size);
  return items.length < most;
}

/** Where the next page starts. @param isNew - Whether this one brought an item that did not come before. */
function following(
  position: KeyPosition,
  keys: readonly (string | undefined)[],
  ids: readonly (string | undefined)[],
  isNew: boolean,
): KeyPosition {
  const last = keys.at(-1);
  const key = last === undefined ? undefined : position.isRounded ? aSecondLater(last) : last;
  if (key === undefined || key === position.at || !isNew || position.isByIndex) {
    // More share one key than a page holds, or the server's pages are smaller than what comes again.
    return { ...position, skip: position.skip + keys.length, expects: undefined, empty: 0 };
  }
  const sharing = keys.length - (keys.findLastIndex((each) => each !== last) + 1);
  // Without anything that tells items apart, those that came already are left out by their number.
  const isTold = ids.slice(-sharing).every((id) => id !== undefined);
  return {
    ...position,
    empty: 0,
    at: key,
    skip: isTold ? 0 : sharing,
    expects: isTold && !position.isRounded ? ids.at(-1) : undefined,
  };
}

/** Whether an item is later than the last one that came: a later key was asked for than that one's. */
function isPast(key: string | undefined, { isRounded, reached }: KeyPosition): boolean {
  return isRounded && reached !== undefined && key !== undefined && isLater(key, reached);
}

function isOlder(item: Item, until: string | undefined, by: KeyedWalk): boolean {
  if (until === undefined) return false;
  const key = textOf(item, by.field);
  return key !== undefined && isLater(until, key);
}

/** Whether the item is missing that the page was asked from. */
function isCutShort(position: KeyPosition, ids: readonly (string | undefined)[]): boolean {
  return position.expects !== undefined && !ids.includes(position.expects);
}

/** Whether two pages hold the same. */
function areOne(one: readonly Item[], other: readonly Item[], by: KeyedWalk): boolean {
  const signature = signatureOf(one, by);
  return signature !== undefined && signature === signatureOf(other, by);
}

/** What tells a page from others, as text; `undefined` where nothing does. */
function signatureOf(items: readonly Item[], by: KeyedWalk): string | undefined {
  const texts = items.map(
    (item) => textOf(item, by.id) ?? (item instanceof JsonDoc ? JSON.stringify(item.data) : item),
  );
  return items.length > 0 && texts.every((text) => typeof text === 'string')
    ? JSON.stringify(texts)
    : undefined;
}

function textOf(item: Item, name: string): string | undefined {
  const value = item instanceof Doc ? item.field(name) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
