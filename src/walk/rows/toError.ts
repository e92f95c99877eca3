/**
 * The error that a want is rejected with: what went wrong, with the chain as it was written and a mark under
 * the step that failed.
 */
import { HypchatError, type ItemDone, markLines, type Where } from '../../errors/HypchatError.ts';
import { ItemsError } from '../../errors/ItemsError.ts';
import { StepError } from '../../errors/StepError.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { Failure } from '../../plan/need/outcome.ts';
import type { DoneItem, FailedItems } from '../../plan/pipeline/sendActions.ts';
import type { Place } from '../../plan/place/place.ts';
import { Misuse } from '../../plan/program/want.ts';
import { callersOf, withFrames } from '../../proxy/site.ts';
import { harmless, harmlessLine } from '../../values/harmless.ts';
import type { WrittenChain } from './WrittenChain.ts';

/** The error of a want that failed. @param show - Shows an item of a `forEach` that failed. */
export function toError(
  failure: Failure,
  chain: WrittenChain,
  show: (place: Place, known: Knowledge) => unknown,
): unknown {
  const where = whereOf(chain, failure.step);
  switch (failure.code) {
    case 'misuse':
      return atCall(new Misuse(failure.cause, failure.step), chain);
    case 'request':
    case 'thrown':
      return failure.cause instanceof HypchatError ? failure.cause.at(where) : failure.cause;
    case 'someFailed':
      return toItemsError(failure.cause as FailedItems, where, show);
    case 'unforeseen':
      return new Error(harmlessLine(failure.message));
    default:
      return new StepError(failure.code, failure.message, where);
  }
}

function toItemsError(
  { failures, done, total, known }: FailedItems,
  where: Where,
  show: (place: Place, known: Knowledge) => unknown,
): ItemsError {
  const shown = failures.map((failure) => ({ ...failure, item: show(failure.item, known) }));
  return new ItemsError(shown, total, where, toDone(done, known, show));
}

/** What was done, as an error tells it. */
export function toDone(
  done: readonly DoneItem[],
  known: Knowledge,
  show: (place: Place, known: Knowledge) => unknown,
): readonly ItemDone[] {
  return done.map(({ item, index, action, place, known: then = known }) => ({
    item: show(item, known),
    index,
    action,
    answer: show(place, then),
  }));
}

/** A step, or the whole chain. */
export function whereOf(chain: Omit<WrittenChain, 'steps'>, step?: number): Where {
  const span = step === undefined ? undefined : chain.spans[step];
  const { text, done } = chain;
  return { chain: text, step: span ?? [0, text.length], ...(done && { done }) };
}

/** Misuse, with the chain, and the stack of the call that was wrong. */
export function atCall(misuse: unknown, chain: Omit<WrittenChain, 'steps'>): unknown {
  if (!(misuse instanceof Misuse)) return misuse;
  const error = misuse.cause;
  // Code of the user's ran, and may throw anything.
  if (!(error instanceof Error)) return error;
  const site = chain.sites[misuse.at];
  // It may have lines of its own: those of a chain within a lambda, say.
  error.message = [harmless(error.message), ...markLines(whereOf(chain, misuse.at))].join('\n');
  return site === undefined ? error : withFrames(error, callersOf(site));
}
