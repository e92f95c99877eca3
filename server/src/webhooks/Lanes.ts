/**
 * Lanes in which work is done one after another, while the lanes go on side by side.
 *
 * What holds one lane up holds up no other: a receiver that is dead is waited for by its own
 * deliveries alone, and gets the others in the order in which they happened.
 */

/** How much waits in a lane, and in all together; more is refused. */
const mostInLane = 100;
const mostInAll = 10_000;

export class Lanes {
  /** What waits, by lane; a lane is there while it is at work. */
  readonly #waiting = new Map<number, (() => Promise<void>)[]>();
  readonly #running = new Set<Promise<void>>();
  readonly #onError: (error: unknown) => void;
  #count = 0;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /**
   * Does the work once what is before it in its lane is done.
   *
   * @returns Whether there was room: where nothing is before it there always is, so that the
   *   dead, however many, take nothing from the living.
   */
  add(lane: number, work: () => Promise<void>): boolean {
    const waiting = this.#waiting.get(lane);
    if (waiting === undefined) {
      const queue = [work];
      this.#waiting.set(lane, queue);
      this.#count += 1;
      const running: Promise<void> = this.#run(lane, queue).finally(() =>
        this.#running.delete(running),
      );
      this.#running.add(running);
      return true;
    }
    if (waiting.length >= mostInLane || this.#count >= mostInAll) return false;
    waiting.push(work);
    this.#count += 1;
    return true;
  }

  /** Waits until there is nothing left to do. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Forgets what was not begun. */
  clear(): void {
    for (const waiting of this.#waiting.values()) this.#count -= waiting.splice(0).length;
  }

  async #run(lane: number, queue: (() => Promise<void>)[]): Promise<void> {
    for (let work = queue.shift(); work !== undefined; work = queue.shift()) {
      this.#count -= 1;
      await work().catch(this.#onError);
    }
    this.#waiting.delete(lane);
  }
}
