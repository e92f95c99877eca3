/**
 * What of a wish is not known yet, resource by resource.
 *
 * A wish may be foreseen of what lambdas read, or be what was asked to be expanded by hand: a server may ignore an expansion, or
 * know it only in part, and what it left as a stub is then read by itself.
 */
import type { LinkMap } from '../../types/linkMap.ts';
import type { Knowledge } from '../known/known.ts';
import { type Known, Reference } from '../known/records.ts';
import { isOfWhole, type Wish } from '../known/wish.ts';
import { below } from '../map/address.ts';
import { memberOf } from '../map/members.ts';
import { type CollectionPlace, hangingIn, type Place, type ResourcePlace } from '../place/place.ts';
import { fieldAt, levelAt, placeNamed } from '../place/stood.ts';
import type { ResourceNeed } from './need.ts';
import { needResource } from './needResource.ts';

/** What is told besides the place and the wish. */
interface Around {
  readonly known: Knowledge;
  readonly map: LinkMap;
  /** Why a resource is needed. @param what - Its kind. */
  readonly reason: (what: string) => string;
}

/** The needs of a wish for a resource and the ones that it names, as far as they are in sight. */
export function lacking(
  place: Place,
  wish: Wish,
  known: Knowledge,
  map: LinkMap,
): readonly ResourceNeed[] {
  return place.at === 'resource'
    ? lackingAt(place, wish, { known, map, reason: (what) => `what is read of each ${what}` })
    : [];
}

/** The needs for what was asked to be expanded by hand; none when the place can be shown as it was asked for. */
export function lackingExpanded(
  place: ResourcePlace | CollectionPlace,
  known: Knowledge,
  map: LinkMap,
): readonly ResourceNeed[] {
  const { expanded } = place;
  if (expanded === undefined) return [];
  const around: Around = { known, map, reason: (what) => `the whole ${what}` };
  if (place.at === 'resource') return lackingAt(place, expanded, around);
  return (known.page(place.page)?.items ?? []).flatMap((item, index) => {
    const origin = { list: place.page, index, path: [], isWalked: false };
    return lackingOf(item, { origin }, expanded, around);
  });
}

function lackingAt(place: ResourcePlace, wish: Wish, around: Around): readonly ResourceNeed[] {
  const { known, map, reason } = around;
  if (isWantedItself(wish) && levelAt(place, known) !== 'whole') {
    return [needResource(place, wish, reason(place.kind ?? 'resource'))];
  }
  return [...wish.refs].flatMap(([name, inner]) => {
    const derived = derivedIn(place, name, inner, map);
    if (derived !== undefined) return lackingAt(derived, inner, around);
    const hanging = hangingIn(place, name, levelAt(place, known) ?? 'whole');
    return lackingOf(fieldAt(place, name, known), hanging, inner, around);
  });
}

/** The needs for what stands somewhere. @param hanging - How it hangs in what names it. */
function lackingOf(
  value: Known | undefined,
  hanging: Pick<ResourcePlace, 'origin' | 'inOwner'>,
  wish: Wish,
  around: Around,
): readonly ResourceNeed[] {
  const all = Array.isArray(value) ? value : [value];
  return all.flatMap((each) =>
    each instanceof Reference
      ? lackingAt({ ...placeNamed(each, around.known), ...hanging }, wish, around)
      : [],
  );
}

/** Whether anything is wanted of a resource besides what lies at addresses that follow from its own. */
function isWantedItself(wish: Wish): boolean {
  if (wish.level === 'whole' || !isOfWhole(wish)) return wish.level === 'whole';
  if (wish.acts !== undefined) return true;
  return [...wish.refs.values()].some(({ hangs }) => hangs?.isDerived !== true);
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
