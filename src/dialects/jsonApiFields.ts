/**
 * Which fields of a type are asked for, by `fields[type]`: attributes and relationships alike, of what is asked for and of what
 * is included.
 *
 * @see https://jsonapi.org/format/#fetching-sparse-fieldsets
 */
import type { Asked } from './Asked.ts';
import { type ExpansionTree, expansionTree } from './expansionTree.ts';
import { kindIn, readMember, selectOf } from './selectOf.ts';

/** What a type is asked for. */
export interface Sparse {
  /** The names as they are sent. */
  readonly sent: ReadonlySet<string>;
  /** All that is known of its resources then. */
  readonly names: ReadonlySet<string>;
}

/** These are no fields: they always come. */
const ALWAYS: ReadonlySet<string> = new Set(['id', 'type', 'links', 'meta']);

/** What is asked of each type; a type that is missing is asked for all of its fields. */
export function sparseFields(asked: Asked): ReadonlyMap<string, Sparse> {
  const found = new Map<string, Sparse>();
  // What is chosen by hand holds.
  if (asked.fields === undefined || /[?&]fields(?:\[|%5B)/i.test(asked.address)) return found;
  for (const kind of kindsAt(asked, asked.kind, expansionTree(asked.paths))) {
    const selected = selectOf(asked, kind);
    if (selected === undefined) continue;
    const { fields, others, names } = selected;
    const sent = new Set(
      [...fields, ...others].filter((name) => !ALWAYS.has(name) && name !== 'self'),
    );
    // Servers differ in what an empty list means.
    if (sent.size === 0) continue;
    const type = kindIn(asked.map, kind)?.type ?? kind;
    found.set(type, { sent, names: new Set([...names, ...ALWAYS]) });
  }
  return found;
}

/** The kinds of what is asked for, and of what is included in it. */
function kindsAt(asked: Asked, kind: string | undefined, tree: ExpansionTree): ReadonlySet<string> {
  const kinds = new Set(kind?.split('|'));
  for (const own of [...kinds]) {
    for (const [name, inner] of tree) {
      const read = readMember(asked.map, own, name);
      if (read === undefined || !('kind' in read)) continue;
      for (const each of kindsAt(asked, read.kind, inner)) kinds.add(each);
    }
  }
  return kinds;
}
