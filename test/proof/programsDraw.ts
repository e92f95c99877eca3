/**
 * Draws programs, and the worlds for them, from numbers. 0 is always the simplest choice.
 */
import { drawDocuments, drawKind, drawLimits, type Inner, type KindChances } from './drawGround.ts';
import { leadElsewhere } from './elsewhere.ts';
import type { InnerSpec, Manners, ProgramWorld } from './programs.ts';
import { drawStatements } from './programsDrawStatements.ts';
import { numbersOf, type Tape } from './tape.ts';
import type { KindSpec } from './world.ts';

const KINDS = ['ant', 'bee', 'cat'];

const CHANCES: KindChances = {
  refs: [1, 2, 2, 3],
  sorts: ['whole', 'stub', 'path', 'whole'],
  lists: 60,
};

function drawKinds(tape: Tape): {
  readonly kinds: Record<string, KindSpec>;
  readonly inner: Inner;
} {
  const names = KINDS.slice(0, 2 + tape.pick(2));
  const kinds: Record<string, KindSpec> = {};
  const inner: Record<string, Record<string, InnerSpec>> = {};
  for (const [index, name] of names.entries()) {
    const later = names.slice(index + 1);
    kinds[name] = drawKind(name, names, CHANCES, tape);
    inner[name] = {};
    if (tape.chance(50)) {
      const isInStub = later.length > 0 && tape.chance(40);
      inner[name].m = isInStub
        ? { kind: tape.of(later), in: 'stub' }
        : { kind: tape.of(names), in: 'whole' };
    }
  }
  return { kinds, inner };
}

const DEPTHS = [undefined, undefined, undefined, undefined, 2, 1, 0];
const PATHS = [undefined, undefined, undefined, undefined, 2, 1];

function drawManners(addresses: readonly string[], tape: Tape): Manners {
  const expands = tape.of([
    'all',
    'all',
    'all',
    'nothing',
    'one level',
    'refuses',
    'some',
  ] as const);
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
    embedsErrors: tape.chance(30),
  };
}

/** A world by its number. */
export function drawProgramWorld(seed: number): ProgramWorld {
  const tape = numbersOf(seed);
  const { kinds, inner } = drawKinds(tape);
  const limits = drawLimits(DEPTHS, PATHS, tape);
  const rootLists = Object.fromEntries(Object.keys(kinds).map((kind) => [`${kind}s`, kind]));
  const documents = drawDocuments(kinds, inner, rootLists, 5, tape);
  const own = Object.keys(documents.resources).filter((each) => each.split('/').length === 3);
  const manners = drawManners(own, tape);
  const stubLinks = tape.chance(50);
  const world = { kinds, inner, limits, rootLists, ...documents, manners, stubLinks };
  const program = drawStatements({ ...world, program: [] }, tape);
  return drawHabits({ ...world, program }, numbersOf(seed + HABITS));
}

/** How far what is drawn of a world besides lies apart from the world. */
const HABITS = 500_009_003;

/**
 * What its server does besides: several of a kind by their ids, ids of two parts, collections beside their owners, paths that lead
 * elsewhere, references that are left out, and totals, which may be wrong.
 */
function drawHabits(world: ProgramWorld, tape: Tape): ProgramWorld {
  const kinds = Object.keys(world.kinds);
  const some = (chance: number): readonly string[] => kinds.filter(() => tape.chance(chance));
  const many = tape.chance(40)
    ? Object.fromEntries(some(65).map((kind) => [kind, 2 + tape.pick(4)]))
    : undefined;
  const leftOut = tape.chance(60) ? [] : Object.keys(world.resources).filter(() => tape.chance(20));
  const below = new Set(
    Object.values(world.kinds).flatMap(({ refs }) =>
      Object.values(refs).flatMap(({ kind, path }) => (path === undefined ? [] : [kind])),
    ),
  );
  const wire = tape.chance(40)
    ? { keyed: some(40), beside: some(70).filter((kind) => !below.has(kind)) }
    : undefined;
  const manners = tape.chance(30) ? ({ ...world.manners, isLate: true } as const) : world.manners;
  const drawn = { ...world, manners, ...(many && { many, leftOut }), ...(wire && { wire }) };
  const led = tape.chance(15) ? drawElsewhere(drawn, tape) : drawn;
  // Whether a path is asked of what a document leaves out is left open.
  const omitsNull = led === drawn && tape.chance(15);
  const totals = tape.chance(20) ? tape.of([0, 1, 3, -1]) : undefined;
  const all = {
    ...led.manners,
    ...(omitsNull && { omitsNull }),
    ...(totals !== undefined && { totals }),
  };
  const keepsJson = tape.chance(50);
  return { ...led, manners: all, ...(keepsJson && { keepsJson }) };
}

/** A server whose paths below things lead elsewhere, and perhaps to nothing. */
function drawElsewhere(world: ProgramWorld, tape: Tape): ProgramWorld {
  const documents = leadElsewhere(world, tape.chance(50) ? 20 : 0, tape);
  const isShallow = tape.chance(50);
  const tellsNothing = tape.chance(50);
  const manners = {
    ...world.manners,
    ...(isShallow && { isShallow }),
    ...(tellsNothing && { tellsNothing }),
  };
  return { ...world, ...documents, manners };
}
