/**
 * What refusals mean in one walk: whether a request that was refused may be answered without its expansion.
 *
 * A 400 is about the request, so each is tried without. With another status, the first is tried: if that does
 * not help, it is the resource that is refused, and no other one is tried.
 */
export class Refusals {
  /** By status: whether the first trial helped. */
  readonly #helps = new Map<number, Promise<boolean>>();

  /**
   * Tries a request again without its expansion, if that may help.
   *
   * @param attempt - Gives whether the answer was another one.
   * @returns Whether it was tried.
   */
  async retry(status: number, attempt: () => Promise<boolean>): Promise<boolean> {
    // Nor is it about the expansion where there is no such thing.
    if (status === 404 || isOfAnyRequest(status)) return false;
    const first = this.#helps.get(status);
    if (first !== undefined && status !== 400 && !(await first)) return false;
    const trial = attempt();
    if (first === undefined) this.#helps.set(status, trial);
    await trial;
    return true;
  }
}

/** Whether any other request would be refused like that as well: no token, no time now. */
export function isOfAnyRequest(status: number): boolean {
  return [401, 429, 502, 503, 504].includes(status);
}
