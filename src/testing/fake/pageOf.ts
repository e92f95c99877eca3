/** How a made-up server cuts a collection into pages. */
import type { KeyedWalk } from '../../types/readMember.ts';
import { toInstant } from '../../values/codec.ts';
import type { Json } from '../../values/json.ts';
import { type Pen, represent, toExpansions } from './represent.ts';
import type { List, Thing } from './Thing.ts';

/** The page that a query asks for. */
export function pageOf(list: List, url: URL, pen: Pen): Json {
  const { world, spelling } = pen;
  const query = url.searchParams;
  const walk = list.member.is === 'collection' ? list.member.walk : undefined;
  const all = world.itemsOf(list);
  const paths = spelling.expansions(query, true);
  const { start = 0, size = spelling.defaultPageSize } = spelling.window(query);
  const window = { start, size: Math.min(size, spelling.pageSize) };
  const page = walk === undefined ? windowOf(all, window) : keyedPage(all, walk, query, window);
  const expansions = toExpansions(paths);
  const items = page.items.map((item) =>
    represent(item, paths.length > 0 ? 'whole' : (list.member.as ?? 'stub'), expansions, pen),
  );
  return spelling.page({ ...page, items, url });
}

interface Window {
  readonly start: number;
  readonly size: number;
}
interface Cut extends Window {
  readonly items: readonly Thing[];
  readonly hasNext: boolean;
}

const windowOf = (all: readonly Thing[], { start, size }: Window): Cut => ({
  items: all.slice(start, start + size),
  start,
  size,
  hasNext: size > 0 && start + size < all.length,
});

/** A page of what is gone through by a key: the newest, or those from a key on; the oldest of them first, unless the walk asks. */
function keyedPage(
  all: readonly Thing[],
  { parameter, newest, until, field, query: ofWalk }: KeyedWalk,
  query: URLSearchParams,
  window: Window,
): Cut {
  const keyOf = (thing: Thing): bigint => momentOf(thing.fields[field]) ?? 0n;
  const from = query.get(parameter) ?? newest.value;
  const most = from === newest.value ? undefined : momentOf(from);
  const least = until === undefined ? undefined : momentOf(query.get(until) ?? undefined);
  const newestFirst = all
    .filter((thing) => most === undefined || keyOf(thing) <= most)
    .filter((thing) => least === undefined || keyOf(thing) >= least)
    .sort((a, b) => (keyOf(a) > keyOf(b) ? -1 : keyOf(a) < keyOf(b) ? 1 : 0));
  const isNewest = from === newest.value;
  const cut = windowOf(newestFirst, isNewest ? { start: 0, size: newest.size } : window);
  const isAsWalked = ofWalk.every(([name, value]) => query.get(name) === value);
  // A next page is asked for by its key.
  return { ...cut, hasNext: false, items: isAsWalked ? cut.items : [...cut.items].reverse() };
}

const momentOf = (value: Json | undefined): bigint | undefined =>
  value === undefined ? undefined : toInstant(value)?.epochNanoseconds;
