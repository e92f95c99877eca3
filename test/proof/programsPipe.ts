/**
 * What a pipeline gives, item by item and stage by stage, as somebody writes it by hand. Nothing of the library is in it.
 */
import type { ItemRead, PipeStage } from './programs.ts';
import type { Place, RowPlace } from './programsPlace.ts';
import type { Told } from './programsValues.ts';

/** What lambdas need of who runs them. */
export interface Lambdas {
  step(place: Place, step: { readonly is: 'ref' | 'field'; readonly name: string }): Place;
  end(place: Place): Told;
  idOf(row: RowPlace): string;
  rowsBelow(row: RowPlace, name: string): Iterable<RowPlace>;
  rowsIn(row: RowPlace, name: string): readonly RowPlace[];
  actOn(rows: readonly RowPlace[]): Told;
  isStop(error: unknown): boolean;
}

type Output = RowPlace | Told;

/** What comes out of a pipeline. */
export type Piped =
  | { readonly found: RowPlace | undefined; outputs(): Generator<Output> }
  | { readonly value: Told; outputs(): Generator<Output> };

/** What stands for an item that could not be read: the others are read all the same. */
class Failed {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

const isRow = (value: unknown): value is RowPlace =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'at');

export function readRow(row: RowPlace, read: ItemRead, lambdas: Lambdas): Told {
  let place: Place = row;
  for (const name of read.refs) place = lambdas.step(place, { is: 'ref', name });
  if (place.at === 'null') return null;
  if (read.field !== undefined) {
    return lambdas.end(lambdas.step(place, { is: 'field', name: read.field }));
  }
  if (read.inner !== undefined) {
    const { name, read: inner } = read.inner;
    return readEach(lambdas.rowsIn(place as RowPlace, name), inner, lambdas);
  }
  if (read.collection !== undefined) {
    const { name, read: inner } = read.collection;
    return readEach(lambdas.rowsBelow(place as RowPlace, name), inner, lambdas);
  }
  return lambdas.end(place);
}

/** Reads the same of each row, also of those behind one that is refused. */
function readEach(rows: Iterable<RowPlace>, read: ItemRead, lambdas: Lambdas): readonly Told[] {
  return toldOf(rows, (row) => readRow(row, read, lambdas), lambdas);
}

function readAll(row: RowPlace, reads: readonly ItemRead[], lambdas: Lambdas): readonly Told[] {
  const meant = reads.filter(({ of }) => of === undefined || of.includes(lambdas.idOf(row)));
  return toldOf(meant, (read) => readRow(row, read, lambdas), lambdas);
}

/** What is told of each. All of them are read before the first that is refused is thrown. */
function toldOf<T>(each: Iterable<T>, tell: (one: T) => Told, lambdas: Lambdas): readonly Told[] {
  const values: Told[] = [];
  const errors: unknown[] = [];
  for (const one of each) {
    try {
      values.push(tell(one));
    } catch (error) {
      if (!lambdas.isStop(error)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return values;
}

function* through(
  rows: Iterable<Output | Failed>,
  stage: PipeStage,
  lambdas: Lambdas,
): Generator<Output | Failed> {
  let count = 0;
  if (stage.is === 'take' && stage.count === 0) return;
  for (const row of rows) {
    if (row instanceof Failed) {
      yield row;
      continue;
    }
    count += 1;
    if ('count' in stage) {
      if (stage.is === 'take' || count > stage.count) yield row;
      if (stage.is === 'take' && count >= stage.count) return;
    } else if (stage.is === 'twice') {
      yield row;
      yield row;
    } else if (stage.is === 'toArray' || stage.is === 'contents' || !isRow(row)) {
      yield row;
    } else {
      try {
        if (stage.is === 'follow') {
          yield lambdas.step(row, { is: 'ref', name: stage.name }) as RowPlace;
          continue;
        }
        const values = readAll(row, stage.reads, lambdas);
        if (stage.is === 'map') yield values;
        else if (stage.is === 'forEach') yield followAll(row, stage.on, lambdas);
        else if (stage.holds.includes(lambdas.idOf(row)) !== (stage.is === 'every')) yield row;
      } catch (error) {
        if (!lambdas.isStop(error)) throw error;
        yield new Failed(error);
      }
    }
  }
}

function followAll(row: RowPlace, names: readonly string[], lambdas: Lambdas): RowPlace {
  return names.reduce(
    (at, name) => (at.at === 'null' ? at : (lambdas.step(at, { is: 'ref', name }) as RowPlace)),
    row,
  );
}

/** The items that are known to be of use before any is read: from an index up to another. */
export function usefulTo(stages: readonly PipeStage[]): {
  readonly from: number;
  readonly to: number;
} {
  let from = 0;
  for (const stage of stages) {
    if (stage.is === 'take') return { from, to: from + stage.count };
    if (stage.is === 'drop') from += stage.count;
    else if (stage.is !== 'map' && stage.is !== 'follow' && stage.is !== 'contents') break;
  }
  return { from, to: Number.POSITIVE_INFINITY };
}

/** Passes rows through stages. */
export function itemsOfPipe(
  rows: Iterable<RowPlace>,
  stages: readonly PipeStage[],
  lambdas: Lambdas,
): Piped {
  const last = stages.at(-1);
  let out: Iterable<Output | Failed> = rows;
  for (const stage of stages) out = through(out, stage, lambdas);
  if (last?.is === 'find' || last?.is === 'some' || last?.is === 'every') {
    let found: RowPlace | undefined;
    for (const row of out) {
      if (row instanceof Failed) throw row.error;
      found = row as RowPlace;
      break;
    }
    const outputs = function* (): Generator<Output> {};
    if (last.is === 'find') return { found, outputs };
    return { value: (found !== undefined) === (last.is === 'some'), outputs };
  }
  const outputs = function* (): Generator<Output> {
    for (const row of out) {
      if (row instanceof Failed) throw row.error;
      yield row;
    }
  };
  return {
    outputs,
    get value(): Told {
      const all: Output[] = [];
      const errors: unknown[] = [];
      for (const row of out) {
        if (row instanceof Failed) errors.push(row.error);
        else all.push(row);
      }
      if (errors.length > 0) throw errors[0];
      if (last?.is === 'forEach') return lambdas.actOn(all.filter(isRow));
      return all.map((each) => (isRow(each) ? lambdas.end(each) : each));
    },
  };
}
