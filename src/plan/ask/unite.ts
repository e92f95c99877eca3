/**
 * How the needs of one round become its requests: needs of one address are one with their wishes united, and
 * what can come together comes together.
 *
 * Where there is nothing to choose, the requests follow from the needs. Where there is, the best are searched for
 * (`search.ts`); and where there is too much to search, rules of thumb choose (`together.ts`, `cover.ts`).
 */

import type { Knowledge } from '../known/known.ts';
import { isOfWhole, NOTHING, uniteWishes, WHOLE, type Wish } from '../known/wish.ts';
import { isUnaddressed } from '../map/address.ts';
import type { ListNeed, Need, ResourceNeed } from '../need/need.ts';
import { type Ask, isAskedAt } from '../need/request.ts';
import { askTogether, withGuessed } from './askTogether.ts';
import { coverItems, coverResource } from './cover.ts';
import type { Terms } from './limits.ts';
import type { Node } from './nodes.ts';
import { reachOf } from './reach.ts';
import { firstRound } from './search.ts';
import { Sketch } from './sketch.ts';
import { toAsk } from './toAsk.ts';
import { comeWithOwner, comeWithPage, type Needed, ofItem } from './together.ts';
import { askCollection } from './windows.ts';

/** The greatest number of nodes among which the best requests are searched for. */
const MOST_NODES = 60;

/** The fewest requests for all needs of one round. */
export function unite(all: readonly Need[], known: Knowledge, limits: Terms): readonly Ask[] {
  const alone = new Map(all.filter(isAlone).map((need) => [known.identity(need.address), need]));
  if (alone.size === 0) return uniteWith(all, known, limits);
  const asks = uniteWith(
    all.filter((need) => !isAlone(need)),
    known,
    limits,
  );
  const isAsked = (address: string): boolean =>
    asks.some(
      (ask) => ask.of === 'resource' && ask.address === address && ask.wish.refs.size === 0,
    );
  const plain = [...alone].flatMap(([address, { kind, reason }]): readonly Ask[] =>
    isAsked(address) ? [] : [{ of: 'resource', address, kind, wish: WHOLE, reasons: [reason] }],
  );
  return [...asks, ...plain];
}

const isAlone = (need: Need): need is ResourceNeed => need.of === 'resource' && need.alone === true;

function uniteWith(all: readonly Need[], known: Knowledge, limits: Terms): readonly Ask[] {
  const needs = withTouched(all, known);
  if (!known.asked.ignoresExpansions) return choose(needs, known, limits);
  // Nothing is asked for the sake of an expansion any more: what is asked anyway may still be granted one.
  const { limitsOf: _ofKinds, ...rest } = limits;
  const asks = choose(needs, known, { ...rest, expandDepth: 0 });
  if (known.asked.refusesSome) return asks;
  return asks.map((ask) => ({ ...ask, wish: riding(ask, needs, known, limits) }));
}

/** A page that is asked for while code walks the one before it brings what is touched there now. */
function withTouched(needs: readonly Need[], known: Knowledge): readonly Need[] {
  const walked = needs.filter(isWalked);
  if (walked.length === 0) return needs;
  return needs.map((need) => {
    if (need.of !== 'list' || !('from' in need.part)) return need;
    const list = known.identity(need.address);
    const touched = walked.filter(
      ({ origin }) => origin !== undefined && known.identity(origin.list) === list,
    );
    const wish = touched.map(ofItem).reduce(uniteWishes, need.wish);
    return { ...need, wish };
  });
}

function choose(needs: readonly Need[], known: Knowledge, limits: Terms): readonly Ask[] {
  const asks = askDirectly(needs, known, limits) ?? search(needs, known, limits);
  return withGuessed(asks, needs, known, limits);
}

function search(needs: readonly Need[], known: Knowledge, limits: Terms): readonly Ask[] {
  const asks: Ask[] = [];
  const byIndex: ListNeed[] = [];
  for (const same of listsOf(needs, known).values()) {
    if (same.every(isByIndex)) byIndex.push(...same);
    else asks.push(...askLists(same, known, limits));
  }
  const draw = (): Sketch => {
    const sketch = new Sketch(known, limits);
    for (const need of byIndex) sketch.addList(need);
    for (const need of needs) if (need.of === 'resource') sketch.addResource(need);
    return sketch;
  };
  const isAlone = needs.length === 1;
  const sketch = draw();
  const hasHolders = sketch.addHolders();
  let found = searchEach(sketch, limits, isAlone);
  // That may be too much to search. Without the documents that happen to be in hand, there are fewer ways to look at.
  if (hasHolders && found.left.length > 0) found = searchEach(draw(), limits, isAlone);
  // What is left of all parts is asked by rule at once: two of them may have items on one page.
  return [...asks, ...found.asks, ...askByRule(found.left, known, limits)];
}

/** Searches each part of a sketch by itself. */
function searchEach(
  sketch: Sketch,
  limits: Terms,
  isAlone: boolean,
): { readonly asks: readonly Ask[]; readonly left: readonly Need[] } {
  const asks: Ask[] = [];
  const left: Need[] = [];
  for (const part of sketch.parts()) {
    const nodes = pick(sketch.nodes, part);
    const own = nodes.flatMap((node) => node.needs);
    const isTooMuch = part.length > MOST_NODES || own.some(isByRule);
    const found = isTooMuch ? undefined : firstRound(nodes, limits, isAlone);
    if (found === undefined) left.push(...own);
    else asks.push(...found.map((ask) => toAsk(ask, nodes, own, limits)));
  }
  return { asks, left };
}

/** The expansions that may come along with a request. */
function riding(ask: Ask, needs: readonly Need[], known: Knowledge, limits: Terms): Wish {
  const isList = ask.of === 'list';
  const wish = needs
    .filter(
      (need) => (need.of === 'list') === isList && isAskedAt(ask, known.identity(need.address)),
    )
    .reduce((all, need) => uniteWishes(all, need.wish), NOTHING);
  const isWorth = (path: string): boolean => !known.asked.was(ask.address, path);
  const reach = reachOf(limits, ask.kind, ask.of === 'resource' ? 'one' : 'items');
  const covers = isList ? coverItems(wish, reach) : coverResource(wish, reach, isWorth);
  return covers[0] ?? NOTHING;
}

/** The requests where each need can be met in one way only, and in one request; `undefined` where not. */
function askDirectly(
  needs: readonly Need[],
  known: Knowledge,
  limits: Terms,
): readonly Ask[] | undefined {
  const isLimited =
    limits.expandDepth !== undefined ||
    limits.expandPaths !== undefined ||
    needs.some(({ kind }) => limits.limitsOf?.(kind) !== undefined);
  if (isLimited) return undefined;
  const isDirect = (need: Need): boolean =>
    need.of === 'list' || (need.inOwner === undefined && need.origin === undefined);
  if (!needs.every(isDirect)) return undefined;
  // What is in hand may name several of them.
  if (known.size > 0 && needs.filter(({ of }) => of === 'resource').length > 1) return undefined;
  const needed = neededOf(needs, known);
  return [...askLists(needs, known, limits), ...askResources(needed, known, limits)];
}

function askByRule(needs: readonly Need[], known: Knowledge, limits: Terms): readonly Ask[] {
  const needed = neededOf(needs, known);
  const ofPages = comeWithPage(needed, known, limits);
  comeWithOwner(needed, known, limits);
  return [...askLists(needs, known, limits), ...ofPages, ...askResources(needed, known, limits)];
}

/** The resources among what is needed, by their addresses. */
function neededOf(needs: readonly Need[], known: Knowledge): Needed {
  const needed: Needed = new Map();
  for (const need of needs) {
    if (need.of === 'list') continue;
    const address = known.identity(need.address);
    const other = needed.get(address);
    const wish = other === undefined ? need.wish : uniteWishes(other.wish, need.wish);
    // Where it can come from besides its own address, any of them may know.
    needed.set(address, { ...need, ...other, address, wish });
  }
  return needed;
}

function askLists(needs: readonly Need[], known: Knowledge, limits: Terms): readonly Ask[] {
  return [...listsOf(needs, known)].flatMap(([address, same]) =>
    askCollection(same, limits, known.list(address)?.pageSize),
  );
}

/** The requests for resources by their own addresses, and for several of one kind. */
function askResources(needed: Needed, known: Knowledge, limits: Terms): readonly Ask[] {
  const ofMany = askTogether(needed, known, limits);
  const ofEach = [...needed.values()].flatMap(({ address, kind, wish, reason, anew }) =>
    coverResource(
      wish,
      reachOf(limits, kind, 'one'),
      (path) => anew?.includes(path) === true || !known.asked.was(address, path),
    ).map((each): Ask => ({ of: 'resource', address, kind, wish: each, reasons: [reason] })),
  );
  return [...ofMany, ...ofEach];
}

/** The needs of each collection, by its address. */
function listsOf(needs: readonly Need[], known: Knowledge): ReadonlyMap<string, ListNeed[]> {
  const lists = needs.flatMap((need) =>
    need.of === 'list' ? [{ ...need, address: known.identity(need.address) }] : [],
  );
  return Map.groupBy(lists, ({ address }) => address);
}

/** Whether it can be searched for: an item by its index, or the first page as it is. */
function isByIndex({ part, indexed, wish, size }: ListNeed): boolean {
  // Pages of a size that was written are not the planner's to choose.
  if (!indexed || size !== undefined) return false;
  return 'index' in part || ('page' in part && !isOfWhole(wish) && wish.refs.size === 0);
}

/** Whether there is nothing to search: its siblings are asked for with it, or it has no address of its own. */
const isByRule = (need: Need): boolean => isWalked(need) || isUnaddressed(need.address);

/** Whether the siblings of what is needed will foreseeably be needed as well. */
function isWalked(need: Need): need is ResourceNeed {
  return need.of === 'resource' && need.origin?.isWalked === true;
}

/** Some of the nodes, by themselves. */
function pick(nodes: readonly Node[], part: readonly number[]): readonly Node[] {
  if (part.length === nodes.length) return nodes;
  const position = new Map(part.map((index, at) => [index, at]));
  const move = <T extends { readonly child: number }>(edge: T): T => ({
    ...edge,
    child: position.get(edge.child) ?? 0,
  });
  return part.map((index): Node => {
    const node = nodes[index] as Node;
    if (node.of === 'act') {
      const move = (node: number): number => position.get(node) ?? 0;
      return { ...node, on: node.on.map((each) => ({ ...each, node: move(each.node) })) };
    }
    return node.of === 'list'
      ? { ...node, items: node.items.map(move) }
      : { ...node, refs: node.refs.map(move), lists: node.lists.map(move) };
  });
}
