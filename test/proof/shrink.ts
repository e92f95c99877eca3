/**
 * Makes a counterexample smaller: fewer chains, shorter ones, plainer limits, for as long as it remains one.
 *
 * It works on worlds rather than on the numbers that they are drawn from, so that a chain can go without all
 * that comes after it changing. What the remaining chains do not name is left out when a world is printed (`show.ts`).
 */
import { reachable } from './show.ts';
import { at, type Stage, type Step, type Steps, type World } from './world.ts';

function shorter(steps: Steps): readonly Steps[] {
  const found: Steps[] = [];
  for (const [index, step] of steps.entries()) {
    const replace = (...by: readonly Step[]): void => {
      found.push([...steps.slice(0, index), ...by, ...steps.slice(index + 1)]);
    };
    if (step.is === 'self') replace();
    if (step.is === 'act' && step.argument !== undefined) replace({ is: 'act', name: step.name });
    if (step.is === 'loop') for (const reads of fewer(step.reads)) replace({ ...step, reads });
    if (step.is === 'pipe') for (const stages of simpler(step.stages)) replace({ ...step, stages });
    if (step.is === 'item' && step.index > 0) replace({ ...step, index: 0 });
    if (step.is === 'item' && step.index > 1) replace({ ...step, index: 1 });
    if (step.is === 'lookup' && step.id !== '1') replace({ ...step, id: '1' });
    if (step.is === 'field' && step.name === 's') replace({ ...step, name: 'id' });
  }
  return steps.length > 1 ? [steps.slice(0, -1), ...found] : found;
}

/** Without one of them each. */
function fewer<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.length < 2 ? [] : all.map((_, index) => all.toSpliced(index, 1));
}

function simpler(stages: readonly Stage[]): readonly (readonly Stage[])[] {
  const found: (readonly Stage[])[] = [];
  for (const [index, stage] of stages.entries()) {
    // What is read after the one is of another kind, and steps may go on from what the other found.
    if (stage.is !== 'follow' && stage.is !== 'find' && stages.length > 1)
      found.push(stages.toSpliced(index, 1));
    const reads = 'reads' in stage ? stage.reads : [];
    for (const each of [...fewer(reads), ...(reads.length === 1 ? [[]] : [])]) {
      if (stage.is !== 'map' || each.length > 0)
        found.push(stages.with(index, { ...stage, reads: each } as Stage));
    }
    for (const [at, { steps }] of reads.entries()) {
      const plain = { ...stage, reads: reads.with(at, { steps }) } as Stage;
      if (reads[at]?.of !== undefined) found.push(stages.with(index, plain));
    }
    if ('holds' in stage) {
      for (const holds of stage.holds.map((_, at) => stage.holds.toSpliced(at, 1))) {
        found.push(stages.with(index, { ...stage, holds }));
      }
    }
    if ('count' in stage && stage.count > 1) {
      found.push(stages.with(index, { ...stage, count: stage.count - 1 }));
    }
  }
  return found;
}

function* smaller(world: World): Generator<World> {
  const { chains, limits } = world;
  for (const index of chains.keys()) {
    if (chains.length > 1) yield { ...world, chains: chains.toSpliced(index, 1) };
  }
  for (const [index, steps] of chains.entries()) {
    for (const each of shorter(steps)) yield { ...world, chains: chains.with(index, each) };
  }
  const { expandDepth, expandPaths, ...rest } = limits;
  if (expandDepth !== undefined) {
    yield { ...world, limits: { ...rest, ...(expandPaths !== undefined && { expandPaths }) } };
  }
  if (expandPaths !== undefined) {
    yield { ...world, limits: { ...rest, ...(expandDepth !== undefined && { expandDepth }) } };
  }
  if (!world.stubLinks) yield { ...world, stubLinks: true };
  const { wire, ...plain } = world;
  if (wire !== undefined) {
    yield plain;
    const { embeds, ...others } = wire;
    if (embeds !== undefined) yield { ...world, wire: others };
    if (wire.keyed.length > 0) yield { ...world, wire: { ...wire, keyed: [] } };
    if (wire.beside.length > 0) yield { ...world, wire: { ...wire, beside: [] } };
  }
  const { keepsJson, ...eager } = world;
  if (keepsJson) yield eager;
  const { omitsNull, ...full } = world;
  if (omitsNull) yield full;
  const { totals, ...untold } = world;
  if (totals !== undefined) yield untold;
  const { isShallow, ...deep } = world;
  if (isShallow) yield deep;
  const { tellsNothing, ...silent } = world;
  if (tellsNothing) yield silent;
  const { many, leftOut, ...others } = world;
  if (many !== undefined) yield others;
  if (leftOut !== undefined && leftOut.length > 0) yield { ...world, leftOut: [] };
  for (const kind of Object.keys(many ?? {})) {
    yield {
      ...world,
      many: Object.fromEntries(Object.entries(many ?? {}).filter(([each]) => each !== kind)),
    };
  }
}

/** The smallest world found of which `isOne` is still true. */
export async function shrink(
  world: World,
  isOne: (world: World) => Promise<boolean>,
): Promise<World> {
  for (const candidate of smaller(world)) {
    if (await isOne(candidate)) return shrink(candidate, isOne);
  }
  const pruned = reachable(world);
  return (await isOne(pruned)) ? pruned : world;
}

/** How much there is to read in a world. */
export function sizeOf({ chains, limits }: World): number {
  return 10 * chains.length + chains.flat().length + Object.keys(limits).length;
}

/** What sort of chains a world has, whatever the names: two counterexamples of one sort are likely one fault. */
export function sortOf(world: World): string {
  const sorts = world.chains.map((steps) => {
    let kind = '';
    return steps
      .map((step) => {
        if (step.is === 'lookup') {
          kind = step.kind;
          return step.id === 'n1' || step.id === '9' ? step.id : 'id';
        }
        const spec = world.kinds[kind];
        if (step.is === 'field') return spec?.fields[step.name];
        if (step.is === 'list') {
          const list = spec?.lists[step.name];
          kind = list?.kind ?? at(world.rootLists, step.name);
          return spec === undefined
            ? 'root list'
            : list?.path === undefined
              ? 'declared list'
              : 'list';
        }
        if (step.is === 'pipe') return step.stages.map((stage) => stage.is).join(' ');
        if (step.is !== 'ref' || spec === undefined) return step.is;
        const ref = at(spec.refs, step.name);
        kind = ref.kind;
        return ref.path === undefined ? ref.in : `${ref.in} path`;
      })
      .join('.');
  });
  return sorts.sort().join(' + ');
}
