import type { Place } from '../plan/place/place.ts';
import { siteAbove } from '../proxy/site.ts';
import { writeChain } from '../proxy/step.ts';
import type { Chain } from '../types/chain.ts';
import { readReached } from './readChained.ts';

/**
 * The absolute address of what a chain or snapshot stands for.
 *
 * Costs no request where the address can be known: of a snapshot, of `hc.room('Ops')`, of a collection. For
 * `hc.rooms.items[0].owner` it fetches what leads there, but not the owner.
 *
 * @throws {TypeError} When a chain ends in a value, which has no address of its own.
 */
export async function href(reached: Chain<unknown> | object): Promise<string> {
  const site = siteAbove(href);
  const read = readReached(reached, 'href');
  const place = (await read.client.want(read, [], 'address', site)) as Place;
  if (place.at === 'resource') return place.address;
  if (place.at === 'collection') return place.page;
  const { text } = writeChain(read.source.text, read.steps);
  throw new TypeError(`what ${text} gives has no address of its own: it is a value`);
}
