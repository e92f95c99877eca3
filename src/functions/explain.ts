import type { Action, Chain } from '../types/chain.ts';
import { planOf } from '../walk/tell/plan.ts';
import type { Plan } from '../walk/tell/planned.ts';
import { readChained } from './readChained.ts';

/**
 * The plan of a chain: the requests that awaiting it would send, as far as can be told beforehand.
 *
 * Sends nothing. A chain taken from a snapshot is planned with what its walk knows. Printed, a plan is a table.
 *
 * @throws {TypeError} When the value is no chain, or holds an argument that is wrong.
 *
 * @example
 * ```ts
 * String(explain(hc.room('Ops').owner.email));
 * //=> "1  round 1  GET  /v2/room/Ops?expand=owner  the owner is not in a room's stub\n1 request"
 * ```
 */
export function explain(chain: Chain<unknown> | Action<unknown>): Plan {
  const read = readChained(chain, 'explain');
  return read.client.plan(read, planOf);
}
