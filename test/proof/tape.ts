/**
 * Choices from numbers, where 0 is always the simplest one, so that shrinking of numbers is shrinking of worlds.
 */
/** Choices from numbers that were drawn. */
export class Tape {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  pick(count: number): number {
    return (this.#numbers[this.#next++] ?? 0) % count;
  }

  chance(percent: number): boolean {
    return this.pick(100) >= 100 - percent;
  }

  of<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Error('there is nothing to choose from');
    return choices[this.pick(choices.length)] as T;
  }
}

/** Numbers without end from one. */
export function numbersOf(seed: number): Tape {
  let state = seed + 1;
  return new Tape(
    Array.from({ length: 2000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 8;
    }),
  );
}
