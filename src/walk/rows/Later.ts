/**
 * What is foreseen of samples anew, once more was read of what they brought along: by the rest of the lambda, or by those of the
 * operations behind it.
 */
import type { Wish } from '../../plan/known/wish.ts';

type Foresee = () => void;

export class Later {
  /** By what was touched of an item. What brings others along stands before what these bring along. */
  readonly #all: WeakMap<Wish, Foresee[]> = new WeakMap();
  /** Those of the lambda that runs. */
  #running: Foresee[] | undefined;

  /** How many are noted for the lambda that runs. */
  get count(): number {
    return this.#running?.length ?? 0;
  }

  /** Notes what is to be foreseen anew. @param at - Behind how many others. */
  note(at: number, foresee: Foresee): void {
    this.#running?.splice(at, 0, foresee);
  }

  /** Runs a lambda on a sample of which so much was touched, and foresees what it brought along. */
  running<T>(wish: Wish, run: () => T): T {
    const around = this.#running;
    const all = this.#all.get(wish) ?? [];
    const before = all.length;
    this.#running = all;
    try {
      return run();
    } finally {
      this.#running = around;
      if (all.length > 0) this.#all.set(wish, all);
      this.foresee(wish);
      // A lambda around this one may go on with what it gave.
      around?.push(...all.slice(before));
    }
  }

  /** Foresees anew all that lambdas on such a sample noted, the innermost first: what it wants is wanted through the others. */
  foresee(wish: Wish): void {
    const all = this.#all.get(wish) ?? [];
    for (let at = all.length - 1; at >= 0; at -= 1) all[at]?.();
  }
}
