/**
 * What has to be asked for, for the sake of what lambdas missed on data.
 */

import type { LinkMap } from '../../types/linkMap.ts';
import type { Knowledge } from '../known/known.ts';
import { isOfWhole, NOTHING, uniteWishes, type Wish } from '../known/wish.ts';
import type { ListNeed, Need, ResourceNeed } from '../need/need.ts';
import { needAnew, needResource, walked } from '../need/needResource.ts';
import { needOwnerAnew, ownerInHand } from '../need/ownerInHand.ts';
import type { Missed } from '../program/rows.ts';
import { ofItem } from './resolveChains.ts';

/** What is needed first for what a run missed. @param kind - What the items are. */
export function needsOf(
  missed: Missed,
  kind: string,
  known: Knowledge,
  map: LinkMap,
): readonly Need[] {
  if (missed.is === 'inner') return missed.needs.map(ofItem);
  if (known.foretold) return [];
  const reason = `what the lambda reads of a ${missed.place.kind ?? kind}`;
  const at = { ...missed.place, address: known.identity(missed.place.address) };
  const anew = isOfWhole(missed.wish) ? undefined : needOwnerAnew(at, known, map, reason);
  if (anew !== undefined) return [anew];
  // Of what is refused at its own address, there is no more than a stub.
  const isRefused = known.asked.failure(at.address) !== undefined;
  // That of which only some fields came stands in the document that names it.
  const owner = isRefused && known.isInPart(at.address) && ownerInHand(at, known);
  if (owner) return [needAnew(owner, known, map, reason)];
  const wish = isRefused ? { ...missed.wish, level: undefined } : missed.wish;
  const need = needResource(at, wish, reason);
  // Where only some fields were asked for, the page tells the others, whether or not the thing itself is open to us.
  return [known.isInPart(at.address) ? walked(need) : need];
}

/**
 * The needs, with what is only guessed to be needed: of the same pages, and of resources beside the first that is needed. It
 * rides on their requests, and causes none.
 */
export function ridingAlong(needs: readonly Need[], guessed: readonly Need[]): readonly Need[] {
  if (guessed.length === 0) return needs;
  const wishes = new Map<string, Wish>();
  const resources: ResourceNeed[] = [];
  for (const need of guessed) {
    if (need.of === 'resource') resources.push(need);
    else wishes.set(pageOf(need), uniteWishes(wishes.get(pageOf(need)) ?? NOTHING, need.wish));
  }
  const first = needs.find(({ of }) => of === 'resource');
  return needs.map((need): Need => {
    if (need.of === 'resource') {
      return need === first && resources.length > 0 ? { ...need, beside: resources } : need;
    }
    const guess = wishes.get(pageOf(need));
    return guess === undefined ? need : { ...need, wish: uniteWishes(need.wish, guess) };
  });
}

function pageOf({ address, part }: ListNeed): string {
  return JSON.stringify([address, part]);
}
