/**
 * What is told while requests are sent. Nothing that is told holds a token, a password or a secret.
 */
import type { Temporal } from 'temporal-polyfill';

/** For whom something is sent. */
export interface Purpose {
  /**
   * The chains that it is sent for, as they were written and without secrets: `hc.room('Ops').owner.email`. Several share
   * it where they were awaited in one tick, or one of them asked for what was on its way. None where it is no chain's.
   */
  readonly chains: readonly string[];
  /**
   * Which walk it is a part of: all that is sent for chains that are planned together. A number that no other walk of this
   * program has; a `walk` event bears it, too. Absent where it is a part of none, as what `download` fetches at last.
   */
  readonly walk?: number;
  /** In which round of its walk it is sent, from 1. Those of one round do not wait for each other. Absent with `walk`. */
  readonly round?: number;
}

/** A request is about to be sent. One that is sent again, or follows a redirect, is told again. */
export interface RequestEvent extends Purpose {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** Absolute, without secrets. */
  readonly url: string;
  /**
   * Ties together what is told of one read or action: the same for its answer, for what is sent again and for redirects.
   * A number that no other in this program has, whichever client sends it.
   */
  readonly id: number;
  /** Which try this is: 1, and one more each time that it is sent again or redirected. */
  readonly tries: number;
  /** When it was sent. Of two, the time in between is that of a clock that nobody sets, to the microsecond. */
  readonly began: Temporal.Instant;
  /** How long it waited in the client's queue before, in milliseconds; 0 where it did not wait. */
  readonly waitedMs: number;
}

/** A request has its answer, or will get none. */
export interface ResponseEvent extends RequestEvent {
  /** The HTTP status; `undefined` when no answer came. */
  readonly status?: number;
  /** Why no answer came. */
  readonly failure?: string;
  /** How long it took, with its body, in milliseconds, by a clock that nobody sets. */
  readonly ms: number;
  /** How long the body was that was sent, in bytes; 0 for none, and for a stream what was read of it. */
  readonly sentBytes: number;
  /**
   * How long the body of the answer was, as far as it was read, once it was unpacked, in bytes. Absent when no answer
   * came, and where its body is handed on unread (`download`).
   */
  readonly receivedBytes?: number;
}

/** Requests wait. Told once for all that wait for the same. */
export interface WaitEvent {
  /** How long, in milliseconds. */
  readonly ms: number;
  /**
   * `'spent'`: by the server's own headers, nothing is left of the limit. `'refused'`: it refused a request, for
   * there were too many. `'failed'`: a request failed and is sent again.
   */
  readonly reason: 'spent' | 'refused' | 'failed';
  /** What the limit counts, such as `room 42`; `undefined` is all that the client sends. */
  readonly of?: string;
  /** Of `'failed'`: what is sent again. */
  readonly request?: RequestEvent;
  /** The `id` of each request that waits now. What comes to wait for the same later is not told of. */
  readonly ids: readonly number[];
  /** The chains that those are sent for. */
  readonly chains: readonly string[];
}

/** A walk is over: every chain of it has its result or its error, and every request of it has ended. */
export interface WalkEvent {
  /** The number that its requests bear. */
  readonly walk: number;
  /** The chains that were walked together, as they were written and without secrets. */
  readonly chains: readonly string[];
  /** How many rounds of requests it took; 0 where all was known. */
  readonly rounds: number;
  /** When it began. */
  readonly began: Temporal.Instant;
  /** How long it took, in milliseconds, by a clock that nobody sets. */
  readonly ms: number;
}

/** Something went otherwise than this library itself expects: its own fault. What a walk gives is right all the same. */
export interface FaultEvent {
  /** What happened. */
  readonly message: string;
}

/** Something in an answer could not be read as what it is by the link map. Told once for each value and place. */
export interface UnreadableEvent {
  /** `created of room 42`. */
  readonly what: string;
  /** What stands there instead, cut short. */
  readonly value: string;
}

/** An action of a `forEach` is done, or has failed. */
export interface ProgressEvent {
  /** The `forEach`, as it was written. */
  readonly chain: string;
  /** How many of its actions are done by now, or have failed. */
  readonly done: number;
  /** How many there are in all. */
  readonly of: number;
  /** The item for which it was sent, as far as it was read. */
  readonly item: unknown;
  /** The index of that item, as the lambda was given it. */
  readonly index: number;
  /** The action as it was written. */
  readonly action: string;
  /** Why it failed; absent where it is done. */
  readonly error?: unknown;
}

/** What sending tells, and whom. */
export interface HttpEvents {
  /** A request is about to be sent. */
  readonly request?: (event: RequestEvent) => void;
  /** A request has its answer, or will get none. */
  readonly response?: (event: ResponseEvent) => void;
  /** A walk is over, whatever it came to. */
  readonly walk?: (event: WalkEvent) => void;
  /** Requests wait for longer than a moment: for the rate limit, or before they are sent again. */
  readonly wait?: (event: WaitEvent) => void;
  /** An action of a `forEach` has come to its end. Every item was read before the first of them. */
  readonly progress?: (event: ProgressEvent) => void;
  /** A moment in an answer could not be read; it is `undefined`. */
  readonly unreadable?: (event: UnreadableEvent) => void;
  /**
   * The planner's own expectation was broken, so that the walk goes on step by step, and may cost more than the least:
   * a fault of this library, worth a report.
   */
  readonly fault?: (event: FaultEvent) => void;
}

/** A shorter wait is told to nobody, in milliseconds. */
export const MOMENT_MS = 100;

/** Tells everybody who listens. What a listener throws is its own: it is thrown as uncaught, and spoils no request. */
export function tell<Name extends keyof HttpEvents>(
  listeners: readonly HttpEvents[],
  name: Name,
  event: Parameters<NonNullable<HttpEvents[Name]>>[0],
): void {
  for (const listener of listeners) {
    try {
      // The name picks the event's type, which no type can follow through a union.
      (listener[name] as ((event: unknown) => void) | undefined)?.(event);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
