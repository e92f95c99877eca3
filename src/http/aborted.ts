/** The end of a signal, as a promise. */
export interface Aborted {
  /** Rejects with the signal's reason once it is aborted. */
  readonly passed: Promise<never>;
  /** Lets go of the signal, which may outlive the wait by far. */
  clear(): void;
}

/** Waits for a signal to be aborted. */
export function createAborted(signal: AbortSignal): Aborted {
  const { promise: passed, reject } = Promise.withResolvers<never>();
  // Nobody may be left to hear of it.
  passed.catch(() => {});
  const end = (): void => reject(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  return { passed, clear: () => signal.removeEventListener('abort', end) };
}

/** Waits for something that others wait for as well, until the signal is aborted: then its reason is thrown. */
export async function orAborted<T>(
  waited: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return waited;
  if (signal.aborted) {
    // Nobody is left to hear how it ends.
    waited.catch(() => {});
    throw signal.reason;
  }
  const { passed, clear } = createAborted(signal);
  return Promise.race([waited, passed]).finally(clear);
}

/** Is aborted once one of these is; `undefined` where there is none. */
export function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((each) => each !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}
