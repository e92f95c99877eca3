/**
 * What the taking in of an answer goes by: what is known so far, and what is told of the API.
 */

import type { Limits } from '../../plan/ask/limits.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { Wish } from '../../plan/known/wish.ts';
import type { LinkMap } from '../../types/linkMap.ts';

/** What absorbing is told of the API. */
export interface Api {
  readonly map: LinkMap;
  /** The root's address. */
  readonly base: string;
  readonly limits: Limits;
  readonly expands: 'whole' | 'partial';
}

/** The taking in of one answer, or of what stands for one. */
export interface Intake extends Api {
  /** What learns from it. */
  readonly known: Knowledge;
  /** Whether it came another way than by an answer. */
  readonly isWrapped?: true;
}

/** What is expected where something stands in an answer; at the answer's own place, that is what was asked. */
export interface Expected {
  readonly kind: string | undefined;
  /** What was to be expanded there. */
  readonly wish: Wish;
  /** What of it was really asked for, where the server takes less. */
  readonly asked?: Wish | undefined;
  /** How much of a resource stands there at least; default `stub`. */
  readonly as?: 'ref' | 'stub' | undefined;
  /** Whether an error that stands there is all that will ever come. */
  readonly isFinal?: boolean;
}
