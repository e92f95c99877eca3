/**
 * What plain REST APIs say when they refuse: each has names of its own for the same few things.
 */
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import type { Refusal } from '../Dialect.ts';

/** Where the server's own words stand, the best first. `detail` and `title` are those of RFC 9457. */
const MESSAGES = ['message', 'detail', 'error_description', 'error', 'title', 'description'];
/** Where the server's name for the sort of error stands. */
const TYPES = ['type', 'code'];

/** What the body of an answer says that refuses. */
export function toRefusal(body: JsonObject): Refusal {
  const { error, ...rest } = body;
  const said = isJsonObject(error) ? { ...rest, ...error } : body;
  const [named, message = ''] = textUnder(said, MESSAGES);
  const [, type] = textUnder(said, TYPES);
  const field = fieldOf(said.errors);
  const details = Object.entries(said).filter(([name]) => name !== named);
  return {
    message,
    ...(type !== undefined && { type }),
    ...(field !== undefined && { field }),
    ...(details.length > 0 && { details: Object.fromEntries(details) }),
  };
}

/** The first of these names that holds words, and these. */
function textUnder(said: JsonObject, names: readonly string[]): [name?: string, text?: string] {
  for (const name of names) {
    const text = Object.hasOwn(said, name) ? said[name] : undefined;
    if (typeof text === 'string' && text !== '') return [name, text];
  }
  return [];
}

/** What of a request the server did not like: `{ errors: [{ field: 'color' }] }`. */
function fieldOf(errors: Json | undefined): string | undefined {
  const [first] = Array.isArray(errors) ? errors : [];
  const field = isJsonObject(first) ? first.field : undefined;
  return typeof field === 'string' ? field : undefined;
}
