/**
 * How an API limits the rate of requests: what it counts, what its answers say is left, and what a refusal holds
 * back. What follows from it is done in `src/http`.
 */
import type { Response } from './Response.ts';

/** A request, as far as a limit may look at it. */
export interface RatedRequest {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** Absolute. */
  readonly url: string;
}

/** What an answer says is left of a limit. */
export interface Allowance {
  /** What is counted: a key that `counts` gave; `undefined` is everything that the client sends. */
  readonly of?: string;
  /** How many more requests the server takes before the window ends. */
  readonly left: number;
  /** How many it takes in a whole window. */
  readonly limit?: number;
  /** When the window ends, in milliseconds from the moment of the answer on. */
  readonly forMs: number;
}

/** What a refusal holds back. */
export interface Hold {
  /** A key that `counts` gave; `undefined` is everything that the client sends. */
  readonly of?: string;
  /** For how long, in milliseconds from the moment of the answer on; `undefined` where the server does not say. */
  readonly forMs?: number;
}

/** How a server limits the rate of requests. */
export interface RateRules {
  /** What a request counts for besides the client as a whole, such as `room 42`. */
  counts(request: RatedRequest): string | undefined;
  /** What an answer says is left. @param counted - What `counts` gave for its request. */
  allowances(response: Response, counted: string | undefined): readonly Allowance[];
  /**
   * What an answer holds back: `undefined` unless it refuses for the time being. The request is sent again after
   * that, but an action only where the status is 429.
   */
  hold(response: Response, counted: string | undefined): Hold | undefined;
}
