/** A request that was really sent. Secrets in its address and body are left out. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  /** The HTTP status; `undefined` when no answer came. */
  readonly status?: number;
  readonly reason: string;
}
