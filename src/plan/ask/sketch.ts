/**
 * What is missing in one round, drawn as a graph: the resources and collections that are needed, those that could
 * bring them, and, as far as the map can tell, all that the chains will need behind them. The nodes themselves
 * are in `nodes.ts`.
 *
 * What is known to be one thing is one node. What nobody has seen yet is a node of its own for each way that leads
 * there: that two of them are one thing is not known. Which requests to send is decided in `search.ts`.
 */
import type { Held } from '../../types/level.ts';
import type { Knowledge } from '../known/known.ts';
import { Reference } from '../known/records.ts';
import { isOfWhole, type ListWish, type Wish } from '../known/wish.ts';
import { isSeveral } from '../map/address.ts';
import { holdersOf } from '../need/holders.ts';
import type { ListNeed, ResourceNeed } from '../need/need.ts';
import type { InOwner } from '../place/place.ts';
import type { Terms } from './limits.ts';
import {
  type ActNode,
  ADDRESSED,
  childrenOf,
  type ListNode,
  NONE,
  type Node,
  type NodeBase,
  type ResourceNode,
  STUB,
  WHOLE,
  waitedForBy,
} from './nodes.ts';

const NEVER = (): boolean => false;

/** A node of which nothing is known, and nothing needed. */
const blank = (): NodeBase => ({
  address: undefined,
  have: NONE,
  need: NONE,
  needs: [],
  wasAsked: NEVER,
});

/** What only an expansion brings is wanted of the whole. */
const AMOUNTS: Readonly<Record<Held, number>> = {
  ref: ADDRESSED,
  stub: STUB,
  whole: WHOLE,
  expansion: WHOLE,
};

/** Draws the needs of a round. */
export class Sketch {
  readonly nodes: Node[] = [];
  readonly #byAddress = new Map<string, number>();
  readonly #byAction = new Map<object, number>();
  readonly #known: Knowledge;
  readonly #terms: Pick<Terms, 'byIds' | 'kindIn'>;

  constructor(known: Knowledge, terms: Pick<Terms, 'byIds' | 'kindIn'> = {}) {
    this.#known = known;
    this.#terms = terms;
  }

  /** Draws the need for a resource, and whatever else than its address could bring it. */
  addResource(need: ResourceNeed): void {
    const index = this.#resourceAt(need.address, need.kind);
    const node = this.nodes[index] as ResourceNode;
    node.needs.push(need);
    const { anew } = need;
    if (anew !== undefined) {
      const { wasAsked } = node;
      node.have = ADDRESSED;
      node.many = undefined;
      node.wasAsked = (path) => !anew.includes(path) && wasAsked(path);
    }
    // The document above has no stub of what only an expansion brings.
    node.need = Math.max(node.need, need.inOwner?.in === 'expansion' ? WHOLE : STUB);
    this.#addWish(index, need.wish);
    this.#addOwners(index, need.inOwner);
    if (need.origin === undefined) return;
    const list = this.#known.list(need.origin.list);
    const item = list?.items.get(need.origin.index);
    const href = list?.items.hrefOf(need.origin.index);
    if (href === undefined || list === undefined || !(item instanceof Reference)) return;
    const page = this.#pageAgain(href, need.origin.list, list.kind);
    this.#addItem(page, need.origin.index, this.#resourceAt(item.address, list.kind));
  }

  /** Draws the need for an item, or for the first page, of a collection that is addressed by index. */
  addList(need: ListNeed): void {
    const address = this.#known.identity(need.address);
    const own = { address, kind: need.kind, have: ADDRESSED, items: [] };
    const index = this.#at(address, () => ({ ...blank(), of: 'list', ...own }));
    const node = this.nodes[index] as ListNode;
    node.needs.push(need);
    if (!('index' in need.part)) node.need = WHOLE;
    else this.#addWish(this.#addItem(index, need.part.index), need.wish);
  }

  #at(address: string, create: () => Node): number {
    let index = this.#byAddress.get(address);
    if (index === undefined) {
      index = this.nodes.push(create()) - 1;
      this.#byAddress.set(address, index);
    }
    return index;
  }

  #resourceAt(given: string, kind: string | undefined): number {
    const address = this.#known.identity(given);
    return this.#at(address, () => {
      const level = this.#known.record(address)?.level;
      return {
        ...blank(),
        of: 'resource',
        address,
        kind,
        have: level === undefined ? ADDRESSED : AMOUNTS[level],
        refs: [],
        lists: [],
        isUnexpanded: this.#known.asked.isUnexpanded(address),
        many: this.#terms.byIds?.at(address, kind, this.#known),
        isSeveral: isSeveral(address),
        wasAsked: (path) => this.#known.asked.was(address, path),
        wasAskedAmong: (path) => this.#known.asked.wasAmong(address, path),
      };
    });
  }

  #pageAgain(href: string, list: string, kind: string): number {
    const own = { address: href, kind, have: WHOLE, items: [], again: list };
    const wasAsked = (path: string): boolean => this.#known.asked.was(href, path);
    return this.#at(`again ${href}`, () => ({ ...blank(), of: 'list', ...own, wasAsked }));
  }

  /** @param isDerived - Whether its address follows from its owner's: then it is not that of its kind. */
  #unknown(kind: string | undefined, isDerived = false): number {
    const many = isDerived ? undefined : this.#terms.byIds?.of(kind, this.#known);
    const together = { many, isSeveral: false, wasAskedAmong: NEVER };
    const own = { kind, refs: [], lists: [], isUnexpanded: false, ...together };
    return this.nodes.push({ ...blank(), of: 'resource', ...own }) - 1;
  }

  /** The node of an item: a known one, or the one that is drawn for that index. */
  #addItem(list: number, index: number, known?: number): number {
    const { items, kind } = this.nodes[list] as ListNode;
    const drawn = items.find((item) => item.index === index);
    if (drawn !== undefined) return drawn.child;
    const child = known ?? this.#unknown(kind);
    items.push({ index, child });
    return child;
  }

  #addOwners(index: number, first: InOwner | undefined): void {
    let child = index;
    for (let owner = first; owner !== undefined; owner = owner.above) {
      const above = this.#resourceAt(owner.address, owner.kind);
      const { refs } = this.nodes[above] as ResourceNode;
      const { name } = owner;
      const isDrawn = refs.some((edge) => edge.name === name && edge.child === child);
      if (isDrawn) return;
      refs.push({ name, child, from: AMOUNTS[owner.in], isDerived: false });
      child = above;
    }
  }

  /**
   * Draws the documents and pages in hand that lead to several of the things that are needed.
   *
   * @returns Whether there are any.
   */
  addHolders(): boolean {
    const needed = this.nodes.flatMap(({ of, address, needs }) =>
      of === 'resource' && address !== undefined && needs.length > 0 ? [address] : [],
    );
    const { resources, pages } = holdersOf(needed, this.#known);
    for (const [address, holders] of resources) {
      for (const { owner, kind, name, level } of holders) {
        const child = this.#resourceAt(address, undefined);
        const { refs } = this.nodes[this.#resourceAt(owner, kind)] as ResourceNode;
        if (refs.some((edge) => edge.name === name)) continue;
        refs.push({ name, child, from: AMOUNTS[level], isDerived: false });
      }
    }
    for (const [address, holders] of pages) {
      for (const { list, index, href } of holders) {
        const { kind = '' } = this.#known.list(list) ?? {};
        this.#addItem(this.#pageAgain(href, list, kind), index, this.#resourceAt(address, kind));
      }
    }
    return this.#addKnownItems() || resources.size + pages.size > 0;
  }

  /** Draws the items in hand of a collection that is asked for anyway: a window may reach to what they lack. */
  #addKnownItems(): boolean {
    let isNew = false;
    for (const [at, node] of [...this.nodes.entries()]) {
      if (node.of !== 'list' || node.again !== undefined || node.address === undefined) continue;
      for (const [index, item] of this.#known.list(node.address)?.items ?? []) {
        if (!(item instanceof Reference)) continue;
        const address = this.#known.identity(item.address);
        if (!this.#byAddress.has(address)) continue;
        this.#addItem(at, index, this.#resourceAt(address, node.kind));
        isNew = true;
      }
    }
    return isNew;
  }

  #addWish(index: number, wish: Wish): void {
    const node = this.nodes[index] as ResourceNode;
    if (wish.level !== undefined) node.need = Math.max(node.need, AMOUNTS[wish.level]);
    for (const [name, inner] of wish.refs) {
      const from = AMOUNTS[inner.hangs?.in ?? (isOfWhole(wish) ? 'whole' : 'stub')];
      const isDerived = inner.hangs?.isDerived ?? false;
      let child = node.refs.find((edge) => edge.name === name)?.child;
      if (child === undefined) {
        child = this.#unknown(this.#terms.kindIn?.(node.kind, name), isDerived);
        node.refs.push({ name, child, from, isDerived });
      }
      this.#addWish(child, inner);
    }
    for (const [name, list] of wish.lists ?? []) this.#addListWish(node, name, list);
    for (const [action, level] of wish.acts ?? []) {
      this.#actOf(action).on.push({ node: index, amount: AMOUNTS[level] });
      node.need = Math.max(node.need, AMOUNTS[level]);
    }
  }

  #actOf(action: object): ActNode {
    const own = { need: WHOLE, on: [] };
    const index =
      this.#byAction.get(action) ?? this.nodes.push({ ...blank(), of: 'act', ...own }) - 1;
    this.#byAction.set(action, index);
    return this.nodes[index] as ActNode;
  }

  #addListWish(node: ResourceNode, name: string, wish: ListWish): void {
    const { in: level, isDerived } = wish.hangs;
    let child = node.lists.find((edge) => edge.name === name)?.child;
    if (child === undefined) {
      child = this.nodes.push({ ...blank(), of: 'list', kind: wish.kind, items: [] }) - 1;
      node.lists.push({ name, child, from: AMOUNTS[level], isDerived });
    }
    const list = this.nodes[child] as ListNode;
    if (wish.page) list.need = WHOLE;
    for (const [index, item] of wish.items) this.#addWish(this.#addItem(child, index), item);
  }

  /** The nodes in groups that have nothing to do with each other: what may be asked for together is in one. */
  parts(): readonly (readonly number[])[] {
    const group = this.nodes.map((_, index) => index);
    const find = (index: number): number => {
      let at = index;
      while (group[at] !== at) at = group[at] as number;
      group[index] = at;
      return at;
    };
    const kinds = new Map<string, number>();
    for (const [index, node] of this.nodes.entries()) {
      for (const other of [...childrenOf(node), ...waitedForBy(node)]) {
        group[find(other)] = find(index);
      }
      if (node.of !== 'resource' || node.many === undefined) continue;
      const other = kinds.get(node.many.kind);
      if (other === undefined) kinds.set(node.many.kind, index);
      else group[find(other)] = find(index);
    }
    return [...Map.groupBy(this.nodes.keys(), find).values()];
  }
}
