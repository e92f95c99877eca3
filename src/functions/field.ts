import { createChain } from '../proxy/chain.ts';
import type { Chain } from '../types/chain.ts';
import { readReached } from './readChained.ts';

/**
 * The field or link of that name, whatever the name means otherwise: `field(chain, 'then')`, or the short
 * list that a link hides, `field(hc.room(42), 'participants')`.
 */
export function field(reached: Chain<unknown> | object, name: string): Chain<unknown> {
  if (typeof name !== 'string') {
    throw new TypeError(`\`field\` takes the name of a field, got ${String(name)}`);
  }
  const { source, steps } = readReached(reached, 'field');
  const step = { is: 'name', name, verbatim: true } as const;
  return createChain(source, [...steps, step]) as Chain<unknown>;
}
