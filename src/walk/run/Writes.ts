/**
 * What the actions of a client have changed, in their order. Each walk takes in what is new to it when it is used next.
 */
import type { Changed, Heard } from '../../plan/known/Changes.ts';

/** A walk, with what goes on from it and the loops that start there: what one of them does, all have done. */
export type Line = object;

/** How many are kept at least: what was known before those is not believed any more. */
const KEPT = 10_000;

/** What may have changed anything. */
const ANYTHING: Changed = { changes: '', isCollection: false, byHand: true };

export class Writes {
  /** Those that were noted last, and how many there were before them. */
  #noted: { readonly line: Line; readonly changed: Changed }[] = [];
  #before = 0;

  get #count(): number {
    return this.#before + this.#noted.length;
  }

  /** All up to now. */
  get now(): Heard {
    return { sure: this.#count, all: this.#count };
  }

  note(line: Line, changed: readonly Changed[]): void {
    for (const { changes, isCollection, beside, byHand } of changed) {
      // Not all of an action, whose body may be a file.
      this.#noted.push({ line, changed: { changes, isCollection, beside, byHand } });
    }
    if (this.#noted.length < 2 * KEPT) return;
    this.#before += this.#noted.length - KEPT;
    this.#noted = this.#noted.slice(-KEPT);
  }

  /**
   * What a line has not heard of; `undefined` where there is nothing.
   *
   * What others have done counts where it has the very address of something that is known. By another name it may be anything of its
   * kind, and by hand anything at all: that counts in doubt alone.
   */
  since({ sure, all }: Heard, line: Line, isInDoubt: boolean): readonly Changed[] | undefined {
    const from = isInDoubt ? all : sure;
    if (from === this.#count) return undefined;
    if (from < this.#before) return [ANYTHING];
    return this.#noted.slice(from - this.#before).flatMap(({ line: own, changed }, index) => {
      if (own === line) return from + index < sure ? [] : changed;
      if (isInDoubt) return { ...changed, isOfOthers: 'perhaps' };
      return changed.byHand ? [] : { ...changed, isOfOthers: 'surely' };
    });
  }

  /** What was heard, once that was taken in. */
  heardBy({ all }: Heard, isInDoubt: boolean): Heard {
    return isInDoubt ? this.now : { sure: this.#count, all };
  }
}
