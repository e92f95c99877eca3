/**
 * What a request will foreseeably bring, by the map: documents whose values are holes.
 *
 * A hole like `{1.items[0].owner.id}` says which answer fills it in, and with what of it. Addresses are
 * derived by the map's templates, so that a plan reads like the requests that will be sent.
 */

import type { Level } from '../types/level.ts';
import type { Kind, LinkMap } from '../types/linkMap.ts';
import { levelNamed } from '../types/readMember.ts';
import { beginOf } from './addressOf.ts';
import { Doc, type Item, ListDoc } from './document.ts';
import { filled } from './ids.ts';
import { isSeveral } from './isSeveral.ts';
import type { Knowledge } from './known.ts';
import { kindOf } from './members.ts';
import { kindsIn } from './oneOf.ts';
import type { Ask } from './place.ts';
import { Reference } from './records.ts';
import { NOTHING, type Wish } from './wish.ts';

/** The foretold page: its items by their index in the whole collection. */
export interface ForetoldPage {
  readonly items: ReadonlyMap<number, Item>;
  readonly doc: Doc;
}

/** The resource that a request will bring. @param number - The request's number in the plan, from 1. */
export function foretellResource(
  ask: Ask & { readonly of: 'resource' },
  number: number,
  map: LinkMap,
  base: string,
  known: Knowledge,
): Doc {
  return foretellDoc(
    ask.kind,
    ask.address,
    String(number),
    { ...(ask.asked ?? ask.wish), whole: true },
    map,
    base,
    known,
  );
}

/** What an action will give. @param level - How much of it. */
export function foretellGiven(
  kind: string | undefined,
  address: string,
  number: number,
  level: Level,
  map: LinkMap,
  base: string,
): Doc {
  const wish = { ...NOTHING, whole: level === 'whole' };
  const least = level === 'ref' ? 'ref' : 'stub';
  return foretellDoc(kind, address, String(number), wish, map, base, undefined, least);
}

/** Those of one kind that a request will bring, by their ids. */
export function foretellMany(
  { kind, members, wish, asked = wish }: Ask & { readonly of: 'many' },
  number: number,
  map: LinkMap,
  base: string,
  known: Knowledge,
): readonly Doc[] {
  const whole = { ...asked, whole: true };
  return [...members.keys()].map((address, index) => {
    // One that stands for many is as many.
    const at = isSeveral(address) ? '*' : index;
    return foretellDoc(kind, address, `${number}.items[${at}]`, whole, map, base, known);
  });
}

/**
 * The page that a request will bring. Where its length is not known, one item stands for all: `items[*]`.
 *
 * @param again - The addresses of the items of a page that is asked again, by their index: it brings those very items.
 */
export function foretellPage(
  ask: Ask & { readonly of: 'list' },
  number: number,
  map: LinkMap,
  base: string,
  again: ReadonlyMap<number, string>,
  known: Knowledge,
): ForetoldPage {
  const items = new Map<number, Item>();
  const begin = beginOf(ask);
  const { size = Number.POSITIVE_INFINITY } = ask.covers ?? {};
  const wish = ask.asked ?? ask.wish;
  const [first = 0] = again.keys();
  for (const [index, address] of again) {
    const hole = `${number}.items[${index - first}]`;
    items.set(index, foretellDoc(ask.kind, address, hole, wish, map, base, known));
  }
  if (ask.again) return { items, doc: new Doc(undefined, new Map(), new Map()) };
  const item = (position: number | '*'): Doc => {
    const hole = `${number}.items[${position}]`;
    return foretellDoc(ask.kind, addressHole(ask.kind, hole, map, base), hole, wish, map, base);
  };
  for (const index of ask.indices) {
    if (index < begin + size) items.set(index, item(index - begin));
  }
  if (!items.has(ask.start)) items.set(ask.start, item('*'));
  return { items, doc: new Doc(undefined, new Map(), new Map()) };
}

/** How deep stubs stand in one another that nobody asked to be expanded. Kinds may name each other, and themselves. */
const DEEPEST = 4;

function foretellDoc(
  kindName: string | undefined,
  address: string | undefined,
  hole: string,
  wish: Wish,
  map: LinkMap,
  base: string,
  known?: Knowledge,
  least: 'ref' | 'stub' = 'stub',
  depth = 0,
): Doc {
  const links = new Map<string, string>();
  const fields = new Map<string, Item>();
  const kind = depth > DEEPEST ? undefined : kindOf(map, kindName);
  for (const [name, { read }] of Object.entries(kind?.members ?? {})) {
    if (read === undefined) continue;
    if (read.is === 'collection' && read.embedded !== undefined) {
      const { embedded } = read;
      const isThere =
        embedded === 'expansion' ? wish.refs.has(name) : arrivesIn(embedded, wish.whole, least);
      const at = `${hole}.${name}[*]`;
      if (isThere) {
        const target = addressHole(read.kind, at, map, base);
        const wanted = wish.refs.get(name) ?? NOTHING;
        const below = wish.refs.has(name) ? 0 : depth + 1;
        const item = foretellDoc(read.kind, target, at, wanted, map, base, known, 'stub', below);
        fields.set(name, new ListDoc([item], 'whole'));
      }
    }
    if (read.is === 'link' || read.is === 'collection') {
      if (read.rel !== undefined && read.path !== undefined && address !== undefined) {
        links.set(read.rel, read.path === '' ? address : `${address}/${read.path}`);
      } else if (
        read.rel !== undefined &&
        arrivesIn(read.declaredIn ?? 'stub', wish.whole, least)
      ) {
        links.set(read.rel, `{${hole}.links.${read.rel}}`);
      }
      continue;
    }
    const isBrought =
      read.in === 'expansion' ? wish.refs.has(name) : arrivesIn(read.in, wish.whole, least);
    if (!isBrought) continue;
    const inner = `${hole}.${name}`;
    if (read.is === 'field') {
      fields.set(name, `{${inner}}`);
    } else {
      const at = read.is === 'list' ? `${inner}[*]` : inner;
      const ids = [read.by ?? []]
        .flat()
        .map((by) => `{${hole}.${by}${read.is === 'list' ? '[*]' : ''}}`);
      const target =
        read.is === 'ref' && read.path !== undefined && address !== undefined
          ? `${address}/${read.path}`
          : (namedBefore(known, address, name) ?? addressHole(read.kind, at, map, base, ids));
      const wanted = wish.refs.get(name) ?? NOTHING;
      const below = wish.refs.has(name) ? 0 : depth + 1;
      const as = levelNamed(read);
      const doc = foretellDoc(read.kind, target, at, wanted, map, base, known, as, below);
      fields.set(name, read.is === 'list' ? [doc] : doc);
    }
  }
  return new Doc(address, links, fields);
}

/** What an answer before named there: it goes by the address that it has since then. */
function namedBefore(
  known: Knowledge | undefined,
  owner: string | undefined,
  name: string,
): string | undefined {
  const value = owner === undefined ? undefined : known?.record(owner)?.field(name);
  return value instanceof Reference ? value.address : undefined;
}

function arrivesIn(level: Level, whole: boolean, least: 'ref' | 'stub'): boolean {
  return whole || level === 'ref' || (level === 'stub' && least === 'stub');
}

/** The address of a resource that an answer will name; `undefined` for those that have none. */
function addressHole(
  kindName: string,
  hole: string,
  map: LinkMap,
  base: string,
  ids: readonly string[] = [],
): string | undefined {
  const kind: Kind | undefined = kindOf(map, kindName);
  if (kind?.address !== undefined) {
    const left = [...ids];
    return `${base}/${filled(kind.address, (name) => left.shift() ?? `{${hole}.${name}}`)}`;
  }
  const isLinked = Object.values(kind?.members ?? {}).some(
    ({ read }) => read?.is === 'link' && read.rel === 'self',
  );
  if (isLinked) return `{${hole}.links.self}`;
  // Which of several it is, and with that its address, the answer will tell.
  const hasAddress = (name: string): boolean => kindOf(map, name)?.address !== undefined;
  return kindsIn(map, kindName).some(hasAddress) ? `{${hole}}` : undefined;
}
