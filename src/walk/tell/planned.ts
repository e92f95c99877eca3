/**
 * Plans, as data: they are made in `plan.ts`.
 */

/** One request of a plan. */
export interface PlannedRequest {
  /** From 1. Holes of later requests name it: `{1.items[0].owner.id}`. */
  readonly number: number;
  /** In which round it is sent, from 1: those of one round do not wait for each other. */
  readonly round: number;
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** Absolute, with holes for what earlier answers fill in. */
  readonly url: string;
  /** What is sent, with holes for what only an earlier answer tells; `undefined` for none. */
  readonly body?: unknown;
  /** Why it is needed. */
  readonly reason: string;
  /**
   * Set where this request is sent more than once: once for each further page, for each item, or for each batch of items
   * as it asks for by their ids.
   */
  readonly repeats?: 'a page' | 'an item' | 'a batch';
}

/** How many requests a plan sends. */
export interface Bill {
  /**
   * The fewest that it can be, where what the chain goes by is there: a reference that turns out to be `null`, or to lead to what is in
   * hand already, ends a walk sooner.
   */
  readonly least: number;
  /** `null` when only the answers can tell. */
  readonly most: number | null;
}

/** What a chain would send. Plain data but for its `toString`. */
export interface Plan {
  /** The chain as it was written. */
  readonly chain: string;
  /** What would be sent, in order. */
  readonly requests: readonly PlannedRequest[];
  /** How many requests these are. */
  readonly bill: Bill;
  /** What the plan cannot tell: the chain goes on from here by what the answers declare. */
  readonly openEnd?: string;
  /** The plan as a table. */
  toString(): string;
}
