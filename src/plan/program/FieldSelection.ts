/**
 * Only some fields, as the engine sees it: how it is done is `selectFields.ts`, which only dialects load that choose.
 */
import type { Knowledge } from '../known/known.ts';
import type { Fields } from '../known/Selection.ts';
import type { Meaning, Move, Position, Want } from './program.ts';

/** Notes what is read, while chains and lambdas are understood. */
export interface Reads {
  readonly fields: Fields;
  /** Whether something is read that nobody foresees by its name, or is shown as a whole. */
  isAll: boolean;
  /** A name is read of a kind, or of one of several; of what no map knows, it may be anything. */
  add(kind: string | undefined, name: string): void;
  /** A step is taken. */
  step(from: Position, name: string | number, meaning: Meaning): void;
}

/** Where what is read is noted. */
export interface Noting {
  reads: Reads | undefined;
  isData(value: unknown): boolean;
}

/** How fields are chosen: `selectFields`. What it does is the engine's own. */
export interface FieldSelection {
  /**
   * Reads the steps of a chain, and notes what they read, where all of that is told and nothing leads on from what it gives.
   *
   * @hidden
   */
  noting(
    read: () => readonly Move[],
    rows: Noting,
  ): { readonly moves: readonly Move[]; readonly reads?: Fields };
  /**
   * Whether a chain gives data.
   *
   * @hidden
   */
  endsInData(moves: readonly Move[], isData: (value: unknown) => boolean): boolean;
  /**
   * Says what the requests of wants ask for that are walked together.
   *
   * @param isNew - Whether a choice may begin.
   * @hidden
   */
  choose(
    wants: readonly { readonly want: Want; readonly known: Knowledge }[],
    isNew: boolean,
  ): void;
}
