/**
 * Who names what is missing: any document and any page that was shown may be asked for it again, not only those that a
 * chain came by. Nothing of the library is in it.
 */
import type { Knowledge } from './known.ts';
import { at, holds, type World } from './world.ts';

/** One thing that names another. */
export type Naming =
  | {
      readonly of: 'resource';
      readonly owner: string;
      readonly name: string;
      readonly target: string;
    }
  | {
      readonly of: 'list';
      readonly owner: string;
      readonly index: number;
      readonly target: string;
    };

/**
 * All that is known to name something, on the ways to what is missing from what leads to more than one of it: what leads
 * to one thing only can be left out, because that thing may be asked itself.
 */
export function namingsOf(
  world: World,
  known: Knowledge,
  missing: ReadonlySet<string>,
): readonly Naming[] {
  if (missing.size < 2) return [];
  const all = allNamings(world, known);
  const leadsTo = new Map<string, Set<string>>();
  for (const target of missing) {
    const way = new Set([target]);
    for (const each of way) {
      for (const naming of all) if (naming.target === each) way.add(naming.owner);
    }
    for (const each of way) leadsTo.set(each, new Set([...(leadsTo.get(each) ?? []), target]));
  }
  const useful = new Set([...leadsTo].filter(([, to]) => to.size > 1).map(([each]) => each));
  for (const owner of useful) {
    for (const naming of all) {
      if (naming.owner === owner && leadsTo.has(naming.target)) useful.add(naming.target);
    }
  }
  return all.filter(({ owner, target }) => useful.has(owner) && leadsTo.has(target));
}

function allNamings(world: World, known: Knowledge): readonly Naming[] {
  const found: Naming[] = [];
  for (const [owner, level] of known.shown) {
    const { kind, refs } = at(world.resources, owner);
    for (const [name, { in: least }] of Object.entries(at(world.kinds, kind).refs)) {
      const target = refs[name];
      if (typeof target !== 'string' || !holds(level, least)) continue;
      found.push({ of: 'resource', owner, name, target });
    }
  }
  for (const [owner, { items }] of known.lists) {
    for (const [index, target] of items) found.push({ of: 'list', owner, index, target });
  }
  return found;
}
