import { show } from '../plan/map/given.ts';
import { createChain } from '../proxy/chain.ts';
import type { Action, Chain } from '../types/chain.ts';
import type { WalkLimits } from '../walk/run/limits.ts';
import { planOf } from '../walk/tell/plan.ts';
import { wholeOf } from './fresh.ts';
import { readAny } from './readChained.ts';

/**
 * The same chain or root with limits, which hold for every step that is taken from it. Of a snapshot, it is the chain to the
 * whole resource, which knows what the snapshot's walk knows.
 *
 * @param limits - `signal` ends the wait with an `AbortError` (a request goes on while another chain wants
 *   it, and an action that was sent cannot be taken back); `timeoutMs` ends it with a `TimeoutError`;
 *   `budget` is the greatest number of requests: a walk that foreseeably needs more is refused with a
 *   `BudgetError` before its first, and stopped before the first one over it where only data could tell.
 *
 * @example
 * ```ts
 * await within(hc.rooms, { budget: 3, timeoutMs: 5000 }).map((room) => room.owner.email);
 * ```
 */
export function within<C extends Chain<unknown> | Action<unknown>>(chain: C, limits: WalkLimits): C;
export function within<S extends { readonly self: Chain<unknown> }>(
  snapshot: S,
  limits: WalkLimits,
): S['self'];
export function within<Root extends object>(root: Root, limits: WalkLimits): Root;
export function within(reached: object, limits: WalkLimits): object {
  const { client, start, source, steps } = readAny(reached, 'within');
  const isSnapshot = typeof reached === 'object' && start.place.at === 'resource';
  const place = isSnapshot ? wholeOf(start.place) : start.place;
  const limited = { ...start, place, limits: { ...start.limits, ...checked(limits), planOf } };
  return createChain(client.source(limited, source), steps);
}

const NAMES: readonly string[] = ['signal', 'timeoutMs', 'budget'];

/** The limits that were given. What is `undefined` was not, and leaves an earlier limit as it is. */
function checked(limits: WalkLimits): WalkLimits {
  if (typeof limits !== 'object' || limits === null) {
    throw new TypeError(`\`within\` takes an object of limits: ${NAMES.join(', ')}`);
  }
  for (const name of Object.keys(limits)) {
    if (!NAMES.includes(name)) {
      throw new TypeError(`\`within\` has no limit \`${name}\`: it has ${NAMES.join(', ')}`);
    }
  }
  const { signal, timeoutMs, budget } = limits;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError('`signal` has to be an AbortSignal');
  }
  const isTime = typeof timeoutMs === 'number' && timeoutMs >= 0 && timeoutMs <= 2 ** 31 - 1;
  if (timeoutMs !== undefined && !isTime) {
    throw new RangeError(`\`timeoutMs\` has to be 0 to 2147483647, got ${show(timeoutMs)}`);
  }
  if (budget !== undefined && !(Number.isInteger(budget) && budget >= 0)) {
    throw new RangeError(`\`budget\` has to be a whole number from 0 on, got ${show(budget)}`);
  }
  return {
    ...(signal && { signal }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(budget !== undefined && { budget }),
  };
}
