/**
 * Reads query parameters, with HipChat's refusals where one does not fit.
 *
 * Parameters that an endpoint does not know are ignored, here as there.
 */
import { pythonRepr } from './pythonRepr.ts';
import { isTimezone, parseIso } from './time.ts';
import { invalid, wrongType } from './validate.ts';

/**
 * What stands in a parameter that is a text; `null` where nothing does. A widely used client writes
 * `timezone=` and `end-date=` where it was given none.
 */
export function textParameter(query: URLSearchParams, field: string): string | null {
  return query.get(field) || null;
}

/** The integer in a parameter, from `min` to `max`. */
export function integerParameter(
  query: URLSearchParams,
  field: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const text = query.get(field);
  if (text === null) return fallback;
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw wrongType(field, text, 'integer');
  }
  if (value < min) {
    throw outOfRange(field, value, 'minimum', `less than minimum value: ${min}`);
  }
  if (value > max) {
    throw outOfRange(field, value, 'maximum', `greater than maximum value: ${max}`);
  }
  return value;
}

/** The boolean in a parameter; `1` and `0` are understood too. */
export function booleanParameter(
  query: URLSearchParams,
  field: string,
  fallback: boolean,
): boolean {
  const text = query.get(field);
  if (text === null) return fallback;
  const word = text.toLowerCase();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  throw wrongType(field, text, 'boolean');
}

/** The time zone in a parameter; `UTC` without one. */
export function timezoneParameter(query: URLSearchParams): string {
  const text = textParameter(query, 'timezone') ?? 'UTC';
  if (isTimezone(text)) return text;
  throw badFormat('timezone', text, 'is not a supported timezone');
}

/** The moment in a parameter, in microseconds since 1970; `undefined` without one. */
export function dateParameter(
  query: URLSearchParams,
  field: string,
  timezone: string,
): number | undefined {
  const text = textParameter(query, field);
  if (text === null) return undefined;
  const micros = parseEpoch(text) ?? parseIso(withPlus(text), timezone);
  if (micros !== undefined) return micros;
  throw badFormat(field, text, 'is not a valid ISO-8601 date');
}

/** `1421029691` and `1421029691.5`: seconds since 1970, as a script's clock gives them. */
function parseEpoch(text: string): number | undefined {
  return /^\d{9,11}(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * 1_000_000) : undefined;
}

/** Where an offset's `+` was not encoded in the address, it arrives as a space. */
const withPlus = (text: string): string =>
  text.replace(/^(\S+[T ]\d\d:\d\d\S*) (\d\d:?\d\d)$/, '$1+$2');

function outOfRange(field: string, value: number, rule: string, saying: string): Error {
  const message = `Value ${value} for field '${field}' is ${saying}`;
  return invalid(message, { field, validation: rule, value, expected_type: 'integer' });
}

function badFormat(field: string, value: string, saying: string): Error {
  const message = `Value ${pythonRepr(value)} for field '${field}' ${saying}`;
  return invalid(message, { field, validation: 'format', value, expected_type: 'string' });
}

/** One of a few words in a parameter. */
export function choiceParameter<const T extends string>(
  query: URLSearchParams,
  field: string,
  options: readonly T[],
  fallback: T,
): T {
  const text = query.get(field);
  if (text === null) return fallback;
  const found = options.find((option) => option === text);
  if (found !== undefined) return found;
  const message = `Value ${pythonRepr(text)} for field '${field}' is not in the enumeration: ${pythonRepr(options)}`;
  throw invalid(message, { field, validation: 'enum', value: text, expected_type: 'string' });
}
