/**
 * What runs, and what running is told.
 */
import type { Dialect } from '../../dialects/Dialect.ts';
import type { HttpEvents, ProgressEvent } from '../../http/events.ts';
import type { Describe } from '../../plan/ask/describe.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { Act } from '../../plan/need/request.ts';
import type { Memory } from '../../plan/pipeline/Memory.ts';
import type { Place } from '../../plan/place/place.ts';
import type { Want } from '../../plan/program/program.ts';
import type { Errand, Planner } from '../rounds/round.ts';
import type { WrittenChain } from '../rows/WrittenChain.ts';
import type { planOf } from '../tell/plan.ts';
import type { Actions } from './actions.ts';
import type { Ending } from './ending.ts';
import type { Flights } from './flights.ts';
import type { WalkLimits } from './limits.ts';
import type { SentRequest } from './sentRequest.ts';
import type { Walk, Walks } from './Walks.ts';
import type { Writing } from './Writing.ts';

/** Makes the plan of a want, with what its walk knows. */
export type Planning = typeof planOf;

/** What `within` allows a chain, with what foretells whether it keeps to that. */
export interface KeptLimits extends WalkLimits {
  /** Where there may be a budget. It is handed in, so that only whoever uses it loads it. */
  readonly planOf?: Planning;
}

/** Where a chain starts, and what it is allowed. */
export interface Start {
  readonly place: Place;
  /** The walk of the snapshot that it was taken from; `undefined` for a chain that starts anew. */
  readonly walk: Walk | undefined;
  readonly limits: KeptLimits;
  /** Whether not even what its own actions answered is believed. */
  readonly isFresh?: true;
}

/** A want that waits for its end. */
export interface Waiting {
  readonly chain: WrittenChain;
  readonly want: Want;
  readonly walk: Walk;
  /** The walk of the chains of its tick that start anew: of its arguments as well. */
  readonly fresh: Walk;
  readonly limits: WalkLimits;
  readonly isFresh?: true | undefined;
  /** What ends it sooner, since its tick. */
  readonly ending: Ending;
  /** What it was reached from, as a chain. */
  parent(): object | undefined;
  /** What its operations came to before, where it goes on with them. */
  readonly memory?: Memory;
  /** The requests that were sent for it. */
  readonly sent: SentRequest[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** What running is told besides the wants. */
export interface Runner extends Planner {
  readonly dialect: Dialect;
  readonly describe: Describe;
  readonly flights: Flights;
  readonly actions: Actions;
  readonly writing: Writing;
  /** All walks of the client, which forget what actions have changed. */
  readonly walks: Walks;
  readonly listeners: readonly HttpEvents[];
  show(place: Place, known: Knowledge, parent: () => object | undefined): unknown;
  /** Is told of each action of a `forEach` that came to its end. */
  readonly progress: ((event: ProgressEvent) => void) | undefined;
}

/** A want on its way, with who waits for it. */
export interface Run extends Errand {
  readonly waiting: Waiting;
  /** Shows a place to whoever waits. */
  show(place: Place, known: Knowledge): unknown;
  /** Its chain as errors tell it, with what of it is done by now. */
  told(): WrittenChain;
  /** What the walks of its arguments knew when it began: they are not read anew for what is done meanwhile. */
  readonly others: ReadonlyMap<Walk, Knowledge>;
  readonly signal: AbortSignal | undefined;
  /** The actions that are on their way for it. */
  readonly sending: Set<Act>;
  /** How many actions of the client had begun or ended when it began to read what it goes by: what was changed later makes that old. */
  readSince: number;
  /** How many requests may be sent in this round besides those that are planned: again, or after a redirect. */
  spare: number;
  /** The walk that it is a part of, by its number, and the round of it that it has come to. */
  readonly walk: number;
  round: number;
  /** Lets go of the signal, which may outlive it by far. */
  release(): void;
}
