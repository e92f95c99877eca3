/**
 * The worst world that fits what a client knows, and the least that can be spent in it.
 *
 * Whatever fits can be had from one *free* world by letting things coincide, be nothing, or be missing: in the free
 * world every reference leads to a thing of its own that nobody has named before, no reference is null, every
 * collection is long enough, every address answers, and a document declares no more than the map says it must. Each
 * strategy of the free world can be played in any other that fits, at no greater cost (what coincides is asked once,
 * what is nothing not at all); so the free world is the worst, and its least cost is the least cost in the worst case.
 * In it nothing is uncertain: what is left is a search over sets of requests, done here with memo and without heuristics.
 *
 * Not all that will be wanted is sure to be wanted before: what a lambda reads of an item that a filter lets through, the
 * next page of a search. Such a want names what has to be known first. A request is sent for what is sure; what is not may
 * ride on it, and causes none.
 *
 * Only requests that are not dominated are tried: an ask expands as much of what is still missing as the limits let
 * it (every choice of paths, where their number is limited), and a window begins at an item that is missing. More
 * knowledge never makes the rest cost more, so that nothing is lost.
 *
 * A graph is built from what is known by `oracle.ts`. Nothing of the library is in it.
 */
import { NotSearched } from './sort.ts';

export interface Edge {
  readonly name: string;
  readonly child: number;
  /** The least representation of the owner that holds it: 1 the stub, 2 the whole. */
  readonly in: 1 | 2;
  /** Whether its address follows from its owner's. */
  readonly derived: boolean;
  /** Whether it does so only from the one that a document tells. */
  readonly isOfTold?: boolean;
}

/** So much of a node: 0 is its address, 1 the stub, 2 the whole, a page, or that an action was sent. */
export interface Portion {
  readonly node: number;
  readonly need: number;
}

/** What is wanted of a node. */
export interface Want {
  /** As in `Portion`. */
  readonly need: number;
  /** What has to be known before it is sure that this is wanted. */
  readonly after: readonly Portion[];
  /** Whether it is of use only where the world is kinder than the worst. */
  readonly isKind: boolean;
}

export interface ResourceNode {
  readonly of: 'resource';
  readonly address?: string;
  /** What is known of it: 0 nothing, 1 the stub, 2 the whole. */
  have: number;
  readonly wants: Want[];
  readonly refs: Edge[];
  readonly lists: Edge[];
  /** Its kind, and how many of that are given by their ids; not set where it comes by its own address only. */
  readonly many?: Many;
}

/** How many of a kind one request asks for by their ids. */
export interface Many {
  readonly kind: string;
  readonly most: number;
}

export interface ListNode {
  readonly of: 'list';
  readonly kind: string;
  readonly address?: string;
  havePage: boolean;
  readonly wants: Want[];
  /** Whether it is read to its end: then its pages are as long as pages get. */
  isWalked: boolean;
  readonly items: { readonly index: number; readonly child: number }[];
}

/** An action: one request, once all that it needs is there. */
export interface ActNode {
  readonly of: 'act';
  /** Its own: a `forEach` calls many by one name. */
  readonly name: string;
  readonly call: string;
  /** What it is done to. */
  readonly owner: number | undefined;
  /** What it needs: mostly the address of a resource. */
  readonly on: Portion[];
  /** What it creates: the node, and the address that only its answer tells. */
  readonly gives?: number;
  readonly creates?: string;
  readonly address?: undefined;
}

export type GraphNode = ResourceNode | ListNode | ActNode;

export interface FreeLimits {
  readonly pageSize: number;
  readonly defaultPageSize: number;
  readonly depth: number;
  readonly paths: number;
}

/** One request: of a resource, of several by their ids, of a window, or of the page that a collection gives when none is picked. */
export interface Ask {
  readonly node: number;
  /** Those of one kind that are asked for by their ids: `node` is the first of them. */
  readonly members?: readonly number[];
  /** The addresses of what rides with them, though nobody knows that it will be wanted. */
  readonly riders?: readonly string[];
  readonly paths: readonly string[];
  readonly window?: readonly [start: number, size: number];
}

export interface Cost {
  readonly requests: number;
  readonly rounds: number;
}

/** So many states take a second or two. */
const MOST_STATES = 200_000;

/** Which wants count: all of the worst world, those that are sure, or also those of a kinder world. */
type Which = 'worst' | 'sure' | 'any';

/** What is known in the free world, after some asks: by node. */
interface State {
  /** Of a resource as `have`; of a list 2 when its page is known. */
  readonly have: readonly number[];
  readonly addressed: readonly boolean[];
}

const keyOf = ({ have, addressed }: State): string =>
  `${have.join('')}${addressed.map((is) => (is ? 1 : 0)).join('')}`;

/** All ways to choose `size` of some. */
function choose<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  if (size >= all.length) return [all];
  if (size <= 0) return [[]];
  const [first, ...rest] = all;
  return [
    ...choose(rest, size - 1).map((some) => [first as T, ...some]),
    ...(rest.length >= size ? choose(rest, size) : []),
  ];
}

const below = (paths: readonly string[], name: string): readonly string[] =>
  paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));

const expands = (paths: readonly string[], name: string): boolean =>
  paths.some((path) => path === name || path.startsWith(`${name}.`));

/** Paths without those that another brings along. */
function leavesOf(paths: Iterable<string>): readonly string[] {
  const all = [...new Set(paths)];
  return all.filter((path) => !all.some((other) => other.startsWith(`${path}.`)));
}

/** The free completion of one state of knowledge. */
export class FreeWorld {
  readonly #nodes: readonly GraphNode[];
  readonly #limits: FreeLimits;
  readonly #least = new Map<string, number>();
  readonly #rounds = new Map<string, number>();
  readonly #tries: 'best' | 'all';
  /** Whether all that is wanted is sure to be. */
  readonly #isAllSure: boolean;
  #states = 0;
  readonly start: State;

  /** @param tries - Whether asks that are dominated are tried, too: slow, and only to prove that they need not be. */
  constructor(nodes: readonly GraphNode[], limits: FreeLimits, tries: 'best' | 'all' = 'best') {
    this.#tries = tries;
    this.#nodes = nodes;
    this.#limits = limits;
    this.#isAllSure = nodes.every(
      (node) => node.of === 'act' || node.wants.every(({ after }) => after.length === 0),
    );
    this.start = this.#derive({
      have: nodes.map((node) =>
        node.of === 'resource' ? node.have : node.of === 'list' && node.havePage ? 2 : 0,
      ),
      addressed: nodes.map(({ address }) => address !== undefined),
    });
  }

  /** The least that answers all, in the worst world. */
  cost(): Cost {
    return { requests: this.#leastFrom(this.start), rounds: this.#roundsFrom(this.start) };
  }

  /** The least that remains in the worst world after a round. */
  costAfter(asks: readonly Ask[]): Cost {
    const after = asks.reduce((state, ask) => this.#apply(state, ask), this.start);
    return { requests: this.#leastFrom(after), rounds: this.#roundsFrom(after) };
  }

  /** Every first round of a least plan. */
  firstRounds(): readonly (readonly Ask[])[] {
    const rounds = this.#roundsFrom(this.start);
    const found: (readonly Ask[])[] = [];
    if (rounds === 0) return found;
    // In the real world something may turn out not to be needed, if it is waited for: only actions never do.
    const isAct = (ask: Ask): boolean => this.#isAct(ask);
    this.#eachRound(this.start, isAct, (after, asks) => {
      if (this.#roundsFrom(after) === rounds - 1) found.push(asks);
    });
    return found;
  }

  /** The first path that a request expands, although nothing behind it is wanted and missing; `undefined` if none is. */
  inVain({ node: index, paths, members }: Ask): string | undefined {
    const node = this.#nodes[index] as GraphNode;
    if (node.of === 'act') return undefined;
    if (members !== undefined) {
      const all = members.flatMap((member) => this.#useful(this.start, member, 8));
      return paths.find((path) => !all.some((each) => `${each}.`.startsWith(`${path}.`)));
    }
    // Eight names are more than any chain has.
    const below = (child: number): readonly string[] => {
      const deeper = this.#useful(this.start, child, 8).map((path) => `items.${path}`);
      return this.#isWholeUseful(this.start, child, 1) ? ['items', ...deeper] : deeper;
    };
    const useful =
      node.of === 'resource'
        ? this.#useful(this.start, index, 8)
        : node.items.flatMap(({ child }) => below(child));
    return paths.find((path) => !useful.some((each) => `${each}.`.startsWith(`${path}.`)));
  }

  /**
   * What a round could have done without: an expansion that the rest of it brings as well, or items behind the last that is
   * wanted; `undefined` where there is nothing. A collection that is read to its end comes by whole pages.
   */
  tooMuch(asks: readonly Ask[]): string | undefined {
    const keyAfter = (all: readonly Ask[]): string =>
      keyOf(all.reduce((state, ask) => this.#apply(state, ask), this.start));
    const full = keyAfter(asks);
    for (const [at, ask] of asks.entries()) {
      const node = this.#nodes[ask.node] as GraphNode;
      const { members } = ask;
      for (const member of members ?? []) {
        const less = { ...ask, members: members?.filter((each) => each !== member) ?? [] };
        const name = this.#nodes[member]?.address;
        if (keyAfter(asks.with(at, less)) === full) return `${name}, which comes without it,`;
      }
      if (node.of === 'list' && node.isWalked) continue;
      if (node.of === 'list' && ask.window !== undefined) {
        const [start, size] = ask.window;
        const inside = node.items.filter(({ index, child }) => {
          return index >= start && index < start + size && this.#isOpen(this.start, child, 'any');
        });
        const last = Math.max(...inside.map(({ index }) => index));
        if (start + size - 1 > last) return `${start + size - 1 - last} items too many`;
      }
      for (const path of ask.paths) {
        const less = { ...ask, paths: ask.paths.filter((each) => each !== path) };
        if (keyAfter(asks.with(at, less)) === full) return `${path}, which comes without it,`;
      }
    }
    return undefined;
  }

  #leastFrom(state: State): number {
    if (this.#isDone(state)) return 0;
    const key = keyOf(state);
    const known = this.#least.get(key);
    if (known !== undefined) return known;
    this.#count();
    this.#least.set(key, Number.POSITIVE_INFINITY);
    const all = this.#asks(state);
    // What is sent in any case is sent first: the order does not matter.
    const forced = all.find((ask) => this.#isAct(ask) || this.#isForced(state, ask));
    const least = Math.min(
      ...(forced === undefined ? all : [forced]).map(
        (ask) => 1 + this.#leastFrom(this.#apply(state, ask)),
      ),
    );
    this.#least.set(key, least);
    return least;
  }

  #roundsFrom(state: State): number {
    if (this.#isDone(state)) return 0;
    const key = keyOf(state);
    const known = this.#rounds.get(key);
    if (known !== undefined) return known;
    this.#count();
    let least = Number.POSITIVE_INFINITY;
    const isIn = (ask: Ask): boolean => this.#isAct(ask) || this.#isForced(state, ask);
    this.#eachRound(state, isIn, (after) => {
      least = Math.min(least, 1 + this.#roundsFrom(after));
    });
    this.#rounds.set(key, least);
    return least;
  }

  /**
   * Every set of requests that can be sent at once and is part of a plan with the fewest.
   *
   * @param isIn - The requests that are in every set.
   */
  #eachRound(
    state: State,
    isIn: (ask: Ask) => boolean,
    visit: (after: State, asks: readonly Ask[]) => void,
  ): void {
    const asks = this.#asks(state);
    const always = asks.filter(isIn);
    const all = asks.filter((ask) => !isIn(ask));
    const extend = (after: State, asks: readonly Ask[], from: number): void => {
      this.#count();
      for (let index = from; index < all.length; index += 1) {
        const ask = all[index] as Ask;
        const next = this.#apply(after, ask);
        // A set is part of a least plan only if each of its beginnings is.
        if (this.#leastFrom(next) !== this.#leastFrom(after) - 1) continue;
        visit(next, [...asks, ask]);
        extend(next, [...asks, ask], index + 1);
      }
    };
    const first = always.reduce((at, ask) => this.#apply(at, ask), state);
    if (always.length > 0) visit(first, always);
    extend(first, always, 0);
  }

  #count(): void {
    this.#states += 1;
    if (this.#states > MOST_STATES) throw new NotSearched('too many states');
  }

  /** An action is sent in any case, and nothing is gained by waiting once it can be. */
  #isAct({ node }: Ask): boolean {
    return this.#nodes[node]?.of === 'act';
  }

  /** Where nothing can be expanded, nor be had by its id, the whole of a thing is had from its own address only. */
  #isForced(state: State, { node }: Ask): boolean {
    const asked = this.#nodes[node];
    return (
      this.#limits.depth === 0 &&
      asked?.of === 'resource' &&
      asked.many === undefined &&
      asked.wants.some((want) => want.need === 2 && this.#counts(state, want, 'sure'))
    );
  }

  #resource(index: number): ResourceNode {
    return this.#nodes[index] as ResourceNode;
  }

  #isDone(state: State): boolean {
    return this.#nodes.every((node, index) => this.#isMet(state, node, index, 'worst'));
  }

  #has({ have, addressed }: State, { node, need }: Portion): boolean {
    return need === 0 ? addressed[node] === true : (have[node] ?? 0) >= need;
  }

  #isMet(state: State, node: GraphNode, index: number, which: Which): boolean {
    if (node.of === 'act') return state.have[index] === 2;
    return node.wants.every(
      (want) =>
        this.#has(state, { node: index, need: want.need }) || !this.#counts(state, want, which),
    );
  }

  #counts(state: State, { after, isKind }: Want, which: Which): boolean {
    if (which === 'any') return true;
    return !isKind && (which === 'worst' || after.every((portion) => this.#has(state, portion)));
  }

  /** Whether something is missing at a node or behind it. */
  #isOpen(state: State, index: number, which: Which, seen: Set<number> = new Set()): boolean {
    if (seen.has(index)) return false;
    seen.add(index);
    const node = this.#nodes[index] as GraphNode;
    if (!this.#isMet(state, node, index, which)) return true;
    if (node.of === 'act') return false;
    const next = node.of === 'resource' ? [...node.refs, ...node.lists] : node.items;
    return next.some(({ child }) => this.#isOpen(state, child, which, seen));
  }

  /** Whether the whole of a resource would help, where its stub is there anyway. */
  #isWholeUseful(state: State, index: number, from: number, which: Which = 'any'): boolean {
    const node = this.#resource(index);
    const have = Math.max(from, state.have[index] ?? 0);
    if (have >= 2) return false;
    return (
      node.wants.some((want) => want.need > have && this.#counts(state, want, which)) ||
      node.refs.some((edge) => edge.in > have && this.#isOpen(state, edge.child, which)) ||
      node.lists.some(
        ({ child, derived, isOfTold = false }) =>
          (!derived || (isOfTold && have === 0)) &&
          state.addressed[child] !== true &&
          this.#isOpen(state, child, which),
      )
    );
  }

  /** The paths below a resource that are worth expanding. */
  #useful(state: State, index: number, depth: number, which: Which = 'any'): readonly string[] {
    if (depth <= 0) return [];
    return this.#resource(index).refs.flatMap(({ name, child }) => {
      if (!this.#isOpen(state, child, which)) return [];
      const deeper = this.#useful(state, child, depth - 1, which);
      if (deeper.length > 0) return deeper.map((path) => `${name}.${path}`);
      return this.#isWholeUseful(state, child, 1, which) ? [name] : [];
    });
  }

  #asks(state: State): readonly Ask[] {
    if (this.#tries === 'all') return this.#everyAsk(state);
    const single = this.#nodes.flatMap((node, index) => {
      if (node.of === 'act') return this.#asksOfAct(state, node, index);
      if (state.addressed[index] !== true || !this.#isOpen(state, index, 'sure')) return [];
      return node.of === 'resource'
        ? this.#asksOfResource(state, index)
        : this.#asksOfList(state, node, index);
    });
    const all = [...single, ...this.#asksOfMany(state)];
    return this.#isAllSure ? all : all.filter((ask) => this.#bringsWhatIsSure(state, ask));
  }

  /** Whether a request brings some of what is sure to be wanted, or the address of it: to stand on the way there is not enough. */
  #bringsWhatIsSure(state: State, ask: Ask): boolean {
    const after = this.#apply(state, ask);
    return this.#nodes.some((node, index) => {
      if (node.of === 'act') return after.have[index] !== state.have[index];
      const isFound = after.addressed[index] === true && state.addressed[index] !== true;
      if (isFound && this.#isOpen(state, index, 'sure')) return true;
      return node.wants.some((want) => {
        const portion = { node: index, need: want.need };
        const isNew = this.#has(after, portion) && !this.#has(state, portion);
        return isNew && this.#counts(state, want, 'sure');
      });
    });
  }

  /** Several of one kind by their ids: as many as one request takes, of which one at least is sure to be wanted. */
  #asksOfMany(state: State): readonly Ask[] {
    const depth = Math.min(8, this.#limits.depth - 1);
    const isWorth = (index: number, which: Which): boolean =>
      this.#isWholeUseful(state, index, 0, which) ||
      this.#useful(state, index, depth, which).length > 0;
    return this.#kinds(state).flatMap(({ most, nodes }) => {
      const worth = nodes.filter((index) => isWorth(index, 'any'));
      if (worth.length < 2) return [];
      const sets = choose(worth, most).filter((set) => set.some((each) => isWorth(each, 'sure')));
      return sets.flatMap((members) => {
        const paths = leavesOf(members.flatMap((index) => this.#useful(state, index, depth)));
        const [node = 0] = members;
        return choose(paths, this.#limits.paths).map((some) => ({ node, members, paths: some }));
      });
    });
  }

  /** What can be asked for by its id, by kind. */
  #kinds(state: State): readonly { readonly most: number; readonly nodes: readonly number[] }[] {
    const kinds = new Map<string, { readonly most: number; readonly nodes: number[] }>();
    for (const [index, node] of this.#nodes.entries()) {
      if (node.of !== 'resource' || node.many === undefined) continue;
      if (state.addressed[index] !== true) continue;
      const { kind, most } = node.many;
      const same = kinds.get(kind) ?? { most, nodes: [] };
      same.nodes.push(index);
      kinds.set(kind, same);
    }
    return [...kinds.values()];
  }

  /** Whatever could be asked, once for each effect; where not all wants are sure, for the sake of one that is. */
  #everyAsk(state: State): readonly Ask[] {
    const { pageSize, paths: most } = this.#limits;
    const depth = Math.min(8, this.#limits.depth);
    const pathsBelow = (index: number, deep: number): readonly string[] =>
      deep <= 0
        ? []
        : this.#resource(index).refs.flatMap(({ name, child }) => [
            name,
            ...pathsBelow(child, deep - 1).map((path) => `${name}.${path}`),
          ]);
    const subsets = (paths: readonly string[]): readonly (readonly string[])[] =>
      Array.from({ length: 2 ** paths.length }, (_, bits) =>
        paths.filter((_path, index) => (bits >> index) % 2 === 1),
      ).filter((set) => leavesOf(set).length <= most);
    const asks = this.#nodes.flatMap((node, index): readonly Ask[] => {
      if (node.of === 'act') return this.#asksOfAct(state, node, index);
      if (state.addressed[index] !== true) return [];
      if (!this.#isAllSure && !this.#isOpen(state, index, 'sure')) return [];
      if (node.of === 'resource') {
        return subsets(pathsBelow(index, depth)).map((paths) => ({ node: index, paths }));
      }
      const below = node.items.flatMap(({ child }) => pathsBelow(child, depth - 1));
      const all = depth < 1 ? [] : ['items', ...new Set(below.map((path) => `items.${path}`))];
      const last = Math.max(0, ...node.items.map((item) => item.index));
      return subsets(all).flatMap((paths) => [
        { node: index, paths },
        ...Array.from({ length: (last + 1) * pageSize }, (_, each) => {
          const window = [Math.floor(each / pageSize), 1 + (each % pageSize)] as const;
          return { node: index, paths, window };
        }).filter(({ window: [start, size] }) => {
          const inside = node.items.filter(
            (item) => item.index >= start && item.index < start + size,
          );
          return this.#isAllSure || inside.some(({ child }) => this.#isOpen(state, child, 'sure'));
        }),
      ]);
    });
    const together = this.#kinds(state).flatMap(({ most, nodes }) => {
      const open = nodes.filter((index) => this.#isAllSure || this.#isOpen(state, index, 'any'));
      const sets = Array.from({ length: 2 ** open.length }, (_, bits) =>
        open.filter((_node, at) => (bits >> at) % 2 === 1),
      ).filter((set) => {
        const isSure = this.#isAllSure || set.some((index) => this.#isOpen(state, index, 'sure'));
        return set.length > 1 && set.length <= most && isSure;
      });
      return sets.flatMap((members) => {
        const [node = 0] = members;
        const below = new Set(members.flatMap((index) => pathsBelow(index, depth - 1)));
        return subsets([...below]).map((paths): Ask => ({ node, members, paths }));
      });
    });
    const all = [...asks, ...together];
    const byEffect = new Map(all.map((ask) => [keyOf(this.#apply(state, ask)), ask]));
    byEffect.delete(keyOf(state));
    return [...byEffect.values()];
  }

  #asksOfAct(state: State, act: ActNode, index: number): readonly Ask[] {
    const isReady = act.on.every((portion) => this.#has(state, portion));
    return isReady && state.have[index] !== 2 ? [{ node: index, paths: [] }] : [];
  }

  #asksOfResource(state: State, index: number): readonly Ask[] {
    // Eight names are more than any chain has: what is known may go round in circles.
    const paths = leavesOf(this.#useful(state, index, Math.min(8, this.#limits.depth)));
    if (paths.length === 0 && !this.#isWholeUseful(state, index, 0)) return [];
    const isSure =
      this.#isWholeUseful(state, index, 0, 'sure') ||
      this.#useful(state, index, Math.min(8, this.#limits.depth), 'sure').length > 0;
    if (!isSure) return [];
    return choose(paths, this.#limits.paths).map((some) => ({ node: index, paths: some }));
  }

  #asksOfList(state: State, list: ListNode, index: number): readonly Ask[] {
    const { pageSize, defaultPageSize, depth, paths: most } = this.#limits;
    const pathsOf = (child: number, which: Which = 'any'): readonly string[] => {
      if (depth < 1) return [];
      const deeper = this.#useful(state, child, Math.min(8, depth - 1), which);
      if (deeper.length > 0) return deeper.map((path) => `items.${path}`);
      return this.#isWholeUseful(state, child, 1, which) ? ['items'] : [];
    };
    const isMissing = (child: number, which: Which): boolean =>
      this.#isOpen(state, child, which) &&
      ((state.have[child] ?? 0) === 0 || pathsOf(child, which).length > 0);
    const missing = list.items.filter(({ child }) => isMissing(child, 'any'));
    const asks: Ask[] = [];
    const add = (start: number, size: number, isPage: boolean): void => {
      const inside = missing.filter((item) => item.index >= start && item.index < start + size);
      const last = Math.max(start, ...inside.map((item) => item.index));
      const paths = leavesOf(inside.flatMap(({ child }) => pathsOf(child)));
      for (const some of choose(paths, most)) {
        asks.push({
          node: index,
          paths: some,
          ...(!isPage && { window: [start, list.isWalked ? size : last - start + 1] as const }),
        });
      }
    };
    if (!this.#isMet(state, list, index, 'sure')) add(0, defaultPageSize, true);
    for (const item of missing) {
      if (isMissing(item.child, 'sure')) add(item.index, pageSize, false);
    }
    return asks;
  }

  #apply(state: State, { node: index, paths, window, members }: Ask): State {
    const have = [...state.have];
    const addressed = [...state.addressed];
    const deliver = (at: number, level: 1 | 2, within: readonly string[]): void => {
      const node = this.#resource(at);
      have[at] = Math.max(level, have[at] ?? 0);
      addressed[at] = true;
      for (const edge of node.refs) {
        if (level < edge.in) continue;
        deliver(
          edge.child,
          level === 2 && expands(within, edge.name) ? 2 : 1,
          below(within, edge.name),
        );
      }
      if (level === 2) for (const { child } of node.lists) addressed[child] = true;
    };
    const node = this.#nodes[index] as GraphNode;
    if (node.of === 'act') {
      have[index] = 2;
      if (node.gives !== undefined) deliver(node.gives, 1, []);
    } else if (node.of === 'resource') {
      for (const each of members ?? [index]) deliver(each, 2, paths);
    } else {
      const [start, size] = window ?? [0, this.#limits.defaultPageSize];
      if (window === undefined) have[index] = 2;
      for (const item of node.items) {
        if (item.index < start || item.index >= start + size) continue;
        deliver(item.child, expands(paths, 'items') ? 2 : 1, below(paths, 'items'));
      }
    }
    return this.#derive({ have, addressed });
  }

  /** Adds the addresses that follow from others. */
  #derive({ have, addressed }: State): State {
    const all = [...addressed];
    let isNew = true;
    while (isNew) {
      isNew = false;
      for (const [index, node] of this.#nodes.entries()) {
        if (node.of !== 'resource' || all[index] !== true) continue;
        for (const { child, derived, isOfTold = false } of [...node.refs, ...node.lists]) {
          if (isOfTold && have[index] === 0) continue;
          if (derived && all[child] !== true) {
            all[child] = true;
            isNew = true;
          }
        }
      }
    }
    return { have, addressed: all };
  }
}
