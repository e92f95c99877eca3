/** What of what is known is left out, once something is not sure any more. */
import type { Identity } from './Identity.ts';
import { holdsAny, type Known } from './records.ts';

/** Whether what is known under an address is left out, or a list or page for what stands in it. */
export type IsLost = (address: string, items?: Iterable<Known>) => boolean;

/** What is lost with some addresses: also what holds what lies there. */
export function lostWith(isGone: (address: string) => boolean, identity: Identity): IsLost {
  const isOf = (address: string): boolean => isGone(identity.of(address));
  return (address, items = []) =>
    isGone(address) || [...items].some((item) => holdsAny(item, isOf));
}
