/** What the planner is told besides the want and what is known. */
import type { LinkTemplates } from '../../dialects/linkTemplates.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import type { Write } from '../ask/createWrite.ts';
import type { Knowledge } from '../known/known.ts';
import type { Reference } from '../known/records.ts';
import type { Failure } from '../need/outcome.ts';
import type { Place } from '../place/place.ts';
import type { Argument } from '../program/program.ts';
import type { Rows } from '../program/rows.ts';
import type { Memory } from './Memory.ts';

/** What came of an action: where it led, or why it failed. */
export type Acted = { readonly place: Place } | { readonly failure: Pick<Failure, 'cause'> };

/** What came of an action, as its own answer has it. @param found - How it stands in that. */
export function asAnswered(acted: Acted | undefined, found?: Reference): Acted | undefined {
  if (acted === undefined || found === undefined || !('place' in acted)) return acted;
  const { place } = acted;
  return place.at === 'resource' ? { place: { ...place, found } } : acted;
}

export interface PlanContext {
  readonly map: LinkMap;
  /** The root's address, without a trailing slash. */
  readonly base: string;
  /** What the root can do besides what the map says, by name. */
  readonly shortcuts: readonly string[];
  /** How links that are templates are filled. */
  readonly templates?: LinkTemplates | undefined;
  readonly rows: Rows;
  /** How actions are written. */
  readonly write: Write;
  /** The idempotency key of a call, which is made when it is first asked for. */
  readonly key: (identity: object) => string;
  /** What the errand has come to so far. */
  readonly memory: Memory;
  /** What the walk of an argument knows, where that is not the walk of its action. */
  readonly knownTo?: (argument: Argument) => Knowledge | undefined;
  /** What came of an action that was sent before, by the identity of its call. */
  acted(identity: object): Acted | undefined;
}
