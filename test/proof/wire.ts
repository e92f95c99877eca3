/**
 * How a world is written between the library and its server, where that is otherwise than its judges read it: ids of two
 * parts, and collections that lie beside their owners. What either side gets is written anew, so that neither
 * the server nor the judges know of it.
 */
import type { LinkMap, Member } from '../../src/index.ts';
import type { Answer, Json } from './answer.ts';
import { listAddress, type Wire, type World } from './world.ts';

const PLAIN: Wire = { keyed: [], beside: [] };

type Written = Pick<World, 'kinds' | 'wire'>;

const anyOf = (names: readonly string[]): string => `(${names.join('|') || '(?!)'})`;

/** The names of a kind's collections that lie beside it. */
function besideOf({ kinds, wire = PLAIN }: Written, kind: string): readonly string[] {
  const { lists = {} } = kinds[kind] ?? {};
  const all = Object.entries(lists).filter(([, { path }]) => path !== undefined);
  return wire.beside.includes(kind) ? all.map(([name]) => name) : [];
}

/** An address as it goes over the wire. */
export function toWire(world: Written, address: string): string {
  const { keyed, beside } = world.wire ?? PLAIN;
  const list = new RegExp(`/${anyOf(beside)}/([^/?"]+)/c(?=[?"]|$)(\\?)?`, 'g');
  const key = new RegExp(`/${anyOf(keyed)}/([^/?"]+)(?=[/?"]|$)`, 'g');
  return address
    .replace(list, (_all, kind: string, id: string, more?: string) => {
      const own = keyed.includes(kind) ? `${id}&at=k${id}` : id;
      return `/c-of-${kind}?of=${own}${more === undefined ? '' : '&'}`;
    })
    .replace(key, '/$1/$2/k$2');
}

/** The same read back; what is not of that form is left as it is. */
export function fromWire(world: Written, address: string): string {
  const { keyed, beside } = world.wire ?? PLAIN;
  const list = new RegExp(`/c-of-${anyOf(beside)}\\?of=([^&]+)(?:&at=[^&]*)?(&)?`);
  const key = new RegExp(`/${anyOf(keyed)}/([^/?]+)/(?:k\\2|\\{[^}]*\\})(?=[/?]|$)`, 'g');
  const many = new RegExp(`(/${anyOf(keyed)}\\?id=)([^&]+)`);
  return address
    .replace(list, (_all, kind: string, id: string, more?: string) => {
      return `/${kind}/${id}/c${more === undefined ? '' : '?'}`;
    })
    .replace(key, '/$1/$2')
    .replace(many, (_all, path: string, _kind, ids: string) => path + ids.replace(/\/[^,]+/g, ''));
}

/** An argument of an action as the server of the world knows it. */
export function fromWireGiven(world: Written, given: Json | undefined): Json | undefined {
  const { keyed } = world.wire ?? PLAIN;
  return keyed.length > 0 && typeof given === 'string'
    ? given.replace(/^([^/ ]+)\/k\1$/, '$1')
    : given;
}

/** The arguments of a lookup. */
export function idOnWire(world: Written, kind: string, id: string): readonly (string | number)[] {
  const plain = /^\d+$/.test(id) ? Number(id) : id;
  return (world.wire ?? PLAIN).keyed.includes(kind) ? [plain, `k${id}`] : [plain];
}

/** A map that says how the world is written. */
export function mapOnWire(world: Written, { root, kinds }: LinkMap): LinkMap {
  const { keyed } = world.wire ?? PLAIN;
  const keyOf = (kind: string): string =>
    keyed.includes(kind) ? `${kind}/{id}/{key}` : `${kind}/{id}`;
  const members = (kind: string, own: Readonly<Record<string, Member>>): Record<string, Member> =>
    Object.fromEntries(
      Object.entries(own).map(([name, member]): [string, Member] => {
        const { read, call } = member;
        if (call?.is === 'lookup') return [name, { call: { ...call, path: keyOf(call.kind) } }];
        if (read?.is !== 'collection') return [name, member];
        const held = (own: typeof read): typeof read =>
          world.wire?.embeds?.includes(kind) === true
            ? { ...own, embedded: 'whole', ...(own.path !== undefined && { absent: 'empty' }) }
            : own;
        if (!besideOf(world, kind).includes(name)) return [name, { ...member, read: held(read) }];
        const { path: _below, ...rest } = held(read);
        const at = keyed.includes(kind) ? '&at={key}' : '';
        return [name, { read: { ...rest, address: `c-of-${kind}?of={id}${at}` } }];
      }),
    );
  return {
    root,
    kinds: Object.fromEntries(
      Object.entries(kinds).map(([kind, { members: own, ...rest }]) => {
        const address = kind === root ? {} : { address: keyOf(kind) };
        return [kind, { ...rest, ...address, members: members(kind, own) }];
      }),
    ),
  };
}

/**
 * An answer as it goes over the wire.
 *
 * @param get - What the server answers to an address now.
 */
export function jsonOnWire(
  world: World | Written,
  json: Answer['json'],
  get?: (path: string) => Answer,
): Answer['json'] {
  if (world.wire === undefined) return json;
  return JSON.parse(JSON.stringify(json), (_name, value: Json) => {
    if (typeof value === 'string') {
      return value.startsWith('https://') ? toWire(world, value) : value;
    }
    return get !== undefined && isObject(value) && 'w' in value && 'resources' in world
      ? { ...value, ...heldIn(world, value, get) }
      : value;
  });
}

type JsonObject = Answer['json'];
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The collections that stand in a whole document: the first page of each, and how it goes on. */
function heldIn(world: World, json: JsonObject, get: (path: string) => Answer): JsonObject {
  const path = isObject(json.links) ? new URL(String(json.links.self)).pathname : '';
  const address = fromWire(world, path);
  const { kind = '' } = world.resources[address] ?? {};
  if (world.wire?.embeds?.includes(kind) !== true) return {};
  const lists = Object.entries(world.kinds[kind]?.lists ?? {});
  return Object.fromEntries(
    lists.flatMap(([name, spec]) => {
      const { status, json: page } = get(listAddress(address, name, spec));
      if (status >= 400 || !Array.isArray(page.items)) return [];
      // Where only documents say where a collection is, one that does not may be at fault.
      if (page.items.length === 0 && spec.path !== undefined) return [];
      const { items, next } = JSON.parse(JSON.stringify(page), (_name, value: Json) =>
        typeof value === 'string' && value.startsWith('https://') ? toWire(world, value) : value,
      );
      return [[name, { items, ...(next !== undefined && { next }) }]];
    }),
  );
}
