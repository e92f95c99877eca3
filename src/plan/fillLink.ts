/**
 * The link that a step follows, with what it was called with.
 */
import type { PlanContext } from './context.ts';
import { type FilledLink, filledLink } from './filledLink.ts';
import type { Outcome } from './outcome.ts';
import type { Move } from './program.ts';
import type { Query } from './Spelled.ts';

/** A link with the options of its step, which fill it where it is a template. */
export function fillLink(
  move: Move,
  target: string,
  query: Query,
  { templates }: PlanContext,
): FilledLink | Extract<Outcome, { is: 'failed' }> {
  try {
    return filledLink(String(move.name), target, query, templates);
  } catch (cause) {
    const failure = { step: move.at, code: 'misuse', message: String(cause), cause } as const;
    return { is: 'failed', failure };
  }
}
