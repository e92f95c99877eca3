/**
 * Writes `docs/performance.md` and its pictures: the words of `performance.md` here, with what the benchmarks found where
 * they say so. A line `<!-- loops -->` stands for the tables of `results/loops.json`, `<!-- file proved.md -->` for a file.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { aimsTable } from './aims.ts';
import { describe, draw } from './plot.ts';
import type { Result, Table } from './result.ts';

const WORDS = new URL('performance.md', import.meta.url);
const PAGE = new URL('../docs/performance.md', import.meta.url);
const PLOTS = new URL('../docs/performance/', import.meta.url);

/** Writes the page and the pictures. */
export function writePage(): void {
  const { text, plots } = render();
  writeFileSync(PAGE, text);
  rmSync(PLOTS, { recursive: true, force: true });
  mkdirSync(PLOTS);
  for (const [name, plot] of plots) writeFileSync(new URL(name, PLOTS), plot);
}

/** Whether the page and the pictures are what the results say. */
export function isWritten(): boolean {
  const { text, plots } = render();
  const files = existsSync(PLOTS) ? readdirSync(PLOTS) : [];
  return (
    readFileSync(PAGE, 'utf8') === text &&
    files.length === plots.size &&
    files.every((name) => readFileSync(new URL(name, PLOTS), 'utf8') === plots.get(name))
  );
}

function render(): { readonly text: string; readonly plots: ReadonlyMap<string, string> } {
  const plots = new Map<string, string>();
  const figures: Record<string, number> = {};
  const filled = readFileSync(WORDS, 'utf8').replace(
    /^<!-- (file )?([\w.]+) -->$/gm,
    (line, isFile: string | undefined, name: string) => {
      if (isFile !== undefined) return readFileSync(new URL(name, WORDS), 'utf8').trimEnd();
      if (name === 'aims') return line;
      const result = resultOf(name);
      if (result === undefined) return `*Not taken yet: \`npm run bench ${name}\`.*`;
      Object.assign(figures, result.figures);
      for (const { plot } of result.tables) {
        if (plot !== undefined) plots.set(`${plot.name}.svg`, draw(plot));
      }
      return [
        ...result.tables.map(toMarkdown),
        ...(result.notes ?? []),
        ...(result.taken === '' ? [] : [`*${result.taken}*`]),
      ].join('\n\n');
    },
  );
  return { text: filled.replace('<!-- aims -->', () => toMarkdown(aimsTable(figures))), plots };
}

/** What a benchmark found last. */
export function resultOf(name: string): Result | undefined {
  const file = new URL(`results/${name}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : undefined;
}

function toMarkdown({ title, head, rows, plot }: Table): string {
  const isNumber = (column: number): boolean =>
    rows.every((row) => /^[*\d–×,. %kBµs]*(to [\d.]+)?\**$/.test(row[column] ?? ''));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    line(head),
    `|${head.map((_, column) => (column > 0 && isNumber(column) ? '--:' : '---')).join('|')}|`,
    ...rows.map(line),
  ].join('\n');
  const picture =
    plot === undefined ? [] : [`![${alt(describe(plot))}](performance/${plot.name}.svg)`];
  return [...(title === '' ? [] : [`**${title}**`]), ...picture, table].join('\n\n');
}

/** Text that stands between the brackets of a picture. */
function alt(text: string): string {
  return text.replace(/[[\]\\]/g, '\\$&');
}
