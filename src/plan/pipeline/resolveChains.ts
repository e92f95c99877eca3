/**
 * Chains in what lambdas gave: each is walked within the walk of its pipeline.
 */

import { failedBy } from '../need/failed.ts';
import type { Need } from '../need/need.ts';
import type { Outcome } from '../need/outcome.ts';
import type { Place } from '../place/place.ts';
import { type Argument, isReading, type Want } from '../program/program.ts';
import type { PlanContext } from './context.ts';

/** What chains have come to: where each leads, or what they need first. */
export type Resolved =
  | { readonly is: 'given'; readonly given: ReadonlyMap<object, Place> }
  | Extract<Outcome, { is: 'need' | 'failed' }>;

/** Takes every chain in the values as far as it goes with what is known. */
export function resolveChains(
  values: readonly unknown[],
  step: number,
  context: PlanContext,
  advance: (want: Want) => Outcome,
): Resolved {
  const given = new Map<object, Place>();
  const needs: Need[] = [];
  for (const value of values) {
    for (const chain of context.rows.chainsIn(value)) {
      let argument: Argument;
      try {
        argument = argumentOf(chain, context);
      } catch (cause) {
        return failedBy(step, 'misuse', cause);
      }
      const outcome = advance(argument.want);
      if (outcome.is === 'need') needs.push(...outcome.needs.map(ofItem));
      else if (outcome.is === 'reached') given.set(chain, outcome.place);
      else if (outcome.is === 'failed') {
        if (outcome.failure.code === 'unforeseen') return outcome;
        const cause = argument.toError(outcome.failure);
        return failedBy(step, 'thrown', cause);
      } else {
        const cause = new TypeError(
          outcome.acts.every(isReading)
            ? `a lambda cannot hold a request that was written out by hand: send ${argument.text} for each in a \`for await\``
            : `only \`forEach\` sends actions: ${argument.text} was given to another operation`,
        );
        return failedBy(step, 'misuse', cause);
      }
    }
  }
  return needs.length > 0 ? { is: 'need', needs, step } : { is: 'given', given };
}

/** What is needed, or sent, for the sake of one item. */
export function ofItem<T extends object>(each: T): T & { readonly ofItem: true } {
  return { ...each, ofItem: true };
}

/** A chain as a part of the plan: the same one each time it is asked for. */
export function argumentOf(chain: object, { rows, memory }: PlanContext): Argument {
  const argument = memory.chains.get(chain) ?? rows.toArgument(chain);
  memory.chains.set(chain, argument);
  return argument;
}
