import type { Written } from '../../plan/program/program.ts';

/** The steps of a chain for the planner, and where each stands in its text. */
export interface WrittenChain {
  readonly text: string;
  readonly steps: readonly Written[];
  /** For each of `steps`, the characters that it takes in `text`. */
  readonly spans: readonly (readonly [start: number, end: number])[];
  /** For each of `steps`, where it was called. */
  readonly sites: readonly (Error | undefined)[];
  /** The actions in it that were done, as they were written; absent where there are none. */
  readonly done?: readonly string[];
}
