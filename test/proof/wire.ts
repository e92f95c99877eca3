/**
 * How a world is written between the library and its server, where that is otherwise than its judges read it: ids of two
 * parts, and collections that lie beside their owners. What either side gets is written anew, so that neither
 * the server nor the judges know of it.
 */
import type { LinkMap, Member } from '../../src/index.ts';
import type { Json } from './answer.ts';
import type { Wire, World } from './world.ts';

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
        if (read?.is !== 'collection' || !besideOf(world, kind).includes(name)) {
          return [name, member];
        }
        const { path: _below, ...rest } = read;
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

/** An answer as it goes over the wire. */
export function jsonOnWire<T>(world: Written, json: T): T {
  if (world.wire === undefined) return json;
  return JSON.parse(JSON.stringify(json), (_name, value: unknown) => {
    const isAddress = typeof value === 'string' && value.startsWith('https://');
    return isAddress ? toWire(world, value) : value;
  }) as T;
}
