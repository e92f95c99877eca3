/**
 * Draws pipelines and loops: where they end, only data tells, so that beside them there are only chains that have no
 * collection in them.
 */
import type { Tape } from './tape.ts';
import { at, type KindSpec, type Read, type Stage, type Step, type Steps } from './world.ts';

type Kinds = Readonly<Record<string, KindSpec>>;

/** The names of references whose targets have an address of their own: rows do not derive one below an item's. */
const named = (kinds: Kinds, kind: string): readonly string[] => {
  const { refs } = at(kinds, kind);
  return Object.keys(refs).filter((name) => refs[name]?.path === undefined);
};

/** Some things of a kind, whether or not there are so many. */
function drawSome(kind: string, percent: number, tape: Tape): readonly string[] {
  return ['1', '2', '3', '4', '5', '6']
    .map((id) => `/${kind}/${id}`)
    .filter(() => tape.chance(percent));
}

/** A way along references, and the kind at its end. */
function drawWay(
  kinds: Kinds,
  from: string,
  most: number,
  tape: Tape,
): { readonly steps: Steps; readonly kind: string } {
  const steps: Step[] = [];
  let kind = from;
  for (let deep = tape.pick(most + 1); deep > 0; deep -= 1) {
    const names = named(kinds, kind);
    if (names.length === 0) break;
    const name = tape.of(names);
    steps.push({ is: 'ref', name });
    kind = at(at(kinds, kind).refs, name).kind;
  }
  return { steps, kind };
}

/** How far what is drawn may read. */
interface Reach {
  /** How many references from an item on. */
  readonly names: number;
  /** How many paths in all. */
  paths: number;
  /** How many of them in a branch that only data takes. */
  branches: number;
}

/**
 * How far a pipeline reads. Where a page can expand, but not all, it reads one path that goes one reference beyond the
 * item, or several that a page can bring: what a lambda reads after the first path that it misses is only guessed, and
 * causes no request.
 */
function drawReach(depth: number | undefined, tape: Tape): Reach {
  if (depth === undefined) return { names: 9, paths: 9, branches: 1 };
  if (depth === 0) return { names: 2, paths: 9, branches: 1 };
  const one = { names: 1, paths: 1, branches: 1 };
  return tape.chance(50) ? one : { names: depth - 1, paths: 9, branches: 1 };
}

/** What is read of an item: paths no more than two references deep, some of them in a branch that only data takes. */
function drawReads(
  kinds: Kinds,
  item: string,
  count: number,
  reach: Reach,
  tape: Tape,
): readonly Read[] {
  return Array.from({ length: Math.min(count, reach.paths) }, (): Read => {
    reach.paths -= 1;
    const { steps } = drawWay(kinds, item, Math.min(2, reach.names), tape);
    const field: Step = { is: 'field', name: tape.of(['w', 's', 'w', 'id']) };
    const isBranch = reach.branches > 0 && tape.chance(25);
    if (isBranch) reach.branches -= 1;
    return { steps: [...steps, field], ...(isBranch && { of: drawSome(item, 40, tape) }) };
  });
}

/**
 * How many items a `take` takes, 0 for none of it. Where it counts on the items themselves, it is one or whole pages:
 * a last page that is shorter could bring items of the page before again, and no window is shifted for that.
 */
function drawTake(stages: readonly Stage[], tape: Tape): number {
  if (stages.some(({ is }) => is === 'take')) return 0;
  if (stages.some(({ is }) => is === 'filter')) return 1 + tape.pick(3);
  const isSure = stages.every((stage, index) => stage.is !== 'drop' || isLeading(stages, index));
  if (!isSure || stages.some(({ is }) => is === 'twice')) return 0;
  return tape.of([1, 2, 4]);
}

/** Whether there are only stages that leave out items before it. */
function isLeading(stages: readonly Stage[], at: number): boolean {
  return stages.slice(0, at).every(({ is }) => is === 'drop');
}

/** Stages that let items through, or what they name. */
function drawMiddle(
  kinds: Kinds,
  from: string,
  depth: number | undefined,
  tape: Tape,
): { readonly stages: Stage[]; readonly kind: string; readonly reach: Reach } {
  const stages: Stage[] = [];
  let reach = drawReach(depth, tape);
  let kind = from;
  for (let left = tape.of([0, 1, 2, 1, 3, 0]); left > 0; left -= 1) {
    const is = tape.of(['filter', 'filter', 'take', 'drop', 'follow', 'twice', 'filter'] as const);
    if (is === 'filter') {
      const reads = drawReads(kinds, kind, tape.of([1, 0, 1, 2]), reach, tape);
      stages.push({ is, reads, holds: drawSome(kind, 60, tape) });
    } else if (is === 'drop') {
      stages.push({ is, count: 1 + tape.pick(3) });
    } else if (is === 'take') {
      const count = drawTake(stages, tape);
      if (count > 0) stages.push({ is, count });
    } else if (is === 'twice') {
      stages.push({ is });
    } else if (reach.names > 0 && reach.paths > 1 && named(kinds, kind).length > 0) {
      const name = tape.of(named(kinds, kind));
      stages.push({ is, name });
      kind = at(at(kinds, kind).refs, name).kind;
      reach = { ...reach, names: reach.names - 1 };
    }
  }
  return { stages, kind, reach };
}

/** Stages, with the steps that go on from what the last one found. */
function drawStages(
  kinds: Kinds,
  from: string,
  depth: number | undefined,
  tape: Tape,
): { readonly stages: readonly Stage[]; readonly tail: Steps } {
  // A `map` alone may read one path as deep as it likes, wherever the page ends.
  if (depth !== undefined && depth > 0 && tape.chance(30)) {
    const reads = drawReads(kinds, from, 1, { names: 2, paths: 1, branches: 1 }, tape);
    return { stages: [{ is: 'map', reads }], tail: [] };
  }
  const { stages, kind, reach } = drawMiddle(kinds, from, depth, tape);
  const ends = ['map', 'map', 'map', 'find', 'some', 'every', 'forEach', 'toArray'] as const;
  const end = tape.of(ends);
  const most = Math.min(1, reach.names);
  if (end === 'toArray') return { stages: [...stages, { is: end }], tail: [] };
  if (end === 'forEach') {
    const on = reach.paths > 0 ? drawWay(kinds, kind, most, tape).steps : [];
    if (on.length > 0) reach.paths -= 1;
    const reads = drawReads(kinds, kind, tape.of([0, 1]), reach, tape);
    return { stages: [...stages, { is: end, reads, on, name: 'act9' }], tail: [] };
  }
  const reads = drawReads(kinds, kind, tape.of([1, 2, 1]), reach, tape);
  if (end === 'map') return { stages: [...stages, { is: end, reads }], tail: [] };
  // What a `drop` behind other stages leaves out holds up a search.
  const before = stages.filter(({ is }, index) => is !== 'drop' || isLeading(stages, index));
  const holds = drawSome(kind, end === 'every' ? 75 : 25, tape);
  const way = drawWay(kinds, kind, most, tape).steps;
  const goesOn = end === 'find' && reach.paths > 0 && tape.chance(60);
  const tail: Steps = goesOn ? [...way, { is: 'field', name: tape.of(['w', 's']) }] : [];
  return { stages: [...before, { is: end, reads, holds }], tail };
}

/** A collection of the root, or one below a resource. */
function drawList(
  kinds: Kinds,
  rootLists: Readonly<Record<string, string>>,
  tape: Tape,
  isOfRoot: boolean = false,
): { readonly list: Steps; readonly kind: string } {
  const below = isOfRoot
    ? []
    : Object.entries(kinds).filter(([, { lists }]) => lists.c !== undefined);
  const name = tape.of(Object.keys(rootLists));
  if (below.length === 0 || !tape.chance(40)) {
    return { list: [{ is: 'list', name }], kind: at(rootLists, name) };
  }
  const [owner, spec] = tape.of(below);
  const id = tape.of(['1', '2', 'n1']);
  const list: Steps = [
    { is: 'lookup', kind: owner, id },
    { is: 'list', name: 'c' },
  ];
  return { list, kind: at(spec.lists, 'c').kind };
}

/**
 * A pipeline, at most beside one chain that has no collection in it.
 *
 * @param depth - How deep the server expands.
 */
export function drawPipeline(
  kinds: Kinds,
  rootLists: Readonly<Record<string, string>>,
  chains: readonly Steps[],
  depth: number | undefined,
  tape: Tape,
): readonly Steps[] {
  // Where a page can expand, but not all, what it lacks is asked by rule, whatever else is asked of the same things.
  const isByRule = depth !== undefined && depth > 0;
  const apart = chains.filter((steps) => !steps.some(({ is }) => is === 'list'));
  const others = isByRule ? [] : apart.slice(0, 1);
  const { list, kind } = drawList(kinds, rootLists, tape);
  const { stages, tail } = drawStages(kinds, kind, depth, tape);
  // Reads that are awaited after an action wait for it.
  return [...others, [...list, { is: 'pipe', stages }, ...tail]];
}

/** A loop, over a collection or over a pipeline. */
export function drawLoop(
  kinds: Kinds,
  rootLists: Readonly<Record<string, string>>,
  depth: number | undefined,
  tape: Tape,
): readonly Steps[] {
  // What was fetched on the way to a collection may be in it: touching that costs nothing, and teaches nothing.
  const { list, kind } = drawList(kinds, rootLists, tape, depth !== 0);
  // Batches of what a pipeline gives may be short, and a loop forgets what came with the one before the last.
  if (depth === undefined && tape.chance(35)) {
    const { stages } = drawStages(kinds, kind, depth, tape);
    const last = stages.at(-1)?.is;
    if (last === 'map' || last === 'toArray') {
      return [[...list, { is: 'pipe', stages }, { is: 'loop', reads: [] }]];
    }
  }
  // What a body awaits second, it touches when the next page is on its way already: unless nothing can be expanded, that is
  // a matter of luck.
  const count = depth === 0 ? tape.of([1, 2]) : 1;
  // Beyond what a page can expand, its items are asked for by themselves, and the next page is taught nothing by that.
  const names = depth === undefined || depth === 0 ? 2 : depth - 1;
  const reads = drawReads(kinds, kind, count, { names, paths: count, branches: 1 }, tape);
  return [[...list, { is: 'loop', reads }]];
}
