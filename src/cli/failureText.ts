/** An error in words for a person, without a stack. */
import { type Colors, harmless } from './Out.ts';

/** The name and message of an error; of an `AggregateError` and the like, no more than that. */
export function failureText(error: unknown, colors: Colors): string {
  if (!(error instanceof Error)) return colors.red(harmless(`thrown: ${String(error)}`));
  const [first = '', ...rest] = harmless(error.message).split('\n');
  return [colors.red(`${error.name}: ${first}`), ...rest].join('\n');
}
