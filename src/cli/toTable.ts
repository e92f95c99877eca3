/** Values as a table for people: one row for each item, or one for each field of a single resource. */
import { inspect } from 'node:util';
import stringWidth from 'string-width';
import { harmless } from '../values/harmless.ts';
import type { Colors } from './Colors.ts';
import { plainOf } from './plainOf.ts';
import { refuseUnawaited } from './refuseUnawaited.ts';

/** Where a table is shown. */
export interface TablePlace {
  readonly colors: Colors;
  /** The width of the terminal; `undefined` where nothing has to be cut. */
  readonly columns: number | undefined;
}

/**
 * A value as a table, without borders. Links are left out: they are for programs.
 *
 * @throws {UsageError} For a chain inside the value: nobody awaited it.
 */
export function toTable(given: unknown, place: TablePlace): string {
  const items = itemsOf(given);
  if (items !== undefined) {
    const names = columnNames(items);
    return draw(
      names,
      items.map((item) => names.map((name) => cell(item, name))),
      place,
    );
  }
  const value = plainOf(given);
  if (!isRecord(value)) return draw(['value'], [[toCell(value)]], place);
  const rows = fieldNames(value).map((name) => [name, toCell(value[name])]);
  return draw(['field', 'value'], rows, place);
}

/** The items of an array or page; `undefined` for what is neither. */
export function itemsOf(given: unknown): readonly unknown[] | undefined {
  const value = plainOf(given);
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

function toCell(given: unknown): string {
  refuseUnawaited(given);
  const value = plainOf(given);
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

/** Between two columns. */
const GAP = '  ';

/** A text in a table, and how many columns of a terminal it takes. */
interface Cell {
  readonly text: string;
  readonly width: number;
}

function draw(
  head: readonly string[],
  body: readonly (readonly string[])[],
  { colors, columns }: TablePlace,
): string {
  const rows = [head, ...body].map((row) => row.map(inOneLine));
  const widths = widthsWithin(rows, columns);
  return rows
    .map((row, index) => {
      const paint = index === 0 ? colors.bold : String;
      return row
        .map((cell, at) => fitted(cell, widths[at] ?? 0, paint))
        .join(GAP)
        .trimEnd();
    })
    .join('\n');
}

function inOneLine(words: string): Cell {
  const text = harmless(words)
    .replace(/\s*\n\s*/g, ' ⏎ ')
    .replaceAll('\t', ' ');
  return { text, width: stringWidth(text) };
}

/** A cell in its column: filled with spaces, or cut short. */
function fitted({ text, width }: Cell, of: number, paint: (text: string) => string): string {
  if (width <= of) return paint(text) + ' '.repeat(of - width);
  let cut = '';
  let left = of - 1;
  for (const { segment } of LETTERS.segment(text)) {
    const wide = stringWidth(segment);
    if (wide > left) break;
    left -= wide;
    cut += segment;
  }
  return `${paint(`${cut}…`)}${' '.repeat(left)}`;
}

const LETTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The widths of columns so that a row fits the terminal: the widest give way first. */
function widthsWithin(rows: readonly (readonly Cell[])[], columns = Infinity): readonly number[] {
  const natural = (rows[0] ?? []).map((_, index) =>
    rows.reduce((most, row) => Math.max(most, row[index]?.width ?? 0), 0),
  );
  const total = (cap: number): number =>
    natural.reduce((sum, width) => sum + Math.min(width, cap) + GAP.length, 0);
  let cap = Math.max(0, ...natural);
  while (cap > LEAST && total(cap) > columns) cap -= 1;
  return natural.map((width) => Math.min(width, cap));
}

/** No column is cut to less. */
const LEAST = 6;
