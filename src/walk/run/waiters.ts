/**
 * Those who wait for one thing: it is given up once each of them has been aborted.
 */
export class Waiters {
  readonly #controller: AbortController | undefined;
  readonly #waits: { readonly signal: AbortSignal | undefined; readonly leave: () => void }[] = [];
  #count = 0;

  /** @param signals - Of those who wait from the start, `undefined` for one who waits to the end. */
  constructor(signals: readonly (AbortSignal | undefined)[]) {
    const canEnd = signals.every((signal) => signal !== undefined);
    this.#controller = canEnd ? new AbortController() : undefined;
    this.join(signals);
  }

  /** Is aborted once nobody waits any more; `undefined` where somebody waits to the end. */
  get signal(): AbortSignal | undefined {
    return this.#controller?.signal;
  }

  /** @param signals - Of all who come to wait. */
  join(signals: readonly (AbortSignal | undefined)[]): void {
    for (const signal of signals) {
      this.#count += 1;
      // Each by itself, for two may share one signal.
      const leave = (): void => this.#leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.#waits.push({ signal, leave });
    }
  }

  /** It is over. Lets go of the signals, which may outlive it by far. */
  release(): void {
    for (const { signal, leave } of this.#waits) signal?.removeEventListener('abort', leave);
  }

  #leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#controller?.abort();
  }
}
