/**
 * Keeps runs to their budgets: before a round, and where a request of it is asked again, otherwise.
 */
import { BudgetError } from '../../errors/BudgetError.ts';
import type { Round } from '../rounds/round.ts';
import { whereOf } from '../rows/toError.ts';
import { live } from './liveRuns.ts';
import { soFarOf } from './progress.ts';
import type { Run, Runner } from './Runner.ts';

/** Ends the runs that would go over their budget with this round, before anything of it is sent. */
export function keepToBudgets(round: Round<Run>, runner: Runner): void {
  const next = new Map<Run, number>();
  for (const { errands } of [...round.asks, ...round.acts.flatMap(({ acts }) => acts)]) {
    for (const run of live(errands)) next.set(run, (next.get(run) ?? 0) + 1);
  }
  for (const [run, count] of next) {
    const { budget = Number.POSITIVE_INFINITY } = run.waiting.limits;
    const sent = run.waiting.sent.length;
    run.spare = budget - sent - count;
    if (run.spare < 0) end(run, sent + count, runner);
  }
}

/** Whether one of those who wait has a request to spare. */
export function canPay(runs: readonly Run[]): boolean {
  return live(runs).some(({ spare }) => spare > 0);
}

/**
 * Those for whom a request is sent once more, as it was refused for what it asked besides. What one of them can pay for is sent for
 * all; where nobody can, each is ended.
 */
export function payingAgain(runs: readonly Run[], runner: Runner): readonly Run[] {
  const waiting = live(runs);
  const isPaid = canPay(runs);
  for (const run of waiting) {
    run.spare -= 1;
    if (!isPaid) end(run, (run.waiting.limits.budget ?? 0) + 1, runner);
  }
  return live(waiting);
}

function end(run: Run, needed: number, runner: Runner): void {
  const { budget = 0 } = run.waiting.limits;
  const facts = { budget, sent: run.waiting.sent.length, needed };
  run.isOver = true;
  run.waiting.reject(new BudgetError(facts, whereOf(run.told()), soFarOf(run, runner)));
}
