import type { PlanAnswer } from '../../explorer/messages.ts';
import { NO_MISTAKE } from '../syntaxMistake.ts';
import { failureOf, mistakeOf } from './failureOf.ts';
import { TooLong } from './inTime.ts';
import { readPlannable } from './plannable.ts';
import { actionsOf, type Planner } from './planners.ts';

/** The planners of the two walks. */
export interface Planners {
  readonly walk: Planner;
  readonly steps: Planner;
}

/**
 * What a text would send, as far as that can be told without running it. Sends nothing.
 *
 * @param names - What texts find.
 */
export function planText(text: string, names: ReadonlySet<string>, planners: Planners): PlanAnswer {
  if (text.trim() === '') return { is: 'empty' };
  const read = readPlannable(text, names);
  if (read === undefined) {
    return { is: 'mistaken', isUnfinished: false, text: NO_MISTAKE, ...mistakeOf(text) };
  }
  if (read.is === 'unplannable') return { is: 'unplanned', why: read.why };
  try {
    const plans = planners.walk.plans(read);
    if (plans.length === 0)
      return { is: 'unplanned', why: 'it gives no chain, so that nothing is sent' };
    const steps = planners.steps.plans(read);
    return { is: 'planned', plans, steps, actions: actionsOf(plans) };
  } catch (error) {
    if (error instanceof TooLong) {
      return { is: 'unplanned', why: 'it takes too long to be evaluated while it is typed' };
    }
    const { text: words, mark } = failureOf(error, text);
    return { is: 'mistaken', isUnfinished: false, text: words, ...(mark && { mark }) };
  }
}
