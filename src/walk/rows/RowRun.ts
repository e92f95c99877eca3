/**
 * What a run of lambdas on data is made with.
 */
import type { Doc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { Reference } from '../../plan/known/records.ts';
import { titleAt } from '../../plan/map/address.ts';
import type { ResourcePlace } from '../../plan/place/place.ts';
import type { Argument } from '../../plan/program/program.ts';
import type { WalkInner } from '../../plan/program/rows.ts';
import type { Source } from '../../proxy/source.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import type { Unreadable } from '../learn/unreadable.ts';
import type { Misses } from './inner.ts';
import type { SampleSurroundings } from './sampleRow.ts';
import type { Unsent } from './unsent.ts';

/** What rows are told besides their place. */
export interface RowSurroundings {
  readonly map: LinkMap;
  readonly samples: SampleSurroundings;
  /** The source of a row's chains. */
  source(place: ResourcePlace, known: Knowledge, operated: Source['operated']): Source;
  /** Reads a chain that a lambda wrote. */
  toArgument(chain: object): Argument;
  /** Reads a document of a page by itself. @param moment - When the page came. */
  read(doc: Doc, fallback: string, kind: string, moment: number): Reference;
  /** What `JSON.stringify` is given of a row. */
  show(place: ResourcePlace, known: Knowledge): unknown;
  /** Is told of a value that could not be read. */
  readonly unreadable: Unreadable;
  /** Is told of the actions that lambdas write and nobody sends. */
  readonly unsent: Unsent;
  /** What the run misses that is on its way, be it of another item. */
  reading: Misses | undefined;
}

/** One run on data. */
export interface RowRun {
  readonly known: Knowledge;
  readonly surroundings: RowSurroundings;
  readonly walk: WalkInner;
  readonly misses: Misses;
}

/**
 * What the lambda that reads a row now misses. A row may outlive the run that opened it: other lambdas of its walks may read it then, but
 * nobody else asks for more of it.
 *
 * @throws {TypeError} Where nobody does.
 */
export function missesOf(
  { known, surroundings }: RowRun,
  row: { readonly place: ResourcePlace },
): Misses {
  const { reading } = surroundings;
  if (reading && (known.foretold || (reading.known ?? known) === known)) return reading;
  const { kind, address } = row.place;
  throw new TypeError(
    `${titleAt(kind, address)} was given to a lambda that is over: what did not come of it has to be read there`,
  );
}
