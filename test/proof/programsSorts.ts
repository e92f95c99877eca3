/**
 * What each chain of a program gives, by its kind: who draws programs, and who shrinks them, keeps to what means something.
 * Nothing of the library is in it.
 */
import type {
  ItemRead,
  PipeStage,
  ProgramChain,
  ProgramStep,
  ProgramWorld,
  Statement,
} from './programs.ts';
import { holds, type Level } from './world.ts';

/** What a chain gives, or a variable holds. */
export interface Sort {
  readonly of: 'root' | 'resource' | 'list' | 'page' | 'several' | 'inner' | 'value' | 'piped';
  readonly kind: string;
  /** How much of it is in hand; nothing of what a chain only leads to. */
  readonly hand?: Level;
  /** Whether its items are what a lambda gave. */
  readonly isOfValues?: boolean;
}

export type Variables = ReadonlyMap<string, Sort>;

export const ROOT: Sort = { of: 'root', kind: '' };

/** Whether what is in hand holds a name as a value. */
function isInHand(world: ProgramWorld, { kind, hand }: Sort, name: string): boolean {
  const spec = world.kinds[kind];
  const least = spec?.fields[name] ?? spec?.refs[name]?.in ?? world.inner[kind]?.[name]?.in;
  return hand !== undefined && least !== undefined && holds(hand, least);
}

function afterRef(world: ProgramWorld, kind: string, name: string): string | undefined {
  return world.kinds[kind]?.refs[name]?.kind;
}

/** What a pipeline gives; `undefined` where a stage means nothing. */
function afterStages(
  world: ProgramWorld,
  sort: Sort,
  stages: readonly PipeStage[],
): Sort | undefined {
  let kind: string | undefined = sort.kind;
  let isOfValues = false;
  for (const [index, stage] of stages.entries()) {
    if (kind === undefined) return undefined;
    const isPlain = ['take', 'drop', 'twice', 'toArray'].includes(stage.is);
    if (isOfValues && !isPlain) return undefined;
    if (stage.is === 'contents' && (sort.of !== 'page' || index > 0)) return undefined;
    const ends = ['find', 'some', 'every', 'forEach', 'toArray'].includes(stage.is);
    if (ends && index < stages.length - 1) return undefined;
    if ('reads' in stage && !stage.reads.every((read) => isReadable(world, kind ?? '', read))) {
      return undefined;
    }
    if (stage.is === 'forEach') {
      let on: string | undefined = kind;
      for (const name of stage.on) on = on === undefined ? on : afterRef(world, on, name);
      if (on === undefined) return undefined;
    }
    if (stage.is === 'follow') kind = afterRef(world, kind, stage.name);
    isOfValues ||= stage.is === 'map';
  }
  const last = stages.at(-1)?.is;
  if (kind === undefined || last === undefined) return undefined;
  if (last === 'find') return { of: 'resource', kind };
  if (last === 'some' || last === 'every' || last === 'forEach') return { of: 'value', kind: '' };
  return { of: 'piped', kind, isOfValues };
}

function isReadable(world: ProgramWorld, from: string, read: ItemRead): boolean {
  let kind: string | undefined = from;
  for (const name of read.refs) kind = kind === undefined ? kind : afterRef(world, kind, name);
  if (kind === undefined) return false;
  const { inner, collection } = read;
  const ofInner = inner && world.inner[kind]?.[inner.name]?.kind;
  if (inner !== undefined) return ofInner !== undefined && isReadable(world, ofInner, inner.read);
  const ofList = collection && world.kinds[kind]?.lists[collection.name]?.kind;
  if (collection === undefined) return true;
  return ofList !== undefined && isReadable(world, ofList, collection.read);
}

/** Where a step leads; `undefined` where it means nothing. */
export function sortAfter(world: ProgramWorld, sort: Sort, step: ProgramStep): Sort | undefined {
  const { of, kind } = sort;
  const spec = world.kinds[kind];
  const found = (next: string | undefined, as: Sort['of'] = 'resource'): Sort | undefined =>
    next === undefined ? undefined : { of: as, kind: next };
  switch (step.is) {
    case 'lookup':
      return of === 'root' ? found(step.kind) : undefined;
    case 'list':
      if (of === 'root') return found(world.rootLists[step.name], 'list');
      return of === 'resource' ? found(spec?.lists[step.name]?.kind, 'list') : undefined;
    case 'item':
      if (of === 'page') return { ...sort, of: 'resource' };
      return of === 'list' ? found(kind) : undefined;
    case 'items':
      if (of === 'page') return { ...sort, of: 'several' };
      return of === 'list' ? { of: 'piped', kind } : undefined;
    case 'index':
      if (of === 'several') return { ...sort, of: 'resource' };
      return of === 'inner' ? found(kind) : undefined;
    case 'pipe':
      return of === 'list' || of === 'page' ? afterStages(world, sort, step.stages) : undefined;
    case 'act':
      return of === 'resource' ? { of: 'value', kind: '' } : undefined;
    default:
      break;
  }
  if (of !== 'resource' || spec === undefined) return undefined;
  if (step.is === 'self') return { of: 'resource', kind };
  if (step.is === 'field') return { of: 'value', kind: '' };
  const hand = isInHand(world, sort, step.name);
  if (step.is === 'ref') {
    const next = found(afterRef(world, kind, step.name));
    return next && hand ? { ...next, hand: 'stub' } : next;
  }
  const next = found(world.inner[kind]?.[step.name]?.kind, 'inner');
  return next && hand ? { ...next, of: 'several', hand: 'stub' } : next;
}

/** What a chain leads to; `undefined` where it means nothing. */
export function sortOfChain(
  world: ProgramWorld,
  { from, isFresh, steps }: ProgramChain,
  variables: Variables,
): Sort | undefined {
  let sort: Sort | undefined = from === undefined ? ROOT : variables.get(from);
  if (isFresh === true) {
    if (sort?.of !== 'resource') return undefined;
    sort = { of: 'resource', kind: sort.kind };
  }
  for (const step of steps) {
    const argument = step.is === 'act' ? step.argument : undefined;
    if (argument !== undefined && !isArgument(world, argument, variables)) return undefined;
    sort = sort && sortAfter(world, sort, step);
  }
  return sort?.of === 'root' ? undefined : sort;
}

/** Whether a chain can stand for an argument: a field, or a resource. */
export function isArgument(
  world: ProgramWorld,
  chain: ProgramChain,
  variables: Variables,
): boolean {
  const sort = sortOfChain(world, chain, variables);
  const last = chain.steps.at(-1);
  // What came of an operation past nothing is left open, and so would be whether the action is done.
  if (chain.steps.some(({ is }) => is === 'act' || is === 'pipe')) return false;
  return sort?.of === 'resource' || (sort?.of === 'value' && last?.is === 'field');
}

/** What is in hand once a chain was awaited; `undefined` for what is not walked further. */
export function sortGiven(sort: Sort, { steps }: ProgramChain): Sort | undefined {
  const last = steps.at(-1);
  if (sort.of === 'list') {
    const isWide = last?.is === 'list' && last.expand !== undefined;
    return { of: 'page', kind: sort.kind, hand: isWide ? 'whole' : 'stub' };
  }
  if (sort.of === 'inner') return { of: 'several', kind: sort.kind, hand: 'stub' };
  if (sort.of === 'piped' && sort.isOfValues !== true) {
    return { of: 'several', kind: sort.kind, hand: 'stub' };
  }
  if (sort.of === 'several' || sort.of === 'page') return sort;
  if (sort.of !== 'resource') return undefined;
  if (sort.hand !== undefined) return sort;
  const isWhole = last?.is === 'lookup' || last?.is === 'self' || last === undefined;
  return { of: 'resource', kind: sort.kind, hand: isWhole ? 'whole' : 'stub' };
}

/** Whether each chain of a program means something, and what it starts from was kept. */
export function isSound(world: ProgramWorld): boolean {
  const check = (statements: readonly Statement[], variables: Map<string, Sort>): boolean =>
    statements.every((statement) => {
      if (statement.is === 'await') {
        const kept: [string, Sort | undefined][] = [];
        for (const { chain, as } of statement.chains) {
          const sort = sortOfChain(world, chain, variables);
          if (sort === undefined) return false;
          if (as !== undefined) kept.push([as, sortGiven(sort, chain)]);
        }
        return keepAll(kept, variables);
      }
      if (statement.is === 'each') {
        const all = variables.get(statement.of);
        if (all?.of !== 'page' && all?.of !== 'several') return false;
        const inner = new Map(variables).set(statement.item, { ...all, of: 'resource' });
        return statement.chains.every((chain) => sortOfChain(world, chain, inner) !== undefined);
      }
      const { over, isAwaited, item, body, keep } = statement;
      const all = sortOfChain(world, over, variables);
      const isOver = isAwaited
        ? all?.of === 'list' || (all?.of === 'piped' && all.isOfValues !== true)
        : all?.of === 'page' || all?.of === 'several';
      if (all === undefined || !isOver) return false;
      const isWide = over.steps.some((step) => 'expand' in step && step.expand !== undefined);
      const hand = all.hand ?? (isWide ? 'whole' : 'stub');
      const each: Sort = { of: 'resource', kind: all.kind, hand };
      if (!check(body, new Map(variables).set(item, each))) return false;
      return keepAll(keep === undefined ? [] : [[keep, each]], variables);
    });
  return check(world.program, new Map());
}

function keepAll(
  kept: readonly (readonly [string, Sort | undefined])[],
  variables: Map<string, Sort>,
): boolean {
  for (const [name, sort] of kept) {
    if (sort === undefined) return false;
    variables.set(name, sort);
  }
  return true;
}
