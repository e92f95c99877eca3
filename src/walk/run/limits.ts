/** What `within` allows a chain. */
export interface WalkLimits {
  /** Ends the wait when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** How long the whole walk may take, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** How many requests the walk may send. */
  readonly budget?: number | undefined;
}
