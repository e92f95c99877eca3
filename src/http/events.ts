/**
 * What is told while requests are sent. Nothing that is told holds a token, a password or a secret.
 */

/** A request is about to be sent. One that is sent again, or follows a redirect, is told again. */
export interface RequestEvent {
  readonly method: string;
  readonly url: string;
}

/** A request has its answer, or will get none. */
export interface ResponseEvent extends RequestEvent {
  /** The HTTP status; `undefined` when no answer came. */
  readonly status?: number;
  /** Why no answer came. */
  readonly failure?: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
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

/** What sending tells, and whom. */
export interface HttpEvents {
  /** A request is about to be sent. */
  readonly request?: (event: RequestEvent) => void;
  /** A request has its answer, or will get none. */
  readonly response?: (event: ResponseEvent) => void;
  /** Requests wait for longer than a moment: for the rate limit, or before they are sent again. */
  readonly wait?: (event: WaitEvent) => void;
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
