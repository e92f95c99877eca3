/**
 * A step into data that is in hand: an item of a list, or a property of an object.
 */
import { isJsonObject } from '../../values/json.ts';
import type { Knowledge } from '../known/known.ts';
import { type Known, Reference } from '../known/records.ts';
import { isSeveral } from '../map/address.ts';
import { kindAt } from '../map/templates.ts';
import type { ValuePlace } from '../place/place.ts';
import { type Followed, failed, pastNothing, reached, settle } from '../program/followed.ts';
import type { Stepping } from './stepping.ts';

/** Follows a step from a value. */
export function fromValue(
  place: ValuePlace,
  { move, moves, index, known, context }: Stepping,
): Followed {
  const { value } = place;
  if (Array.isArray(value) && typeof move.name === 'number') {
    const item = itemOf(value, move.name, known);
    if (item === undefined) {
      const has = value.length === 1 ? 'one item' : `${value.length} items`;
      return failed(move, 'noSuchItem', `no item ${move.name}: ${place.of} has ${has}`);
    }
    if (!(item instanceof Reference)) {
      const of = `item ${move.name} of ${place.of}`;
      return settle({ at: 'value', value: item, codec: 'json', of }, moves, index);
    }
    const address = known.identity(item.address);
    const own = known.record(address)?.kind ?? item.stood.kind;
    const kind = own ?? kindAt(context.map, context.base, address);
    const { owner } = place;
    const listedIn = owner && { listedIn: { address: owner.address, kind: owner.kind } };
    return reached({ at: 'resource', address, kind, shows: 'stub', found: item, ...listedIn });
  }
  if (isJsonObject(value) && Object.hasOwn(value, move.name)) {
    const of = `${move.name} of ${place.of}`;
    if (move.args !== undefined) {
      return failed(move, 'noSuchLink', `${of} is data, which cannot be called`);
    }
    const inner = value[move.name];
    // What an action answered is read as it is where all of it is given.
    const { codecs = {} } = place;
    const codec = Object.hasOwn(codecs, move.name) ? codecs[move.name] : undefined;
    return settle({ at: 'value', value: inner, codec: codec ?? 'json', of }, moves, index);
  }
  if (isJsonObject(value) && move.args === undefined) {
    const has = Object.keys(value).join(', ') || 'nothing';
    return failed(move, 'noSuchLink', `no "${move.name}" in ${place.of}: it has ${has}`);
  }
  return pastNothing(place, move);
}

/** An item of a list. In a plan, one stands for all of them, and it goes by its index where that is told. */
function itemOf(list: readonly Known[], index: number, { foretold }: Knowledge): Known | undefined {
  const item = list[index];
  const any = foretold ? list[0] : undefined;
  if (!(any instanceof Reference) || !isSeveral(any.address)) return item;
  const address = any.address.replace(/\[\*\](?!.*\[\*\])/s, `[${index}]`);
  return new Reference(address, any.stood, any.moment);
}
