/** An error in words for a person, without a stack. */
import { inspect } from 'node:util';
import { AbortError } from '../index.ts';
import { questionOf } from '../plan/map/foreign.ts';
import { harmless } from '../values/harmless.ts';
import type { Colors } from './Colors.ts';

/** The name and message of an error; of an `AggregateError` and the like, no more than that. */
export function failureText(error: unknown, colors: Colors): string {
  const words =
    error instanceof Error ? `${error.name}: ${error.message}${hintOf(error)}` : thrown(error);
  const [first = '', ...rest] = harmless(words).split('\n');
  return [colors.red(`${first}${reasonOf(error)}`), ...rest].join('\n');
}

/** What a walk was aborted for, such as that the budget is spent; nothing where the signal says no more than that it was. */
function reasonOf(error: unknown): string {
  if (!(error instanceof AbortError && error.cause instanceof Error)) return '';
  const { name, message } = error.cause;
  const [reason = ''] = harmless(message).split('\n');
  return name === 'AbortError' || reason === '' ? '' : `: ${reason}`;
}

/** What may have been meant by a name that there is not: another name, or a text whose quotes the shell took. */
function hintOf({ name, message }: Error): string {
  const written = name === 'ReferenceError' && /^(\S+) is not defined$/.exec(message)?.[1];
  if (!written) return '';
  return questionOf(written, Object.keys(globalThis)) || `; a text stands in quotes: '${written}'`;
}

function thrown(value: unknown): string {
  return `thrown: ${typeof value === 'string' ? value : inspect(value)}`;
}
