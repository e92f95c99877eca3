/**
 * Says the stages of a pipeline, and the body of a loop, in the library's words: as lambdas on rows.
 */
import type { Read, Stage, Steps } from './world.ts';

/** A chain, a row or a snapshot. */
export type Loose = PromiseLike<unknown> & { readonly [step: string]: Loose } & ((
    ...args: readonly unknown[]
  ) => Loose);

type Row = Readonly<Record<string, unknown>> | null;

/** What is read past nothing is nothing. */
const readOne = (row: unknown, steps: Steps): unknown =>
  steps.reduce(
    (value, step) => ('name' in step ? ((value as Row)?.[step.name] ?? null) : value),
    row,
  );

/** The address of what a row stands for. */
const addressOf = (row: unknown): string => String((row as Row)?.id).replace('id of ', '');

const isFor = ({ of }: Read, row: unknown): boolean =>
  of === undefined || of.includes(addressOf(row));

const readAll = (row: unknown, reads: readonly Read[]): readonly unknown[] =>
  reads.filter((read) => isFor(read, row)).map((read) => readOne(row, read.steps));

/** A pipeline over a chain. */
export function writeStages(chain: Loose, stages: readonly Stage[]): Loose {
  return stages.reduce((items, stage): Loose => {
    switch (stage.is) {
      case 'map':
        return call(items, 'map', (row: unknown) => readAll(row, stage.reads));
      case 'follow':
        return call(items, 'map', (row: unknown) => (row as Row)?.[stage.name] ?? null);
      case 'twice':
        return call(items, 'flatMap', (row: unknown) => [row, row]);
      case 'take':
      case 'drop':
        return call(items, stage.is, stage.count);
      case 'toArray':
        return call(items, stage.is);
      case 'forEach': {
        const run = (row: unknown): unknown => {
          readAll(row, stage.reads);
          const on = readOne(row, stage.on) as Loose | null;
          return on?.[stage.name]?.() ?? null;
        };
        // How many are sent at once is an option, and no matter of planning.
        return call(items, 'forEach', run, { concurrency: 100 });
      }
      default:
        return call(items, stage.is, (row: unknown) => {
          readAll(row, stage.reads);
          return stage.holds.includes(addressOf(row));
        });
    }
  }, chain);
}

function call(items: Loose, name: string, ...args: readonly unknown[]): Loose {
  return (items[name] as Loose)(...args);
}

/** Goes through a chain, and awaits in the body what is read of each item; all that it gave, in order. */
export async function goThrough(chain: Loose, reads: readonly Read[]): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  for await (const item of chain as unknown as AsyncIterable<unknown>) {
    if (reads.length === 0) values.push(item);
    for (const read of reads) {
      if (isFor(read, item)) values.push((await readOne(item, read.steps)) ?? null);
    }
  }
  return values;
}
