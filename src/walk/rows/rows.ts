/**
 * Lambdas: read before they run, and run on data.
 *
 * Recording runs a lambda once on sample values, to learn which fields and references it touches.
 */

import { uniteWishes } from '../../plan/known/wish.ts';
import { isOneOf } from '../../plan/map/oneOf.ts';
import type { Need } from '../../plan/need/need.ts';
import { UntouchedItem } from '../../plan/pipeline/UntouchedItem.ts';
import type { FieldSelection } from '../../plan/program/FieldSelection.ts';
import { beyondNamed } from '../../plan/program/foresee.ts';
import type { Recorded } from '../../plan/program/operation.ts';
import { Argument, type Move } from '../../plan/program/program.ts';
import type { Found, InHand, Missed, Opened, Rows } from '../../plan/program/rows.ts';
import { understand } from '../../plan/program/want.ts';
import { readChain } from '../../proxy/chain.ts';
import { beginOf, unreadChain } from '../../proxy/list.ts';
import { createRow, readRow } from '../../proxy/row.ts';
import { isSnapshot } from '../../proxy/snapshot.ts';
import type { CallStep, Step } from '../../proxy/step.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { DataReader, ofData } from './dataRow.ts';
import { guessBesides, guessedIn, Misses, orNone } from './inner.ts';
import { Later } from './Later.ts';
import { leavesOf } from './leaves.ts';
import { beginReading, explained, misreadOf } from './misread.ts';
import type { RowRun, RowSurroundings } from './RowRun.ts';
import { SampleReader, type SampleSurroundings, sampleAt } from './sampleRow.ts';
import { Touched } from './touched.ts';
import type { NotedCall, Unsent } from './unsent.ts';
import { toWritten } from './written.ts';

/**
 * Makes the rows of a client.
 *
 * @param toArgument - Reads a chain that a lambda gave.
 * @param unsent - Is told of the actions that lambdas write and nobody sends.
 * @param selecting - How only what is read is asked for.
 */
export function createRows(
  client: Omit<RowSurroundings, 'samples' | 'toArgument' | 'unsent' | 'reading'>,
  toArgument: (chain: object) => Argument,
  unsent: Unsent,
  selecting: FieldSelection | undefined,
): Rows {
  const { map } = client;
  const later = new Later();
  const samples: SampleSurroundings = {
    map,
    noted: (kind, name = '') => rows.reads?.add(kind, name),
    movesOf(sample, steps) {
      const at = later.count;
      const moves = movesOfSample(sample, steps, map, rows);
      if (moves.some(isBroughtAlong))
        later.note(at, () => sample.touched.add(beyondNamed(moves, 0, sample.least)));
      return moves;
    },
  };
  const surroundings: RowSurroundings = {
    ...client,
    samples,
    toArgument,
    unsent,
    reading: undefined,
  };
  /** No row, and no chain but one that gives data itself. */
  const isData = (value: unknown): boolean => {
    const chain = unreadChain(value) ?? value;
    if (typeof chain === 'function') {
      const moves = sampleMoves(chain);
      return moves !== undefined && selecting?.endsInData(moves, isData) === true;
    }
    if (typeof value !== 'object' || value === null) return true;
    if (readRow(value) !== undefined || isSnapshot(value)) return false;
    const leaves = leavesOf(value);
    return (leaves[0] === value ? Object.values(value) : leaves).every(isData);
  };
  const rows: Rows = {
    selecting,
    refusesToSelect: false,
    reads: undefined,
    isData,
    toArgument,
    leavesOf,
    chainsIn,
    inHand,
    sample(kind, least): Recorded {
      const wish = new Touched();
      return { wish, sample: { value: createRow(new SampleReader(kind, wish, samples, least)) } };
    },
    record(run, { wish, sample }, isSpread) {
      if (sample === undefined) return undefined;
      let value: unknown;
      const before = surroundings.reading;
      // What it closes over may be data of another lambda: that it is not known is no matter yet.
      const closedOver = new Misses(before?.known);
      surroundings.reading = closedOver;
      try {
        beginReading();
        value = later.running(wish, () =>
          unsent.noting([], () => {
            const given: unknown = Reflect.apply(run, undefined, [sample.value, 0]);
            return isSpread ? inHand(given, 'flatMap', undefined) : given;
          }),
        );
      } catch (error) {
        const misread = misreadOf(error, map);
        if (misread?.isSure) throw new TypeError(misread.message, { cause: error });
        // On samples a lambda may well fail; on data its errors are its own.
        return undefined;
      } finally {
        surroundings.reading = before;
        if (before !== undefined) guessBesides(before, closedOver);
      }
      refuseAsync(value);
      // What they will want of the item is noted; what is wrong with one is told when it is walked.
      for (const chain of chainsIn(value)) orNone(() => sampleMoves(chain) ?? []);
      return { value };
    },
    foresee({ wish, sample }, tail) {
      const reader = readRow(sample?.value);
      const isItem = !(reader instanceof SampleReader) || reader.touched === wish;
      if (isItem) return uniteWishes(wish, tail);
      reader.touched.add(tail);
      later.foresee(wish);
      return wish;
    },
    foreseeGiven(given, { sample }) {
      const further = readRow(sample?.value);
      const row = readRow(Array.isArray(given) ? given[0] : given);
      if (!(further instanceof SampleReader && row instanceof SampleReader)) return;
      if (row !== further) row.touched.add(further.touched);
    },
    open: (found, known, walk) =>
      new OpenItem(found, { known, walk, surroundings, misses: new Misses(known) }),
    missed: () => surroundings.reading?.missed,
    placeOf: (value) => ofData(value)?.place,
    untouched: (value) => ofData(value)?.untouched,
    kindOf(value): string | undefined {
      const reader = readRow(value);
      return reader instanceof SampleReader ? reader.kind : undefined;
    },
    leastOf(value): 'ref' | 'stub' | undefined {
      const reader = readRow(value);
      return reader instanceof SampleReader ? reader.least : undefined;
    },
  };
  return rows;
}

/** Whether its items may come with their owner, and with them what is read of them. */
function isBroughtAlong({ meaning }: Move): boolean {
  return meaning.is === 'collection' && meaning.member.embedded !== undefined;
}

/** What the steps of a chain that starts at a sample mean. */
function sampleMoves(chain: unknown): readonly Move[] | undefined {
  const read = readChain(chain);
  return read && sampleAt(read.source)?.movesOf(read.steps);
}

function movesOfSample(
  sample: SampleReader,
  recorded: readonly Step[],
  map: LinkMap,
  rows: Rows,
): readonly Move[] {
  const { steps } = toWritten(sample.text, recorded, argumentOfSample);
  const start = { at: 'resource', address: '', kind: sample.kind, shows: 'stub' } as const;
  const moves = understand(start, steps, map, rows);
  sample.touched.add(beyondNamed(moves, 0, sample.least));
  return moves;
}

function inHand(value: unknown, of: InHand, enough: number | undefined): unknown {
  if (unreadChain(value) !== undefined) return ofList(value, enough);
  if (of === 'forEach')
    return Array.isArray(value) ? value.map((each) => inHand(each, of, enough)) : value;
  const isOfRow = readChain(value)?.source.operated !== undefined;
  const items = isOfRow ? (value as { readonly contents?: () => unknown }).contents?.() : undefined;
  return unreadChain(items) === undefined ? value : ofList(items, enough);
}

function ofList(list: unknown, enough: number | undefined): unknown {
  const begun = enough && beginOf(list, enough);
  return begun ?? [...(list as Iterable<unknown>)];
}

/** An argument of an action on a sample stands for itself: only its address will be needed. */
function argumentOfSample(value: object): Argument {
  const reader = readRow(value);
  const kind = reader instanceof SampleReader ? reader.kind : undefined;
  const start = { at: 'resource', address: '', kind, shows: 'stub' } as const;
  const ends = { on: 'resource', kind, shows: 'stub' } as const;
  return new Argument(
    { start, moves: [], ends, goal: 'value' },
    'a sample',
    () => undefined,
    'here',
  );
}

function refuseAsync(value: unknown): void {
  if (!(value instanceof Promise)) return;
  value.catch(() => {});
  throw new TypeError(
    'the lambda is async: let it read and return at once, or write `for await (const item of collection)` with `await` inside',
  );
}

/** An item that lambdas run on: what they touch of it, what they miss, and what they write. */
class OpenItem implements Opened {
  readonly row: unknown;
  readonly wish = new Touched();
  readonly #run: RowRun;
  readonly #noted: NotedCall[] = [];

  constructor(found: Found, run: RowRun) {
    this.#run = run;
    const { made } = found;
    if (made !== undefined) {
      this.row = made.value;
      return;
    }
    const item = isReadWhereItStands(found, run) ? found : found.item;
    if (item instanceof UntouchedItem || item.at === 'resource')
      this.row = createRow(new DataReader(item, this.wish, run));
    else if (item.at === 'value') this.row = item.value;
  }

  reading<T>(lambdas: () => T): T {
    const { surroundings, misses } = this.#run;
    const before = surroundings.reading;
    surroundings.reading = misses;
    beginReading();
    try {
      return surroundings.unsent.noting(this.#noted, lambdas);
    } finally {
      surroundings.reading = before;
    }
  }

  ran(): void {
    const { misses } = this.#run;
    const { unread } = misses;
    if (unread.length === 0) return;
    misses.unread = [];
    for (const each of unread) if (each.isUnread) each.beThere();
  }

  counts({ outputs, toSend, answer }: Parameters<Opened['counts']>[0]): void {
    if (this.#noted.length === 0) return;
    const noted = this.#noted.splice(0);
    // A `forEach` without `return` ends with an error that says so: a line for each of its items would say it again.
    if (toSend.some(({ given }) => given === undefined)) return;
    const given = new Set(callsIn([outputs, toSend, answer?.value]));
    this.#run.surroundings.unsent.handIn(noted, given);
  }

  blame(error: unknown): unknown {
    return explained(error, this.#run.surroundings.map);
  }

  missed(): Missed | undefined {
    return this.#run.misses.missed;
  }

  guessed(): readonly Need[] {
    // What was missed before holds for these as well: nobody has to look at them again.
    return this.reading(() => guessedIn(this.#run.misses));
  }
}

/** Whether values can be read in an item's document: what is one of several kinds is told by what the document says. */
function isReadWhereItStands(found: Found, { surroundings }: RowRun): found is UntouchedItem {
  return found instanceof UntouchedItem && found.isOfKind && !isOneOf(surroundings.map, found.kind);
}

/** The calls in the chains of what a lambda gave, and in their arguments. */
function callsIn(value: unknown): readonly CallStep[] {
  return chainsIn(value).flatMap((chain) =>
    (readChain(chain)?.steps ?? []).flatMap((step) =>
      step.is === 'call' ? [step, ...step.args.flatMap(callsIn)] : [],
    ),
  );
}

/** The chains in what a lambda gave, and rows that lead on like these. */
function chainsIn(value: unknown): readonly object[] {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return NONE;
  return leavesOf(value).flatMap((leaf) => {
    if (typeof leaf === 'function') return readChain(leaf) === undefined ? NONE : [leaf];
    return unreadChain(leaf) ?? (ofData(leaf)?.mayBeNothing ? [leaf as object] : NONE);
  });
}

const NONE: readonly object[] = [];
