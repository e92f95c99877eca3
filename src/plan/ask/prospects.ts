/**
 * What can be asked in a state of a sketch, in the world where nothing that is drawn apart turns out to be one.
 *
 * Only requests that are not dominated are given: an ask expands all that is missing as far as the limits let it, and a
 * window begins at an item that is missing. To learn more never makes the rest cost more. What a request would bring
 * is told in `state.ts`, and which of them are sent is decided in `search.ts`.
 */

import { choose, leavesOf } from '../map/paths.ts';
import type { Terms } from './limits.ts';
import {
  type ActNode,
  childrenOf,
  type ListNode,
  NONE,
  type Node,
  type ResourceNode,
  STUB,
  waitedForBy,
} from './nodes.ts';
import { type Reach, reachOf } from './reach.ts';
import { isOpen, type NodeAsk, type State } from './state.ts';
import { canCome, isWholeUseful, usefulPaths } from './useful.ts';

/** In how many ways some of many may be asked for together before there is too much to search. */
const MOST_WAYS = 100;

/** There is too much to search. */
export class TooMuch extends Error {}

/** How far requests of a node expand: for one alone, and for a page of its kind. */
interface Reaches {
  readonly one: Reach;
  readonly items: Reach;
}

/** Gives what can be asked for the nodes of a sketch. */
export class Prospects {
  readonly #nodes: readonly Node[];
  readonly #limits: Terms;
  readonly #reaches: readonly Reaches[];
  /** The nodes that hang in others, or that an action waits for. */
  readonly #hanging: ReadonlySet<number>;

  constructor(nodes: readonly Node[], limits: Terms) {
    this.#nodes = nodes;
    this.#hanging = new Set(nodes.flatMap((node) => [...childrenOf(node), ...waitedForBy(node)]));
    this.#limits = limits;
    this.#reaches = nodes.map((node) => {
      const kind = node.of === 'act' ? undefined : node.kind;
      return { one: reachOf(limits, kind, 'one'), items: reachOf(limits, kind, 'items') };
    });
  }

  #reach(index: number, of: 'one' | 'items'): Reach {
    return (this.#reaches[index] as Reaches)[of];
  }

  /** All requests that are worth sending. */
  asks(state: State): readonly NodeAsk[] {
    const single = [...this.#nodes.keys()].flatMap((node) => this.#asksAt(state, node));
    return [...single, ...this.#asksOfMany(state)];
  }

  /** Those for any of some nodes. */
  asksFor(state: State, some: ReadonlySet<number>): readonly NodeAsk[] {
    const single = [...some].flatMap((node) => this.#asksAt(state, node));
    const many = this.#asksOfMany(state);
    return [...single, ...many.filter(({ members }) => members?.some((each) => some.has(each)))];
  }

  /** Whether others of its kind, whose addresses nobody knows yet, may be asked for together with one of some nodes. */
  mayBeJoined(state: State, some: ReadonlySet<number>): boolean {
    const kinds = new Set<string>();
    for (const index of some) {
      const node = this.#nodes[index];
      if (node?.of === 'resource' && node.many !== undefined) kinds.add(node.many.kind);
    }
    if (kinds.size === 0) return false;
    return this.#nodes.some(
      (node, index) =>
        node.of === 'resource' &&
        node.many !== undefined &&
        kinds.has(node.many.kind) &&
        !some.has(index) &&
        state[index] === NONE &&
        isOpen(this.#nodes, state, index),
    );
  }

  /** The requests for several of one kind by their ids: each for as many as one may ask for. */
  #asksOfMany(state: State): readonly NodeAsk[] {
    const kinds = new Map<string, { readonly most: number; readonly nodes: number[] }>();
    for (const [index, node] of this.#nodes.entries()) {
      if (node.of !== 'resource' || node.many === undefined) continue;
      if (state[index] === NONE || !isOpen(this.#nodes, state, index)) continue;
      if (this.#pathsAmong(state, node, index).length === 0) {
        if (!isWholeUseful(this.#nodes, state, index, NONE)) continue;
      }
      const { kind, most } = node.many;
      const same = kinds.get(kind);
      if (same === undefined) kinds.set(kind, { most, nodes: [index] });
      else same.nodes.push(index);
    }
    return [...kinds.values()].flatMap(({ most, nodes }) => this.#together(state, nodes, most));
  }

  #together(state: State, nodes: readonly number[], most: number): readonly NodeAsk[] {
    const [first] = nodes;
    const isSeveral = nodes.some((index) => (this.#nodes[index] as ResourceNode).isSeveral);
    if (first === undefined || (nodes.length < 2 && !isSeveral)) return [];
    return chooseAlike(this.#alike(state, nodes), most).flatMap((members) => {
      const all = members.flatMap((index) =>
        this.#pathsAmong(state, this.#nodes[index] as ResourceNode, index),
      );
      return choose(leavesOf(all), this.#reach(first, 'items').paths).map((paths) => ({
        node: members[0] as number,
        paths,
        members,
      }));
    });
  }

  /** The paths that are worth expanding where it is asked for with others: as in a page, that is a name less deep. */
  #pathsAmong(state: State, node: ResourceNode, index: number): readonly string[] {
    const useful = leavesOf(usefulPaths(this.#nodes, state, index, this.#reach(index, 'items')));
    return useful.filter((path) => !node.wasAskedAmong(path));
  }

  /** Nodes in groups of those of which it does not matter which is asked for: nothing else brings them, or hangs in them. */
  #alike(state: State, nodes: readonly number[]): readonly (readonly number[])[] {
    const groups = Map.groupBy(nodes, (index) => {
      const node = this.#nodes[index] as ResourceNode;
      const isAlone = !this.#hanging.has(index) && childrenOf(node).length === 0;
      return isAlone ? `${state[index]} ${node.need}` : `node ${index}`;
    });
    return [...groups.values()];
  }

  /** The requests for a node that are worth sending. */
  #asksAt(state: State, index: number): readonly NodeAsk[] {
    const node = this.#nodes[index] as Node;
    if (node.of === 'act')
      return this.#isReady(state, node, index) ? [{ node: index, paths: [] }] : [];
    if (state[index] === NONE || !isOpen(this.#nodes, state, index)) return [];
    return node.of === 'list'
      ? this.#asksOfList(state, node, index)
      : this.#asksOfResource(state, node, index);
  }

  #isReady(state: State, { on, need }: ActNode, index: number): boolean {
    const isThere = on.every(({ node, amount }) => (state[node] as number) >= amount);
    return isThere && (state[index] as number) < need;
  }

  #asksOfResource(state: State, node: ResourceNode, index: number): readonly NodeAsk[] {
    // One that stands for many is asked for as many are.
    if (node.isSeveral && node.many !== undefined) return [];
    const reach = this.#reach(index, 'one');
    const useful = leavesOf(usefulPaths(this.#nodes, state, index, reach));
    const paths = useful.filter((path) => !node.wasAsked(path));
    if (paths.length === 0 && !isWholeUseful(this.#nodes, state, index, NONE)) return [];
    return choose(paths, reach.paths).map((some) => ({ node: index, paths: some }));
  }

  #asksOfList(state: State, list: ListNode, index: number): readonly NodeAsk[] {
    // What another item of the same page brings need not be looked for behind this one.
    const items = list.again === undefined ? [] : list.items.map(({ child }) => child);
    const reach = this.#reach(index, 'items');
    const pathsOf = (child: number): readonly string[] => {
      if (!canCome(this.#nodes, child)) return [];
      const deeper = usefulPaths(this.#nodes, state, child, reach, items);
      const isWhole = reach.isOfItems && isWholeUseful(this.#nodes, state, child, STUB);
      const all = deeper.length > 0 ? deeper : isWhole ? [''] : [];
      return all.filter((path) => !list.wasAsked(path));
    };
    const missing = list.items.flatMap(({ index: at, child }) => {
      if (!isOpen(this.#nodes, state, child)) return [];
      const paths = pathsOf(child);
      return paths.length > 0 || (state[child] as number) < STUB ? [{ at, paths }] : [];
    });
    const asks: NodeAsk[] = [];
    const add = (inside: typeof missing, window?: NodeAsk['window']): void => {
      for (const paths of choose(leavesOf(inside.flatMap((item) => item.paths)), reach.paths)) {
        asks.push({ node: index, paths, ...(window && { window }) });
      }
    };
    if (list.again !== undefined) {
      const inside = missing.filter(({ paths }) => paths.length > 0);
      if (inside.length > 0) add(inside);
      return asks;
    }
    const { pageSize, defaultPageSize } = this.#limits;
    if ((state[index] as number) < list.need) {
      add(missing.filter(({ at }) => at < defaultPageSize));
    }
    for (const { at: start } of missing) {
      const inside = missing.filter(({ at }) => at >= start && at < start + pageSize);
      add(inside, { start, size: Math.max(...inside.map(({ at }) => at)) - start + 1 });
    }
    return asks;
  }
}

/** All ways to choose so many, where those of one group are alike: its first ones stand for any of them. */
function chooseAlike(
  groups: readonly (readonly number[])[],
  size: number,
): readonly (readonly number[])[] {
  const [first, ...rest] = groups;
  if (first === undefined) return [[]];
  const left = rest.reduce((sum, group) => sum + group.length, 0);
  const least = Math.max(0, Math.min(first.length, size - left));
  const ways: (readonly number[])[] = [];
  for (let count = least; count <= Math.min(first.length, size); count += 1) {
    for (const others of chooseAlike(rest, size - count)) {
      // Those that one request leaves may be asked for by another at the same time.
      for (let start = 0; start === 0 || start < first.length; start += Math.max(1, count)) {
        const from = Math.min(start, first.length - count);
        ways.push([...first.slice(from, from + count), ...others]);
        if (ways.length > MOST_WAYS) throw new TooMuch();
        if (count === 0) break;
      }
    }
  }
  return ways;
}
