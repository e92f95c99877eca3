/**
 * Lambdas: read before they run, and run on data.
 *
 * Recording runs a lambda once on sample values, to learn which fields and references it touches.
 */
import { Argument } from '../plan/argument.ts';
import { foresee } from '../plan/foresee.ts';
import type { Knowledge } from '../plan/known.ts';
import type { Place, ResourcePlace } from '../plan/place.ts';
import type { Opened, Recorded, Rows } from '../plan/rows.ts';
import { understand } from '../plan/want.ts';
import { NOTHING, uniteWishes } from '../plan/wish.ts';
import { readChain } from '../proxy/chain.ts';
import { createRow, readRow } from '../proxy/row.ts';
import { isSnapshot } from '../proxy/snapshot.ts';
import type { CallStep } from '../proxy/step.ts';
import type { LinkMap } from '../types/linkMap.ts';
import { DataReader, type RowRun, type RowSurroundings } from './dataRow.ts';
import { beginReading, explained, misreadOf } from './misread.ts';
import { SampleReader, sampleAt } from './sampleRow.ts';
import { Touched } from './touched.ts';
import type { NotedCall, Unsent } from './unsent.ts';
import { toWritten } from './written.ts';

/**
 * Makes the rows of a client.
 *
 * @param toArgument - Reads a chain that a lambda gave.
 * @param unsent - Is told of the actions that lambdas write and nobody sends.
 */
export function createRows(
  surroundings: RowSurroundings,
  toArgument: (chain: object) => Argument,
  unsent: Unsent,
): Rows {
  const { map } = surroundings;
  const rows: Rows = {
    toArgument,
    chainsIn,
    sample(kind): Recorded {
      const wish = new Touched();
      return { wish, sample: { value: createRow(new SampleReader(kind, wish, map)) } };
    },
    record(run, { sample }) {
      if (sample === undefined) return undefined;
      let value: unknown;
      try {
        beginReading();
        value = unsent.noting([], () => Reflect.apply(run, undefined, [sample.value, 0]));
      } catch (error) {
        const misread = misreadOf(error, map);
        if (misread?.isSure) throw new TypeError(misread.message, { cause: error });
        // On samples a lambda may well fail; on data its errors are its own.
        return undefined;
      }
      refuseAsync(value);
      for (const chain of chainsIn(value)) foreseeOfSample(chain, map, rows);
      return { value };
    },
    foresee({ wish, sample }, tail) {
      const reader = readRow(sample?.value);
      const isItem = !(reader instanceof SampleReader) || reader.touched === wish;
      if (isItem) return uniteWishes(wish, tail);
      reader.touched.add(tail);
      return wish;
    },
    open: (item, known) => open(item, known, surroundings, unsent),
    placeOf(value): ResourcePlace | undefined {
      const reader = readRow(value);
      return reader instanceof DataReader ? reader.place : undefined;
    },
    kindOf(value): string | undefined {
      const reader = readRow(value);
      return reader instanceof SampleReader ? reader.kind : undefined;
    },
  };
  return rows;
}

/** Notes what a chain that starts at a sample will want of the item. */
function foreseeOfSample(chain: object, map: LinkMap, rows: Rows): void {
  const read = readChain(chain);
  const sample = read && sampleAt(read.source);
  if (read === undefined || sample === undefined) return;
  try {
    const { steps } = toWritten(read.source.text, read.steps, argumentOfSample);
    const start = { at: 'resource', address: '', kind: sample.kind, shows: 'stub' } as const;
    sample.touched.add(foresee(understand(start, steps, map, rows), 0, 'stub'));
  } catch {
    // What is wrong with the chain is told when it is walked.
  }
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

function open(
  item: Place,
  known: Knowledge,
  surroundings: RowSurroundings,
  unsent: Unsent,
): Opened {
  const noted: NotedCall[] = [];
  const run: RowRun = { known, surroundings, missed: undefined };
  const missed = (): RowRun['missed'] => run.missed;
  const reading = <T>(lambdas: () => T): T => {
    const before = surroundings.reading;
    surroundings.reading = run;
    beginReading();
    try {
      return unsent.noting(noted, lambdas);
    } finally {
      surroundings.reading = before;
    }
  };
  const counts: Opened['counts'] = (outputs, answer) => {
    if (noted.length > 0) unsent.handIn(noted.splice(0), new Set(callsIn([outputs, answer])));
  };
  const blame = (error: unknown): unknown => explained(error, surroundings.map);
  const common = { missed, reading, counts, blame };
  if (item.at !== 'resource') {
    const row = item.at === 'value' ? item.value : undefined;
    return { row, wish: NOTHING, ...common };
  }
  const wish = new Touched();
  return { row: createRow(new DataReader(item, wish, run)), wish, ...common };
}

/** The calls in the chains of what a lambda gave, and in their arguments. */
function callsIn(value: unknown): readonly CallStep[] {
  return chainsIn(value).flatMap((chain) =>
    (readChain(chain)?.steps ?? []).flatMap((step) =>
      step.is === 'call' ? [step, ...step.args.flatMap(callsIn)] : [],
    ),
  );
}

/** The chains in what a lambda gave: at top level, in arrays and in plain records. */
function chainsIn(value: unknown): readonly object[] {
  if (typeof value === 'function') return readChain(value) === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(chainsIn);
  if (readRow(value) !== undefined || isSnapshot(value)) return [];
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  return isPlain ? Object.values(value).flatMap(chainsIn) : [];
}
