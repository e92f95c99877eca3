/** What a body can hold. Objects come from `JSON.parse`, so every name in them is an own property. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of a body. Read it by `Object.hasOwn`, never by a name that a server chose alone. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Whether the value is an object, and neither `null` nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
