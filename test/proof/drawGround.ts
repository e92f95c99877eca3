/**
 * Draws what worlds of every sort stand on: kinds with references and lists, limits of a server, and documents. What may be
 * drawn, and how often, is each sort's own.
 */
import type { InnerSpec } from './programs.ts';
import type { Tape } from './tape.ts';
import {
  at,
  type KindSpec,
  type Level,
  type ListSpec,
  listAddress,
  type RefSpec,
  type Resource,
  type ServerLimits,
} from './world.ts';

/** The lists of things inside documents, by kind and name. */
export type Inner = Readonly<Record<string, Readonly<Record<string, InnerSpec>>>>;

/** How kinds are drawn. */
export interface KindChances {
  /** How many references one has. */
  readonly refs: readonly number[];
  /** What a reference is like: by its own address below its owner's, or in which representations it stands. */
  readonly sorts: readonly ('whole' | 'stub' | 'path')[];
  /** How many in a hundred have a list. */
  readonly lists: number;
}

/** Draws one of some kinds. @param names - The names of them all. */
export function drawKind(
  name: string,
  names: readonly string[],
  chances: KindChances,
  tape: Tape,
): KindSpec {
  const later = names.slice(names.indexOf(name) + 1);
  const refs: Record<string, RefSpec> = {};
  const count = tape.of(chances.refs);
  for (let each = 0; each < count; each += 1) {
    const sort = later.length === 0 ? 'whole' : tape.of(chances.sorts);
    const inside: Level = sort === 'stub' ? 'stub' : 'whole';
    // Stubs in stubs, and addresses below addresses, must come to an end.
    const kind = tape.of(sort === 'stub' || sort === 'path' ? later : names);
    refs[`r${each}`] = { kind, in: inside, ...(sort === 'path' && { path: `r${each}` }) };
  }
  const lists: Record<string, ListSpec> = {};
  if (tape.chance(chances.lists)) {
    lists.c = { kind: tape.of(names), ...(!tape.chance(25) && { path: 'c' }) };
  }
  return { fields: { id: 'stub', s: 'stub', w: 'whole' }, refs, lists };
}

/** Draws limits. @param depths, paths - How deep, and how many paths, a request may expand. */
export function drawLimits(
  depths: readonly (number | undefined)[],
  paths: readonly (number | undefined)[],
  tape: Tape,
): ServerLimits {
  const pageSize = 2 + tape.pick(4);
  const expandDepth = tape.of(depths);
  const expandPaths = tape.of(paths);
  return {
    pageSize,
    defaultPageSize: 1 + tape.pick(pageSize),
    ...(expandDepth !== undefined && { expandDepth }),
    ...(expandPaths !== undefined && expandDepth !== 0 && { expandPaths }),
  };
}

/** All that a server holds. */
export interface Documents {
  readonly resources: Record<string, Resource>;
  readonly lists: Record<string, readonly string[]>;
  readonly aliases: Record<string, string>;
  /** What stands in the lists inside documents. */
  readonly holds: Record<string, Record<string, readonly string[]>>;
}

/** Draws documents. @param most - How many things of a kind there may be. */
export function drawDocuments(
  kinds: Readonly<Record<string, KindSpec>>,
  inner: Inner,
  rootLists: Readonly<Record<string, string>>,
  most: number,
  tape: Tape,
): Documents {
  const ids: Record<string, string[]> = {};
  const aliases: Record<string, string> = {};
  for (const kind of Object.keys(kinds)) {
    ids[kind] = Array.from({ length: 1 + tape.pick(most) }, (_, index) => `/${kind}/${index + 1}`);
    aliases[`/${kind}/n1`] = tape.of(ids[kind]);
  }
  const resources: Record<string, Resource> = {};
  const lists: Record<string, readonly string[]> = {};
  const holds: Record<string, Record<string, readonly string[]>> = {};
  const items = (kind: string): string[] => {
    const all = at(ids, kind);
    const from = tape.pick(all.length);
    return [...all.slice(from), ...all.slice(0, from)].slice(0, tape.chance(70) ? 9 : tape.pick(4));
  };
  const create = (kind: string, address: string): void => {
    const spec = at(kinds, kind);
    const refs: Record<string, string | null> = {};
    for (const [name, { kind: target, path }] of Object.entries(spec.refs)) {
      if (path !== undefined) create(target, `${address}/${path}`);
      const isNull = tape.chance(12) && path === undefined;
      refs[name] =
        path !== undefined ? `${address}/${path}` : isNull ? null : tape.of(at(ids, target));
    }
    for (const [name, list] of Object.entries(spec.lists)) {
      lists[listAddress(address, name, list)] = items(list.kind);
    }
    holds[address] = Object.fromEntries(
      Object.entries(inner[kind] ?? {}).map(([name, { kind: of }]) => [
        name,
        items(of).slice(0, 3),
      ]),
    );
    const fields = Object.fromEntries(
      Object.keys(spec.fields).map((name) => [name, `${name} of ${address}`]),
    );
    resources[address] = { address, kind, fields, refs };
  };
  for (const [kind, addresses] of Object.entries(ids)) {
    for (const address of addresses) create(kind, address);
  }
  for (const [name, kind] of Object.entries(rootLists)) lists[`/${name}`] = items(kind);
  return { resources, lists, aliases, holds };
}
