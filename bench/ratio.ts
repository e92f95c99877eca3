/**
 * Compares subjects in one run: each round times all of them one after the other, and the ratios to the
 * baseline are taken round by round, so that a machine that gets slower meanwhile does no harm.
 *
 * Taken are the time on the wall, and the CPU time of this process with all of its threads. Others' work on the machine
 * lengthens the first far more than the second.
 */
import process from 'node:process';

/** Something that is timed. It runs `times` times and gives nothing. */
export interface Subject {
  readonly name: string;
  run(times: number): void | Promise<void>;
}

/** The median over the rounds, with the least and the greatest. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

/** A time for one run in microseconds, and its ratio to the first subject, taken round by round. */
export interface Taken {
  readonly microseconds: number;
  readonly ratio: Spread;
}

/** What came of a subject. */
export interface Measured {
  readonly name: string;
  readonly wall: Taken;
  /** `undefined` where the work is done by other processes. */
  readonly cpu: Taken | undefined;
}

/** How often and by what it is timed. */
export interface Rounds {
  /** How often each runs in a round; long enough for a round of each to last some milliseconds. */
  readonly times: number;
  readonly rounds?: number;
  /** Whether the work is done by other processes, whose CPU time nobody sees here. */
  readonly isElsewhere?: boolean;
}

/** Times subjects against the first of them. `ROUNDS` in the environment is in force in the place of what is given. */
export async function compare(
  subjects: readonly Subject[],
  { times, rounds: usual = 15, isElsewhere = false }: Rounds,
): Promise<readonly Measured[]> {
  const rounds = Number(process.env.ROUNDS ?? usual);
  for (const subject of subjects) await subject.run(times);
  const wall: number[][] = subjects.map(() => []);
  const cpu: number[][] = subjects.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      // What one leaves behind is not collected at the cost of the next, where the collector can be called.
      collect();
      const used = process.cpuUsage();
      const start = performance.now();
      await subject.run(times);
      wall[index]?.push(((performance.now() - start) * 1000) / times);
      const { user, system } = process.cpuUsage(used);
      cpu[index]?.push((user + system) / times);
    }
  }
  return subjects.map(({ name }, index) => ({
    name,
    wall: taken(wall[index] ?? [], wall[0] ?? []),
    cpu: isElsewhere ? undefined : taken(cpu[index] ?? [], cpu[0] ?? []),
  }));
}

const collect = (globalThis as { readonly gc?: () => void }).gc ?? (() => undefined);

function taken(own: readonly number[], baseline: readonly number[]): Taken {
  const ratios = own.map((each, round) => each / (baseline[round] ?? each));
  return { microseconds: spreadOf(own).median, ratio: spreadOf(ratios) };
}

/** The median, the least and the greatest of some numbers. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { median, least: sorted[0] ?? 0, greatest: sorted.at(-1) ?? 0 };
}

/** The subjects as a table for a terminal. */
export function toTable(measured: readonly Measured[]): string {
  const width = Math.max(...measured.map(({ name }) => name.length));
  return measured
    .map(({ name, wall, cpu }) => {
      const time = `${toMicroseconds(wall.microseconds)} µs`.padStart(10);
      const onCpu = cpu === undefined ? '' : `   CPU ${toText(cpu.ratio)}`;
      return `${name.padEnd(width)}  ${time}   ${toText(wall.ratio)}${onCpu}`;
    })
    .join('\n');
}

/** A time, with digits where it is short. */
export function toMicroseconds(time: number): string {
  return time.toFixed(time < 10 ? 2 : 0);
}

function toText({ median, least, greatest }: Spread): string {
  return `× ${median.toFixed(2)} (${least.toFixed(2)} to ${greatest.toFixed(2)})`;
}
