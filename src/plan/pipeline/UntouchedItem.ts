/**
 * An item of which no record was made, for lambdas: they take its values out of its JSON.
 */
import { type Item, JsonDoc } from '../known/document.ts';
import { placeIn } from '../known/KnownItems.ts';
import type { Knowledge } from '../known/known.ts';
import { behindGaps } from '../known/lists.ts';
import type { Repeats } from '../known/Repeats.ts';
import type { Known } from '../known/records.ts';
import { Untouched } from '../known/Untouched.ts';
import { itemPlace } from '../need/items.ts';
import type { CollectionPlace, Place } from '../place/place.ts';
import { type FoundItem, sourceAddress } from './itemSource.ts';

export class UntouchedItem implements FoundItem {
  readonly index: number;
  /** The address of its list, and the kind of the items there. */
  readonly list: string;
  readonly kind: string;
  /** It as it came: who keeps this one does not keep its page. */
  readonly doc: Item | undefined;
  /** How many times actions had changed something when it came. */
  readonly moment: number;
  readonly #known: Knowledge;

  constructor({ start, list, kind, brought, from }: Untouched, known: Knowledge) {
    this.index = start;
    this.list = list;
    this.kind = kind;
    this.doc = brought.docs[from];
    this.moment = brought.moment;
    this.#known = known;
  }

  /** Whether its document is of the kind that the collection promises. */
  get isOfKind(): boolean {
    return this.doc instanceof JsonDoc && this.doc.kind === undefined;
  }

  /** It alone; `undefined` where it stands there no more. */
  get alone(): Untouched | undefined {
    const { list, kind, index, doc } = this;
    const stretch = this.#known.list(list)?.items.at(index);
    if (stretch === undefined) return undefined;
    const { brought } = stretch;
    const from = placeIn(stretch, index);
    if (brought.docs[from] !== doc) return undefined;
    return new Untouched({ list, kind }, { start: index, end: index + 1, brought, from });
  }

  /** Its place: for the sake of it, all that came with it is read. It is none where it stands there no more. */
  get item(): Place {
    const { alone } = this;
    const value = alone?.brought.values[alone.from];
    return itemPlace(this.list, this.kind, value as Known, this.index, this.#known);
  }

  /** The text, number or truth value under a name; `undefined` where there is none, or more has to be looked at than the document. */
  value(name: string): string | number | boolean | undefined {
    const known = this.#known;
    // An action may have changed it, and its own address may say that it is gone.
    if (known.moment !== this.moment || known.knowsNothing) return undefined;
    const value = (this.doc as JsonDoc).field(name);
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
  const of = { list: source, kind: place.kind };
  return new Untouched(of, { ...stretch, start: at, from: placeIn(stretch, at) });
}
