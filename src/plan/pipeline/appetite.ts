/**
 * How many items, and how many pages of them at once, stages can make use of.
 */
import { isSearch, mayStop, type Stage } from '../program/operation.ts';
import type { Passing } from './pass.ts';

/** How the next items are asked for. */
export interface Appetite {
  /** The greatest number of items that can be of use; `undefined` where that is not known before they are read. */
  readonly most: number | undefined;
  /** How many pages may be asked for at once. */
  readonly concurrency: number;
}

/** What stages can make use of, after what they were given already. */
export function appetiteOf(stages: readonly Stage[], passing: Passing): Appetite {
  return { most: mostOf(stages, passing), concurrency: Math.max(1, pagesAhead(stages)) };
}

/** How many pages may be asked for before they are needed: none where the stages may stop before them. */
export function pagesAhead(stages: readonly Stage[]): number {
  if (stages.some(mayStop)) return 0;
  const pages = stages.flatMap((stage) =>
    stage.is === 'contents' || stage.is === 'toArray' ? [stage.concurrency] : [],
  );
  return Math.max(1, ...pages);
}

/**
 * How many things are wanted at least of what a stage gives of an item; `undefined` where all of them are.
 *
 * @param enough - How many may be enough of what the stages come to; all of it by default.
 */
export function leastOf(
  stages: readonly Stage[],
  of: Stage,
  { counts, outputs }: Passing,
  enough: number | undefined,
): number | undefined {
  const from = stages.indexOf(of) + 1;
  const after = stages.slice(from);
  if (enough === undefined && !after.some(mayStop)) return undefined;
  let dropped = 0;
  for (const [at, stage] of after.entries()) {
    const count = counts[from + at] ?? 0;
    if (stage.is === 'take') return dropped + stage.count - count;
    // One may give any number of things.
    if (stage.is === 'flatMap') return 1;
    if (isSearch(stage)) break;
    if (stage.is === 'drop') dropped += Math.max(0, stage.count - count);
  }
  return dropped + Math.max(1, (enough ?? 1) - outputs.length);
}

function mostOf(stages: readonly Stage[], { counts }: Passing): number | undefined {
  let dropped = 0;
  for (const [index, stage] of stages.entries()) {
    const count = counts[index] ?? 0;
    if (stage.is === 'take') return dropped + stage.count - count;
    if (stage.is === 'at') return dropped + 1;
    if (stage.is === 'drop') dropped += Math.max(0, stage.count - count);
    else if (stage.is !== 'map' && stage.is !== 'contents') return undefined;
  }
  return undefined;
}
