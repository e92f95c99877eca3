/**
 * What learns from an answer: what it was asked for, and what walks have gone on with meanwhile.
 */
import type { Knowledge } from '../../plan/known/known.ts';
import type { Run } from './Runner.ts';

/** Who waits for an answer, and what learns from it. */
export interface Learners {
  /** What it is asked for. */
  readonly known: Knowledge;
  readonly live: readonly Run[];
  /** What learns of a resource as well: an action came between, and the answer is no older than that. */
  readonly also: readonly Learner[];
}

/** What learns from an answer, unless an action changes something meanwhile. */
interface Learner {
  readonly known: Knowledge;
  /** When the answer was asked for. */
  readonly moment: number;
}

/**
 * What else learns from an answer, besides what it was asked for. After an action, a run still goes on with what was known before
 * it, while its walk has forgotten what the action may have changed: the walk is told as well. So is its loop, for the items that
 * are still to come.
 */
export function alsoLearning(known: Knowledge, runs: readonly Run[]): readonly Learner[] {
  const own = runs.filter((run) => run.known === known && run.want.goal !== 'batch');
  const ofArguments = runs.flatMap(({ others }) =>
    [...others].flatMap(([walk, before]) => (before === known ? walk : [])),
  );
  const all = [...own.map(({ waiting }) => waiting.walk), ...ofArguments].flatMap((walk) => {
    const { known, loop } = walk;
    return loop?.known.heard === known.heard ? [known, loop.known] : [known];
  });
  const others = [...new Set(all)].filter((each) => each !== known);
  return others.map((each) => ({ known: each, moment: each.moment }));
}

/** Those that no action has changed meanwhile. */
export function unchanged(learners: readonly Learner[]): readonly Knowledge[] {
  return learners.flatMap(({ known, moment }) => (known.moment === moment ? known : []));
}
