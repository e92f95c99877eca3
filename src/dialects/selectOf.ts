/**
 * What a document has to be asked for, so that it holds what is read of it: the fields themselves, those with the ids of what
 * is referred to, and the keys of its address.
 */
import type { LinkMap } from '../types/linkMap.ts';
import type { ReadMember } from '../types/readMember.ts';
import type { Asked } from './Asked.ts';

/** What one kind is asked for. */
export interface Selected {
  /** The names that stand for data in its documents. */
  readonly fields: ReadonlySet<string>;
  /** The names of what it leads to, which an API may count among its fields or not. */
  readonly others: ReadonlySet<string>;
  /** All of these, as the map has them: what `Doc.selected` says. */
  readonly names: ReadonlySet<string>;
}

/** What is asked of a kind; `undefined` where all of it is. */
export function selectOf({ fields, map }: Asked, kind: string | undefined): Selected | undefined {
  const found = kind === undefined ? undefined : kindIn(map, kind);
  if (fields === undefined || kind === undefined || found?.address === undefined) return undefined;
  const holes = [...found.address.matchAll(/\{\+?(\w+)\}/g)].map(([, hole = '']) => hole);
  const own = new Set(holes);
  const others = new Set<string>();
  for (const name of fields.get(kind) ?? []) {
    const read = readMember(map, kind, name);
    // What is only called is none of its fields.
    if (read === undefined) continue;
    if (read.is === 'field') {
      own.add(name);
      continue;
    }
    others.add(name);
    if ('by' in read) for (const by of [read.by ?? []].flat()) own.add(by);
    if ('kindBy' in read && read.kindBy !== undefined) own.add(read.kindBy);
    if ('rel' in read && read.rel !== undefined) others.add(read.rel);
  }
  return { fields: own, others, names: new Set([...own, ...others]) };
}

/** The kind of that name. One of several that nobody has told apart yet is none. */
export function kindIn(map: LinkMap, kind: string): LinkMap['kinds'][string] | undefined {
  return Object.hasOwn(map.kinds, kind) ? map.kinds[kind] : undefined;
}

/** What a name of a document of that kind is. */
export function readMember(
  map: LinkMap,
  kind: string | undefined,
  name: string,
): ReadMember | undefined {
  const members = kind === undefined ? undefined : kindIn(map, kind)?.members;
  return members !== undefined && Object.hasOwn(members, name) ? members[name]?.read : undefined;
}
