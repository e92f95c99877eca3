/** What the planner is told besides the want and what is known. */
import type { LinkMap } from '../types/linkMap.ts';
import type { Failure, Place } from './place.ts';
import type { ReadLambda } from './want.ts';

/** What came of an action: where it led, or why it failed. */
export type Acted = { readonly place: Place } | { readonly failure: Pick<Failure, 'cause'> };

export interface PlanContext {
  readonly map: LinkMap;
  /** The root's address, without a trailing slash. */
  readonly base: string;
  readonly readLambda: ReadLambda;
  /** What came of an action that was sent before, by the identity of its call. */
  acted(identity: object): Acted | undefined;
}
