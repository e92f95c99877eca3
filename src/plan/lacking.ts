/**
 * What of a wish is not known yet, resource by resource.
 */
import type { Knowledge } from './known.ts';
import { needResource } from './needResource.ts';
import type { Need, Place } from './place.ts';
import { Reference } from './records.ts';
import { fieldAt, kindOfNamed, levelAt } from './stood.ts';
import type { Wish } from './wish.ts';

/** The needs of a wish for a resource and the ones that it names, as far as they are in sight. */
export function lacking(place: Place, wish: Wish, known: Knowledge): readonly Need[] {
  if (place.at !== 'resource') return [];
  if (wish.whole && levelAt(place, known) !== 'whole') {
    const reason = `what is read of each ${place.kind ?? 'resource'}`;
    return [needResource(place, wish, reason)];
  }
  return [...wish.refs].flatMap(([name, inner]) => {
    const value = fieldAt(place, name, known);
    const references = Array.isArray(value) ? value : [value];
    return references.flatMap((reference) => {
      if (!(reference instanceof Reference)) return [];
      const address = known.identity(reference.address);
      const kind = kindOfNamed(reference, known);
      const at = { at: 'resource', address, kind, shows: 'stub', found: reference } as const;
      return lacking(at, inner, known);
    });
  });
}
