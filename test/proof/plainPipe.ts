/**
 * What a pipeline gives, item by item and stage by stage, as somebody writes it by hand. Nothing of the library is in it.
 */
import type { Json } from './answer.ts';
import type { Read, Stage } from './world.ts';

/** What comes out of a pipeline. */
export interface Piped<Row> {
  /** Rows, or what a lambda gave. */
  readonly outputs: readonly ({ readonly row: Row } | { readonly value: Json })[];
  /** What `find`, `some` or `every` gave. */
  readonly answer?: { readonly row: Row } | { readonly value: Json };
  /** The things that `forEach` acts on, in order. */
  readonly acts: readonly { readonly row: Row; readonly name: string }[];
}

/** What a pipeline is told about rows. */
export interface RowReader<Row> {
  /** Reads paths of a row, those for other items left out. */
  readAll(row: Row, reads: readonly Read[]): Json;
  follow(row: Row, name: string): Row;
  isOneOf(row: Row, addresses: readonly string[]): boolean;
  isNothing(row: Row): boolean;
}

const STOPS: ReadonlySet<string> = new Set(['find', 'some', 'every']);

/** Thrown where no more items are wanted. */
class Enough {}

/** Passes rows through stages until no more are wanted. */
export function pipePlainly<Row>(
  stages: readonly Stage[],
  rows: Iterable<Row>,
  reader: RowReader<Row>,
): Piped<Row> {
  const counts = stages.map(() => 0);
  const outputs: ({ readonly row: Row } | { readonly value: Json })[] = [];
  const acts: { readonly row: Row; readonly name: string }[] = [];
  let answer: Piped<Row>['answer'];
  const isEmpty = stages.some((stage) => stage.is === 'take' && stage.count === 0);

  const through = (
    value: { readonly row: Row } | { readonly value: Json },
    index: number,
  ): void => {
    const stage = stages[index];
    if (stage === undefined) {
      outputs.push(value);
      return;
    }
    const count = counts[index] ?? 0;
    counts[index] = count + 1;
    if (stage.is === 'toArray') {
      through(value, index + 1);
      return;
    }
    if ('count' in stage) {
      if (stage.is === 'drop' && count < stage.count) return;
      through(value, index + 1);
      if (stage.is === 'drop') return;
      if (count + 1 >= stage.count) throw new Enough();
      return;
    }
    if (stage.is === 'twice') {
      through(value, index + 1);
      through(value, index + 1);
      return;
    }
    if (!('row' in value)) throw new Error('the world reads a row where there is none');
    const { row } = value;
    if (stage.is === 'map') {
      through({ value: reader.readAll(row, stage.reads) }, index + 1);
      return;
    }
    if (stage.is === 'follow') {
      through({ row: reader.follow(row, stage.name) }, index + 1);
      return;
    }
    reader.readAll(row, stage.reads);
    if (stage.is === 'forEach') {
      const on = stage.on.reduce(
        (at, step) =>
          step.is === 'ref' && !reader.isNothing(at) ? reader.follow(at, step.name) : at,
        row,
      );
      acts.push({ row: on, name: stage.name });
      return;
    }
    const isHeld = reader.isOneOf(row, stage.holds);
    if (stage.is === 'filter') {
      if (isHeld) through(value, index + 1);
      return;
    }
    if (isHeld === (stage.is === 'every')) return;
    answer = stage.is === 'find' ? value : { value: stage.is === 'some' };
    throw new Enough();
  };

  const mayStop = stages.some(({ is }) => STOPS.has(is));
  const errors: unknown[] = [];
  for (const row of isEmpty ? [] : rows) {
    try {
      through({ row }, 0);
    } catch (error) {
      if (error instanceof Enough) break;
      // What is asked for all items at once is asked although one of them is refused.
      errors.push(error);
      if (mayStop) break;
    }
  }
  if (errors.length > 0) throw errors[0];
  const last = stages.at(-1)?.is;
  if (answer === undefined && (last === 'some' || last === 'every')) {
    answer = { value: last === 'every' };
  }
  return { outputs, acts, ...(answer !== undefined && { answer }) };
}
