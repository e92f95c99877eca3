/** The standard output and error of the command: colors, and a reader that goes away. */
import process from 'node:process';
import type { WriteStream } from 'node:tty';
import picocolors from 'picocolors';

/** Colors for a stream: plain text unless it is a terminal, and `NO_COLOR` is not set. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** Whether a stream shows colors. */
export function hasColors(stream: NodeJS.WriteStream): boolean {
  // Node looks at NO_COLOR, TERM and the rest of it, but not whether the stream is a terminal.
  return stream.isTTY === true && (stream as WriteStream).hasColors();
}

/** The colors of a stream. */
export function colorsOf(stream: NodeJS.WriteStream): Colors {
  return picocolors.createColors(hasColors(stream));
}

/** Ends the command without a word once nobody reads what it prints (`| head`). */
export function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}

/** Writes a text and a line end, and waits while the reader is slow. */
export async function writeLine(text: string): Promise<void> {
  if (process.stdout.write(`${text}\n`)) return;
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}

/** Says something to the person, beside the values. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Text from a server as a terminal may show it: what would move its cursor, or more, is written out.
 *
 * Line ends and tabs stay.
 */
export function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, (char) => {
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
