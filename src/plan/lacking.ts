/**
 * What of a wish is not known yet, resource by resource.
 */
import type { LinkMap } from '../types/linkMap.ts';
import { below } from './address.ts';
import type { Knowledge } from './known.ts';
import { memberOf } from './members.ts';
import type { Need } from './need.ts';
import { needResource } from './needResource.ts';
import type { Place, ResourcePlace } from './place.ts';
import { Reference } from './records.ts';
import { fieldAt, kindOfNamed, levelAt } from './stood.ts';
import type { Wish } from './wish.ts';

/** The needs of a wish for a resource and the ones that it names, as far as they are in sight. */
export function lacking(place: Place, wish: Wish, known: Knowledge, map: LinkMap): readonly Need[] {
  if (place.at !== 'resource') return [];
  if (isWantedItself(wish) && levelAt(place, known) !== 'whole') {
    const reason = `what is read of each ${place.kind ?? 'resource'}`;
    return [needResource(place, wish, reason)];
  }
  return [...wish.refs].flatMap(([name, inner]) => {
    const derived = derivedIn(place, name, inner, map);
    if (derived !== undefined) return lacking(derived, inner, known, map);
    const value = fieldAt(place, name, known);
    const references = Array.isArray(value) ? value : [value];
    return references.flatMap((reference) => {
      if (!(reference instanceof Reference)) return [];
      const address = known.identity(reference.address);
      const kind = kindOfNamed(reference, known);
      const at = { at: 'resource', address, kind, shows: 'stub', found: reference } as const;
      return lacking(at, inner, known, map);
    });
  });
}

/** Whether anything is wanted of a resource besides what lies at addresses that follow from its own. */
function isWantedItself({ whole, must, refs, acts }: Wish): boolean {
  if (!whole || refs.size === 0 || must === 'whole' || acts !== undefined) return whole;
  return [...refs.values()].some(({ hangs }) => hangs?.isDerived !== true);
}

/** What lies at an address that follows from its owner's: nothing has to be read of the owner for it. */
function derivedIn(
  place: ResourcePlace,
  name: string,
  { hangs }: Wish,
  map: LinkMap,
): ResourcePlace | undefined {
  const read = memberOf(map, place.kind, name)?.read;
  if (hangs?.isDerived !== true || read?.is !== 'ref' || read.path === undefined) return undefined;
  const address = below(place.address, read.path);
  return { at: 'resource', address, kind: read.kind, shows: 'stub' };
}
