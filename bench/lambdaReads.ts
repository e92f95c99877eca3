/**
 * What a lambda reads, in the oracle's words: it is run on samples for what it reads of every item, and on the sample's
 * documents for the branches that only data takes, and for what it decides.
 */
import { hipchatMap } from '../src/types/hipchatMap.ts';
import { at, type Read, type Steps } from '../test/proof/world.ts';
import type { Sample } from './sampleWorld.ts';

export type Lambda = (row: unknown, index: number) => unknown;

/** What one run of a lambda came to. */
interface Run {
  /** What it read, by its text. */
  readonly read: ReadonlyMap<string, Steps>;
  readonly given: unknown;
}

/** What a lambda does with the items of a kind. */
export interface Understood {
  readonly reads: readonly Read[];
  /** The items for which it gives something true. */
  readonly holds: readonly string[];
  /** The references on the way to the row that it gives; `undefined` when it gives something else. */
  readonly gives: Steps | undefined;
  /** The references on the way to what the action that it gives is done to. */
  readonly actsOn: Steps | undefined;
}

/** What a row is, or what an action of it is done to. */
class Mark {
  readonly is: 'row' | 'act';
  readonly way: Steps;

  constructor(is: 'row' | 'act', way: Steps) {
    this.is = is;
    this.way = way;
  }
}

const MARK: unique symbol = Symbol('mark');

/** Runs a lambda on a sample, and on each of the items. */
export function understand(
  run: Lambda,
  sample: Sample,
  kind: string,
  items: readonly string[],
): Understood {
  const always = runOn(run, sample, kind, undefined);
  const sometimes = new Map<string, { readonly steps: Steps; readonly of: string[] }>();
  const holds: string[] = [];
  let mark = markOf(always.given);
  for (const address of items) {
    const { read, given } = runOn(run, sample, kind, address);
    if (given) holds.push(address);
    mark ??= markOf(given);
    for (const [key, steps] of read) {
      if (always.read.has(key)) continue;
      const same = sometimes.get(key) ?? { steps, of: [] };
      same.of.push(address);
      sometimes.set(key, same);
    }
  }
  return {
    reads: [...[...always.read.values()].map((steps) => ({ steps })), ...sometimes.values()],
    holds,
    gives: mark?.is === 'row' ? mark.way : undefined,
    actsOn: mark?.is === 'act' ? mark.way : undefined,
  };
}

function runOn(run: Lambda, sample: Sample, kind: string, address: string | undefined): Run {
  const read = new Map<string, Steps>();
  return { read, given: run(rowOf(sample, kind, address, read), 0) };
}

function markOf(given: unknown): Mark | undefined {
  return given instanceof Mark ? given : (given as { readonly [MARK]?: Mark } | null)?.[MARK];
}

/**
 * A row that notes what is read of it.
 *
 * @param address - Of the document that it gives the values of; without one, it gives samples.
 * @param read - Is filled with the paths that are read.
 */
export function rowOf(
  sample: Sample,
  kind: string,
  address: string | undefined,
  read: Map<string, Steps>,
  way: Steps = [],
): object {
  const spec = at(sample.kinds, kind);
  const resource = address === undefined ? undefined : sample.resources[address];
  return new Proxy(
    {},
    {
      get: (_target, name) => {
        if (name === MARK) return new Mark('row', way);
        if (typeof name !== 'string' || name === 'then') return undefined;
        const ref = spec.refs[name];
        if (ref !== undefined) {
          const target = resource?.refs[name];
          if (target === null) return null;
          return rowOf(sample, ref.kind, target, read, [...way, { is: 'ref', name }]);
        }
        const member = hipchatMap.kinds[kind]?.members[name];
        // What is both is read in a lambda that gives values, and called in one that gives actions.
        if (member?.read === undefined && member?.call?.is === 'action') {
          return () => new Mark('act', way);
        }
        const steps: Steps = [...way, { is: 'field', name }];
        read.set(JSON.stringify(steps), steps);
        return resource?.fields[name] ?? '';
      },
    },
  );
}
