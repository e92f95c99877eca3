/**
 * What was asked to be expanded by hand, and is not there: a server may ignore an expansion, or know it only in
 * part, and what it left as a stub is then read by itself.
 */
import type { Knowledge } from './known.ts';
import type { ResourceNeed } from './need.ts';
import { needResource } from './needResource.ts';
import type { CollectionPlace, ResourcePlace } from './place.ts';
import { type Known, Reference } from './records.ts';
import { fieldAt, kindOfNamed, levelAt } from './stood.ts';
import type { Wish } from './wish.ts';

/** The needs for it; none when the place can be shown as it was asked for. */
export function lackingExpanded(
  place: ResourcePlace | CollectionPlace,
  known: Knowledge,
): readonly ResourceNeed[] {
  const { expanded } = place;
  if (expanded === undefined) return [];
  if (place.at === 'resource') {
    const isLacking = expanded.whole && levelAt(place, known) !== 'whole';
    return isLacking
      ? [needResource(place, expanded, `the whole ${place.kind ?? 'resource'}`)]
      : lackingIn(place, expanded, known);
  }
  return (known.page(place.page)?.items ?? []).flatMap((item, index) => {
    const origin = { list: place.page, index, path: [], isWalked: false };
    return lackingAt(item, expanded, (found) => ({ ...stubAt(found, known), origin }), known);
  });
}

function lackingIn(owner: ResourcePlace, wish: Wish, known: Knowledge): readonly ResourceNeed[] {
  const { origin } = owner;
  const level = levelAt(owner, known) ?? 'whole';
  return [...wish.refs].flatMap(([name, inner]) =>
    lackingAt(
      fieldAt(owner, name, known),
      inner,
      (found) => ({
        ...stubAt(found, known),
        ...(origin && { origin: { ...origin, path: [...origin.path, name] } }),
        inOwner: { address: owner.address, kind: owner.kind, name, in: level },
      }),
      known,
    ),
  );
}

function lackingAt(
  value: Known | undefined,
  wish: Wish,
  placeOf: (found: Reference) => ResourcePlace,
  known: Knowledge,
): readonly ResourceNeed[] {
  const references = Array.isArray(value) ? value : [value];
  return references.flatMap((reference) => {
    if (!(reference instanceof Reference)) return [];
    const place = placeOf(reference);
    return wish.whole && levelAt(place, known) !== 'whole'
      ? [needResource(place, wish, `the whole ${place.kind ?? 'resource'}`)]
      : lackingIn(place, wish, known);
  });
}

function stubAt(found: Reference, known: Knowledge): ResourcePlace {
  const address = known.identity(found.address);
  const kind = kindOfNamed(found, known);
  return { at: 'resource', address, kind, shows: 'stub', found };
}
