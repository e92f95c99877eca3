/**
 * The requests that were found for the nodes of a sketch, in the words of the walk: what each asks, what for, and what it brings.
 */

import type { Need } from '../need/need.ts';
import type { Ask } from '../need/request.ts';
import { wishOf } from './cover.ts';
import type { Terms } from './limits.ts';
import { childrenOf, type Node, type ResourceNode } from './nodes.ts';
import type { NodeAsk } from './state.ts';
import { goingOn } from './windows.ts';

/** A request of the search in the words of the walk. */
export function toAsk(
  ask: NodeAsk,
  nodes: readonly Node[],
  needs: readonly Need[],
  limits: Terms,
): Ask {
  if (ask.members !== undefined) return toAskOfMany(ask, ask.members, nodes, needs, limits);
  const node = nodes[ask.node] as Exclude<Node, { of: 'act' }>;
  const { paths } = ask;
  const { address } = node;
  if (address === undefined) throw new Error('a request was chosen that has no address');
  const { start, size } = ask.window ?? { start: 0, size: limits.defaultPageSize };
  const isOnPage = (at: number): boolean => at >= start && at < start + size;
  const isByIndex = node.of === 'list' && node.again === undefined;
  const brings = broughtBy(ask.node, nodes, isByIndex ? isOnPage : undefined);
  const reasons = reasonsOf(node, brings, needs);
  if (node.of === 'resource') {
    const wish = { ...wishOf(paths), level: 'whole' } as const;
    return { of: 'resource', address, kind: node.kind, wish, reasons: reasons.slice(0, 1), brings };
  }
  const { kind } = node;
  const wish = wishOf(paths);
  const base = { of: 'list', kind, wish, brings } as const;
  if (node.again !== undefined) {
    const forAll = reasons.map((reason) => `${reason}, for all on the page`);
    const page = { address: node.again, href: address, start: 0, indexed: false, indices: [] };
    return { ...base, ...page, again: true, reasons: forAll };
  }
  const indices = node.items.map(({ index }) => index).filter(isOnPage);
  const lists = node.needs.filter((need) => need.of === 'list');
  const on = goingOn(lists);
  const of = { address, start, indices, ...on, indexed: true, again: false } as const;
  return { ...base, ...of, reasons, ...(ask.window && { window: ask.window }) };
}

/** The same of a request for several by their ids. One that is left is asked for at its own address. */
function toAskOfMany(
  { node, paths }: NodeAsk,
  indices: readonly number[],
  all: readonly Node[],
  needs: readonly Need[],
  { byIds, ...limits }: Terms,
): Ask {
  const own = indices.map((index) => all[index] as ResourceNode);
  const [{ many }] = own as [ResourceNode];
  if (byIds === undefined || many === undefined || (own.length === 1 && !own[0]?.isSeveral)) {
    return toAsk({ node, paths }, all, needs, limits);
  }
  const brings = new Set(indices.flatMap((index) => [...broughtBy(index, all)]));
  return {
    of: 'many',
    address: byIds.addressOf(many),
    kind: many.kind,
    members: new Map(
      own.map(({ address = '' }) => [address, byIds.idOf(many.kind, address)] as const),
    ),
    wish: { ...wishOf(paths), level: 'whole' },
    reasons: [...new Set(own.flatMap((each) => reasonsOf(each, brings, needs)))],
    brings,
  };
}

/**
 * The addresses of what is needed and may come with a node.
 *
 * @param isOnPage - Which items are asked for, where that is not all that the node has.
 */
function broughtBy(
  index: number,
  nodes: readonly Node[],
  isOnPage?: (index: number) => boolean,
): ReadonlySet<string> {
  const seen = new Set([index]);
  for (const each of seen) {
    const node = nodes[each] as Node;
    const isPage = each === index && node.of === 'list' && isOnPage !== undefined;
    const on = isPage
      ? { ...node, items: node.items.filter((item) => isOnPage(item.index)) }
      : node;
    for (const child of childrenOf(on)) seen.add(child);
  }
  const found = [...seen].flatMap((each) => {
    const { address, needs } = nodes[each] as Node;
    return address === undefined || needs.length === 0 ? [] : [address];
  });
  return new Set(found);
}

/** Why a node is asked: the needs that stand there, or those that something in its place can meet. */
function reasonsOf(
  node: Node,
  brings: ReadonlySet<string>,
  needs: readonly Need[],
): readonly string[] {
  const met = needs.filter((need) => brings.has(need.address));
  const own = node.needs.length > 0 ? node.needs : met.length > 0 ? met : needs;
  return [...new Set(own.map(({ reason }) => reason))];
}
