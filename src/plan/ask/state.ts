/**
 * How much there is of each node of a sketch: what is missing of it, and what a request adds.
 *
 * Which requests are worth sending is decided in `prospects.ts`.
 */

import { below, expands } from '../map/paths.ts';
import type { Limits } from './limits.ts';
import { ADDRESSED, childrenOf, NONE, type Node, type ResourceNode, STUB, WHOLE } from './nodes.ts';

/** What there is of each node. */
export type State = readonly number[];

/** One request for a node: with these expansions, and of a collection that window. */
export interface NodeAsk {
  readonly node: number;
  /** Those of a page begin at its items: `''` is the items themselves. */
  readonly paths: readonly string[];
  readonly window?: { readonly start: number; readonly size: number };
  /** All that are asked for by their ids, where this is a request for many: `node` is the first of them. */
  readonly members?: readonly number[];
}

/** The first node of which something is missing. */
export function firstOpen(nodes: readonly Node[], state: State): number | undefined {
  const index = nodes.findIndex(({ need }, at) => (state[at] as number) < need);
  return index === -1 ? undefined : index;
}

/** Whether something is missing at a node or behind it. */
export function isOpen(
  nodes: readonly Node[],
  state: State,
  index: number,
  seen: Set<number> = new Set(),
): boolean {
  if (seen.has(index)) return false;
  seen.add(index);
  const node = nodes[index] as Node;
  if ((state[index] as number) < node.need) return true;
  return childrenOf(node).some((child) => isOpen(nodes, state, child, seen));
}

/** What there is after a request. */
export function stateAfter(
  nodes: readonly Node[],
  state: State,
  { node: index, paths, window, members }: NodeAsk,
  { defaultPageSize }: Pick<Limits, 'defaultPageSize'>,
): State {
  const node = nodes[index] as Node;
  if (node.of === 'act') return state.with(index, node.need);
  const have = [...state];
  if (members !== undefined) {
    for (const member of members) deliver(nodes, have, member, WHOLE, paths);
  } else if (node.of === 'resource') {
    deliver(nodes, have, index, WHOLE, paths);
  } else {
    const { start, size } = window ?? { start: 0, size: defaultPageSize };
    if (window === undefined) have[index] = WHOLE;
    for (const item of node.items) {
      const isInside =
        node.again !== undefined || (item.index >= start && item.index < start + size);
      if (!isInside) continue;
      deliver(nodes, have, item.child, paths.length > 0 ? WHOLE : STUB, paths);
    }
  }
  addDerived(nodes, have);
  return have;
}

function deliver(
  nodes: readonly Node[],
  have: number[],
  index: number,
  amount: number,
  paths: readonly string[],
): void {
  const node = nodes[index] as ResourceNode;
  if ((have[index] as number) < amount) have[index] = amount;
  else if (paths.length === 0 && node.address !== undefined) return;
  for (const { name, child, from } of node.refs) {
    if (amount < from) continue;
    const isWhole = amount === WHOLE && expands(paths, name);
    deliver(nodes, have, child, isWhole ? WHOLE : STUB, below(paths, name));
  }
  for (const { child, from } of node.lists) {
    if (amount >= from && have[child] === NONE) have[child] = ADDRESSED;
  }
}

/**
 * Adds the addresses that follow from others. Below what has an address by now, the walk has been: what was refused there waits for
 * a document that names it.
 */
function addDerived(nodes: readonly Node[], have: number[]): void {
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const [index, node] of nodes.entries()) {
      const before = node.address === undefined ? NONE : node.have;
      if (node.of !== 'resource' || (have[index] as number) <= before) continue;
      for (const edges of [node.refs, node.lists]) {
        for (const { child, isDerived } of edges) {
          if (!isDerived || have[child] !== NONE) continue;
          have[child] = ADDRESSED;
          isNew = true;
        }
      }
    }
  }
}
