/**
 * What refusals mean on this server: whether a request that was refused may be answered without its expansion.
 *
 * The first refusal with a status is tried without; if that does not help, no other one is.
 */
export class Refusals {
  /** By status: whether going without the expansion helped, or the trial that is under way. */
  readonly #helps = new Map<number, Promise<boolean>>();

  /** Whether it is worth trying. There is no such thing, no right to ask, or no time now: these are plain. */
  async mayHelp(status: number): Promise<boolean> {
    if ([401, 404, 429].includes(status)) return false;
    return (await this.#helps.get(status)) ?? true;
  }

  /** Tries it. @param attempt - Gives whether the answer was another one. */
  async trying(status: number, attempt: () => Promise<boolean>): Promise<void> {
    const outcome = attempt();
    // Where it helped once, it may or may not help again: each is tried.
    if (!this.#helps.has(status)) this.#helps.set(status, outcome);
    await outcome;
  }
}
