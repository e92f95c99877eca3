import { createChain } from '../proxy/chain.ts';
import type { WalkLimits } from '../walk/run/limits.ts';
import { planOf } from '../walk/tell/plan.ts';
import { readAny } from './readChained.ts';

/**
 * The same chain, snapshot's chain or root with limits, which hold for every step that is taken from it.
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
export function within<C extends object>(chain: C, limits: WalkLimits): C {
  const { client, start, source, steps } = readAny(chain, 'within');
  const limited = { ...start, limits: { ...start.limits, ...checked(limits), planOf } };
  // It is what it was given, but for its limits; no type can say so.
  return createChain(client.source(limited, source), steps) as C;
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
  if (timeoutMs !== undefined && !(timeoutMs >= 0 && timeoutMs <= 2 ** 31 - 1)) {
    throw new RangeError(`\`timeoutMs\` has to be 0 to 2147483647, got ${timeoutMs}`);
  }
  if (budget !== undefined && !(Number.isInteger(budget) && budget >= 0)) {
    throw new RangeError(`\`budget\` has to be a whole number from 0 on, got ${budget}`);
  }
  return {
    ...(signal && { signal }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(budget !== undefined && { budget }),
  };
}
