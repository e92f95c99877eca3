import { parentOf } from '../proxy/parentOf.ts';
import type { Chain } from '../types/chain.ts';
import { readReached } from './readChained.ts';

/**
 * What a chain or snapshot was reached from: the chain without its last step. Sends nothing.
 *
 * Of `hc.rooms.items[0].owner` it is `hc.rooms.items[0]`; of an awaited `owner`, the chain to its room.
 * `undefined` at the root.
 */
export function parent(reached: Chain<unknown> | object): Chain<unknown> | undefined {
  const { source, steps } = readReached(reached, 'parent');
  return parentOf(source, steps) as Chain<unknown> | undefined;
}
