/**
 * How the needs of one round become its requests: needs of one address are one with their wishes united, and
 * what can come together comes together.
 */
import { coverResource } from './cover.ts';
import type { Knowledge } from './known.ts';
import type { Limits } from './limits.ts';
import type { Ask, Need } from './place.ts';
import { comeWithOwner, comeWithPage, type Needed } from './together.ts';
import { askCollection, type ListNeed } from './windows.ts';
import { uniteWishes } from './wish.ts';

/** The fewest requests for all needs of one round. */
export function unite(needs: readonly Need[], known: Knowledge, limits: Limits): readonly Ask[] {
  const needed: Needed = new Map();
  const lists = new Map<string, ListNeed[]>();
  for (const need of needs) {
    if (need.of === 'list') {
      const address = known.identity(need.address);
      const same = lists.get(address);
      if (same === undefined) lists.set(address, [{ ...need, address }]);
      else same.push(need);
    } else {
      const address = known.identity(need.address);
      const other = needed.get(address);
      const wish = other === undefined ? need.wish : uniteWishes(other.wish, need.wish);
      needed.set(address, { ...(other ?? need), address, wish });
    }
  }
  comeWithOwner(needed, known, limits);
  const ofPages = comeWithPage(needed, known, limits);
  const ofLists = [...lists.values()].flatMap((same) => askCollection(same, limits));
  const ofResources = [...needed.values()].flatMap(({ address, kind, wish, reason }) =>
    coverResource(wish, limits, (path) => !known.wasAsked(address, path)).map(
      (each): Ask => ({ of: 'resource', address, kind, wish: each, reasons: [reason] }),
    ),
  );
  return [...ofLists, ...ofPages, ...ofResources];
}
