/**
 * Lays chains out over what is known as a graph, which `free.ts` completes: what is known to be one thing is one
 * node, what is unknown is a node of its own for each way that leads there. Nothing of the library is in it.
 */
import type { ActNode, Edge, GraphNode, ListNode, Many, Portion, ResourceNode } from './free.ts';
import type { Ground, Nowhere, Place, Reached } from './ground.ts';
import { namingsOf } from './holders.ts';
import { isShallow, type Knowledge, pathsTold, settled } from './known.ts';
import { layLoop } from './loop.ts';
import { Pipeline } from './pipeline.ts';
import {
  at,
  type Level,
  listAddress,
  mostOf,
  type Stage,
  type Step,
  type Steps,
  type World,
} from './world.ts';

/** Whether the address of what a chain stands for follows from the chain, whether or not there is anything. */
function isNamed(world: World, [first, ...rest]: Steps): boolean {
  if (first?.is !== 'lookup') return false;
  let { kind } = first;
  return rest.every((step) => {
    if (step.is === 'self') return true;
    const ref = step.is === 'ref' ? at(world.kinds, kind).refs[step.name] : undefined;
    kind = ref?.kind ?? kind;
    return ref?.path !== undefined;
  });
}

/** The graph of a world's chains, as far as they are not answered yet. */
export class Layout {
  readonly nodes: GraphNode[] = [];
  readonly #world: World;
  readonly #known: Knowledge;
  readonly #byKey = new Map<string, number>();
  readonly #ground: Ground;
  readonly #trustsPaths: boolean;

  /** @param trustsPaths - Whether what lies at a path is what a document names there, though no answer has said so. */
  constructor(world: World, known: Knowledge, trustsPaths = false) {
    this.#trustsPaths = trustsPaths;
    this.#world = world;
    this.#known = settled(known);
    this.#ground = {
      world,
      known: this.#known,
      list: (index) => this.nodes[index] as ListNode,
      addressOf: (index) => this.nodes[index]?.address,
      item: (list, index) => this.#item(list, index),
      follow: (owner, kind, name) => this.#follow(owner, kind, name),
      walk: (from, kind, ends, steps) => this.#walk(from, kind, ends, steps),
      want: (portion, after, isKind) => this.#want(portion, after, isKind),
      act: (name, call, on) => {
        const owner = on[0]?.node;
        return known.acted.has(name) ? undefined : this.#addAct({ name, call, owner, on: [...on] });
      },
      isLeftOut: (index, name) => this.#isLeftOut(index, name),
      isKnown: (portion) => this.#isKnown(portion),
    };
    for (const chain of world.chains) this.#lay(chain);
    this.#addHolders();
  }

  /** Adds what was shown and leads to more than one thing of which something is missing. */
  #addHolders(): void {
    // What only may be wanted is not looked for there: it may ride, if it comes by the way that it was found.
    const isSure = (node: GraphNode): boolean =>
      node.of !== 'act' &&
      (node.wants.some(({ need, after }) => {
        const have = node.of === 'list' ? (node.havePage ? 2 : 0) : node.have;
        const isOpen = need === 0 ? node.address === undefined : need > have;
        return isOpen && after.length === 0;
      }) ||
        (node.of === 'list' ? node.items : [...node.refs, ...node.lists]).some(({ child }) => {
          const next = this.nodes[child] as GraphNode;
          return next.address === undefined && isSure(next);
        }));
    const isMissing = (node: GraphNode): boolean => node.of === 'resource' && isSure(node);
    const missing = this.nodes.flatMap((node) =>
      isMissing(node) && node.address !== undefined ? [node.address] : [],
    );
    for (const naming of namingsOf(this.#world, this.#known, new Set(missing))) {
      const child = this.#resource(naming.target, naming.target);
      if (naming.of === 'list') {
        const place = this.#atList(naming.owner, undefined, this.#kindOf(naming.target));
        if (typeof place === 'string') continue;
        const { items } = this.nodes[place.index] as ListNode;
        const { index } = naming;
        if (!items.some((item) => item.index === index)) items.push({ index, child });
        continue;
      }
      const owner = this.nodes[this.#resource(naming.owner, naming.owner)] as ResourceNode;
      const { name } = naming;
      const { in: least } = at(at(this.#world.kinds, this.#kindOf(naming.owner)).refs, name);
      const edge: Edge = { name, child, in: least === 'whole' ? 2 : 1, derived: false };
      if (!owner.refs.some((other) => other.name === name)) owner.refs.push(edge);
    }
  }

  #kindOf(address: string): string {
    return at(this.#world.resources, address).kind;
  }

  #lay(steps: Steps): void {
    const last = steps.at(-1);
    if (last?.is === 'act') {
      this.#act(last.name, steps.slice(0, -1), last.argument);
    } else {
      this.#end(this.#reach(steps));
    }
  }

  /** Needs the value at an end. */
  #end(reached: Reached | Nowhere): void {
    if (typeof reached === 'string') return;
    if (reached.level !== undefined) this.#need(reached.index, reached.level);
  }

  #act(name: string, owner: Steps, argument: Steps | undefined): void {
    if (this.#known.acted.has(name)) return;
    const on = isNamed(this.#world, owner) ? undefined : this.#reach(owner);
    if (typeof on === 'string') return;
    const needs: Portion[] = on === undefined ? [] : [{ node: on.index, need: 0 }];
    const given =
      argument === undefined || isNamed(this.#world, argument) ? undefined : this.#reach(argument);
    if (typeof given === 'object') {
      // A field is its value, a resource its address.
      const isField = argument?.at(-1)?.is === 'field';
      if (isField) this.#end(given);
      const level = given.level === 'whole' ? 2 : 1;
      needs.push({ node: given.index, need: isField ? level : 0 });
    }
    for (const { node } of needs) this.#want({ node, need: 0 });
    // With an argument that failed it cannot be sent; but whether there is something to send it to decides which error
    // that is.
    if (given !== 'failed' && given !== 'absent')
      this.#addAct({ name, call: name, owner: on?.index, on: needs });
  }

  #addAct(act: Omit<ActNode, 'of'>): number {
    return this.#node(`act ${act.name}`, () => ({ of: 'act', ...act }));
  }

  /** A thing that an action on a collection creates. */
  #create(list: number, { name, gives }: Step & { readonly is: 'create' }): Place {
    if (this.#known.acted.has(name)) return { index: this.#resource(gives, gives) };
    const child = this.#resource(`new ${name}`, undefined);
    const on = { node: list, need: 0 };
    this.#want(on);
    this.#addAct({ name, call: name, owner: list, on: [on], gives: child, creates: gives });
    return { index: child };
  }

  #pipe(list: number, kind: string, stages: readonly Stage[], tail: Steps): Reached | Nowhere {
    const isLoop = tail[0]?.is === 'loop';
    return new Pipeline(this.#ground, stages, isLoop ? [] : tail).lay(list, kind, isLoop);
  }

  /** Lays the way to the end of a chain. */
  #reach(steps: Steps): Reached | Nowhere {
    const [first, ...rest] = steps;
    if (first === undefined) return 'failed';
    const kind =
      first.is === 'lookup'
        ? first.kind
        : at(this.#world.rootLists, first.is === 'list' ? first.name : '');
    const place: Place =
      first.is === 'lookup'
        ? this.#atAddress(`/${first.kind}/${first.id}`)
        : this.#atList(`/${first.is === 'list' ? first.name : ''}`, undefined, kind);
    const ends: Level = first.is === 'lookup' ? 'whole' : 'stub';
    if (first.is === 'lookup' && typeof place === 'object') this.#doubtLeftOut(place.index);
    return this.#walk(place, kind, ends, rest);
  }

  /**
   * What is meant itself, and was left out of an answer for several, is asked at its own address, whatever stub of it others have:
   * it may be refused.
   */
  #doubtLeftOut(index: number): void {
    const node = this.nodes[index] as ResourceNode;
    const isLeftOut = node.address !== undefined && this.#known.leftOut.has(node.address);
    if (isLeftOut && node.have === 1) node.have = 0;
  }

  /** Lays steps from a place on. */
  #walk(from: Place, fromKind: string, fromEnds: Level, steps: Steps): Reached | Nowhere {
    let place = from;
    let kind = fromKind;
    let ends = fromEnds;
    for (const [number, step] of steps.entries()) {
      // Past what is left out a chain goes nowhere.
      if (typeof place === 'string') return place === 'absent' ? 'failed' : place;
      const { index }: { readonly index: number } = place;
      const spec = at(this.#world.kinds, kind);
      if (step.is === 'field') return { index, level: at(spec.fields, step.name) };
      if (step.is === 'pipe') return this.#pipe(index, kind, step.stages, steps.slice(number + 1));
      if (step.is === 'loop') {
        layLoop(this.#ground, index, kind, step.reads);
        return { index };
      }
      if (step.is === 'create') {
        place = this.#create(index, step);
        ends = 'stub';
      } else if (step.is === 'ref') {
        place = this.#follow(index, kind, step.name);
        kind = at(spec.refs, step.name).kind;
        ends = 'stub';
      } else if (step.is === 'item') {
        place = this.#item(index, step.index);
        ends = 'stub';
      } else if (step.is === 'list') {
        place = this.#list(index, kind, step.name);
        kind = at(spec.lists, step.name).kind;
      } else if (step.is === 'self') {
        ends = 'whole';
      }
    }
    return typeof place === 'string' ? place : { index: place.index, level: ends };
  }

  #need(index: number, level: Level): void {
    const isList = this.nodes[index]?.of === 'list';
    this.#want({ node: index, need: isList || level === 'whole' ? 2 : 1 });
  }

  #want({ node, need }: Portion, after: readonly Portion[] = [], isKind: boolean = false): void {
    const { wants } = this.nodes[node] as ResourceNode | ListNode;
    const isWanted = wants.some(
      (want) => want.need >= need && want.after.length === 0 && !want.isKind,
    );
    if (isWanted && need > 0) return;
    const unknown = after.filter((portion) => !this.#isKnown(portion));
    wants.push({ need, after: unknown, isKind });
  }

  #isKnown({ node: index, need }: Portion): boolean {
    const node = this.nodes[index] as GraphNode;
    if (node.of === 'act') return false;
    if (need === 0) return node.address !== undefined;
    return node.of === 'list' ? node.havePage : node.have >= need;
  }

  #node(key: string, create: () => GraphNode): number {
    let index = this.#byKey.get(key);
    if (index === undefined) {
      index = this.nodes.push(create()) - 1;
      this.#byKey.set(key, index);
    }
    return index;
  }

  /** @param kind - Of what nobody has seen yet, where it lies at its kind's own address. */
  #resource(key: string, address: string | undefined, kind?: string): number {
    const level = address === undefined ? undefined : this.#known.shown.get(address);
    const many = this.#manyOf(address, kind);
    return this.#node(key, () => ({
      of: 'resource',
      ...(address !== undefined && { address }),
      ...(many !== undefined && { many }),
      have: level === undefined ? 0 : level === 'stub' ? 1 : 2,
      wants: [],
      refs: [],
      lists: [],
    }));
  }

  #manyOf(address: string | undefined, kind: string | undefined): Many | undefined {
    if (address !== undefined && this.#known.leftOut.has(address)) return undefined;
    const named = address?.split('/')[1] ?? kind;
    const most = named && mostOf(this.#world, address ?? `/${named}/?`);
    return named === undefined || most === undefined || most === ''
      ? undefined
      : { kind: named, most };
  }

  #atAddress(address: string): Place {
    const answered = this.#known.asked.get(address);
    if (answered === null) return 'failed';
    if (answered === 'nothing') return 'null';
    const known = answered ?? address;
    return { index: this.#resource(known, known) };
  }

  /** The addresses by which a thing may have been asked: below an alias of its owner, too. */
  #names(address: string): readonly string[] {
    const told = this.#trustsPaths ? pathsTold(this.#world, this.#known) : [];
    const named = [...this.#known.asked, ...told];
    const aliases = named.flatMap(([alias, real]) => {
      const isBelow = real !== null && (address === real || address.startsWith(`${real}/`));
      return isBelow ? [alias + address.slice(real.length)] : [];
    });
    return [...new Set([address, ...aliases])];
  }

  /**
   * Whether what lies below a thing, of which nothing is known but the path that leads to it, may lie below another name of it: where it was
   * refused there, or something else was below a name that was not a thing's own.
   */
  #isInDoubt({ address = '', have }: ResourceNode, below: string): boolean {
    const isByPath = have === 0 && address.split('/').length > 3;
    return isByPath && (this.#known.asked.get(below) === null || isShallow(this.#known));
  }

  #isLeftOut(owner: number, name: string): boolean {
    const { have, address = '' } = this.nodes[owner] as ResourceNode;
    const { kind = '', refs } = this.#world.resources[address] ?? {};
    const least = this.#world.kinds[kind]?.refs[name]?.in;
    const isRead = have === 2 || (have === 1 && least === 'stub');
    return this.#world.omitsNull === true && isRead && refs?.[name] === null;
  }

  #follow(owner: number, kind: string, name: string): Place {
    const node = this.nodes[owner] as ResourceNode;
    const { in: least, path } = at(at(this.#world.kinds, kind).refs, name);
    const isLeftOut = this.#isLeftOut(owner, name);
    // What a stub leaves out, the whole may have.
    const from = least === 'whole' || isLeftOut ? 2 : 1;
    let isDerived = path !== undefined;
    let isOfTold = false;
    let child: number | undefined;
    if (node.have >= from && node.address !== undefined) {
      const target = at(this.#world.resources, node.address).refs[name];
      if (typeof target !== 'string') return isLeftOut ? 'absent' : 'null';
      child = this.#resource(target, target);
    } else if (path !== undefined && node.address !== undefined) {
      const addresses = this.#names(node.address).map((each) => `${each}/${path}`);
      const answered = addresses.find((each) => typeof this.#known.asked.get(each) === 'string');
      const address = answered ?? `${node.address}/${path}`;
      const place = this.#atAddress(address);
      if (place === 'null') return place;
      isOfTold = this.#isInDoubt(node, address);
      // Where it was refused, the document above may say that there is nothing, or name what lies elsewhere.
      isDerived = isOfTold || place !== 'failed';
      if (!isOfTold && typeof place === 'object') child = place.index;
    }
    const named = at(at(this.#world.kinds, kind).refs, name).kind;
    child ??= this.#resource(`${owner}.${name}`, undefined, path === undefined ? named : undefined);
    const edge: Edge = { name, child, in: from, derived: isDerived, isOfTold };
    if (!node.refs.some((other) => other.name === name)) node.refs.push(edge);
    return { index: child };
  }

  #atList(address: string | undefined, key: string | undefined, kind: string): Place {
    if (address !== undefined && this.#known.asked.get(address) === null) return 'failed';
    const known = address === undefined ? undefined : this.#known.lists.get(address);
    const index = this.#node(address ?? key ?? '', () => ({
      of: 'list',
      kind,
      ...(address !== undefined && { address }),
      havePage: known?.hasPage ?? false,
      wants: [],
      isWalked: false,
      items: [],
    }));
    return { index };
  }

  #list(owner: number, kind: string, name: string): Place {
    const node = this.nodes[owner] as ResourceNode;
    const spec = at(at(this.#world.kinds, kind).lists, name);
    const declares = node.have === 2 || (node.have === 1 && this.#world.stubLinks);
    let address: string | undefined;
    let isOfTold = false;
    if (node.address !== undefined && (declares || spec.path !== undefined)) {
      const addresses = this.#names(node.address).map((each) => listAddress(each, name, spec));
      const own = listAddress(node.address, name, spec);
      address = addresses.find((each) => this.#known.lists.has(each)) ?? own;
      isOfTold = this.#isInDoubt(node, address);
      if (isOfTold) address = undefined;
    }
    const place = this.#atList(address, `${owner}.${name}`, spec.kind);
    if (typeof place !== 'string' && !node.lists.some((other) => other.name === name)) {
      node.lists.push({
        name,
        child: place.index,
        in: 2,
        derived: spec.path !== undefined,
        isOfTold,
      });
    }
    return place;
  }

  #item(owner: number, index: number): Place {
    const node = this.nodes[owner] as ListNode;
    const known = node.address === undefined ? undefined : this.#known.lists.get(node.address);
    const address = known?.items.get(index);
    if (address === undefined && known?.length !== undefined && index >= known.length)
      return 'failed';
    const child = this.#resource(address ?? `${owner}[${index}]`, address, node.kind);
    if (!node.items.some((item) => item.index === index)) node.items.push({ index, child });
    return { index: child };
  }
}
