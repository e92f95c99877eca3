/** The standard output and error of the command, and their colors. */
import process from 'node:process';
import type { WriteStream } from 'node:tty';
import picocolors from 'picocolors';
import { harmless } from '../values/harmless.ts';
import type { Colors } from './Colors.ts';
import { failureText } from './failureText.ts';

/** Whether a stream shows colors. */
export function hasColors(stream: NodeJS.WriteStream): boolean {
  // Node looks at NO_COLOR, TERM and the rest of it, but not whether the stream is a terminal.
  return stream.isTTY === true && (stream as WriteStream).hasColors();
}

/** The colors of a stream. */
export function colorsOf(stream: NodeJS.WriteStream): Colors {
  return picocolors.createColors(hasColors(stream));
}

/**
 * Writes a text and a line end, and waits while the reader is slow. What goes to a program goes as it is: whoever
 * writes text that is not harmless yet has looked whether this is a terminal.
 */
export async function writeLine(text: string): Promise<void> {
  if (process.stdout.write(`${text}\n`)) return;
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}

/** Says something to the person, beside the values. */
export function say(text: string, paint: (text: string) => string = (plain) => plain): void {
  process.stderr.write(`${paint(harmless(text))}\n`);
}

/** Tells the person of an error. */
export function sayFailure(error: unknown): void {
  process.stderr.write(`${failureText(error, colorsOf(process.stderr))}\n`);
}
