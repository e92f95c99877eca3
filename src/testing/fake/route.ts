/** What lies at an address of a made-up server, by the map. */
import type { ActionMember, LookupMember } from '../../types/callMember.ts';
import { type List, pathOfMember, Thing } from './Thing.ts';
import type { World } from './World.ts';

/** Where an address leads. */
export type Place = Thing | List;

/** An action that an address leads to. */
export interface Call {
  readonly on: Place;
  /** The name by which it is called. */
  readonly name: string;
  readonly action: ActionMember;
  /** What stands in the address for the parameters in its path. */
  readonly inPath: Readonly<Record<string, string>>;
}

/** What is read at an address. @param path - Below the root, as it was sent. @param query - What was sent behind it. */
export function readAt(
  world: World,
  path: string,
  query: URLSearchParams = new URLSearchParams(),
): Place | undefined {
  const beside = besideAt(world, path, query);
  if (beside !== undefined) return beside;
  for (const place of placesAt(world, path)) if (place.rest === '') return place.at;
  return undefined;
}

/** A collection that lies beside its owner, whose id is in the query or in the path. */
function besideAt(world: World, path: string, query: URLSearchParams): List | undefined {
  for (const [kind, { members }] of Object.entries(world.map.kinds)) {
    for (const [name, { read }] of Object.entries(members)) {
      if (read?.is !== 'collection' || read.address === undefined) continue;
      const [template = '', rest] = read.address.split(/\?(.*)/s);
      const found = [match(template, path)];
      for (const [each, value] of new URLSearchParams(rest)) {
        const given = query.get(each);
        found.push(given === null ? undefined : match(value, encodeURIComponent(given)));
      }
      const id = found.every((each) => each !== undefined) ? Object.assign({}, ...found).id : '';
      const owner = world.find(kind, String(id ?? ''));
      if (owner !== undefined) return { owner, name, member: read };
    }
  }
  return undefined;
}

/** What may be called at an address, by that method: all of one place. */
export function callsAt(world: World, path: string, method: string): readonly Call[] {
  for (const { at, rest } of placesAt(world, path)) {
    const calls = actionsOf(at, world).flatMap(([name, action]): readonly Call[] => {
      const inPath = action.method === method ? match(action.path, rest) : undefined;
      return inPath === undefined ? [] : [{ on: at, name, action, inPath }];
    });
    if (calls.length > 0) return calls;
  }
  return [];
}

interface Reached {
  readonly at: Place;
  /** What of the path is left. */
  readonly rest: string;
}

/** All that lies on the way, what is the nearest to the root first: who is taken out of a list is not deleted. */
function placesAt(world: World, path: string): readonly Reached[] {
  const found: Reached[] = [];
  const go = (at: Place, rest: string): void => {
    found.push({ at, rest });
    for (const next of at instanceof Thing
      ? belowThing(world, at, rest)
      : belowList(world, at, rest)) {
      go(next.at, next.rest);
    }
  };
  go(world.root, path);
  return found;
}

function belowThing(world: World, thing: Thing, path: string): readonly Reached[] {
  const found: Reached[] = [];
  for (const [name, { read, call }] of Object.entries(world.membersOf(thing.kind))) {
    if (call?.is === 'lookup') found.push(...looked(world, thing, call, path));
    if (read === undefined || read.is === 'field' || read.is === 'list') continue;
    const rest = restAfter(pathOfMember(name, read), path);
    if (rest === undefined || pathOfMember(name, read) === '') continue;
    if (read.is === 'collection') {
      found.push({ at: { owner: thing, name, member: read }, rest });
    } else {
      const target = world.namedBy(thing, name, read);
      if (target instanceof Thing) found.push({ at: target, rest });
    }
  }
  if (thing !== world.root) return found;
  for (const [kind, { address }] of Object.entries(world.map.kinds)) {
    if (address === undefined) continue;
    found.push(...looked(world, thing, { is: 'lookup', kind, path: address }, path));
  }
  return found;
}

/** What is found by its id: of its kind if that has an address of its own, otherwise in the lists of its owner. */
function looked(
  world: World,
  owner: Thing,
  { kind, path: template }: LookupMember,
  path: string,
): readonly Reached[] {
  const depth = template.split('/').length;
  const parts = path.split('/');
  const id = match(template, parts.slice(0, depth).join('/'))?.id;
  if (id === undefined) return [];
  const lists = Object.entries(world.membersOf(owner.kind)).flatMap(([name, { read }]) =>
    read?.is === 'collection' && read.kind === kind ? [{ owner, name, member: read }] : [],
  );
  const at =
    world.find(kind, id) ??
    lists.map((list) => world.findIn(list, id)).find((item) => item !== undefined);
  return at === undefined ? [] : [{ at, rest: parts.slice(depth).join('/') }];
}

/** An item that has no address of its own. */
function belowList(world: World, list: List, path: string): readonly Reached[] {
  if (world.map.kinds[list.member.kind]?.address !== undefined) return [];
  const [id = '', ...rest] = path.split('/');
  const at = id === '' ? undefined : world.findIn(list, decoded(id));
  return at === undefined ? [] : [{ at, rest: rest.join('/') }];
}

function actionsOf(at: Place, world: World): readonly (readonly [string, ActionMember])[] {
  if (!(at instanceof Thing)) {
    const actions = at.member.is === 'collection' ? (at.member.actions ?? {}) : {};
    return Object.entries(actions).filter(([, { declared }]) => !declared);
  }
  // Where what documents declare lies, the map does not say.
  return Object.entries(world.membersOf(at.kind)).flatMap(([name, { call }]) =>
    call?.is === 'action' && !call.declared ? [[name, call] as const] : [],
  );
}

/** What is left of a path behind another; `undefined` where it does not begin with that. */
function restAfter(prefix: string, path: string): string | undefined {
  if (path === prefix) return '';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}

/** What stands in a path for the names in a template, where it is of that form. What stands in brackets may be left out. */
function match(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const source = template
    .replace(/[.*+?^$()|\\]/g, '\\$&')
    .replaceAll('[', '(?:')
    .replaceAll(']', ')?')
    .replace(/\{\w+\}/g, '([^/]+)');
  const found = new RegExp(`^${source}$`).exec(path);
  if (found === null) return undefined;
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const value = found[index + 1];
      return value === undefined ? [] : [[name, decoded(value)]];
    }),
  );
}

/** A part of an address as it was meant; as it stands, where that cannot be told. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
