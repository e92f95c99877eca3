/**
 * Applies a webhook's pattern in time that grows with the text alone, whatever the pattern is.
 *
 * JavaScript's own expressions can be made to run for ever; RE2's cannot, and therefore know
 * neither look-around nor back-references. How large a pattern may be is said in
 * `choices/values.ts`: its size is the other factor.
 */
import { RE2JS } from 're2js';
import { largestProgram, longestPattern } from '../choices/values.ts';

const compiled = new Map<string, RE2JS>();

/** What is wrong with a pattern, in words that follow its value; `undefined` for a good one. */
export function faultIn(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return 'is too long for a pattern';
  const program = compile(pattern);
  if (program === undefined) return 'is not a valid regular expression';
  return program.programSize() > largestProgram ? 'is too large a regular expression' : undefined;
}

/** Whether the pattern is found in the text. */
export function matches(pattern: string, text: string): boolean {
  return compile(pattern)?.test(text) ?? false;
}

function compile(pattern: string): RE2JS | undefined {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  try {
    const program = RE2JS.compile(pattern);
    if (compiled.size >= 200) compiled.clear();
    compiled.set(pattern, program);
    return program;
  } catch {
    return undefined;
  }
}
