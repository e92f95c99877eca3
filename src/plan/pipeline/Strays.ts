/**
 * Finds lambdas that would never come to an end: they ask for something else each time they run on the same item, by a date or a
 * counter of their own. What one run missed is asked for, and the next does not look at it.
 */
import type { Knowledge } from '../known/known.ts';
import type { Want } from '../program/program.ts';
import type { Rows, WalkInner } from '../program/rows.ts';

/** In how many rounds in a row something may have been asked for in vain. */
const MOST = 5;

export class Strays {
  /** What was missed in the last round, and in this one. */
  #missed: ReadonlyMap<string, string> = new Map();
  #missedNow = new Map<string, string>();
  /** What was missed in the last round, and looked at in this one. */
  readonly #seen = new Set<string>();
  #inVain = 0;

  /** Takes note of what a lambda looks at. @param isMissed - Whether it misses that, before anything else. */
  note(want: Want, isMissed: boolean): void {
    if (!isMissed && this.#missed.size === 0) return;
    const key = keyOf(want);
    if (this.#missed.has(key)) this.#seen.add(key);
    if (isMissed) this.#missedNow.set(key, nameIn(want));
  }

  /** A round of runs is over. @returns What is wrong, once too many were in vain. */
  endRound(): TypeError | undefined {
    const [, name] = [...this.#missed].find(([key]) => !this.#seen.has(key)) ?? [];
    this.#missed = this.#missedNow;
    this.#missedNow = new Map();
    this.#seen.clear();
    this.#inVain = name === undefined ? 0 : this.#inVain + 1;
    if (this.#inVain <= MOST) return undefined;
    return new TypeError(
      `a lambda runs until all that it reads is there, and this one asks for \`${name}\` with something else each time: make dates and counters before the chain, and not in the lambda`,
    );
  }
}

/** What is told of the lambdas that run. */
interface Running {
  readonly rows: Pick<Rows, 'missed'>;
  readonly memory: { readonly strays: Strays };
}

/** Walks what lambdas look at, and takes note of it. */
export function noting(walk: WalkInner, { rows, memory }: Running, known: Knowledge): WalkInner {
  return (want) => {
    const outcome = walk(want);
    // What is looked at after a miss is only guessed from samples: the next run may well go another way.
    const before = rows.missed();
    const isFirst = before === undefined || (known.foretold && before.is === 'row');
    // Of a list that has begun, the start may be enough; and one that is another each time never begins.
    const isNeeded = outcome.is === 'need' && !outcome.soFar?.length;
    memory.strays.note(want, isNeeded && isFirst);
    return outcome;
  };
}

/** What is called with options in it, or what it ends with. */
function nameIn({ moves }: Want): string {
  const called = moves.find((move) => (move.called?.query.length ?? 0) > 0);
  return String((called ?? moves.at(-1))?.name);
}

/** What a want asks for, with where it starts: the same whenever it is written anew. */
function keyOf({ start, moves }: Want): string {
  const steps = moves.map(({ name, called }) => [name, called?.path, called?.query]);
  return JSON.stringify([start.at === 'resource' ? start.address : '', steps]);
}
