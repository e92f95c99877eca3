/** An error in words for a person, without a stack. */
import { inspect } from 'node:util';
import { harmless } from '../values/harmless.ts';
import type { Colors } from './Colors.ts';

/** The name and message of an error; of an `AggregateError` and the like, no more than that. */
export function failureText(error: unknown, colors: Colors): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : thrown(error);
  const [first = '', ...rest] = harmless(words).split('\n');
  return [colors.red(first), ...rest].join('\n');
}

function thrown(value: unknown): string {
  return `thrown: ${typeof value === 'string' ? value : inspect(value)}`;
}
