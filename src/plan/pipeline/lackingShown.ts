/**
 * What a place shows of others, and is no longer known: an action changed it since the document came that names it. It is
 * met by that document, which is asked anew: the plain walk would read it there as well.
 *
 * And what it shows of which only some fields were asked for, because nobody foresaw that it would be shown.
 */

import type { Knowledge } from '../known/known.ts';
import { type Known, Reference } from '../known/records.ts';
import { STUB, WHOLE, type Wish } from '../known/wish.ts';
import { isUnaddressed } from '../map/address.ts';
import { isHeld, memberOf } from '../map/members.ts';
import type { ResourceNeed } from '../need/need.ts';
import { needAnew, needResource } from '../need/needResource.ts';
import { ownerInHand } from '../need/ownerInHand.ts';
import type { Place, ResourcePlace } from '../place/place.ts';
import { isThere, noteRead, placeNamed, shownRecords } from '../place/stood.ts';
import type { PlanContext } from './context.ts';

/** The needs for what a place shows; none where it can be shown as it is known. */
export function lackingShown(
  place: Place,
  known: Knowledge,
  context: PlanContext,
): readonly ResourceNeed[] {
  if (!known.hasChanged && known.asked.selection === undefined) return [];
  const look = new Look(known, context);
  look.place(place);
  return look.needs;
}

class Look {
  readonly needs: ResourceNeed[] = [];
  readonly #known: Knowledge;
  readonly #context: PlanContext;
  readonly #seen = new Set<string>();

  constructor(known: Knowledge, context: PlanContext) {
    this.#known = known;
    this.#context = context;
  }

  place(place: Place): void {
    if (place.at === 'resource') this.resource(place, ownerInHand(place, this.#known) ?? place);
    else if (place.at === 'value') this.value(place.value, place.owner, undefined);
    else if (place.at === 'collection') {
      for (const item of this.#known.page(place.page)?.items ?? []) {
        this.value(item, undefined, place.expanded);
      }
    } else if (place.at === 'result') {
      for (const value of place.values) this.#given(value);
      for (const [chain, led] of place.given) if (!place.asOf?.has(chain)) this.place(led);
    }
  }

  /** Looks at what a lambda gave: the rows in it are shown as stubs, and what nobody has read of it as that to which it led. */
  #given(value: unknown): void {
    const { rows } = this.#context;
    for (const leaf of rows.leavesOf(value)) {
      const row = rows.placeOf(leaf);
      if (row !== undefined) this.#shown({ ...row, shows: 'stub' }, undefined);
    }
  }

  /** @param owner - The resource in whose document it stands; itself, where that is its own. */
  resource(place: ResourcePlace, owner: ResourcePlace): void {
    if (this.#known.record(place.address)?.isChosen) {
      noteRead(place, undefined, this.#known);
      this.needs.push(needResource(place, WHOLE, `the whole ${place.kind ?? 'resource'}`));
      return;
    }
    const own = this.#known.stood(place.found);
    for (const record of shownRecords(place, this.#known)) {
      if (record !== own && this.#wasSeen(place)) continue;
      // What stands within a document is told by that document, with all else that it holds: but for what was expanded there and is
      // shown whole.
      const isWhole = own?.level === 'whole' && place.shows === 'whole';
      const holder = record === own && !isWhole ? owner : place;
      for (const [name, value] of record.named) {
        if (!isHeld(memberOf(this.#context.map, place.kind, name), place.shows)) continue;
        this.value(value, holder, place.expanded?.refs.get(name));
      }
    }
  }

  /** Whether what is known by a place's address was looked at: unlike a document, it may lead round in a circle. */
  #wasSeen({ shows, address }: ResourcePlace): boolean {
    const one = `${shows} ${address}`;
    if (this.#seen.has(one)) return true;
    this.#seen.add(one);
    return false;
  }

  /** @param owner - The resource in whose document it stands. */
  value(
    value: Known | undefined,
    owner: ResourcePlace | undefined,
    expanded: Wish | undefined,
  ): void {
    if (Array.isArray(value)) {
      for (const each of value) this.value(each, owner, expanded);
    } else if (value instanceof Reference) {
      this.#reference(value, owner, expanded);
    }
  }

  #reference(found: Reference, owner: ResourcePlace | undefined, expanded: Wish | undefined): void {
    const place = placeNamed(found, this.#known, expanded ? 'whole' : 'stub');
    this.#shown({ ...place, ...(expanded && { expanded }) }, owner);
  }

  /** @param owner - The resource in whose document it stands. */
  #shown(place: ResourcePlace, owner: ResourcePlace | undefined): void {
    const known = this.#known;
    const { kind } = place;
    const isThereStill =
      known.stood(place.found) !== undefined || isThere({ ...place, shows: 'stub' }, known);
    if (isThereStill) this.resource(place, owner ?? place);
    else if (owner === undefined || isUnaddressed(owner.address)) {
      this.needs.push(needResource(place, STUB, `a stub of the ${kind ?? 'resource'}`));
    } else {
      const { found: _where, origin: _item, inOwner: _above, ...at } = owner;
      const reason = `what the ${owner.kind ?? 'resource'} names`;
      this.needs.push(needAnew(at, known, this.#context.map, reason));
    }
  }
}
