/**
 * The one place where the text of a body becomes JSON. No number is changed by it, and nothing is nested deeper than
 * anybody means: what goes through documents may go as deep as they do.
 */
import type { Json, JsonObject } from './json.ts';

/** What a text is: JSON, or why it cannot be taken for it, to be written after what holds it. */
export type Parsed = { readonly json: Json } | { readonly fault: string };

/** How deep objects and lists may lie in each other. */
const DEEPEST = 100;

/** Numbers of fewer digits are read as they are written. */
const LONG_NUMBER = /(?:^|[[:,\s])-?\d{16}/;

/**
 * Reads JSON.
 *
 * A whole number beyond 2^53, as some servers' ids are, is given as the text of its digits: as a number it would
 * be another one.
 */
export function parseJson(text: string): Parsed {
  try {
    const json = JSON.parse(text) as Json;
    const odd = oddityOf(json, DEEPEST);
    if (odd === 'deep') return { fault: `is nested deeper than ${DEEPEST} levels` };
    return odd === 'long' && LONG_NUMBER.test(text) ? withDigits(text) : { json };
  } catch {
    return { fault: 'is not JSON' };
  }
}

/** Reads the numbers that are too long for one as the text of their digits. */
function withDigits(text: string): Parsed {
  let isLost = false;
  const read = (_name: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) {
      return value;
    }
    const source = context?.source;
    isLost ||= source === undefined;
    return source !== undefined && /^-?\d+$/.test(source) ? source : value;
  };
  const json = JSON.parse(text, read) as Json;
  if (!isLost) return { json };
  return {
    fault: 'holds a number beyond 2^53, which this run-time cannot read without changing it',
  };
}

/** What is odd in a value: it lies too deep, or a number in it may have been changed. Both are found in one look. */
function oddityOf(value: Json, levels: number): 'deep' | 'long' | undefined {
  if (typeof value === 'number') return isLong(value) ? 'long' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return 'deep';
  let found: 'long' | undefined;
  // A thousand items by their index: as names, each of these would be made a text first.
  if (Array.isArray(value)) {
    for (const inner of value as readonly Json[]) {
      const odd = oddityOf(inner, levels - 1);
      if (odd === 'deep') return odd;
      found ??= odd;
    }
    return found;
  }
  // Faster than a list of the values, and what `JSON.parse` makes inherits nothing that could be gone through.
  for (const name in value) {
    const inner = (value as JsonObject)[name] as Json;
    if (typeof inner === 'string') continue;
    const odd = oddityOf(inner, levels - 1);
    if (odd === 'deep') return odd;
    found ??= odd;
  }
  return found;
}

/** Whether a number is none that stands for itself alone. */
function isLong(value: number): boolean {
  return value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
}
