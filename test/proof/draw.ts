/**
 * Draws worlds from lists of numbers, where 0 is always the simplest choice, so that fast-check's shrinking of
 * numbers is a shrinking of worlds.
 */
import * as fc from 'fast-check';
import { drawActions } from './drawActions.ts';
import { drawBush, drawChains, drawHerd, drawNames, forking } from './drawChains.ts';
import { drawDocuments, drawKind, drawLimits, type KindChances } from './drawGround.ts';
import { drawLoop, drawPipeline } from './drawPipelines.ts';
import { leadElsewhere } from './elsewhere.ts';
import { givesData } from './fields.ts';
import { numbersOf, Tape } from './tape.ts';
import { at, endOf, type KindSpec, type Read, type Steps, type World } from './world.ts';

const KINDS = ['ant', 'bee', 'cat', 'dog'];

const CHANCES: KindChances = {
  refs: [1, 2, 2, 0],
  sorts: ['whole', 'whole', 'stub', 'path', 'whole'],
  lists: 40,
};
const DEPTHS = [undefined, undefined, undefined, undefined, 2, 1, 1, 2, 0, undefined];
const PATHS = [undefined, undefined, undefined, undefined, 2, 1, undefined];

function drawKinds(tape: Tape): Record<string, KindSpec> {
  const names = KINDS.slice(0, 2 + tape.pick(3));
  return Object.fromEntries(names.map((name) => [name, drawKind(name, names, CHANCES, tape)]));
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
  const limits = drawLimits(DEPTHS, PATHS, tape);
  const stubLinks = tape.chance(50);
  const rootLists: Record<string, string> = {};
  for (const kind of Object.keys(plainKinds)) {
    if (kind === 'ant' || tape.chance(50)) rootLists[`${kind}s`] = kind;
  }
  const sort = tape.of(SORTS);
  const kinds = sort === 'bush' ? forking(plainKinds, tape) : plainKinds;
  const { holds: _none, ...documents } = drawDocuments(kinds, {}, rootLists, 6, numbersOf(seed));
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

const isByRule = (steps: Steps): boolean => steps.some(({ is }) => is === 'pipe' || is === 'loop');

/**
 * A server that gives several of some kinds by their ids, and may leave some of them out.
 *
 * What is read to its end is planned by rule: what is needed now does not wait for what later pages, or other chains, will
 * need, to be asked together with it. So it is drawn alone then, and on one page.
 */
function drawMany(world: World, tape: Tape): World {
  const isPaged = world.chains.some(isByRule);
  if (!tape.chance(45) || (isPaged && world.chains.length > 1)) return world;
  const kinds = Object.keys(world.kinds).filter(() => tape.chance(65));
  const many = Object.fromEntries(kinds.map((kind) => [kind, 1 + tape.pick(5)]));
  const isWhole = tape.chance(60);
  const leftOut = isWhole ? [] : Object.keys(world.resources).filter(() => tape.chance(20));
  const [kind] = kinds;
  if (kind !== undefined && !isPaged && tape.chance(60)) {
    // What an argument needs is asked for at once, also where there is nothing that it could be given to.
    const last = world.chains
      .slice(-1)
      .filter((steps) => !steps.some((step) => 'argument' in step));
    const chains = [...drawHerd(world.kinds, kind, tape), ...last];
    return { ...world, many, leftOut, chains };
  }
  if (!isPaged) return { ...world, many, leftOut };
  const page = ([address, items]: [string, readonly string[]]) =>
    [address, items.slice(0, world.limits.pageSize)] as const;
  return {
    ...world,
    many,
    leftOut,
    lists: Object.fromEntries(Object.entries(world.lists).map(page)),
  };
}

/**
 * A server that gives only the fields that are asked for, where it was to be a server of many kinds of client: and for most, chains
 * that say beforehand all that they read.
 */
function drawFields(world: World, tape: Tape): World {
  if (!tape.chance(45)) return world;
  const selecting = { ...world, selects: true };
  const isActing = world.chains.some((steps) => steps.some(({ is }) => is === 'act'));
  if (isActing || tape.chance(20)) return selecting;
  const told = world.chains
    .map((steps): Steps => {
      const { kind, ends } = endOf(world, steps);
      const field = { is: 'field', name: tape.of(['s', 'w', 'id']) } as const;
      return kind !== '' && (ends === 'stub' || ends === 'whole') ? [...steps, field] : steps;
    })
    .filter((steps) => givesData(world, steps));
  return told.length === 0 ? selecting : { ...selecting, chains: told };
}

/** A server with ids of two parts, and with collections beside their owners. What has an address below another's has none of its own. */
function drawWire(world: World, tape: Tape): World {
  if (!tape.chance(40)) return world;
  const kinds = Object.keys(world.kinds);
  const below = new Set(
    Object.values(world.kinds).flatMap(({ refs }) =>
      Object.values(refs).flatMap(({ kind, path }) => (path === undefined ? [] : [kind])),
    ),
  );
  const keyed = kinds.filter(() => tape.chance(40));
  const beside = kinds.filter((kind) => tape.chance(70) && !below.has(kind));
  // What a document was not asked for says nothing of what it leaves out.
  const embeds =
    tape.chance(25) && world.selects !== true ? kinds.filter(() => tape.chance(70)) : [];
  return { ...world, wire: { keyed, beside, ...(embeds.length > 0 && { embeds }) } };
}

/** A server that leaves out of documents what is nothing. */
function drawOmissions(world: World, tape: Tape): World {
  return tape.chance(15) && !goesOnInLoop(world) ? { ...world, omitsNull: true } : world;
}

/**
 * Whether the body of a loop goes on from one reference to another: what the pages behind bring whole is data there, which a chain has
 * to ask for on the first.
 */
function goesOnInLoop({ chains }: World): boolean {
  const isFar = ({ steps }: Read): boolean => steps.filter(({ is }) => is === 'ref').length > 1;
  return chains.some((steps) => {
    const last = steps.at(-1);
    return last?.is === 'loop' && last.reads.some(isFar);
  });
}

/**
 * A server whose paths below things lead elsewhere, and perhaps to nothing. Whether a path is asked of what a document leaves out
 * is left open.
 */
function drawElsewhere(world: World, tape: Tape): World {
  if (world.omitsNull || !tape.chance(25)) return world;
  const documents = leadElsewhere(world, tape.chance(50) ? 30 : 0, tape);
  const isShallow = tape.chance(50);
  const tellsNothing = tape.chance(30);
  return {
    ...world,
    ...documents,
    ...(isShallow && { isShallow }),
    ...(tellsNothing && { tellsNothing }),
  };
}

/**
 * A server whose pages tell how many items there are, which may be wrong. One that is too high promises another page, which is none
 * for a world that has to be on one page (`drawMany`).
 */
function drawTotals(world: World, tape: Tape): World {
  if (!tape.chance(20)) return world;
  const totals = tape.of([0, 1, 3, -1]);
  const isOnOnePage = world.many !== undefined && world.chains.some(isByRule);
  return { ...world, totals: isOnOnePage ? Math.min(0, totals) : totals };
}

const numbers = (length: number): fc.Arbitrary<number[]> =>
  fc.noBias(fc.array(fc.nat({ max: 10_000 }), { minLength: length, maxLength: length }));

/** Any world. */
export const worlds: fc.Arbitrary<World> = fc
  .tuple(numbers(48), numbers(64), fc.noBias(fc.nat({ max: 10_000 })))
  .map(([ofMap, ofChains, seed]) => {
    const many = drawMany(build(ofMap, ofChains, seed), numbersOf(seed + 2 + (ofMap[0] ?? 0)));
    const world = drawFields(many, numbersOf(seed + 3 + (ofMap[1] ?? 0)));
    const written = drawWire(world, numbersOf(seed + 3 + (ofChains[0] ?? 0)));
    const full = drawOmissions(written, numbersOf(seed + 4 + (ofChains[1] ?? 0)));
    const led = drawElsewhere(full, numbersOf(seed + 5 + (ofChains[2] ?? 0)));
    const told = drawTotals(led, numbersOf(seed + 6 + (ofChains[3] ?? 0)));
    const keepsJson = numbersOf(seed + 7 + (ofChains[4] ?? 0)).chance(50);
    return keepsJson ? { ...told, keepsJson } : told;
  });
