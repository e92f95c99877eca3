/**
 * What a want has come to with what is known: a place, needs, actions, or a failure.
 */

import type { Knowledge } from '../known/known.ts';
import type { Place } from '../place/place.ts';
import type { Need } from './need.ts';
import type { Act } from './request.ts';

/** Why a walk cannot go on: a sentence without the chain, and the step that it is about. */
export interface Failure {
  /** The index of the step, in the chain as it was written. */
  readonly step: number;
  readonly code:
    | 'noSuchLink'
    | 'noSuchItem'
    | 'pastNothing'
    /** A wrong argument. */
    | 'misuse'
    /** A lambda threw an error of its own. */
    | 'thrown'
    /** Some of the actions of a `forEach` failed: `cause` holds them. */
    | 'someFailed'
    | 'request'
    /** Only an answer can tell, and there is none in a foretold walk. */
    | 'unforeseen';
  readonly message: string;
  /** For `request`, `misuse` and `thrown`: the error itself. */
  readonly cause?: unknown;
}

/** How far one got: to a place, or to what has to come first. */
export type Outcome =
  | {
      readonly is: 'reached';
      readonly place: Place;
      /** By what it is shown, where that is not what is known by now: an answer stands as it was. */
      readonly known?: Knowledge;
    }
  | {
      readonly is: 'need';
      readonly needs: readonly Need[];
      readonly step: number;
      /** What comes before what is needed, where that may be enough. */
      readonly soFar?: readonly unknown[];
    }
  | {
      readonly is: 'act';
      readonly acts: readonly Act[];
      /** How many of them may be sent at once. */
      readonly concurrency: number;
      /** Whether others are to be sent behind these. */
      readonly hasMore?: boolean;
      readonly step: number;
    }
  | { readonly is: 'failed'; readonly failure: Failure };
