/**
 * Draws programs, and the worlds for them, from numbers. 0 is always the simplest choice.
 */

import type { InnerSpec, Manners, ProgramWorld } from './programs.ts';
import { drawStatements } from './programsDrawStatements.ts';
import { numbersOf, type Tape } from './tape.ts';
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

const KINDS = ['ant', 'bee', 'cat'];

type Inner = Record<string, Record<string, InnerSpec>>;

function drawKinds(tape: Tape): {
  readonly kinds: Record<string, KindSpec>;
  readonly inner: Inner;
} {
  const names = KINDS.slice(0, 2 + tape.pick(2));
  const kinds: Record<string, KindSpec> = {};
  const inner: Inner = {};
  for (const [index, name] of names.entries()) {
    const later = names.slice(index + 1);
    const refs: Record<string, RefSpec> = {};
    const count = tape.of([1, 2, 2, 3]);
    for (let each = 0; each < count; each += 1) {
      const sort = later.length === 0 ? 'whole' : tape.of(['whole', 'stub', 'path', 'whole']);
      const inside: Level = sort === 'stub' ? 'stub' : 'whole';
      // Stubs in stubs, and addresses below addresses, must come to an end.
      const kind = tape.of(sort === 'stub' || sort === 'path' ? later : names);
      refs[`r${each}`] = { kind, in: inside, ...(sort === 'path' && { path: `r${each}` }) };
    }
    const lists: Record<string, ListSpec> = {};
    if (tape.chance(60)) {
      lists.c = { kind: tape.of(names), ...(!tape.chance(25) && { path: 'c' }) };
    }
    inner[name] = {};
    if (tape.chance(50)) {
      const isInStub = later.length > 0 && tape.chance(40);
      inner[name].m = isInStub
        ? { kind: tape.of(later), in: 'stub' }
        : { kind: tape.of(names), in: 'whole' };
    }
    kinds[name] = { fields: { id: 'stub', s: 'stub', w: 'whole' }, refs, lists };
  }
  return { kinds, inner };
}

function drawLimits(tape: Tape): ServerLimits {
  const pageSize = 2 + tape.pick(4);
  const expandDepth = tape.of([undefined, undefined, undefined, undefined, 2, 1, 0]);
  const expandPaths = tape.of([undefined, undefined, undefined, undefined, 2, 1]);
  return {
    pageSize,
    defaultPageSize: 1 + tape.pick(pageSize),
    ...(expandDepth !== undefined && { expandDepth }),
    ...(expandPaths !== undefined && expandDepth !== 0 && { expandPaths }),
  };
}

type Documents = Pick<ProgramWorld, 'resources' | 'lists' | 'aliases' | 'holds'>;

function drawDocuments(
  kinds: Readonly<Record<string, KindSpec>>,
  inner: Inner,
  rootLists: Readonly<Record<string, string>>,
  tape: Tape,
): Documents {
  const ids: Record<string, string[]> = {};
  const aliases: Record<string, string> = {};
  for (const kind of Object.keys(kinds)) {
    ids[kind] = Array.from({ length: 1 + tape.pick(5) }, (_, index) => `/${kind}/${index + 1}`);
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

function drawManners(addresses: readonly string[], inner: Inner, tape: Tape): Manners {
  const expands = tape.of([
    'all',
    'all',
    'all',
    'nothing',
    'one level',
    'refuses',
    'some',
  ] as const);
  const lists = Object.values(inner).flatMap((each) => Object.values(each));
  const refuses = tape.chance(25);
  const cap = tape.chance(12) ? 1 + tape.pick(2) : undefined;
  const unknown = tape.of(['r0', 'm', 'r1', 'items']);
  return {
    expands,
    ...(expands === 'refuses' && { unknown }),
    ...(cap !== undefined && { cap }),
    refused: refuses ? [tape.of(addresses), tape.of(addresses)] : [],
    status: tape.of([403, 404, 500, 200] as const),
    isOnce: tape.chance(40),
    embedsErrors: tape.chance(30) && !lists.some((each) => each.in === 'stub'),
  };
}

/** A world by its number. */
export function drawProgramWorld(seed: number): ProgramWorld {
  const tape = numbersOf(seed);
  const { kinds, inner } = drawKinds(tape);
  const limits = drawLimits(tape);
  const rootLists = Object.fromEntries(Object.keys(kinds).map((kind) => [`${kind}s`, kind]));
  const documents = drawDocuments(kinds, inner, rootLists, tape);
  const own = Object.keys(documents.resources).filter((each) => each.split('/').length === 3);
  const manners = drawManners(own, inner, tape);
  const stubLinks = tape.chance(50);
  const world = { kinds, inner, limits, rootLists, ...documents, manners, stubLinks };
  const program = drawStatements({ ...world, program: [] }, tape);
  // See `programsDrawStatements.ts` for what is left out here.
  const isOnce = manners.isOnce || JSON.stringify(program).includes('"is":"act"');
  return { ...world, manners: { ...manners, isOnce }, program };
}
