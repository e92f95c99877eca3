/**
 * What was asked to be expanded by hand, and is not there: a server may ignore an expansion, or know it only in
 * part, and what it left as a stub is then read by itself.
 */
import type { Knowledge } from './known.ts';
import { needResource } from './needResource.ts';
import type { CollectionPlace, Need, ResourcePlace } from './place.ts';
import { type Known, Reference } from './records.ts';
import type { Wish } from './wish.ts';

/** The needs for it; none when the place can be shown as it was asked for. */
export function lackingExpanded(
  place: ResourcePlace | CollectionPlace,
  known: Knowledge,
): readonly (Need & { readonly of: 'resource' })[] {
  const { expanded } = place;
  if (expanded === undefined) return [];
  if (place.at === 'resource') {
    const isLacking = expanded.whole && known.record(place.address)?.level !== 'whole';
    return isLacking
      ? [needResource(place, expanded, `the whole ${place.kind ?? 'resource'}`)]
      : lackingIn(place, expanded, known);
  }
  return (known.page(place.page)?.items ?? []).flatMap((item, index) => {
    const origin = { list: place.page, index, path: [], isWalked: false };
    return lackingAt(item, expanded, (address) => ({ ...stubAt(address, known), origin }), known);
  });
}

function lackingIn(
  owner: ResourcePlace,
  wish: Wish,
  known: Knowledge,
): readonly (Need & { readonly of: 'resource' })[] {
  const { origin } = owner;
  const { level = 'whole' } = known.record(owner.address) ?? {};
  return [...wish.refs].flatMap(([name, inner]) =>
    lackingAt(
      known.record(owner.address)?.field(name),
      inner,
      (address) => ({
        ...stubAt(address, known),
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
  placeOf: (address: string) => ResourcePlace,
  known: Knowledge,
): readonly (Need & { readonly of: 'resource' })[] {
  const references = Array.isArray(value) ? value : [value];
  return references.flatMap((reference) => {
    if (!(reference instanceof Reference)) return [];
    const place = placeOf(known.identity(reference.address));
    return wish.whole && known.record(place.address)?.level !== 'whole'
      ? [needResource(place, wish, `the whole ${place.kind ?? 'resource'}`)]
      : lackingIn(place, wish, known);
  });
}

function stubAt(address: string, known: Knowledge): ResourcePlace {
  return { at: 'resource', address, kind: known.record(address)?.kind, shows: 'stub' };
}
