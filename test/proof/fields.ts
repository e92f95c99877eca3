/**
 * Only some fields: what a client may ask for that knows all that is read before it asks, by the world alone.
 *
 * What is read of a kind anywhere in the tick is asked for of each thing of the kind. A chain that gives what leads on, or does
 * something, may want anything later: then all is asked for. Nothing of the library is in it.
 */
import { at, endOf, type Read, type Stage, type Steps, type World } from './world.ts';

/** The names that are read, by kind. */
export type Fields = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether a read, or a stage, is a branch that only data takes: nobody foresees what is read there. */
export const hasBranches = (world: World): boolean =>
  world.chains.some((steps) =>
    steps.some((step) => {
      const reads =
        step.is === 'loop' ? step.reads : step.is === 'pipe' ? step.stages.flatMap(readsOf) : [];
      return reads.some(({ of }) => of !== undefined);
    }),
  );

const readsOf = (stage: Stage): readonly Read[] => ('reads' in stage ? stage.reads : []);

/** What the requests of a world ask for alone; `undefined` where they ask for all. */
export function fieldsOf(world: World): Fields | undefined {
  const fields = new Map<string, Set<string>>();
  if (world.selects !== true) return undefined;
  const read = (kind: string, name: string): void => {
    const names = fields.get(kind) ?? new Set();
    if (kind !== '') fields.set(kind, names.add(name));
  };
  /** @returns The kind where the steps end. */
  const walk = (from: string, steps: Steps): string => {
    let kind = from;
    for (const step of steps) {
      if (step.is === 'lookup') kind = step.kind;
      else if (step.is === 'field') read(kind, step.name);
      else if (step.is === 'self') read(kind, 'self');
      else if (step.is === 'ref') {
        read(kind, step.name);
        kind = at(at(world.kinds, kind).refs, step.name).kind;
      } else if (step.is === 'list') {
        read(kind, step.name);
        const isRoot = kind === '';
        kind = isRoot
          ? at(world.rootLists, step.name)
          : at(at(world.kinds, kind).lists, step.name).kind;
      } else if (step.is === 'pipe') {
        for (const stage of step.stages) {
          for (const { steps, of } of readsOf(stage)) if (of === undefined) walk(kind, steps);
          // A lambda that chooses tells an item by its id.
          if ('holds' in stage) read(kind, 'id');
          if (readsOf(stage).some(({ of }) => of !== undefined)) read(kind, 'id');
          if (stage.is === 'follow') kind = walk(kind, [{ is: 'ref', name: stage.name }]);
        }
      }
    }
    return kind;
  };
  const isTold = world.chains.every((steps) => {
    const isActing = steps.some(({ is }) => is === 'act' || is === 'create');
    return !isActing && givesData(world, steps);
  });
  if (!isTold) return undefined;
  for (const steps of world.chains) walk('', steps);
  return fields;
}

/** The world as a client sees it that asks for what is read: what a thing names besides, nobody tells it. */
export function asItIsRead(world: World): World {
  const fields = fieldsOf(world);
  if (fields === undefined) return world;
  const kinds = Object.entries(world.kinds).map(([kind, spec]) => {
    const refs = Object.entries(spec.refs).filter(([name]) => fields.get(kind)?.has(name));
    return [kind, { ...spec, refs: Object.fromEntries(refs) }] as const;
  });
  return { ...world, kinds: Object.fromEntries(kinds) };
}

/** Whether nothing leads on from what a chain gives. */
export function givesData(world: World, steps: Steps): boolean {
  const last = steps.at(-1);
  // A loop may go through data.
  if (last?.is === 'loop') return last.reads.length === 0 && givesData(world, steps.slice(0, -1));
  if (endOf(world, steps).ends !== 'value') return false;
  if (last?.is !== 'pipe') return last?.is === 'field';
  if (last.stages.some(({ is }) => is === 'forEach')) return false;
  // Reads that end at a thing give it.
  const made = last.stages.findLast(({ is }) => is === 'map' || is === 'some' || is === 'every');
  if (made?.is !== 'map') return made !== undefined;
  return made.reads.every(({ steps }) => steps.at(-1)?.is === 'field');
}
