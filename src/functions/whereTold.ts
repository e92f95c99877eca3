/**
 * What tells of a thing that has no address of its own: the thing, or the collection, in whose document it stands.
 */

import { type Place, wholeAt } from '../plan/place/place.ts';
import { createChain, readChain } from '../proxy/chain.ts';
import type { Step } from '../proxy/step.ts';
import { type Started, started } from '../walk/client/client.ts';

/** A chain or a snapshot, and how a thing is reached from it. */
interface Told {
  readonly owner: object;
  reach(chain: object): object;
}

/** A chain as it is written, whatever its type. */
interface Loose {
  readonly [name: string | number]: Loose;
}

/** Where it stood: the address of a document, a name or an index, and which of a list of that name. */
const STOOD = /^(.*)#([^#[\]]+)(?:\[(\d+)\])?$/;

/** What tells of where a chain starts, where nobody can be asked for that itself; `undefined` where it can be, or nothing is known to tell. */
export function whereTold({ client, start, source }: Started): Told | undefined {
  const { place } = start;
  if (place.at !== 'resource') return undefined;
  const [, address, name = '', index] = STOOD.exec(place.address) ?? [];
  if (address === undefined) return undefined;
  const from = (above: Place): object =>
    createChain(client.source({ ...start, place: above }, source));
  const inDocument = (chain: object): object => {
    if (index === undefined) return (chain as Loose)[name] as object;
    const how = `ask for all of it, with \`fresh\` of what has it: \`(await ….${name})[${index}]\``;
    throw new TypeError(`one of a list that stands in a document cannot be asked for: ${how}`);
  };
  const { kind, origin, inOwner } = place;
  if (inOwner?.address === address) {
    return { owner: from(wholeAt(address, inOwner.kind)), reach: inDocument };
  }
  if (origin?.list === address && origin.path.length === 0 && kind !== undefined) {
    const list = { at: 'collection', address, page: address, kind, indexed: false } as const;
    const reach = (chain: object): object => (chain as Loose).items?.[origin.index] as object;
    return { owner: from({ ...list, items: false }), reach };
  }
  const owner = source.parent?.();
  const above = owner && started(owner);
  const of = above?.steps.length === 0 ? above.start.place : undefined;
  const isOfThat = of?.at === 'resource' && of.address === address;
  return owner !== undefined && isOfThat ? { owner, reach: inDocument } : undefined;
}

/** A chain with more steps. */
export function followed(chain: object, steps: readonly Step[]): object {
  const read = readChain(chain);
  return read === undefined ? chain : createChain(read.source, [...read.steps, ...steps]);
}
