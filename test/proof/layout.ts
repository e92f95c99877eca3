/**
 * Lays chains out over what is known as a graph, which `free.ts` completes: what is known to be one thing is one
 * node, what is unknown is a node of its own for each way that leads there. Nothing of the library is in it.
 */
import type { Edge, GraphNode, ListNode, ResourceNode } from './free.ts';
import type { Knowledge } from './known.ts';
import { at, type Level, listAddress, type Steps, type World } from './world.ts';

/** A node of the graph while it is being built. */
type Place = { readonly index: number } | 'answered';

/** The graph of a world's chains, as far as they are not answered yet. */
export class Layout {
  readonly nodes: GraphNode[] = [];
  readonly #world: World;
  readonly #known: Knowledge;
  readonly #byKey = new Map<string, number>();

  constructor(world: World, known: Knowledge) {
    this.#world = world;
    this.#known = known;
    for (const chain of world.chains) this.#lay(chain);
  }

  #lay(steps: Steps): void {
    const [first, ...rest] = steps;
    if (first === undefined) return;
    let place: Place =
      first.is === 'lookup'
        ? this.#atAddress(`/${first.kind}/${first.id}`)
        : this.#atList(`/${first.is === 'list' ? first.name : ''}`, undefined);
    let kind =
      first.is === 'lookup'
        ? first.kind
        : at(this.#world.rootLists, first.is === 'list' ? first.name : '');
    let ends: Level = first.is === 'lookup' ? 'whole' : 'stub';
    for (const step of rest) {
      if (place === 'answered') return;
      const { index }: { readonly index: number } = place;
      const spec = at(this.#world.kinds, kind);
      if (step.is === 'field') {
        this.#need(index, at(spec.fields, step.name));
        return;
      }
      if (step.is === 'ref') {
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
    if (place !== 'answered') this.#need(place.index, ends);
  }

  #need(index: number, level: Level): void {
    const node = this.nodes[index] as GraphNode;
    if (node.of === 'list') node.needPage = true;
    else node.need = Math.max(node.need, level === 'whole' ? 2 : 1);
  }

  #node(key: string, create: () => GraphNode): number {
    let index = this.#byKey.get(key);
    if (index === undefined) {
      index = this.nodes.push(create()) - 1;
      this.#byKey.set(key, index);
    }
    return index;
  }

  #resource(key: string, address: string | undefined): number {
    const level = address === undefined ? undefined : this.#known.shown.get(address);
    return this.#node(key, () => ({
      of: 'resource',
      ...(address !== undefined && { address }),
      have: level === undefined ? 0 : level === 'stub' ? 1 : 2,
      need: 0,
      refs: [],
      lists: [],
    }));
  }

  #atAddress(address: string): Place {
    const answered = this.#known.asked.get(address);
    if (answered === null) return 'answered';
    const known = answered ?? address;
    return { index: this.#resource(known, known) };
  }

  /** The addresses by which a thing may have been asked: below an alias of its owner, too. */
  #names(address: string): readonly string[] {
    const aliases = [...this.#known.asked].flatMap(([alias, real]) => {
      const isBelow = real !== null && (address === real || address.startsWith(`${real}/`));
      return isBelow ? [alias + address.slice(real.length)] : [];
    });
    return [...new Set([address, ...aliases])];
  }

  #follow(owner: number, kind: string, name: string): Place {
    const node = this.nodes[owner] as ResourceNode;
    const { in: least, path } = at(at(this.#world.kinds, kind).refs, name);
    const isShown = node.have >= (least === 'whole' ? 2 : 1);
    let child: number | undefined;
    if (isShown && node.address !== undefined) {
      const target = at(this.#world.resources, node.address).refs[name];
      if (typeof target !== 'string') return 'answered';
      child = this.#resource(target, target);
    } else if (path !== undefined && node.address !== undefined) {
      const addresses = this.#names(node.address).map((each) => `${each}/${path}`);
      const address =
        addresses.find((each) => this.#known.asked.has(each)) ?? `${node.address}/${path}`;
      const place = this.#atAddress(address);
      if (place === 'answered') return place;
      child = place.index;
    }
    child ??= this.#resource(`${owner}.${name}`, undefined);
    const edge: Edge = { name, child, in: least === 'whole' ? 2 : 1, derived: path !== undefined };
    if (!node.refs.some((other) => other.name === name)) node.refs.push(edge);
    return { index: child };
  }

  #atList(address: string | undefined, key: string | undefined): Place {
    if (address !== undefined && this.#known.asked.get(address) === null) return 'answered';
    const known = address === undefined ? undefined : this.#known.lists.get(address);
    const index = this.#node(address ?? key ?? '', () => ({
      of: 'list',
      ...(address !== undefined && { address }),
      havePage: known?.hasPage ?? false,
      needPage: false,
      items: [],
    }));
    return { index };
  }

  #list(owner: number, kind: string, name: string): Place {
    const node = this.nodes[owner] as ResourceNode;
    const spec = at(at(this.#world.kinds, kind).lists, name);
    const declares = node.have === 2 || (node.have === 1 && this.#world.stubLinks);
    let address: string | undefined;
    if (node.address !== undefined && (declares || spec.path !== undefined)) {
      const addresses = this.#names(node.address).map((each) => listAddress(each, name, spec));
      address = addresses.find((each) => this.#known.lists.has(each)) ?? addresses[0];
    }
    const place = this.#atList(address, `${owner}.${name}`);
    if (place !== 'answered' && !node.lists.some((other) => other.name === name)) {
      node.lists.push({ name, child: place.index, in: 2, derived: spec.path !== undefined });
    }
    return place;
  }

  #item(owner: number, index: number): Place {
    const node = this.nodes[owner] as ListNode;
    const known = node.address === undefined ? undefined : this.#known.lists.get(node.address);
    const address = known?.items.get(index);
    if (address === undefined && known?.length !== undefined && index >= known.length)
      return 'answered';
    const child = this.#resource(address ?? `${owner}[${index}]`, address);
    if (!node.items.some((item) => item.index === index)) node.items.push({ index, child });
    return { index: child };
  }
}
