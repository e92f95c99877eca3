/**
 * A part of `docs/performance.md`: what one benchmark found, as data that the page is written of (`page.ts`).
 *
 * Each benchmark shows what it finds. With `--write`, which `npm run bench` says, it is kept in `results/` as well, and
 * the page is written anew.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import process from 'node:process';
import { writePage } from './page.ts';
import { type Measured, toMicroseconds } from './ratio.ts';
import type { Bar, Found, Result, Table } from './result.ts';

/** How many processes wanted a processor when it began: where that is more than one, others were at work. */
const [load = 0] = loadavg();

const RESULTS = new URL('results/', import.meta.url);

/** Shows what a benchmark found, and keeps it where that is asked for. */
export function report(name: string, found: Found): void {
  for (const { title, head, rows } of found.tables) {
    console.log(`\n${title}\n${[head, ...rows].map((row) => row.join(' | ')).join('\n')}`);
  }
  for (const note of found.notes ?? []) console.log(`\n${note}`);
  if (!process.argv.includes('--write')) return;
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} processors, load ${load.toFixed(1)} at the start`;
  const taken = `Node ${process.versions.node}, ${machine}, ${day}`;
  keep(name, { taken, ...found });
  writePage();
}

/** Keeps what was found. */
export function keep(name: string, result: Result): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL(`${name}.json`, RESULTS), `${JSON.stringify(result, null, 1)}\n`);
}

/** What a table of times is called, and what of it is drawn. */
export interface Timed {
  readonly title: string;
  readonly plot: string;
  /** Whether a row is the library. */
  readonly isOurs: (name: string) => boolean;
  /** What is drawn: CPU time where it is known, unless the time on the wall is meant. */
  readonly drawn?: 'wall' | 'cpu';
}

/** The table of times that were taken together. */
export function timedTable(
  measured: readonly Measured[],
  { title, plot, isOurs, drawn = 'cpu' }: Timed,
): Table {
  const hasCpu = measured.every(({ cpu }) => cpu !== undefined);
  const isCpu = hasCpu && drawn === 'cpu';
  const head = hasCpu
    ? ['', 'CPU, µs', 'ratio', 'spread', 'wall, µs', 'ratio', 'spread']
    : ['', 'wall, µs', 'ratio', 'spread'];
  return {
    title,
    head,
    rows: measured.map(({ name, wall, cpu }) => [
      `\`${name.replaceAll('|', '\\|')}\``,
      ...[...(cpu === undefined ? [] : [cpu]), wall].flatMap(({ microseconds, ratio }) => [
        toMicroseconds(microseconds),
        ratio.median.toFixed(2),
        `${ratio.least.toFixed(2)} to ${ratio.greatest.toFixed(2)}`,
      ]),
    ]),
    plot: {
      name: plot,
      title,
      unit: `${isCpu ? 'CPU time' : 'time'}, as a ratio to the first`,
      baseline: 1,
      bars: measured.map(({ name, wall, cpu }) => {
        const value = (isCpu ? cpu : wall)?.ratio ?? wall.ratio;
        const { median, least, greatest } = value;
        const text = `${median.toFixed(2)} (${least.toFixed(2)} to ${greatest.toFixed(2)})`;
        return { name, value, text, isOurs: isOurs(name) };
      }),
    },
  };
}

/** The ratio of a row of CPU time, or of time on the wall. */
export function ratioOf(
  measured: readonly Measured[],
  name: string,
  of: 'cpu' | 'wall' = 'cpu',
): number {
  const row = measured.find((each) => each.name === name);
  const ratio = row?.[of]?.ratio.median;
  if (ratio === undefined) throw new Error(`nothing called ${name} was measured on ${of}`);
  return ratio;
}

/** A bar of something that is counted. */
export function countedBar(name: string, value: number, text: string, isOurs: boolean): Bar {
  return { name, value: { median: value, least: value, greatest: value }, text, isOurs };
}

/** Runs something several times. */
export const repeat =
  (run: () => Promise<unknown>) =>
  async (times: number): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1) await run();
  };
