/**
 * How far a `forEach` is: what is told while its actions are sent, and what is known of them where it is ended.
 */
import type { DoneSoFar } from '../../errors/HypchatError.ts';
import type { Act } from '../../plan/need/request.ts';
import { doneOf } from '../../plan/pipeline/sendActions.ts';
import { toDone } from '../rows/toError.ts';
import type { Run, Runner } from './Runner.ts';

/** Tells whoever listens of an action that came to its end. */
export function tellProgress(
  { forItem, identity }: Act,
  [run]: readonly Run[],
  { actions, progress }: Runner,
): void {
  const acted = actions.acted(identity);
  if (forItem === undefined || run === undefined || acted === undefined) return;
  const { item, known, index, action, count, chain = run.waiting.chain.text } = forItem;
  count.done += 1;
  progress?.({
    chain,
    ...count,
    item: run.show(item, known),
    index,
    action,
    ...('failure' in acted && { error: acted.failure.cause }),
  });
}

/** What an errand has done for the items of a `forEach`, if it was at that. */
export function soFarOf(run: Run, runner: Runner): DoneSoFar | undefined {
  const { memory } = run;
  const lists = [...memory.listed.values()];
  if (lists.length === 0) return undefined;
  const all = lists.map((listed) => doneOf(listed, { ...runner.context, memory }));
  return {
    done: all.flatMap(({ done, known }) => toDone(done, known, run.show)),
    total: all.reduce((sum, { total }) => sum + total, 0),
  };
}
