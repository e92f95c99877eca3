/** An error in words for a person, without a stack. */
import { inspect } from 'node:util';
import { doneAllTheSame } from '../errors/AnswerError.ts';
import { AbortError, HypchatError } from '../index.ts';
import { questionOf } from '../plan/map/foreign.ts';
import { harmless } from '../values/harmless.ts';
import type { Colors } from './Colors.ts';
import { overBudgetIn } from './Evaluation.ts';

/** The name and message of an error; of an `AggregateError` and the like, no more than that. */
export function failureText(error: unknown, colors: Colors): string {
  const words =
    error instanceof Error ? `${error.name}: ${messageOf(error)}${hintOf(error)}` : thrown(error);
  const [first = '', ...rest] = harmless(words).split('\n');
  return [colors.red(`${first}${reasonOf(error)}`), ...rest].join('\n');
}

/** The message, which knows of no budget but that of its own walk: what is over another one never left. */
function messageOf(error: Error): string {
  const request = error instanceof HypchatError ? error.request : undefined;
  const isUnsent = request !== undefined && overBudgetIn(error)?.isUnderWay(request) === false;
  if (!isUnsent) return error.message;
  return error.message.replace(
    `: ${doneAllTheSame(request)}`,
    `: the ${request.method} was not sent`,
  );
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
