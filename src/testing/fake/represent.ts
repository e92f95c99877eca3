/** How a made-up server shows its resources: in their representations, by the map, with what was asked to be expanded. */
import type { Held, Level } from '../../types/level.ts';
import type { Json } from '../../values/json.ts';
import type { Spelling } from './Spelling.ts';
import { addressOfList, joined, pathOfMember, Thing } from './Thing.ts';
import type { World } from './World.ts';

/** What a server writes with. */
export interface Pen {
  readonly world: World;
  readonly spelling: Spelling;
  /** The address of the root, absolute. */
  readonly base: string;
}

/** What is to be expanded, by name. */
export interface Expansions {
  readonly [name: string]: Expansions;
}

/** The paths as a tree. */
export function toExpansions(paths: readonly string[]): Expansions {
  const tree: Record<string, Expansions> = {};
  for (const path of paths) {
    const [name = '', ...rest] = path.split('.');
    if (name === '') continue;
    const deeper = rest.length === 0 ? {} : toExpansions([rest.join('.')]);
    tree[name] = { ...tree[name], ...deeper };
  }
  return tree;
}

const RANKS: Readonly<Record<Level, number>> = { ref: 0, stub: 1, whole: 2 };

/** A resource in one of its representations. */
export function represent(thing: Thing, level: Level, expansions: Expansions, pen: Pen): Json {
  const { world, spelling, base } = pen;
  const members = world.membersOf(thing.kind);
  const fields: Record<string, Json> = {};
  const links: Record<string, string> = {};
  const isIn = (held: Held, name = ''): boolean =>
    held === 'expansion' ? Object.hasOwn(expansions, name) : RANKS[held] <= RANKS[level];
  const within = (name: string, target: Thing | string | null): Json => {
    if (typeof target === 'string' || target === null) return target;
    const deeper = expansions[name];
    return represent(target, deeper === undefined ? 'stub' : 'whole', deeper ?? {}, pen);
  };
  for (const [name, { read }] of Object.entries(members)) {
    if (read?.is === 'field') {
      const value = name === 'id' ? thing.id : thing.fields[name];
      if (value !== undefined && isIn(read.in)) fields[name] = value;
    } else if (read?.is === 'ref') {
      const target = world.namedBy(thing, name, read);
      if (target !== undefined && isIn(read.in, name)) fields[name] = within(name, target);
    } else if (read?.is === 'list') {
      const items = thing.lists.get(name);
      const shown = isIn(read.in, name) ? items?.filter(({ isGone }) => !isGone) : undefined;
      if (shown !== undefined) fields[name] = shown.map((item) => within(name, item));
    } else if (read?.rel !== undefined && read.path !== '' && isIn(read.declaredIn ?? 'stub')) {
      const isThere = read.is === 'collection' || world.namedBy(thing, name, read) instanceof Thing;
      if (!isThere) continue;
      const below = joined(thing.path, pathOfMember(name, read));
      const path =
        read.is === 'collection' ? addressOfList({ owner: thing, name, member: read }) : below;
      links[read.rel] = joined(base, path);
    }
  }
  const address = hasAddress(thing, world) ? joined(base, thing.path) : undefined;
  return spelling.resource({ address, fields, links });
}

/** Messages, for one, have none: they are what their page says of them. */
function hasAddress({ kind }: Thing, world: World): boolean {
  if (kind === world.map.root || world.map.kinds[kind]?.address !== undefined) return true;
  return Object.values(world.membersOf(kind)).some(
    ({ read }) => read?.is === 'link' && read.path === '',
  );
}
