/**
 * Shows items as they came, without anything being known of them: their JSON is copied through the shape of their kind.
 *
 * What takes more than a look at the document (a thing that is named by its id alone, an error in the place of something, a
 * list that was cut short, what no map foresaw) is read first, and shown as what is known.
 */

import { Doc, type Item, isRefusal, JsonDoc, ListDoc } from '../../plan/known/document.ts';
import type { Known } from '../../plan/known/records.ts';
import type { Untouched } from '../../plan/known/Untouched.ts';
import { titleAt } from '../../plan/map/address.ts';
import { kindOf } from '../../plan/map/members.ts';
import { placeAmong } from '../../plan/need/items.ts';
import type { Place } from '../../plan/place/place.ts';
import {
  beginningOf,
  beginSnapshot,
  finishSnapshot,
  freezeJson,
  putData,
  type SnapshotShape,
  type Unfinished,
} from '../../proxy/snapshot.ts';
import type { JsonObject } from '../../values/json.ts';
import { fieldOf, type Shape, type ShapeOf, type ShownField, shapeOf, withLinks } from './shape.ts';
import {
  type Around,
  NO_ITEMS,
  type Parent,
  type Shower,
  ShownDocument,
  showInstant,
} from './shown.ts';

/**
 * What shows the items of an answer, by which of it they are.
 *
 * @param read - Shows one that has to be read first.
 */
export function untouchedShown(
  { list, kind, start, brought, from }: Untouched,
  shower: Shower,
  parent: Parent,
  read: (place: Place) => unknown,
): (at: number) => unknown {
  const { moment, docs } = brought;
  const { map, known } = shower;
  const of: ShapeOf = { map, kind, level: 'stub' };
  const look = new Look(of, { shower, list, kind, moment, parent });
  return (at) => {
    const place = start + at - from;
    // An action came between: what of it holds is to be found out.
    const shown = known.moment === moment ? look.show(docs[at], place) : undefined;
    if (shown !== undefined) return shown;
    const origin = { list, index: place, path: [], isWalked: true };
    return read(placeAmong(origin, kind, brought.values[at] as Known, known));
  };
}

/** Looks at documents of one kind. */
class Look {
  readonly #shape: Shape;
  readonly #of: ShapeOf;
  readonly #around: Around;
  readonly #begin: () => Unfinished;
  /** How what stands within them is looked at, by its kind. */
  readonly #looks = new Map<string | undefined, Look | undefined>();

  constructor(of: ShapeOf, around: Around) {
    this.#shape = shapeOf(of);
    this.#of = of;
    this.#around = around;
    this.#begin = beginningOf(this.#shape);
  }

  #lookAt({ of: kind, as }: ShownField): Look | undefined {
    // One kind may stand in one field as a stub, and be only named in another.
    if (kind === undefined || as !== 'stub') return undefined;
    const before = this.#looks.get(kind);
    if (before !== undefined) return before;
    const of: ShapeOf = { ...this.#of, kind };
    const look = kindOf(of.map, kind) && new Look(of, this.#around);
    this.#looks.set(kind, look);
    return look;
  }

  /** The snapshot of a document; `undefined` where it has to be read first. @param where - As `ShownDocument` has it. */
  show(
    doc: Item | undefined,
    where: ConstructorParameters<typeof ShownDocument>[3],
  ): object | undefined {
    const shape = this.#shape;
    if (!(doc instanceof JsonDoc) || !shape.isPlain || doc.level === 'ref') return undefined;
    // It may be another kind than the map says, and what it can be asked to do are chains as well.
    if (doc.kind !== undefined || doc.actions?.size || !doc.isInPlace) return undefined;
    const chains = doc.namesOnly(shape.rels) ? shape : withLinks(shape, doc.links.keys());
    return this.#fill(doc, new ShownDocument(doc, chains, this.#around, where), chains);
  }

  #fill(doc: JsonDoc, host: ShownDocument, chains: SnapshotShape): object | undefined {
    const shape = this.#shape;
    const { layout } = shape;
    const { data } = doc;
    const isOwn = chains === shape;
    const snapshot = isOwn ? this.#begin() : beginSnapshot(chains);
    // Faster than a list of the names, and what `JSON.parse` makes inherits nothing that could be gone through.
    let at = 0;
    for (const name in data) {
      let field = layout[at];
      if (field?.name !== name) {
        field = fieldOf(shape, name, this.#of);
        layout[at] = field;
      }
      at += 1;
      let value: unknown = data[name];
      if (typeof value === 'object' ? value !== null : field.codec === 'instant') {
        if (!field.isValue) continue;
        value = this.#shown(doc, field, host);
        if (value === undefined) return undefined;
      }
      if (field.isFree && isOwn) snapshot[name] = value;
      else if (field.isValue) putData(snapshot, name, value);
    }
    for (const name of shape.empties) {
      if (!Object.hasOwn(data, name)) putData(snapshot, name, NO_ITEMS);
    }
    return finishSnapshot(snapshot, host);
  }

  /** What is not shown as it came; `undefined` where it has to be read first. */
  #shown(doc: JsonDoc, field: ShownField, owner: ShownDocument): unknown {
    const { name } = field;
    const item = doc.field(name);
    if (field.codec === 'instant') {
      if (typeof item === 'object') return undefined;
      const what = (): string => `${name} of ${titleAt(owner.place.kind, owner.place.address)}`;
      return showInstant(item as Known, what, owner.shower);
    }
    if (field.of === undefined) return isData(item) ? freezeJson(item as JsonObject) : undefined;
    const look = this.#lookAt(field);
    if (!Array.isArray(item)) return look?.show(item, { owner, name, at: undefined });
    const all = item.map((each: Item, at) => look?.show(each, { owner, name, at }));
    return all.includes(undefined) ? undefined : Object.freeze(all);
  }
}

/** Whether it is data through and through. */
function isData(item: Item | undefined): boolean {
  if (Array.isArray(item)) return item.every(isData);
  if (item instanceof Doc || item instanceof ListDoc) return false;
  return item === undefined || !isRefusal(item);
}
