/**
 * Draws worlds from lists of numbers, where 0 is always the simplest choice, so that fast-check's shrinking of
 * numbers is a shrinking of worlds.
 */
import * as fc from 'fast-check';
import { drawActions } from './drawActions.ts';
import { drawBush, drawChains, drawNames, forking } from './drawChains.ts';
import { drawLoop, drawPipeline } from './drawPipelines.ts';
import { numbersOf, Tape } from './tape.ts';
import {
  at,
  type KindSpec,
  type Level,
  type ListSpec,
  listAddress,
  type RefSpec,
  type Resource,
  type ServerLimits,
  type World,
} from './world.ts';

const KINDS = ['ant', 'bee', 'cat', 'dog'];

function drawKinds(tape: Tape): Record<string, KindSpec> {
  const names = KINDS.slice(0, 2 + tape.pick(3));
  const kinds: Record<string, KindSpec> = {};
  for (const [index, name] of names.entries()) {
    const later = names.slice(index + 1);
    const refs: Record<string, RefSpec> = {};
    const count = tape.of([1, 2, 2, 0]);
    for (let each = 0; each < count; each += 1) {
      const sort = later.length === 0 ? 0 : tape.of(['whole', 'whole', 'stub', 'path', 'whole']);
      const inside: Level = sort === 'stub' ? 'stub' : 'whole';
      // Stubs in stubs, and addresses below addresses, must come to an end.
      const kind = tape.of(sort === 'stub' || sort === 'path' ? later : names);
      refs[`r${each}`] = { kind, in: inside, ...(sort === 'path' && { path: `r${each}` }) };
    }
    const lists: Record<string, ListSpec> = {};
    if (tape.chance(40)) {
      lists.c = { kind: tape.of(names), ...(!tape.chance(25) && { path: 'c' }) };
    }
    kinds[name] = { fields: { id: 'stub', s: 'stub', w: 'whole' }, refs, lists };
  }
  return kinds;
}

function drawLimits(tape: Tape): ServerLimits {
  const pageSize = 2 + tape.pick(4);
  const expandDepth = tape.of([
    undefined,
    undefined,
    undefined,
    undefined,
    2,
    1,
    1,
    2,
    0,
    undefined,
  ]);
  const expandPaths = tape.of([undefined, undefined, undefined, undefined, 2, 1, undefined]);
  return {
    pageSize,
    defaultPageSize: 1 + tape.pick(pageSize),
    ...(expandDepth !== undefined && { expandDepth }),
    ...(expandPaths !== undefined && expandDepth !== 0 && { expandPaths }),
  };
}

interface Documents {
  readonly resources: Record<string, Resource>;
  readonly lists: Record<string, readonly string[]>;
  readonly aliases: Record<string, string>;
}

function drawDocuments(
  kinds: Readonly<Record<string, KindSpec>>,
  rootLists: Readonly<Record<string, string>>,
  tape: Tape,
): Documents {
  const ids: Record<string, string[]> = {};
  const aliases: Record<string, string> = {};
  for (const kind of Object.keys(kinds)) {
    ids[kind] = Array.from({ length: 1 + tape.pick(6) }, (_, index) => `/${kind}/${index + 1}`);
    aliases[`/${kind}/n1`] = tape.of(ids[kind]);
  }
  const resources: Record<string, Resource> = {};
  const lists: Record<string, readonly string[]> = {};
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
    const fields = Object.fromEntries(
      Object.keys(spec.fields).map((name) => [name, `${name} of ${address}`]),
    );
    resources[address] = { address, kind, fields, refs };
  };
  for (const [kind, addresses] of Object.entries(ids)) {
    for (const address of addresses) create(kind, address);
  }
  for (const [name, kind] of Object.entries(rootLists)) lists[`/${name}`] = items(kind);
  return { resources, lists, aliases };
}

/** What a world is drawn for. */
const SORTS = [
  'reads',
  'reads',
  'reads',
  'actions',
  'pipeline',
  'bush',
  'loop',
  'pipeline',
  'actions',
  'reads',
  'pipeline',
  'actions',
  'names',
] as const;

function build(ofMap: readonly number[], ofChains: readonly number[], seed: number): World {
  const tape = new Tape(ofMap);
  const plainKinds = drawKinds(tape);
  const limits = drawLimits(tape);
  const stubLinks = tape.chance(50);
  const rootLists: Record<string, string> = {};
  for (const kind of Object.keys(plainKinds)) {
    if (kind === 'ant' || tape.chance(50)) rootLists[`${kind}s`] = kind;
  }
  const sort = tape.of(SORTS);
  const kinds = sort === 'bush' ? forking(plainKinds, tape) : plainKinds;
  const documents = drawDocuments(kinds, rootLists, numbersOf(seed));
  const ofWorld = new Tape(ofChains);
  const plain = drawChains(kinds, rootLists, ofWorld);
  const ofSort = numbersOf(seed + 1);
  const drawn = { kinds, rootLists, ...documents, stubLinks };
  if (sort === 'bush') {
    const tight = { expandDepth: tape.of([1, 1, 2]), expandPaths: tape.of([1, 1, 2]) };
    return { ...drawn, limits: { ...limits, ...tight }, chains: drawBush(kinds, rootLists, tape) };
  }
  const [listing] = Object.keys(kinds).filter((name) => at(kinds, name).lists.c !== undefined);
  if (sort === 'names' && listing !== undefined) {
    const aliases = { ...drawn.aliases, [`/${listing}/n1`]: `/${listing}/1` };
    return { ...drawn, aliases, limits, chains: drawNames(kinds, listing, ofWorld) };
  }
  if (sort === 'actions') {
    return { ...drawn, limits, chains: drawActions(kinds, plain, ofSort) };
  }
  if (sort === 'pipeline' || sort === 'loop') {
    // Two items stand for those of a page that nobody has seen, so pages have no more.
    // More paths than a page may expand are dealt out by rule.
    const { expandPaths: _left, ...others } = limits;
    const small = { ...others, pageSize: 2, defaultPageSize: Math.min(2, limits.defaultPageSize) };
    const chains =
      sort === 'loop'
        ? drawLoop(kinds, rootLists, limits.expandDepth, ofSort)
        : drawPipeline(kinds, rootLists, plain, limits.expandDepth, ofSort);
    return { ...drawn, limits: small, chains };
  }
  return { ...drawn, limits, chains: plain };
}

const numbers = (length: number): fc.Arbitrary<number[]> =>
  fc.noBias(fc.array(fc.nat({ max: 10_000 }), { minLength: length, maxLength: length }));

/** Any world. */
export const worlds: fc.Arbitrary<World> = fc
  .tuple(numbers(48), numbers(64), fc.noBias(fc.nat({ max: 10_000 })))
  .map(([ofMap, ofChains, seed]) => build(ofMap, ofChains, seed));
