/**
 * What was aimed at, beside what was found.
 */
import type { Table } from './result.ts';

/** Something that is to be so much at most. */
interface Aim {
  /** By which the benchmarks give it. */
  readonly figure: string;
  readonly text: string;
  readonly most: number;
  readonly show?: (value: number) => string;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

const AIMS: readonly Aim[] = [
  { figure: 'loop', text: '100,000 items by `for await`, to a loop by hand (CPU)', most: 1.4 },
  { figure: 'loopWall', text: 'the same on the wall', most: 1.4 },
  { figure: 'history', text: 'a history of 100,000 messages, to a loop by hand (CPU)', most: 1.4 },
  {
    figure: 'slowLoop',
    text: '100,000 items with 20 ms of latency, one page by one (wall)',
    most: 1.05,
  },
  { figure: 'fourAtOnce', text: 'the same with four pages at once (wall)', most: 0.55 },
  {
    figure: 'memory',
    text: 'heap after the last tenth of 1,000,000 items, to that after the second',
    most: 1.1,
  },
  { figure: 'read', text: 'a read over loopback, to bare ky (CPU)', most: 1.25 },
  { figure: 'readWall', text: 'the same on the wall', most: 1.25 },
  {
    figure: 'growth',
    text: 'planning 1,000 chains of one tick, each to one of 10 (CPU)',
    most: 1.25,
  },
  {
    figure: 'size',
    text: 'all of HipChat, without ky and Temporal',
    most: 30_000,
    show: kilobytes,
  },
  {
    figure: 'firstLoad',
    text: 'what of it is loaded before the first lambda, loop, update, plan or error',
    most: 20_000,
    show: kilobytes,
  },
  {
    figure: 'lines',
    text: 'lines of `src/plan` and `src/walk`',
    most: 6000,
    show: (lines) => lines.toLocaleString('en'),
  },
];

/** The aims, with what was found and whether that is enough. */
export function aimsTable(figures: Readonly<Record<string, number>>): Table {
  return {
    title: '',
    head: ['', 'found', 'aim, at most', ''],
    rows: AIMS.map(({ figure, text, most, show = (value) => value.toFixed(2) }) => {
      const found = figures[figure];
      if (found === undefined) return [text, '–', show(most), 'not taken'];
      return [text, show(found), show(most), found <= most ? 'met' : '**missed**'];
    }),
  };
}
