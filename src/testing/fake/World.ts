/**
 * The resources of a made-up server: what there is, what names what, and how that changes.
 *
 * Knows no HTTP and no spelling. What it is made of is read by `readData.ts`.
 */
import type { Kind, LinkMap } from '../../types/linkMap.ts';
import type { LinkMember, RefMember } from '../../types/readMember.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import { joined, type List, pathOfList, pathOfMember, Thing } from './Thing.ts';

/** Other names of a resource than its id. */
export type NamesOf = (kind: string, fields: JsonObject) => readonly string[];

export class World {
  readonly map: LinkMap;
  readonly root: Thing;
  readonly #namesOf: NamesOf;
  readonly #ofKind: Map<string, Thing[]> = new Map<string, Thing[]>();

  constructor(map: LinkMap, namesOf: NamesOf) {
    this.map = map;
    this.root = new Thing(map.root, '');
    this.#namesOf = namesOf;
  }

  membersOf(kind: string): Kind['members'] {
    return this.map.kinds[kind]?.members ?? {};
  }

  /** A new resource, which has no id yet. @param home - Where it lies, if its kind has no address. */
  make(kind: string, home?: List | (() => string)): Thing {
    const where = typeof home === 'object' ? (id: string) => joined(pathOfList(home), id) : home;
    const thing = new Thing(kind, this.map.kinds[kind]?.address, where);
    const all = this.#ofKind.get(kind) ?? [];
    all.push(thing);
    this.#ofKind.set(kind, all);
    return thing;
  }

  allOf(kind: string): readonly Thing[] {
    return this.everOf(kind).filter(isThere);
  }

  /** With those that are gone: no id is given twice. */
  everOf(kind: string): readonly Thing[] {
    return this.#ofKind.get(kind) ?? [];
  }

  /** The resource of that kind with that id or name, if it has an address of its own. */
  find(kind: string, id: string): Thing | undefined {
    return this.map.kinds[kind]?.address === undefined
      ? undefined
      : this.#named(this.allOf(kind), id);
  }

  findIn(list: List, id: string): Thing | undefined {
    return this.#named(this.itemsOf(list), id);
  }

  #named(things: readonly Thing[], id: string): Thing | undefined {
    return (
      things.find((thing) => String(thing.id) === id) ??
      things.find(({ kind, fields }) => this.#namesOf(kind, fields).includes(id))
    );
  }

  /** What a list holds. A collection of the root that was not given holds all there is of its kind. */
  itemsOf({ owner, name, member }: List): readonly Thing[] {
    const given = owner.lists.get(name);
    if (given === undefined) return owner === this.root ? this.allOf(member.kind) : [];
    return given.filter(isThere);
  }

  add(list: List, thing: Thing): void {
    const given = list.owner.lists.get(list.name);
    if (given?.includes(thing)) return;
    if (given !== undefined) given.push(thing);
    else if (list.owner !== this.root) list.owner.lists.set(list.name, [thing]);
  }

  remove(list: List, thing: Thing): void {
    const left = this.itemsOf(list).filter((each) => each !== thing);
    list.owner.lists.set(list.name, left);
  }

  /** Gives ids to those that have none: whole numbers from 1 on that are free among their like. */
  number(things: readonly Thing[], like: readonly Thing[]): void {
    const taken = new Set(like.map(({ id }) => String(id)));
    let next = 1;
    for (const thing of things) {
      if (thing.id !== undefined) continue;
      while (taken.has(String(next))) next += 1;
      taken.add(String(next));
      const read = this.membersOf(thing.kind).id?.read;
      thing.id = read?.is === 'field' && read.codec === 'string' ? String(next) : next;
    }
  }

  /**
   * What a name of a resource leads to. What has a place below its owner, as the statistics of a room do, is there although
   * nothing was given for it: it says nothing then.
   */
  namedBy(
    thing: Thing,
    name: string,
    read: RefMember | LinkMember,
  ): Thing | string | null | undefined {
    const given = thing.to.get(name);
    if (given !== undefined || read.is !== 'ref' || read.path === undefined) return given;
    if (this.map.kinds[read.kind]?.address !== undefined) return undefined;
    const made = this.make(read.kind, () => joined(thing.path, pathOfMember(name, read)));
    thing.to.set(name, made);
    return made;
  }

  /** Sets what a name stands for, a resource by its id or name, or a list of such. Gives `false` where it could not. */
  set(thing: Thing, name: string, value: Json): boolean {
    const read = this.membersOf(thing.kind)[name]?.read;
    if (read?.is === 'field') {
      thing.fields[name] = value;
      return true;
    }
    if (read?.is === 'list' || read?.is === 'collection') {
      const { kind } = read;
      const items = Array.isArray(value) ? value.map((id) => this.find(kind, String(id))) : [];
      const found = items.filter((item) => item !== undefined);
      if (!Array.isArray(value) || found.length < items.length) return false;
      thing.lists.set(name, found);
      return true;
    }
    if (read?.is !== 'ref') return false;
    const target = value === null ? null : this.find(read.kind, String(value));
    if (target === undefined) return false;
    thing.to.set(name, target);
    return true;
  }
}

const isThere = ({ isGone }: Thing): boolean => !isGone;
