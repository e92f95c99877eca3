import type { ResponseEvent } from '../../http/events.ts';
import type { Sent } from '../../http/Request.ts';

/**
 * A request that was really sent, as its `response` event tells of it. Secrets in its address and body are left out.
 *
 * One that another walk had begun bears that walk's number, and the round of the own one in which it was asked for.
 */
export interface SentRequest extends ResponseEvent {
  /** What was sent; `undefined` for none. */
  readonly body?: unknown;
  /** Why it was needed, or sent again. */
  readonly reason: string;
}

/**
 * What was sent for a step.
 *
 * @param reason - Why the step needs it.
 * @param shown - The body, if there is one, and the round.
 */
export function toSentRequest(
  { because, ...sent }: Sent,
  reason: string,
  shown: { readonly body?: unknown; readonly round: number },
): SentRequest {
  // What is sent again is not needed for the step's own reason once more.
  return { ...sent, ...shown, reason: because ?? reason };
}
