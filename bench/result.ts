/**
 * What benchmarks find, as data that `docs/performance.md` is written of.
 */
import type { Spread } from './ratio.ts';

/** A table of the page. */
export interface Table {
  readonly title: string;
  /** The names of the columns. The first is of words, the others are of numbers. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly plot?: Plot;
}

/** A picture of bars. */
export interface Plot {
  /** Its file, without `.svg`. */
  readonly name: string;
  readonly title: string;
  /** What a bar's length says. */
  readonly unit: string;
  readonly bars: readonly Bar[];
  /** What all are held against, where there is such a thing: a line is drawn there. */
  readonly baseline?: number;
}

export interface Bar {
  readonly name: string;
  readonly value: Spread;
  readonly text: string;
  readonly isOurs: boolean;
}

/** What a benchmark found. */
export interface Found {
  readonly tables: readonly Table[];
  /** What is held against the aims (`aims.ts`), by name. */
  readonly figures?: Readonly<Record<string, number>>;
  /** Paragraphs behind the tables. */
  readonly notes?: readonly string[];
}

/** It, with where and when it was found. */
export interface Result extends Found {
  readonly taken: string;
}
