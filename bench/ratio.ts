/**
 * Compares subjects in one run: each round times all of them one after the other, and the ratios to the
 * baseline are taken round by round, so that a machine that gets slower meanwhile does no harm.
 */

/** Something that is timed. It runs `times` times and gives nothing. */
export interface Subject {
  readonly name: string;
  run(times: number): void | Promise<void>;
}

/** What came of a subject: medians over the rounds, with the least and the greatest. */
export interface Measured {
  readonly name: string;
  /** Microseconds for one run. */
  readonly microseconds: number;
  /** To the first subject, round by round. */
  readonly ratio: { readonly median: number; readonly least: number; readonly greatest: number };
}

/**
 * Times subjects against the first of them.
 *
 * @param times - How often each runs in a round; long enough for a round of each to last some milliseconds.
 */
export async function compare(
  subjects: readonly Subject[],
  { times, rounds = 15 }: { readonly times: number; readonly rounds?: number },
): Promise<readonly Measured[]> {
  for (const subject of subjects) await subject.run(times);
  const taken: number[][] = subjects.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const start = performance.now();
      await subject.run(times);
      taken[index]?.push(((performance.now() - start) * 1000) / times);
    }
  }
  return subjects.map(({ name }, index) => {
    const own = taken[index] ?? [];
    const ratios = own.map((each, round) => each / (taken[0]?.[round] ?? each));
    const sorted = [...ratios].sort((a, b) => a - b);
    return {
      name,
      microseconds: median(own),
      ratio: { median: median(ratios), least: sorted[0] ?? 0, greatest: sorted.at(-1) ?? 0 },
    };
  });
}

/** The subjects as a table. */
export function toTable(measured: readonly Measured[]): string {
  const width = Math.max(...measured.map(({ name }) => name.length));
  return measured
    .map(({ name, microseconds, ratio }) => {
      const [middle, least, greatest] = [ratio.median, ratio.least, ratio.greatest].map((each) =>
        each.toFixed(2),
      );
      const time = `${microseconds.toFixed(microseconds < 10 ? 2 : 0)} µs`.padStart(10);
      return `${name.padEnd(width)}  ${time}   × ${middle} (${least} to ${greatest})`;
    })
    .join('\n');
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
