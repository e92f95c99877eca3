/**
 * Searches the requests of the next round: those that begin a plan with the fewest requests, then the fewest rounds,
 * in the worst world that fits what is known, which is the one where nothing that is drawn apart turns out to be one.
 *
 * Exact, and therefore only for small parts of a sketch: it gives up beyond a number of states, and `unite.ts` goes on
 * by rules of thumb.
 */
import type { Terms } from './limits.ts';
import { childrenOf, NONE, type Node, type ResourceNode, STUB, waitedForBy } from './nodes.ts';
import { Prospects, TooMuch } from './prospects.ts';
import { firstOpen, isOpen, type NodeAsk, type State, stateAfter } from './state.ts';
import { isWholeUseful } from './useful.ts';

/** Some milliseconds of searching. */
const MOST_STATES = 2000;

/** The asks of the best next round; `undefined` where there is too much to search. */
export function firstRound(
  nodes: readonly Node[],
  limits: Terms,
  isAlone: boolean,
): readonly NodeAsk[] | undefined {
  try {
    return new Search(nodes, limits, isAlone).firstRound();
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
}

class Search {
  readonly #nodes: readonly Node[];
  readonly #limits: Terms;
  readonly #prospects: Prospects;
  /** Whether this is the only need of the round: then no other can turn out to want what this one does without. */
  readonly #isAlone: boolean;
  /** The nodes above each node, itself among them. */
  readonly #above: readonly ReadonlySet<number>[];
  readonly #least = new Map<string, number>();
  readonly #rounds = new Map<string, number>();
  #states = 0;

  constructor(nodes: readonly Node[], limits: Terms, isAlone: boolean) {
    this.#nodes = nodes;
    this.#limits = limits;
    this.#prospects = new Prospects(nodes, limits);
    this.#isAlone = isAlone;
    this.#above = aboveEach(nodes);
  }

  firstRound(): readonly NodeAsk[] {
    const start = this.#nodes.map(({ have }) => have);
    const least = this.#leastFrom(start);
    if (!Number.isFinite(least)) throw new TooMuch();
    const rounds = this.#roundsFrom(start);
    let best: readonly NodeAsk[] = [];
    let weight = Number.POSITIVE_INFINITY;
    try {
      this.#eachRound(start, (after, asks) => {
        if (this.#roundsFrom(after) + 1 !== rounds) return false;
        const trimmed = this.#trimmed(start, after, asks);
        const own = trimmed.reduce((sum, ask) => sum + this.#weightOf(ask), 0);
        // What can be asked now is asked now: something may follow that nobody has drawn.
        if (asks.length > best.length || (asks.length === best.length && own < weight)) {
          weight = own;
          best = trimmed;
        }
        return false;
      });
    } catch (error) {
      // One that costs no more was found: only another that brings less was still looked for.
      if (!(error instanceof TooMuch) || best.length === 0) throw error;
    }
    // An action that can be sent by now is sent by its own chain.
    return best.filter(({ node }) => this.#nodes[node]?.of !== 'act');
  }

  #leastFrom(state: State): number {
    const target = firstOpen(this.#nodes, state);
    if (target === undefined) return 0;
    const key = state.join('');
    const known = this.#least.get(key);
    if (known !== undefined) return known;
    this.#count();
    this.#least.set(key, Number.POSITIVE_INFINITY);
    // Some request has to bring the first open node nearer, now or later: it is enough to try those that do. Unless that node may be
    // asked for with others by their ids: then it may be worth while to wait for these, and all requests are tried.
    const above = this.#above[target] as ReadonlySet<number>;
    let least = Number.POSITIVE_INFINITY;
    const mayWait = this.#prospects.mayBeJoined(state, above);
    const asks = mayWait ? this.#prospects.asks(state) : this.#prospects.asksFor(state, above);
    const near = mayWait ? [...state.keys()] : [...above];
    for (const ask of asks) {
      const after = this.#after(state, ask);
      if (!near.some((index) => after[index] !== state[index])) continue;
      least = Math.min(least, 1 + this.#leastFrom(after));
      if (least === 1) break;
    }
    this.#least.set(key, least);
    return least;
  }

  #roundsFrom(state: State): number {
    if (firstOpen(this.#nodes, state) === undefined) return 0;
    const key = state.join('');
    const known = this.#rounds.get(key);
    if (known !== undefined) return known;
    this.#count();
    const bound = this.#boundOfRounds(state);
    let least = Number.POSITIVE_INFINITY;
    this.#eachRound(state, (after) => {
      least = Math.min(least, 1 + this.#roundsFrom(after));
      return least <= bound;
    });
    this.#rounds.set(key, least);
    return least;
  }

  /** What there is after a request. */
  #after(state: State, ask: NodeAsk): State {
    return stateAfter(this.#nodes, state, ask, this.#limits);
  }

  /** The rounds that it takes when all that can be asked is asked at once. */
  #boundOfRounds(state: State): number {
    let at = state;
    let rounds = 0;
    while (firstOpen(this.#nodes, at) !== undefined) {
      const asks = this.#prospects.asks(at);
      const after = asks.reduce((all, ask) => this.#after(all, ask), at);
      rounds += 1;
      if (after.every((have, index) => have === at[index])) return rounds;
      at = after;
    }
    return rounds;
  }

  /**
   * Every set of requests that can be sent at once and is part of a plan with the fewest, the largest first.
   *
   * @param visit - Gives whether it has seen enough.
   */
  #eachRound(state: State, visit: (after: State, asks: readonly NodeAsk[]) => boolean): void {
    const all = this.#prospects.asks(state);
    const extend = (at: State, asks: readonly NodeAsk[], from: number): boolean => {
      this.#count();
      for (let index = from; index < all.length; index += 1) {
        const ask = all[index] as NodeAsk;
        const next = this.#after(at, ask);
        // A set is part of a least plan only if each of its beginnings is.
        if (this.#leastFrom(next) !== this.#leastFrom(at) - 1) continue;
        if (extend(next, [...asks, ask], index + 1)) return true;
      }
      return asks.length > 0 && visit(at, asks);
    };
    extend(state, [], 0);
  }

  #count(): void {
    this.#states += 1;
    if (this.#states > MOST_STATES) throw new TooMuch();
  }

  /** Without what brings nothing in the company of the others: first those that come expanded, then expansions. */
  #trimmed(start: State, after: State, asks: readonly NodeAsk[]): readonly NodeAsk[] {
    const all = [...asks];
    const drop = (index: number, without: NodeAsk): void => {
      const others = all.with(index, without);
      const reached = others.reduce((state, each) => this.#after(state, each), start);
      // What is asked for with others may bring of one what only another one needs.
      const isEnough = (have: number, node: number): boolean =>
        have === after[node] || !this.#isMoreOfUse(reached, node);
      if (reached.every(isEnough)) all[index] = without;
    };
    for (const [index, { members = [] }] of asks.entries()) {
      for (const member of members) {
        const { members: left = [], ...own } = all[index] as NodeAsk;
        const others = left.filter((each) => each !== member);
        const [node] = others;
        if (node !== undefined) drop(index, this.#askOf(node, others, own.paths));
      }
    }
    for (const [index, ask] of asks.entries()) {
      for (const path of ask.paths) {
        const own = all[index] as NodeAsk;
        drop(index, { ...own, paths: own.paths.filter((each) => each !== path) });
      }
    }
    return all;
  }

  /** Whether more of a node than there is would bring what is missing, there or behind it. */
  #isMoreOfUse(state: State, index: number): boolean {
    const have = state[index] as number;
    return this.#nodes[index]?.of !== 'resource' || have === NONE
      ? isOpen(this.#nodes, state, index)
      : isWholeUseful(this.#nodes, state, index, have);
  }

  /** One for some of many. One that is left is asked for at its own address, where some of it may have been asked in vain. */
  #askOf(node: number, members: readonly number[], paths: readonly string[]): NodeAsk {
    const { isSeveral, wasAsked } = this.#nodes[node] as ResourceNode;
    if (members.length > 1 || isSeveral) return { node, members, paths };
    return { node, members, paths: paths.filter((path) => !wasAsked(path)) };
  }

  /** What decides between rounds that cost the same: how much they bring, by and large. */
  #weightOf({ node: index, paths, window, members }: NodeAsk): number {
    if (members !== undefined) {
      return members.reduce((sum, node) => sum + this.#weightOf({ node, paths }), 0);
    }
    const node = this.#nodes[index] as Node;
    if (node.of === 'act') return 0;
    const expanded = paths.reduce((sum, path) => sum + path.split('.').length, 0);
    if (node.of === 'list') {
      const size = node.again === undefined ? (window?.size ?? 0) / 1000 : node.items.length;
      return expanded + size;
    }
    const isForOthers = node.need < STUB || node.have >= node.need;
    // Another chain may turn out to stand on the owner, which can give the stub as well.
    const isOwnerBetter = !this.#isAlone && node.need === STUB && this.#hasOwner(index);
    return expanded + (isForOthers && !this.#isUsedByStub(node) ? 1 : 0) + (isOwnerBetter ? 2 : 0);
  }

  #hasOwner(index: number): boolean {
    return [...(this.#above[index] as ReadonlySet<number>)].some((node) => node !== index);
  }

  #isUsedByStub(node: ResourceNode): boolean {
    return (
      !this.#isAlone && node.refs.some(({ child }) => (this.#nodes[child] as Node).need === STUB)
    );
  }
}

/** The nodes above each node, itself first. */
function aboveEach(nodes: readonly Node[]): readonly ReadonlySet<number>[] {
  const parents: number[][] = nodes.map(() => []);
  for (const [index, node] of nodes.entries()) {
    for (const child of childrenOf(node)) parents[child]?.push(index);
    parents[index]?.push(...waitedForBy(node));
  }
  return nodes.map((_, index) => {
    const above = new Set([index]);
    for (const each of above) for (const parent of parents[each] ?? []) above.add(parent);
    return above;
  });
}
