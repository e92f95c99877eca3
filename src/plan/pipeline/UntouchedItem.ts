/**
 * An item that nobody has read, for lambdas: what stands in it as it came is read there.
 */
import { JsonDoc } from '../known/document.ts';
import type { Knowledge } from '../known/known.ts';
import { behindGaps } from '../known/lists.ts';
import type { Repeats } from '../known/Repeats.ts';
import type { Known } from '../known/records.ts';
import { Untouched } from '../known/Untouched.ts';
import { itemPlace } from '../need/items.ts';
import type { CollectionPlace, Place } from '../place/place.ts';
import { type FoundItem, sourceAddress } from './itemSource.ts';

export class UntouchedItem implements FoundItem {
  /** It, and those that follow it. */
  readonly rest: Untouched;
  readonly #known: Knowledge;

  constructor(rest: Untouched, known: Knowledge) {
    this.rest = rest;
    this.#known = known;
  }

  get index(): number {
    return this.rest.index;
  }

  get page(): string | undefined {
    return this.rest.brought.href;
  }

  /** Whether its document is of the kind that the collection promises. */
  get isOfKind(): boolean {
    const { brought, from } = this.rest;
    const doc = brought.docs[from];
    return doc instanceof JsonDoc && doc.kind === undefined;
  }

  /** Its place: for the sake of it, all that came with it is read. */
  get item(): Place {
    const { list, kind, index, brought, from } = this.rest;
    return itemPlace(list, kind, brought.values[from] as Known, index, this.#known);
  }

  /** The text, number or truth value under a name; `undefined` where there is none, or more has to be looked at than the document. */
  value(name: string): string | number | boolean | undefined {
    const { brought, from } = this.rest;
    const known = this.#known;
    // An action may have changed it, and its own address may say that it is gone.
    if (known.moment !== brought.moment || known.knowsNothing) return undefined;
    const value = (brought.docs[from] as JsonDoc).field(name);
    return typeof value === 'object' || typeof value === 'symbol' ? undefined : value;
  }
}

/** The items from an index on that are untouched; `undefined` where they are not, or came before. */
export function untouchedFrom(
  place: CollectionPlace,
  index: number,
  repeats: Repeats,
  known: Knowledge,
): Untouched | undefined {
  const source = sourceAddress(place);
  const list = known.list(source);
  if (list === undefined || place.items || place.expanded !== undefined) return undefined;
  const at = behindGaps(list, index);
  const stretch = list.items.at(at);
  if (stretch === undefined || stretch.brought.isRead) return undefined;
  if (place.keyset === undefined && repeats.isIn(stretch, list)) return undefined;
  const { brought, start, end } = stretch;
  const from = stretch.from + at - start;
  return new Untouched({ list: source, kind: place.kind }, at, brought, from, from + end - at);
}
