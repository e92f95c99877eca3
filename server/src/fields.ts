/**
 * The parts that request bodies are made of, so that a body's schema reads like the reference.
 *
 * What is said when a value does not fit is decided in `validate.ts`.
 */
import * as v from 'valibot';
import { isTimezone } from './time.ts';

/** A string of `min` to `max` characters. */
export function text(min: number, max: number, description: string): v.GenericSchema<string> {
  return v.pipe(v.string(), v.minLength(min), v.maxLength(max), v.description(description));
}

/** `true` or `false`; never the words. */
export function flag(description: string): v.GenericSchema<boolean> {
  return v.pipe(v.boolean(), v.description(description));
}

/** One of a few words. */
export function choice<const T extends readonly string[]>(
  options: T,
  description: string,
): v.GenericSchema<T[number]> {
  return v.pipe(v.picklist(options), v.description(description));
}

/** A resource named by its id, as a number or as text. */
export function identifier(description: string): v.GenericSchema<string | number> {
  return v.pipe(v.union([v.string(), v.number()]), v.description(description));
}

export function email(): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.maxLength(255),
    v.regex(/^[^@\s]+@[^@\s]+$/, 'is not a valid email address'),
    v.description("The user's email"),
  );
}

export function mentionName(): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(50),
    v.regex(/^[^@\s]+$/, 'is not a valid mention name'),
    v.description("The user's @mention name without the @"),
  );
}

export function timezone(): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.check(isTimezone, 'is not a supported timezone'),
    v.description("The user's timezone"),
  );
}

export function password(): v.GenericSchema<string> {
  return text(0, 1000, "The user's password");
}

export function roles(): v.GenericSchema<string[]> {
  return v.pipe(v.array(text(1, 50, 'A role')), v.maxLength(20), v.description("The user's roles"));
}
