/** Makes a failing program smaller, for as long as it fails. Nothing of the library is in it. */
import type {
  ItemRead,
  Manners,
  PipeStage,
  ProgramChain,
  ProgramStep,
  ProgramWorld,
  Statement,
} from './programs.ts';

import { isSound } from './programsSorts.ts';

/** Without one of them each. */
function without<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.map((_, index) => all.toSpliced(index, 1));
}

/** With one of them made smaller each. */
function inPlace<T>(
  all: readonly T[],
  smaller: (one: T) => readonly T[],
): readonly (readonly T[])[] {
  return all.flatMap((one, index) => smaller(one).map((each) => all.with(index, each)));
}

function smallerRead({ of, ...read }: ItemRead): readonly ItemRead[] {
  const refs = without(read.refs).map((each) => ({ ...read, refs: each }));
  return [
    ...(of === undefined ? [] : [read]),
    ...refs,
    ...(read.collection === undefined ? [] : [{ refs: read.refs, field: 's' }]),
    ...(read.inner === undefined ? [] : [{ refs: read.refs, field: 's' }]),
    ...(read.field === 'w' || read.field === 's' ? [{ ...read, field: 'id' }] : []),
  ];
}

function smallerStage(stage: PipeStage): readonly PipeStage[] {
  const found: PipeStage[] = [];
  if ('count' in stage && stage.count > 1) found.push({ ...stage, count: stage.count - 1 });
  if ('holds' in stage) {
    for (const holds of without(stage.holds)) found.push({ ...stage, holds });
  }
  if ('reads' in stage) {
    for (const reads of [...without(stage.reads), ...inPlace(stage.reads, smallerRead)]) {
      if (stage.is !== 'map' || reads.length > 0) found.push({ ...stage, reads });
    }
  }
  return found;
}

function smallerStep(step: ProgramStep): readonly ProgramStep[] {
  if ('expand' in step && step.expand !== undefined) {
    const { expand, ...rest } = step;
    const shorter = expand.flatMap((path) => path.split('.').slice(0, -1).join('.') || []);
    return [rest, ...(shorter.length > 0 ? [{ ...rest, expand: shorter }] : [])];
  }
  if (step.is === 'lookup' && step.id !== '1') return [{ ...step, id: '1' }];
  if ('index' in step && step.index > 0) return [{ ...step, index: 0 }];
  if (step.is === 'field' && step.name === 'w') return [{ ...step, name: 's' }];
  if (step.is === 'act' && step.argument !== undefined) {
    const { argument, ...rest } = step;
    return [rest, ...smallerChain(argument).map((each) => ({ ...step, argument: each }))];
  }
  if (step.is === 'pipe') {
    const all = [...without(step.stages), ...inPlace(step.stages, smallerStage)];
    return all.filter(({ length }) => length > 0).map((stages) => ({ ...step, stages }));
  }
  return [];
}

function smallerChain(chain: ProgramChain): readonly ProgramChain[] {
  const { isFresh, budget, abortAt, ...rest } = chain;
  return [
    ...(budget === undefined && abortAt === undefined
      ? []
      : [{ ...rest, ...(isFresh && { isFresh }) }]),
    ...(isFresh === true ? [rest] : []),
    ...without(chain.steps).map((steps) => ({ ...chain, steps })),
    ...inPlace(chain.steps, smallerStep).map((steps) => ({ ...chain, steps })),
  ];
}

function smallerStatement(statement: Statement): readonly Statement[] {
  if (statement.is === 'await') {
    const fewer = without(statement.chains).filter((chains) => chains.length > 0);
    const simpler = inPlace(statement.chains, ({ chain, as }) => [
      ...smallerChain(chain).map((each) => ({ chain: each, ...(as !== undefined && { as }) })),
      ...(as === undefined ? [] : [{ chain }]),
    ]);
    return [...fewer, ...simpler].map((chains) => ({ ...statement, chains }));
  }
  if (statement.is === 'each') {
    const fewer = without(statement.chains).filter((chains) => chains.length > 0);
    return [...fewer, ...inPlace(statement.chains, smallerChain)].map((chains) => ({
      ...statement,
      chains,
    }));
  }
  const { leaveAt, keep, ...rest } = statement;
  return [
    ...smallerProgram(statement.body).map((body) => ({ ...statement, body })),
    ...smallerChain(statement.over).map((over) => ({ ...statement, over })),
    ...(leaveAt === undefined ? [] : [{ ...rest, ...(keep !== undefined && { keep }) }]),
    ...(keep === undefined ? [] : [{ ...rest, ...(leaveAt !== undefined && { leaveAt }) }]),
  ];
}

function smallerProgram(program: readonly Statement[]): readonly (readonly Statement[])[] {
  const split = program.flatMap((statement, index) =>
    statement.is === 'await' && statement.chains.length > 1
      ? [
          program.toSpliced(
            index,
            1,
            ...statement.chains.map((each): Statement => ({ is: 'await', chains: [each] })),
          ),
        ]
      : [],
  );
  return [...without(program), ...inPlace(program, smallerStatement), ...split];
}

function smallerManners(manners: Manners): readonly Manners[] {
  const { cap, unknown, ...rest } = manners;
  const { isLate, ...prompt } = manners;
  const { isShallow, ...deep } = manners;
  const { tellsNothing, ...silent } = manners;
  const { omitsNull, ...full } = manners;
  const { totals, ...untold } = manners;
  const found: Manners[] = [];
  if (manners.expands !== 'all') found.push({ ...manners, expands: 'all' });
  if (manners.expands !== 'nothing' && manners.expands !== 'all') {
    found.push({ ...manners, expands: 'nothing' });
  }
  if (cap !== undefined) found.push({ ...rest, ...(unknown !== undefined && { unknown }) });
  for (const refused of without(manners.refused)) found.push({ ...manners, refused });
  if (isLate) found.push(prompt);
  if (isShallow) found.push(deep);
  if (tellsNothing) found.push(silent);
  if (omitsNull) found.push(full);
  if (totals !== undefined) found.push(untold);
  if (manners.isOnce) found.push({ ...manners, isOnce: false });
  if (manners.embedsErrors) found.push({ ...manners, embedsErrors: false });
  return found;
}

function* smaller(world: ProgramWorld): Generator<ProgramWorld> {
  for (const program of smallerProgram(world.program)) {
    if (program.length > 0) yield { ...world, program };
  }
  for (const manners of smallerManners(world.manners)) yield { ...world, manners };
  const { expandDepth, expandPaths, ...rest } = world.limits;
  if (expandDepth !== undefined) {
    yield { ...world, limits: { ...rest, ...(expandPaths !== undefined && { expandPaths }) } };
  }
  if (expandPaths !== undefined) {
    yield { ...world, limits: { ...rest, ...(expandDepth !== undefined && { expandDepth }) } };
  }
  if (!world.stubLinks) yield { ...world, stubLinks: true };
  const { wire, ...unwired } = world;
  if (wire !== undefined) {
    yield unwired;
    if (wire.keyed.length > 0) yield { ...world, wire: { ...wire, keyed: [] } };
    if (wire.beside.length > 0) yield { ...world, wire: { ...wire, beside: [] } };
  }
  const { keepsJson, ...eager } = world;
  if (keepsJson) yield eager;
  const { many, leftOut = [], ...one } = world;
  if (many !== undefined) yield one;
  if (leftOut.length > 0) yield { ...world, leftOut: [] };
}

/** The smallest world found in which `isOne` is still true. */
export async function shrinkProgram(
  world: ProgramWorld,
  isOne: (world: ProgramWorld) => Promise<boolean>,
): Promise<ProgramWorld> {
  for (const candidate of smaller(world)) {
    if (isSound(candidate) && (await isOne(candidate))) return shrinkProgram(candidate, isOne);
  }
  return world;
}
