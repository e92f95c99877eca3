/**
 * What the actions of a client have changed, in their order. Each walk takes in what is new to it when it is used next.
 */
import type { Changed } from '../../plan/known/Changes.ts';

/** A walk, with what goes on from it and the loops that start there: what one of them does, all have done. */
export interface Line {
  /** Up to which of the writes it takes what others did for what may have been done to anything that it knows. */
  doubted: number;
}

/** What an action said of what it gave. */
export interface Told {
  /** After how many writes of the client it was so. */
  readonly heard: number;
  readonly address: string;
}

/** How many are kept at least: what was known before those is not believed any more. */
const KEPT = 10_000;

/** What may have changed anything. */
const ANYTHING: Changed = { changes: '', isCollection: false, byHand: true };

export class Writes {
  /** Those that were noted last, and how many there were before them. */
  #noted: { readonly line: Line; readonly changed: Changed }[] = [];
  #before = 0;

  get count(): number {
    return this.#before + this.#noted.length;
  }

  note(line: Line, changed: readonly Changed[]): void {
    for (const { changes, isCollection, beside, reached, before, byHand, isOfOthers } of changed) {
      // Not all of an action, whose body may be a file.
      const noted = { changes, isCollection, beside, reached, before, byHand };
      this.#noted.push({ line, changed: { ...noted, ...(isOfOthers && { isOfOthers }) } });
    }
    if (this.#noted.length < 2 * KEPT) return;
    this.#before += this.#noted.length - KEPT;
    this.#noted = this.#noted.slice(-KEPT);
  }

  /**
   * What a line has to hear of after so many; `undefined` where there is nothing.
   *
   * What others have done counts where it has the very address of something that is known. By another name it may be anything of its
   * kind, and by hand anything at all: that counts for a line that is in doubt alone.
   *
   * @param isAnew - Whether a chain that starts anew asks: it goes by no reading of its own that others might have spoilt.
   */
  since(count: number, line: Line, isAnew = false): readonly Changed[] | undefined {
    if (count === this.count) return undefined;
    if (count < this.#before) return [ANYTHING];
    return this.#noted.slice(count - this.#before).flatMap(({ line: own, changed }) => {
      if (own === line || (isAnew && changed.isOfOthers === undefined)) return changed;
      const isHeard = !changed.byHand && changed.isOfOthers !== 'perhaps';
      return isHeard ? { ...changed, isOfOthers: 'surely' } : [];
    });
  }

  /** Puts a line in doubt of what others have done. @param from - After how many writes, where not of all. */
  doubt(line: Line, from: number): void {
    const start = Math.max(from, line.doubted, this.#before);
    const others = this.#noted
      .slice(start - this.#before)
      .flatMap(({ line: own, changed }) =>
        own === line || changed.isOfOthers === 'perhaps' ? [] : changed,
      );
    this.note(
      line,
      others.map((changed) => ({ ...changed, isOfOthers: 'perhaps' })),
    );
    if (from <= line.doubted) line.doubted = this.count;
  }
}
