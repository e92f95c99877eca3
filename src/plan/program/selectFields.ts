/**
 * Chooses the fields that the requests of a tick ask for: those that its chains and lambdas read, where all of them say
 * what they read.
 *
 * A chain that gives what leads on, a snapshot or a loop over them, may turn out to want anything of what is known by
 * then: where one is awaited, all is asked for.
 */

import type { Knowledge } from '../known/known.ts';
import type { Fields } from '../known/Selection.ts';
import type { FieldSelection, Reads } from './FieldSelection.ts';
import { readsItems } from './operation.ts';
import type { Meaning, Move, Position } from './program.ts';

/** For a dialect that asks for some fields alone: `{ …, selects: selectFields }`, with an `expand` that spells `asked.fields`. */
export const selectFields: FieldSelection = {
  noting(read, rows) {
    const before = rows.reads;
    const reads = new NotedReads();
    rows.reads = reads;
    try {
      const moves = read();
      const isTold = moves.every(({ expand }) => expand === undefined) && !reads.isAll;
      const isData = isTold && endsInData(moves, rows.isData);
      return { moves, ...(isData && { reads: reads.fields }) };
    } finally {
      rows.reads = before;
    }
  },
  endsInData,
  choose(wants, isNew) {
    const chosen = new Map<Knowledge, NotedReads>();
    for (const { known, want } of wants) {
      const reads = chosen.get(known) ?? new NotedReads();
      chosen.set(known, reads);
      const isOnward = known.asked.selection === undefined && (known.size > 0 || known.hasChanged);
      if (want.reads === undefined || want.goal === 'address' || isOnward) reads.isAll = true;
      else reads.unite(want.reads);
    }
    for (const [known, { fields, isAll }] of chosen) {
      if (known.asked.selection !== undefined) known.asked.selection.isOver ||= isAll;
      else if (isNew && !isAll) known.asked.selection = { fields, isOver: false };
    }
  },
};

class NotedReads implements Reads {
  readonly fields: Map<string, Set<string>> = new Map();
  isAll = false;

  add(kind: string | undefined, name: string): void {
    this.isAll ||= kind === undefined;
    for (const each of new Set(kind === undefined ? [] : [kind, ...kind.split('|')])) {
      const names = this.fields.get(each);
      if (names === undefined) this.fields.set(each, new Set([name]));
      else names.add(name);
    }
  }

  step(from: Position, name: string | number, meaning: Meaning): void {
    if (from.on === 'resource' && typeof name === 'string') this.add(from.kind, name);
    if (!FORESEEN.has(meaning.is) || readsBesides(meaning)) this.isAll = true;
  }

  /** What others read as well. */
  unite(fields: Fields): void {
    for (const [kind, names] of fields) for (const name of names) this.add(kind, name);
  }
}

/** The steps of which the map says what they read. */
const FORESEEN: ReadonlySet<Meaning['is']> = new Set([
  ...(['field', 'ref', 'list', 'link', 'collection', 'lookup'] as const),
  ...(['items', 'item', 'operation', 'property'] as const),
]);

/** Whether a step reads what its name does not say: a lambda that fails on samples, or the key of a walk by a key. */
function readsBesides(meaning: Meaning): boolean {
  if (meaning.is === 'collection') return meaning.member.walk !== undefined;
  if (meaning.is !== 'operation' || meaning.given !== undefined) return false;
  return readsItems(meaning.stage);
}

function endsInData(moves: readonly Move[], isData: (value: unknown) => boolean): boolean {
  const meaning = moves.at(-1)?.meaning;
  if (meaning?.is !== 'operation') return meaning?.is === 'field' || meaning?.is === 'property';
  const { stage, recorded, given } = meaning;
  switch (stage.is) {
    case 'some':
    case 'every':
    case 'count':
      return true;
    case 'forEach':
      return false;
    case 'reduce':
      return given !== undefined && isData(given.value);
    default:
      return recorded.sample !== undefined && isData(recorded.sample.value);
  }
}
