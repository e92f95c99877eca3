/**
 * What snapshots were made of, and what they walk on from.
 */

import type { Doc, JsonDoc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { type Known, Reference } from '../../plan/known/records.ts';
import { titleAt } from '../../plan/map/address.ts';
import type { Place, ResourcePlace } from '../../plan/place/place.ts';
import { placeNamed } from '../../plan/place/stood.ts';
import { createChain } from '../../proxy/chain.ts';
import { hostOf, type SnapshotHost, type SnapshotShape } from '../../proxy/snapshot.ts';
import type { Source } from '../../proxy/source.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { decode } from '../../values/codec.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import type { Unreadable } from '../learn/unreadable.ts';
import { fieldOf, shapeOf } from './shape.ts';

/** What showing is told besides the place. */
export interface Shower {
  readonly map: LinkMap;
  readonly known: Knowledge;
  /** The resources that are being shown, one in another: how whole, and their addresses. */
  readonly showing: Set<string>;
  /** Is told of a value that could not be read. */
  readonly unreadable: Unreadable;
  /** The source of the chains of a snapshot. */
  source(place: Place, text: string, parent: Parent): Source;
  /** Reads a document of a page by itself. @param moment - When the page came. */
  read(doc: Doc, fallback: string, kind: string, moment: number): Reference;
}

/** The chain to what something was reached from. */
export type Parent = () => object | undefined;

/** A moment. @param what - What it is: `created of room 42`. */
export function showInstant(value: Known, what: () => string, { unreadable }: Shower): unknown {
  // Whatever is no text and no number is none.
  return decode('instant', value as Json, () => unreadable(what(), value));
}

/** A list that a server left out, for it is empty. */
export const NO_ITEMS: readonly Known[] = Object.freeze([]);

/** What a snapshot of a resource was made of. Most snapshots are only read, so its chains' source waits. */
abstract class Shown implements SnapshotHost {
  readonly shape: SnapshotShape;
  #source: Source | undefined;

  constructor(shape: SnapshotShape) {
    this.shape = shape;
  }

  abstract get shower(): Shower;
  abstract get place(): ResourcePlace;
  abstract get wire(): ReadonlyMap<string, unknown> | undefined;
  protected abstract parent(): object | undefined;

  /** The source of its chains. */
  get source(): Source {
    if (this.#source === undefined) {
      const { kind, address } = this.place;
      const title = titleAt(kind, this.shower.known.record(address)?.address ?? address);
      this.#source = this.shower.source(this.place, `(${title})`, () => this.parent());
    }
    return this.#source;
  }

  chain(name: string): object {
    return createChain(this.source, [{ is: 'name', name, verbatim: false }]);
  }
}

/** What is shown of what is known of a resource. */
export class ShownResource extends Shown {
  readonly place: ResourcePlace;
  readonly shower: Shower;
  wire: Map<string, unknown> | undefined;
  readonly #parent: Parent;

  constructor(place: ResourcePlace, shape: SnapshotShape, shower: Shower, parent: Parent) {
    super(shape);
    this.place = place;
    this.shower = shower;
    this.#parent = parent;
  }

  get besides(): JsonObject | undefined {
    return this.place.found?.stood.wrapped;
  }

  protected parent(): object | undefined {
    return this.#parent();
  }
}

/** Where items are shown that nobody has read. It holds none of them: who keeps one does not keep its page. */
export interface Around {
  readonly shower: Shower;
  readonly list: string;
  readonly kind: string;
  readonly moment: number;
  readonly parent: Parent;
}

/** Where a document stands in another one. */
interface Within {
  readonly owner: ShownDocument;
  readonly name: string;
  /** Which of a list it is. */
  readonly at: number | undefined;
}

/** What is shown of a document as it stands in a page. It is read when somebody walks on from there. */
export class ShownDocument extends Shown {
  readonly #doc: JsonDoc;
  readonly #around: Around;
  /** Its index in the list, or where it stands in an item. */
  readonly #where: number | Within;
  #place: ResourcePlace | undefined;

  constructor(doc: JsonDoc, shape: SnapshotShape, around: Around, where: number | Within) {
    super(shape);
    this.#doc = doc;
    this.#around = around;
    this.#where = where;
  }

  get shower(): Shower {
    return this.#around.shower;
  }

  get place(): ResourcePlace {
    this.#place ??= typeof this.#where === 'number' ? this.#item(this.#where) : inner(this.#where);
    return this.#place;
  }

  get wire(): ReadonlyMap<string, unknown> {
    return wireOf(this.#doc, this.place.kind, this.shower);
  }

  protected parent(): object | undefined {
    const where = this.#where;
    return typeof where === 'number' ? this.#around.parent() : createChain(where.owner.source);
  }

  #item(index: number): ResourcePlace {
    const { list, kind, moment, shower } = this.#around;
    const found = shower.read(this.#doc, `${list}#${index}`, kind, moment);
    // Code goes through the items one by one: what one of them lacks, the others will lack as well.
    const origin = { list, index, path: [], isWalked: true };
    return { ...placeNamed(found, shower.known), kind, origin };
  }
}

/** The place of what stands in an item. */
function inner({ owner, name, at }: Within): ResourcePlace {
  const { found: above, origin } = owner.place;
  const value = above?.stood.field(name);
  const found = at === undefined ? value : (value as readonly Known[])[at];
  if (!(found instanceof Reference)) throw new TypeError(`${name} is no resource`);
  const address = owner.shower.known.identity(found.address);
  const place = { at: 'resource', address, kind: found.stood.kind, shows: 'stub', found } as const;
  if (at !== undefined || origin === undefined) return place;
  return { ...place, origin: { ...origin, path: [...origin.path, name] } };
}

/** What stands on the wire for the moments in a document. */
function wireOf(
  { data }: JsonDoc,
  kind: string | undefined,
  { map }: Shower,
): ReadonlyMap<string, unknown> {
  const of = { map, kind, level: 'stub' } as const;
  const shape = shapeOf(of);
  const isMoment = (name: string): boolean => fieldOf(shape, name, of).codec === 'instant';
  return new Map(Object.entries(data).filter(([name, value]) => value !== null && isMoment(name)));
}

/** The source of a snapshot's chains; `undefined` for what is no snapshot of a resource. */
export function sourceOf(value: unknown): Source | undefined {
  const host = hostOf(value);
  return host instanceof Shown ? host.source : undefined;
}
