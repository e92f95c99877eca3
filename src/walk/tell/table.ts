import { harmlessLine } from '../../values/harmless.ts';

/** Rows as lines of text, their cells in columns. */
export function table(given: readonly (readonly string[])[]): readonly string[] {
  const rows = given.map((row) => row.map(harmlessLine));
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: Math.max(0, count - 1) }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** What is to be said of a request, in one cell. */
export function remarks(first: string, body: unknown, reason: string): string {
  const shown = body === undefined ? '' : JSON.stringify(body);
  return [first, shown, reason].filter((each) => each !== '').join(' · ');
}

/** An address as it is sent to a server that is known: the path and the query. */
export function withoutOrigin(url: string): string {
  return url.replace(/^\w+:\/\/[^/]+/, '');
}
