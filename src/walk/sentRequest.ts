import type { Sent } from '../http/send.ts';

/** A request that was really sent. Secrets in its address and body are left out. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  /** The HTTP status; `undefined` when no answer came. */
  readonly status?: number;
  readonly reason: string;
}

/** What was sent for a step. @param reason - Why the step needs it. @param shown - The body, if there is one. */
export function toSentRequest(
  method: string,
  { url, status, because }: Sent,
  reason: string,
  shown: { readonly body?: unknown },
): SentRequest {
  // What is sent again is not needed for the step's own reason once more.
  return {
    method,
    url,
    reason: because ?? reason,
    ...shown,
    ...(status !== undefined && { status }),
  };
}
