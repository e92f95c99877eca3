/** Values as a table for people: one row for each item, or one for each field of a single resource. */
import { inspect } from 'node:util';
import Table from 'cli-table3';
import stringWidth from 'string-width';
import { harmless } from '../values/harmless.ts';
import type { Colors } from './Colors.ts';

/** Where a table is shown. */
export interface TablePlace {
  readonly colors: Colors;
  /** The width of the terminal; `undefined` where nothing has to be cut. */
  readonly columns: number | undefined;
}

/** A value as a table, without borders. Links are left out: they are for programs. */
export function toTable(value: unknown, place: TablePlace): string {
  const items = itemsOf(value);
  if (items !== undefined) {
    const names = columnNames(items);
    return draw(
      names,
      items.map((item) => names.map((name) => cell(item, name))),
      place,
    );
  }
  if (!isRecord(value)) return draw(['value'], [[toCell(value)]], place);
  const rows = fieldNames(value).map((name) => [name, toCell(value[name])]);
  return draw(['field', 'value'], rows, place);
}

/** The items of an array or page; `undefined` for what is neither. */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (isRecord(value) && Object.hasOwn(value, 'items') && Array.isArray(value.items)) {
    return value.items;
  }
  return undefined;
}

const VALUE = 'value';

function columnNames(items: readonly unknown[]): readonly string[] {
  const names = new Set<string>();
  for (const item of items) {
    for (const name of isRecord(item) ? fieldNames(item) : [VALUE]) names.add(name);
  }
  return [...names];
}

function fieldNames(record: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(record).filter((name) => name !== 'links');
}

function cell(item: unknown, name: string): string {
  if (!isRecord(item)) return name === VALUE ? toCell(item) : '';
  return Object.hasOwn(item, name) ? toCell(item[name]) : '';
}

function toCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(toCell).join(', ');
  if (!isRecord(value)) return textOf(value);
  // What is named inside another is shown by its name.
  if (typeof value.name === 'string') return toCell(value.name);
  const rest = Object.fromEntries(fieldNames(value).map((name) => [name, value[name]]));
  return Object.keys(rest).length === 0 ? '' : JSON.stringify(rest);
}

/** The value as text, also where what it calls `toString` is none. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return inspect(value, { depth: 0 });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  const tag = Object.prototype.toString.call(value);
  return typeof value === 'object' && value !== null && tag === '[object Object]';
}

const GAP = 2;
const NO_BORDERS = Object.fromEntries(
  ['top', 'bottom', 'mid', 'left', 'right'].flatMap((side) => [
    [side, ''],
    [`${side}-mid`, ''],
    [`${side}-left`, ''],
    [`${side}-right`, ''],
  ]),
);

function draw(
  head: readonly string[],
  body: readonly (readonly string[])[],
  { colors, columns }: TablePlace,
): string {
  const [names = [], ...rows] = [head, ...body].map((row) => row.map(inOneLine));
  const widths = columns === undefined ? [] : widthsWithin([names, ...rows], columns);
  const table = new Table({
    head: names.map((name) => colors.bold(name)),
    chars: { ...NO_BORDERS, middle: '' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    colWidths: widths,
  });
  table.push(...rows.map((row) => [...row]));
  return String(table)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A text as it fits a cell. */
function inOneLine(text: string): string {
  return harmless(text)
    .replace(/\s*\n\s*/g, ' ⏎ ')
    .replaceAll('\t', ' ');
}

/** The widths of columns so that a row fits the terminal: the widest give way first. */
function widthsWithin(rows: readonly (readonly string[])[], columns: number): number[] {
  const natural = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => stringWidth(row[index] ?? '') + GAP)),
  );
  const total = (cap: number): number =>
    natural.reduce((sum, width) => sum + Math.min(width, cap), 0);
  let cap = Math.max(0, ...natural);
  while (cap > GAP + 6 && total(cap) > columns) cap -= 1;
  return natural.map((width) => Math.min(width, cap));
}
