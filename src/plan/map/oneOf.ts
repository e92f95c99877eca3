/**
 * What is one of several kinds, and nobody knows yet which: `user|bot`.
 *
 * Such a kind is made of what the others have. It says beforehand what a name will most likely mean; once a document told
 * which of them it is, that one alone counts.
 */
import { fullerOf } from '../../types/level.ts';
import type { Kind, LinkMap, Member } from '../../types/linkMap.ts';
import type { ReadMember } from '../../types/readMember.ts';

const MADE = new WeakMap<LinkMap, Map<string, Kind | undefined>>();

/** Whether it stands for several kinds of the map, and for none by itself. */
export function isOneOf(map: LinkMap, kind: string | undefined): kind is string {
  return kind?.includes('|') === true && !Object.hasOwn(map.kinds, kind);
}

/** The names in it, which is a kind of its own or several with `|` between. */
export function kindsIn(map: LinkMap, kind: string): readonly string[] {
  return isOneOf(map, kind) ? kind.split('|') : [kind];
}

const TYPES = new WeakMap<LinkMap, ReadonlyMap<string, string>>();

/** The kind that a document means by its own word for it; `undefined` where the map has none. */
export function kindTold(map: LinkMap, told: unknown): string | undefined {
  if (typeof told !== 'string') return undefined;
  let types = TYPES.get(map);
  if (types === undefined) {
    types = new Map(
      Object.entries(map.kinds).flatMap(([kind, { type }]) => (type ? [[type, kind]] : [])),
    );
    TYPES.set(map, types);
  }
  return types.get(told) ?? (Object.hasOwn(map.kinds, told) ? told : undefined);
}

/** What several kinds are together; `undefined` where the map lacks one of them. */
export function oneOf(map: LinkMap, names: string): Kind | undefined {
  const made = MADE.get(map) ?? new Map<string, Kind | undefined>();
  MADE.set(map, made);
  if (!made.has(names)) made.set(names, unite(map, names.split('|')));
  return made.get(names);
}

function unite(map: LinkMap, names: readonly string[]): Kind | undefined {
  const kinds = names.flatMap((name) =>
    Object.hasOwn(map.kinds, name) ? [map.kinds[name] as Kind] : [],
  );
  if (kinds.length < names.length) return undefined;
  const [first] = kinds;
  const isAlike = kinds.every(({ address }) => address === first?.address);
  const all = new Set(kinds.flatMap(({ members }) => Object.keys(members)));
  const members = [...all].flatMap((name) => {
    const own = kinds.flatMap(({ members }) =>
      Object.hasOwn(members, name) ? [members[name] as Member] : [],
    );
    const both = own.reduce<Member | undefined>(
      (one, other) => one && uniteMembers(one, other),
      own[0],
    );
    return both === undefined ? [] : [[name, both] as const];
  });
  return {
    ...(isAlike && first?.address !== undefined && { address: first.address }),
    // One that has all of its names says nothing of the others.
    ...(kinds.every(({ complete }) => complete) && { complete: true }),
    members: Object.fromEntries(members),
  };
}

/** What a name means on both; `undefined` where that is not one thing, and only the document tells which it is. */
function uniteMembers(one: Member, other: Member): Member | undefined {
  const read = uniteReads(one.read, other.read);
  if (read === undefined && one.read !== undefined) return undefined;
  if (!isSame(one.call, other.call)) return undefined;
  return { ...(read && { read }), ...(one.call && { call: one.call }) };
}

function uniteReads(
  one: ReadMember | undefined,
  other: ReadMember | undefined,
): ReadMember | undefined {
  if (one === undefined || other === undefined || one.is !== other.is) return undefined;
  const { kind: ofOne, in: oneHeld, ...mine } = { kind: undefined, in: undefined, ...one };
  const { kind: ofOther, in: otherHeld, ...theirs } = { kind: undefined, in: undefined, ...other };
  if (!isSame(mine, theirs)) return undefined;
  const kinds = [...new Set([...(ofOne?.split('|') ?? []), ...(ofOther?.split('|') ?? [])])];
  return {
    ...mine,
    ...(ofOne !== undefined && { kind: kinds.join('|') }),
    ...(oneHeld !== undefined && otherHeld !== undefined && { in: fullerOf(oneHeld, otherHeld) }),
  } as ReadMember;
}

/** Whether two parts of a map say the same. They are plain data, and mostly written by one function. */
const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
