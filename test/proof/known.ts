/**
 * What a client has been told by the answers so far: the oracle's memory. Nothing of the library is in it.
 *
 * The world is read only for what a request really asked of it.
 */

import { isBelowAnother, isNothing } from './elsewhere.ts';
import type { Ask, GraphNode } from './free.ts';
import { at, canonical, holds, isGivenById, type Level, type World } from './world.ts';

export interface ListKnowledge {
  readonly items: ReadonlyMap<number, string>;
  /** How many there are, once an answer has told. */
  readonly length?: number;
  readonly hasPage: boolean;
}

/** What the answers so far have told. */
export interface Knowledge {
  readonly shown: ReadonlyMap<string, Level>;
  /** What answered at an address; `null` where it was refused, and `'nothing'` where the answer says that there is nothing. */
  readonly asked: ReadonlyMap<string, string | null>;
  readonly lists: ReadonlyMap<string, ListKnowledge>;
  /** What answers for several by their ids left out. */
  readonly leftOut: ReadonlySet<string>;
  /** The actions that were sent. */
  readonly acted: ReadonlySet<string>;
}

/** Knowledge as text: equal when the knowledge is. */
export const keyOf = ({ shown, asked, lists, leftOut, acted }: Knowledge): string =>
  JSON.stringify([
    [...shown].sort(),
    [...leftOut].sort(),
    [...asked].sort(),
    [...acted].sort(),
    [...lists]
      .map(([address, { items, length, hasPage }]) => [address, [...items].sort(), length, hasPage])
      .sort(),
  ]);

/** Of what answered by another name than its own: that name, and its own. */
const namesOf = ({ asked }: Knowledge): readonly (readonly [alias: string, real: string])[] =>
  [...asked].flatMap(([alias, real]) =>
    real === null || real === 'nothing' || real === alias ? [] : [[alias, real] as const],
  );

/** What paths lead to by the documents that were shown. */
export function pathsTold(
  world: World,
  { shown }: Knowledge,
): readonly (readonly [path: string, address: string])[] {
  return [...shown].flatMap(([owner, level]) => {
    const { kind, refs } = at(world.resources, owner);
    return Object.entries(at(world.kinds, kind).refs).flatMap(([name, { in: least, path }]) => {
      const target = refs[name];
      return path !== undefined && typeof target === 'string' && holds(level, least)
        ? [[`${owner}/${path}`, target] as const]
        : [];
    });
  });
}

/** Whether something was refused below a name that is not a thing's own: such a server may know things by their own alone. */
export function isShallow(known: Knowledge): boolean {
  const names = namesOf(known);
  return [...known.asked].some(
    ([address, real]) => real === null && names.some(([alias]) => address.startsWith(`${alias}/`)),
  );
}

/** The same, with the lists of what is known to be one thing by two names as one. */
export function settled(known: Knowledge): Knowledge {
  const aliases = namesOf(known);
  if (aliases.length === 0) return known;
  const lists = new Map<string, ListKnowledge>();
  for (const [address, list] of known.lists) {
    const [alias, real] = aliases.find(([each]) => address.startsWith(`${each}/`)) ?? ['', ''];
    const own = `${real}${address.slice(alias.length)}`;
    const other = lists.get(own);
    const length = Math.min(
      list.length ?? Number.POSITIVE_INFINITY,
      other?.length ?? Number.POSITIVE_INFINITY,
    );
    lists.set(own, {
      items: new Map([...(other?.items ?? []), ...list.items]),
      hasPage: list.hasPage || other?.hasPage === true,
      ...(Number.isFinite(length) && { length }),
    });
  }
  return { ...known, lists };
}

/** What is known before the first answer. */
export const NOTHING: Knowledge = {
  shown: new Map(),
  asked: new Map(),
  lists: new Map(),
  leftOut: new Set(),
  acted: new Set(),
};

/** What is known after the real world has answered a round. */
export function learn(
  world: World,
  known: Knowledge,
  nodes: readonly GraphNode[],
  asks: readonly Ask[],
): Knowledge {
  const shown = new Map(known.shown);
  const asked = new Map(known.asked);
  const lists = new Map(known.lists);
  const leftOut = new Set(known.leftOut);
  const acted = new Set(known.acted);
  const show = (address: string, level: Level, paths: readonly string[]): void => {
    if (shown.get(address) !== 'whole') shown.set(address, level);
    const resource = at(world.resources, address);
    for (const [name, { in: least }] of Object.entries(at(world.kinds, resource.kind).refs)) {
      const target = resource.refs[name];
      if (!holds(level, least) || typeof target !== 'string') continue;
      const isWhole =
        level === 'whole' && paths.some((path) => path === name || path.startsWith(`${name}.`));
      const deeper = paths.filter((path) => path.startsWith(`${name}.`));
      show(
        target,
        isWhole ? 'whole' : 'stub',
        deeper.map((path) => path.slice(name.length + 1)),
      );
    }
  };
  for (const { node: index, paths, window, members, riders = [] } of asks) {
    const node = nodes[index];
    const named = (members ?? []).map((member) => nodes[member]?.address ?? '');
    for (const address of [...named, ...riders]) {
      if (!isGivenById(world, address)) leftOut.add(address);
      else {
        asked.set(address, address);
        show(address, 'whole', paths);
      }
    }
    if (members !== undefined) continue;
    if (node?.of === 'act') {
      acted.add(node.name);
      if (node.creates !== undefined) show(node.creates, 'stub', []);
      continue;
    }
    const address = node?.address ?? '';
    const isLost = world.isShallow === true && isBelowAnother(world, address);
    const real = isLost ? '' : canonical(world, address);
    const items = world.lists[real];
    if (items !== undefined) {
      const [start, size] = window ?? [0, world.limits.defaultPageSize];
      const old = lists.get(address);
      const found = new Map(old?.items);
      const came = items.slice(start, start + size);
      for (const [offset, item] of came.entries()) {
        found.set(start + offset, item);
        const deeper = paths
          .filter((path) => path.startsWith('items.'))
          .map((path) => path.slice(6));
        show(item, paths.length > 0 ? 'whole' : 'stub', deeper);
      }
      // Where a total promises more, what lies behind the last item is asked for.
      const promised = came.length > 0 ? items.length + (world.totals ?? 0) : 0;
      const isEnd = start + size >= items.length && start + came.length >= promised;
      // Past the end, all that is known is that the end is not after the start.
      const length = isEnd ? (came.length > 0 || start === 0 ? items.length : start) : undefined;
      const least = Math.min(
        length ?? Number.POSITIVE_INFINITY,
        old?.length ?? Number.POSITIVE_INFINITY,
      );
      lists.set(address, {
        items: found,
        hasPage: window === undefined || old?.hasPage === true,
        ...(Number.isFinite(least) && { length: least }),
      });
    } else if (real in world.resources) {
      asked.set(address, real);
      show(real, 'whole', paths);
    } else {
      const isTold = world.tellsNothing === true && isNothing(world, real);
      asked.set(address, isTold ? 'nothing' : null);
    }
  }
  return { shown, asked, lists, leftOut, acted };
}
