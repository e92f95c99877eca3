/**
 * Who names what is needed: any document and any page in hand may bring it, not only those that a chain came by.
 *
 * Only what leads to several needed things is of use: one thing alone costs one request in any case.
 */
import type { Level } from '../../types/level.ts';
import type { Knowledge } from '../known/known.ts';
import { Reference } from '../known/records.ts';

/** A resource that names another, by its address. */
interface NamedIn {
  readonly owner: string;
  readonly kind: string | undefined;
  readonly name: string;
  readonly level: Level;
}

/** A page on which something is an item. */
interface ItemOf {
  readonly list: string;
  readonly index: number;
  readonly href: string;
}

/** What leads to things that are needed: by the address of what it leads to at once. */
interface Holders {
  readonly resources: ReadonlyMap<string, readonly NamedIn[]>;
  readonly pages: ReadonlyMap<string, readonly ItemOf[]>;
}

/** Beyond so many documents and items, nobody looks through all of them for each round. */
const MOST = 300;
const NONE: Holders = { resources: new Map(), pages: new Map() };

/** Finds the documents and pages in hand that lead to more than one of these addresses. */
export function holdersOf(needed: readonly string[], known: Knowledge): Holders {
  if (needed.length < 2 || known.size > MOST) return NONE;
  const resources = new Map<string, NamedIn[]>();
  const pages = new Map<string, ItemOf[]>();
  for (const { address: owner, kind, level, named } of known.records()) {
    for (const [name, value] of named) {
      if (!(value instanceof Reference)) continue;
      add(resources, known.identity(value.address), { owner, kind, name, level });
    }
  }
  for (const [list, { items }] of known.lists()) {
    for (const [index, item] of items) {
      const href = items.hrefOf(index);
      if (!(item instanceof Reference) || href === undefined) continue;
      add(pages, known.identity(item.address), { list, index, href });
    }
  }
  return leadingToSeveral(needed, { resources, pages });
}

function add<T>(all: Map<string, T[]>, key: string, value: T): void {
  const same = all.get(key);
  if (same === undefined) all.set(key, [value]);
  else same.push(value);
}

/** Without what leads to one needed thing only. */
function leadingToSeveral(needed: readonly string[], { resources, pages }: Holders): Holders {
  // What is needed by way of each address and page.
  const reached = new Map<string, Set<string>>();
  const note = (at: string, target: string): boolean => {
    const all = reached.get(at) ?? new Set();
    reached.set(at, all);
    return !all.has(target) && all.add(target) !== undefined;
  };
  for (const target of needed) {
    const way = [target];
    note(target, target);
    for (const at of way) {
      for (const { owner } of resources.get(at) ?? []) if (note(owner, target)) way.push(owner);
      for (const { href } of pages.get(at) ?? []) note(`page ${href}`, target);
    }
  }
  const leads = (at: string): boolean => (reached.get(at)?.size ?? 0) > 1;
  // What a useful one names on the way to something needed is of use as well.
  const useful = new Set([...reached.keys()].filter(leads));
  const kept = (at: string): boolean => useful.has(at);
  for (let size = -1; size < useful.size; ) {
    size = useful.size;
    for (const at of reached.keys()) {
      const isNamed = (resources.get(at) ?? []).some(({ owner }) => kept(owner));
      if (isNamed || (pages.get(at) ?? []).some(({ href }) => kept(`page ${href}`))) useful.add(at);
    }
  }
  return {
    resources: filtered(
      resources,
      (at) => reached.has(at),
      ({ owner }) => kept(owner),
    ),
    pages: filtered(
      pages,
      (at) => reached.has(at),
      ({ href }) => kept(`page ${href}`),
    ),
  };
}

function filtered<T>(
  all: ReadonlyMap<string, readonly T[]>,
  isOn: (address: string) => boolean,
  isKept: (value: T) => boolean,
): ReadonlyMap<string, readonly T[]> {
  const left = [...all].filter(([address]) => isOn(address));
  return new Map(left.map(([address, values]) => [address, values.filter(isKept)]));
}
