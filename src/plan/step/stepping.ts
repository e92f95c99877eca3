import type { Knowledge } from '../known/known.ts';
import type { PlanContext } from '../pipeline/context.ts';
import type { Move } from '../program/program.ts';

/** A step that is followed, among those of its chain, and what is known. */
export interface Stepping {
  readonly move: Move;
  readonly moves: readonly Move[];
  /** Which of them it is. */
  readonly index: number;
  readonly known: Knowledge;
  readonly context: PlanContext;
}
