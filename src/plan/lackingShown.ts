/**
 * What a resource shows of others, and is no longer known: an action changed it since the document came that names it.
 */
import type { LinkMap } from '../types/linkMap.ts';
import { isThere } from './isThere.ts';
import type { Knowledge } from './known.ts';
import { isHeld, memberOf } from './move.ts';
import { needResource } from './needResource.ts';
import type { Need, ResourcePlace } from './place.ts';
import { type Known, Reference } from './records.ts';
import { STUB } from './wish.ts';

/** The needs for it. They are met by the document that names it, or by the thing itself. */
export function lackingShown(
  place: ResourcePlace,
  known: Knowledge,
  map: LinkMap,
): readonly (Need & { readonly of: 'resource' })[] {
  if (!known.hasChanged) return [];
  const { address, kind, shows } = place;
  const record = known.stood(place.found) ?? known.record(address);
  return [...(record?.named ?? [])].flatMap(([name, value]) => {
    const read = memberOf(map, kind, name)?.read;
    if (!isHeld(memberOf(map, kind, name), shows)) return [];
    const level = read !== undefined && 'in' in read ? read.in : (record?.level ?? 'whole');
    const inOwner = { address, kind, name, in: level };
    return referencesIn(value).flatMap((found) => {
      const at = known.identity(found.address);
      const named = found.stood.kind ?? known.record(at)?.kind;
      const stub: ResourcePlace = {
        at: 'resource',
        address: at,
        kind: named,
        shows: 'stub',
        found,
        inOwner,
      };
      if (known.stood(found) !== undefined) return lackingShown(stub, known, map);
      return isThere(stub, known) ? [] : [needResource(stub, STUB, `a stub of the ${name}`)];
    });
  });
}

function referencesIn(value: Known): readonly Reference[] {
  if (value instanceof Reference) return [value];
  return Array.isArray(value) ? value.flatMap((each: Known) => referencesIn(each)) : [];
}
