/**
 * What a round is made of: who is on the way, and what is asked and done for them.
 */

import type { Spelling } from '../../plan/ask/addressOf.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { Need } from '../../plan/need/need.ts';
import type { Failure } from '../../plan/need/outcome.ts';
import type { Act } from '../../plan/need/request.ts';
import type { PlanContext } from '../../plan/pipeline/context.ts';
import type { Memory } from '../../plan/pipeline/Memory.ts';
import type { Place } from '../../plan/place/place.ts';
import type { Want } from '../../plan/program/program.ts';
import type { Api } from '../learn/intake.ts';
import type { Asking } from './asksOf.ts';

/** One want on its way. */
export interface Errand {
  readonly want: Want;
  /** What it has come to; kept from round to round. */
  readonly memory: Memory;
  /** What it walks on. After an action of its own it goes on with what is still true. */
  known: Knowledge;
  /** What the walk of an argument knows, where that is another one. */
  readonly knownTo?: PlanContext['knownTo'];
  /** Whether nobody waits for it any more. */
  isOver: boolean;
  done(place: Place, known: Knowledge): void;
  failed(failure: Failure): void;
  /** Goes back to its start, if what it needs was known already and is forgotten. Whether it did. */
  startAnew?(needs: readonly Need[]): boolean;
}

/** What the loop is run with, by a walk and by a plan. */
export interface Planner {
  readonly context: Omit<PlanContext, 'memory' | 'knownTo'>;
  readonly spelling: Spelling;
  readonly api: Api;
  /** Is told where an expectation of the planner's own was broken: it goes on the plain way. */
  fault(message: string): void;
}

/** What is asked in one round, each for the errands that wait for it. */
export interface Round<E extends Errand> {
  readonly asks: readonly (Asking & {
    readonly known: Knowledge;
    readonly errands: readonly E[];
    /** Whether only lambdas' results for single items need it: there may be no item, or many. */
    readonly isOfItems: boolean;
  })[];
  readonly acts: readonly ActGroup<E>[];
  /** Whose actions wait for what others of their walk do to the same things: they go on by what is so behind that. */
  readonly late: readonly E[];
}

/** The actions that one want sends. */
export interface ActGroup<E extends Errand> {
  readonly acts: readonly { readonly act: Act; readonly errands: readonly E[] }[];
  /** How many of them may be sent at once. */
  readonly concurrency: number;
}
